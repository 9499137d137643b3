import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import type { Judgement } from '../../domain/finding.ts'
import type { Fate } from '../../domain/history.ts'
import type { Page } from '../../domain/page.ts'
import { type Absent, unknown } from '../check.ts'
import type { Ground } from '../run.ts'

export type Known = Extract<Fate, { is: 'gone' | 'moved' }>

/** A name that is here no more, what took it away, and the claim that names it. */
export interface Loss {
  readonly fate: Known
  /** The repository that lost it. */
  readonly ground: Ground
  readonly opinion: Absent
  readonly claim: Claim
  readonly page: Page
  readonly grounds: readonly Ground[]
  /** The claim held right before the change that took the name away: whoever made it meant what was lost. */
  readonly isSeen: boolean
}

/** Why a loss may say nothing against a claim; null where it gives no reason to doubt. */
export type Doubt = (loss: Loss) => Promise<Judgement | null> | Judgement | null

export const stillWritten = ({ subject }: Claim, files: number): Judgement =>
  unknown(
    'ambiguous',
    `no declaration of ${subject} is left, but the word still stands in ${files === 1 ? 'a file' : `${files} files`} of code`,
  )

/** In how many files of code a word stands. */
export const filesWith = (word: string, grounds: readonly Ground[]): number =>
  grounds.reduce((sum, { survey }) => sum + survey.occurrences(word), 0)

/** `limit` of `pool.limit`. */
export const lastName = (subject: string): string => subject.split('.').at(-1) ?? subject

/** The last name without the dashes of a flag. */
export const bareName = (subject: string): string => lastName(subject).replace(/^-+/, '')

export const isOfOptions = (
  lost: Absent['lost'],
): lost is Extract<Absent['lost'], { readonly kind: 'option' | 'setting' }> =>
  lost.kind === 'option' || lost.kind === 'setting'

export const isPath = ({ opinion }: Loss): boolean => opinion.lost.kind === 'file-path'

export const surveysOf = ({ grounds }: Loss): readonly Survey[] =>
  grounds.map(({ survey }) => survey)

/** Kinds of names that programs give to what is theirs. */
export const ofPrograms: ReadonlySet<string> = new Set([
  'symbol',
  'option',
  'setting',
  'command',
  'cli-flag',
  'environment-variable',
  'metric',
  'feature-flag',
])

/** `flags.String("berth-size", …)` was declared as it is written: that `berthSize` stands says nothing of it. */
export const wasLiteral = ({
  opinion: { literal },
  fate: { was },
}: Pick<Loss, 'opinion' | 'fate'>): boolean =>
  literal !== undefined &&
  ['"', "'", '`'].some((sign) =>
    ['', '-', '--'].some((dashes) => was.quote.includes(`${sign}${dashes}${literal}`)),
  )

/** Whether a line has a name in quotes, as what is registered under it: a generator may take it from a method's name since. */
export const isRegistered = (name: string, quote: string): boolean =>
  ['"', "'", '`'].some((sign) => {
    const at = quote.indexOf(`${sign}${name}${sign}`)
    // A tag of Go's, `yaml:"max_age"`, names a key and is put together of nothing.
    return at >= 0 && quote[at - 1] !== ':'
  })
