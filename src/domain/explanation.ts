import type { Answer, Verification, WithheldCitation } from './answer.ts'
import type { Receipt } from './receipt.ts'
import type { PolicyView, Provenance, ReceiptStatus } from './requests.ts'

/** A record of what was decided, whichever door asked. */
export type DecidedRecord =
  | { readonly about: 'answer'; readonly answer: Answer }
  | { readonly about: 'verification'; readonly verification: Verification }

/** What became of a passage since it was cited. */
export type CitationToday =
  | {
      /** Its words are the same, or others stand in its place. */
      readonly is: 'same' | 'changed'
      /** As it would be cited now, without its words. */
      readonly now: WithheldCitation
    }
  /** The passage, or its page, is not there any more, or the reader may not read it. */
  | { readonly is: 'not-there' }

/** All that led to an answer or a verification, and what would be said of the same sources today. */
export interface Explanation {
  readonly record: DecidedRecord
  /** Who asked. */
  readonly principal: string
  /** How passages were found and chosen; only of answers. */
  readonly provenance: Provenance | null
  readonly receipt: Receipt
  readonly status: ReceiptStatus
  /** What became of each citation, by its id within the record; those that were set aside are among them. */
  readonly today: ReadonlyMap<string, CitationToday>
  /** The policy that verdicts are made by now. */
  readonly policy: PolicyView
}
