import { z } from 'zod'
import type { provenance } from '../wire/answer.ts'
import { text } from '../wire/basics.ts'
import type { finding, findingList } from '../wire/finding.ts'
import type { pageList, pageView } from '../wire/page.ts'
import { receipt } from '../wire/receipt.ts'

// What a server says is taken only as far as it has the shape that is agreed upon; what it says beside is dropped, so that nothing that a
// newer server or somebody in between adds is handed on unread.

/** A receipt, signed; what it says is in its envelope, and is checked by `plumbline/receipts`. */
export const signed = receipt.pick({ envelope: true })

/** A problem document (RFC 9457) as far as it is used; whatever else may have answered has none of it. */
export const problem = z.object({
  detail: text.optional(),
  code: text.optional(),
  next: text.optional(),
  requestId: text.optional(),
})

export type FoundPages = z.infer<typeof pageList>
export type FoundPage = z.infer<typeof pageView>
export type FoundFinding = z.infer<typeof finding>
export type FoundFindings = z.infer<typeof findingList>
export type AnswerProvenance = z.infer<typeof provenance>

/** Which part of a longer list is asked for: `cursor` is the `next` of the part before. */
interface Part {
  readonly cursor?: string
  readonly limit?: number
}
export interface PageFilter extends Part {
  readonly source?: string
}
export interface FindingFilter extends Part {
  readonly page?: string
  readonly status?: FoundFinding['status']
  readonly kind?: FoundFinding['kind']
}
