import type { Claim, ClaimKind, Mood } from '../domain/claim.ts'
import type { FactKind, Survey } from '../domain/fact.ts'
import type { Evidence, Judgement, UnknownReason } from '../domain/finding.ts'
import type { Lost } from '../domain/history.ts'
import type { Page } from '../domain/page.ts'
import type { PageIndex } from '../domain/page-index.ts'
import type { Block, Passage, Span } from '../domain/passage.ts'
import type { Token } from './tokens.ts'

/** A passage with its tokens, read once and lent to every check. */
export interface Reading {
  readonly page: Page
  readonly passage: Passage
  readonly tokens: readonly Token[]
  /** Names that the page's own samples declare: the reader's, not the code's. */
  readonly declared: ReadonlySet<string>
}

/** One mention as a check sees it; the runner adds kind, mood and place. */
export interface Mention {
  readonly subject: string
  readonly owner?: string | null
  readonly value?: string | null
  /** What the page writes, and where in the page's text. */
  readonly token: string
  readonly span: Span
  readonly block: Block
  /** The verb "create" before it means that the reader makes it. */
  readonly canBeCreated?: boolean
  /** How the sentence means it, where the check alone can tell. */
  readonly mood?: Mood
  /** Braces, angle brackets and colons in it are parameters of a pattern, not gaps for the reader to fill in. */
  readonly isPattern?: boolean
  /** A common word: it counts only where other claims of the page fell with it. */
  readonly tentative?: boolean
  /** The value is a plain word, which may be no value at all: only the code's past can make it one. */
  readonly loose?: boolean
  /** How the check means it, where it knows several ways; what it judges by, never shown. */
  readonly sense?: string
  /** Other names that the page lists together with it. */
  readonly beside?: readonly string[]
}

/** A list that is known to be whole and lacks a name: what to say of it, and where to see it. */
export interface Whole {
  readonly because: string
  readonly evidence: readonly Evidence[]
  /** The list can only be this code's own (the flags of its command), whatever page speaks of it. */
  readonly isOurs: boolean
}

/** A name the surveys lack: only its past can tell what that means. */
export interface Absent {
  readonly status: 'absent'
  readonly lost: Lost
  /** The list that the name should stand in is known to be whole, so absence itself contradicts; else null. */
  readonly whole: Whole | null
  /** The name itself is too common to speak for itself when nobody knows when the claim was made. */
  readonly distinctive: boolean
  /** In how many files of code the bare word still stands. */
  readonly stillStands: number
  /** Only other spellings of it still stand, which count for nothing where it was declared in these very letters. */
  readonly literal?: string
  readonly near: string | null
  /** What to say when history knows nothing: the name stands elsewhere, under another owner. */
  readonly otherwise: Judgement | null
  /** The whole dotted path is looked for: what it finds is more than a name that happens to hold elsewhere. */
  readonly exact?: boolean
  /** What is asked of code's past alone, where history never had this: the last name of a dotted path by itself. */
  readonly instead?: Absent
}

/** A value that differs from the one fact of its subject; its past tells since when. */
export interface Differs {
  readonly status: 'differs'
  readonly actual: string
  readonly evidence: Evidence
  readonly lost: Extract<Lost, { subject: string }>
  readonly correction: string | null
  /** Without the claimed value in the fact's past, the subject is too common to be sure. */
  readonly needsPast: boolean
  /** It is what a manifest says will be released, or was. */
  readonly isRelease?: true
  readonly because: string
}

export type Opinion = Judgement | Absent | Differs

/** One kind of claim: how a page states it, and how it compares with the surveys. Pure. */
export interface Check {
  /** What it finds wrong needs no company, however tentatively it was read: it asks only for what is plainly made here. */
  readonly isSure?: true
  /** One sentence for people. */
  readonly about: string
  /** The kinds of fact that it compares with; how whole the first one's list is, a result reports. */
  readonly against: readonly (FactKind | 'file-path')[]
  /**
   * Its claims state something of a thing that other claims name: they do not compete for a token with the
   * readings of its name. Of competing readings one is kept: the one that holds, else the one the past speaks of.
   */
  readonly statesMore?: true
  /**
   * The words around its tokens say what they are ("the table `x`"): what it finds to be gone or moved outweighs
   * that the bare name holds as something else.
   */
  readonly decides?: true
  /** Kinds that say less of the same words, or of the same thing on one line: theirs are told only where they hold and it cannot tell. */
  readonly over?: readonly ClaimKind[]
  /** Its claims find facts in other ways than by a name: by a pattern that fits, or by whatever the sentence speaks of. */
  readonly searches?: true
  /** Its claims are whole sentences ("runs every hour", "is owned by"): a denied verb or a case holds them back. */
  readonly saysSentences?: true
  mentions(reading: Reading): Iterable<Mention>
  /** `pages` tells what stands inside the files that links lead to. */
  judge(claim: Claim, surveys: readonly Survey[], pages: PageIndex): Opinion
}

/** A check with the kind that the list stamps on it. */
export interface ListedCheck extends Check {
  readonly kind: ClaimKind
}

/** What to say of a name that a whole list lacks. */
export const missingFrom = ({ because, evidence }: Whole): Judgement => ({
  status: 'contradicted',
  because,
  actual: null,
  evidence,
  since: null,
  correction: null,
})

export const unknown = (reason: UnknownReason, because: string, hint?: string): Judgement =>
  hint === undefined
    ? { status: 'unknown', reason, because }
    : { status: 'unknown', reason, because, hint }
