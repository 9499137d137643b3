// What a program that builds on LangChain gets as `plumbline/langchain`.
export { plumblineTool, type ToolOptions } from './ask-tool.ts'
export type { Embedded, Whereabouts } from './connection.ts'
export type { OverHttp } from './http.ts'
export type { PassageMetadata } from './passage-document.ts'
export { PlumblineRetriever, type RetrieverOptions } from './retriever.ts'
