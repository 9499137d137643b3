import type { Format } from '../extractor.ts'

/** The file formats whose facts are read, each under the name of its file and its corpus page. */
export const formats = {} as const satisfies Readonly<Record<string, Format>>
export type FormatName = keyof typeof formats
