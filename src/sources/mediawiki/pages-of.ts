import type { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'
import type { Answer, Api, Parameters } from './api.ts'
import { readReply } from './replies.ts'

type Cursor = Readonly<Record<string, string | number>>

/** No wiki has as many parts of a list as this. */
const mostParts = 100_000

/** An answer's JSON; what the wiki refuses to list is a fault. */
export const answered = (answer: Answer, what: string): unknown => {
  if (answer.is === 'answer') return answer.json
  throw new PlumblineError('source.refused', `${what}: the wiki refuses to answer (${answer.code})`)
}

/** The parts of a list, one after the other, as the wiki says where each goes on. One that goes in circles is a fault. */
export async function* partsOf<Part extends { readonly continue?: Cursor | undefined }>(
  api: Api,
  parameters: Parameters,
  schema: z.ZodType<Part>,
): AsyncIterable<Part> {
  const what = `${api.address}: ${parameters.list ?? parameters.generator ?? parameters.prop ?? ''}`
  const seen = new Set<string>()
  let cursor: Parameters = {}
  for (let count = 0; count < mostParts; count += 1) {
    const answer = await api.ask({ action: 'query', ...parameters, ...cursor })
    const part = readReply(schema, answered(answer, what), what)
    yield part
    if (part.continue === undefined) return
    cursor = Object.fromEntries(
      Object.entries(part.continue).map(([name, value]) => [name, String(value)]),
    )
    const key = JSON.stringify(part.continue)
    if (seen.has(key)) break
    seen.add(key)
  }
  throw new PlumblineError('source.malformed', `${what}: the wiki's list never ends`)
}
