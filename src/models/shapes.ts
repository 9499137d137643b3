import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'

// By shape and not by class: a package may bring a copy of LangChain's core of its own.

const hasMethods = (thing: unknown, names: readonly string[]): thing is object =>
  typeof thing === 'object' &&
  thing !== null &&
  names.every((name) => typeof Reflect.get(thing, name) === 'function')

export const isEmbeddings = (thing: unknown): thing is EmbeddingsInterface<unknown> =>
  hasMethods(thing, ['embedDocuments', 'embedQuery'])

/** What is asked of a chat model here. */
export type ChatModel = Pick<BaseChatModel, 'stream'>

export const isChatModel = (thing: unknown): thing is ChatModel =>
  hasMethods(thing, ['stream', 'invoke', '_llmType', '_modelType'])
