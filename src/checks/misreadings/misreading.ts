import type { Finding, UnknownReason } from '../../domain/finding.ts'

/** What findings have in common that would be misread together. */
export interface Misreading {
  readonly reason: UnknownReason
  /** Which findings such a misreading makes; the rest of those that were judged speaks for the reading. */
  readonly accuses: (finding: Finding) => boolean
  /** The same for all that share it; null for a finding that does not. */
  readonly keyOf: (finding: Finding, keptWithCode: boolean) => string | null
  /** What to say where so much is accused that the reading is more likely wrong than the page; null where it is not. */
  readonly doubt: (accused: readonly Finding[], held: readonly Finding[]) => string | null
  /** A change that was seen to take the names away may have put the list where nobody reads it. */
  readonly evenSeen?: true
  /** What code never had is weighed as well, beside what holds. */
  readonly withUnheard?: true
}

/** Whether code neither has nor ever had what a claim names. */
export const isUnheard = ({ judgement }: Finding): boolean =>
  judgement.status === 'unknown' && judgement.reason === 'never-existed'

export const isGone = ({ status }: Finding): boolean => status === 'contradicted'

export const isDated = ({ judgement }: Finding): boolean =>
  'since' in judgement && judgement.since !== null

export const count = (findings: readonly Finding[], of: (finding: Finding) => string): number =>
  new Set(findings.map(of)).size
export const subjectOf = ({ claim }: Finding): string => claim.subject
export const pageOf = ({ claim }: Finding): string => claim.page
/** The change that made a finding wrong; where none is known, the finding stands for itself. */
export const changeOf = ({ id, judgement }: Finding): string =>
  ('since' in judgement && judgement.since?.commit) || id
export const headingOf = ({ claim }: Finding): string => claim.value ?? ''

/** A doubt where too many different things are accused, set against those that hold. */
export const weighed =
  (
    of: (finding: Finding) => string,
    isTooMany: (accused: number, held: number) => boolean,
    say: (accused: number, all: number) => string,
  ): Misreading['doubt'] =>
  (accused, held) => {
    const [missing, there] = [count(accused, of), count(held, of)]
    return isTooMany(missing, there) ? say(missing, missing + there) : null
  }

/** So many, and more than hold. */
export const mostOf =
  (fewest: number) =>
  (accused: number, held: number): boolean =>
    accused >= fewest && accused > held

/**
 * What goes out of date by and by is little beside what holds. On pages whose fixes we know, three in four of the outdated
 * had one or two such names, and hardly any had four whose square was more than the names that held.
 */
export const isTooMuch = (accused: number, held: number): boolean =>
  accused >= 4 && accused * accused > held

/** The folder of a page, in its source: what lies at the roots of two sources lies in no folder together. */
export const folderOf = (page: string): string => `folder ${page.replace(/[^/:]*$/, '')}`
