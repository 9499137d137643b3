import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ChatChoice, EmbeddingChoice } from '../../src/models/choice.ts'
import { importPackage } from '../../src/models/package.ts'
import { json, type Sent, type StubReply } from '../support/stub-server.ts'

export const key = 'sk-hunter2-4711'

/** Tools that never wait, and keep how long they were asked to. */
export const hastily = (importing = importPackage) => {
  const waits: number[] = []
  const wait = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds)
  }
  const now = (): number => Date.parse('2026-11-01T09:00:00Z')
  return { waits, tools: { importing, wait, now } }
}

/** The entry of a configuration for OpenAI's embeddings, at an address of our own. */
export const embeddingsAt = (
  url: string,
  more: Partial<EmbeddingChoice> = {},
): EmbeddingChoice => ({
  package: '@langchain/openai',
  export: 'OpenAIEmbeddings',
  options: { model: 'harbour-embed', configuration: { baseURL: `${url}/v1` } },
  secrets: () => ({ apiKey: key }),
  batch: 3,
  mostCharacters: 200,
  timeoutSeconds: 5,
  retries: 2,
  ...more,
})

/** The entry of a configuration for OpenAI's chat models, at an address of our own. */
export const chatAt = (url: string, more: Partial<ChatChoice> = {}): ChatChoice => ({
  package: '@langchain/openai',
  export: 'ChatOpenAI',
  options: { model: 'harbour-chat', configuration: { baseURL: `${url}/v1` } },
  secrets: () => ({ apiKey: key }),
  timeoutSeconds: 5,
  mostCharacters: 1_000,
  ...more,
})

/** Numbers that stand for a text: the same each time, of no special length. */
export const numbersFor = (text: string, dimensions = 8): number[] =>
  Array.from(
    createHash('sha256').update(text).digest().subarray(0, dimensions),
    (byte) => byte - 99.5,
  )

const asked = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string())]),
  encoding_format: z.enum(['float', 'base64']).optional(),
})

/** The texts that an endpoint for embeddings was sent. */
export const textsOf = ({ body }: Sent): readonly string[] =>
  [asked.parse(JSON.parse(body)).input].flat()

/** What an endpoint for embeddings answers to a request: https://platform.openai.com/docs/api-reference/embeddings */
export const vectorsFor = (
  sent: Sent,
  { numbers = numbersFor, ignoresFormat = false }: VectorOptions = {},
): StubReply => {
  const { encoding_format: format } = asked.parse(JSON.parse(sent.body))
  const inBase64 = format === 'base64' && !ignoresFormat
  const data = textsOf(sent).map((text, index) => ({
    object: 'embedding',
    index,
    embedding: inBase64 ? base64(numbers(text)) : numbers(text),
  }))
  return json({
    object: 'list',
    data,
    model: 'harbour-embed',
    usage: { prompt_tokens: 1, total_tokens: 1 },
  })
}

interface VectorOptions {
  readonly numbers?: (text: string) => readonly (number | null)[]
  /** Gives plain numbers though base64 was asked for. */
  readonly ignoresFormat?: boolean
}

const base64 = (numbers: readonly (number | null)[]): string =>
  Buffer.from(Float32Array.from(numbers, Number).buffer).toString('base64')

/** What goes wrong at such an endpoint. */
export const refusal = (
  status: number,
  error: { readonly message: string; readonly code?: string },
  headers: Readonly<Record<string, string>> = {},
): StubReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ error: { type: 'error', ...error } }),
})

/** What work throws; that it threw at all is part of the test. */
export const faultOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work()
  } catch (fault) {
    return fault
  }
  return 'no fault'
}
