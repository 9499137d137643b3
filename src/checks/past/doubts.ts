import { posix } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import type { Judgement } from '../../domain/finding.ts'
import type { Fate } from '../../domain/history.ts'
import type { Page } from '../../domain/page.ts'
import { type Absent, unknown } from '../check.ts'
import type { Ground } from '../run.ts'
import { isDistinctive } from '../shape.ts'
import { isForCi, isForDeployment } from './conventions.ts'
import { madeAt, wordedAt } from './dates.ts'
import { broughtIn, kitReading, takenOver } from './dependencies.ts'
import { foreignBase } from './inheritance.ts'
import { speaksOfThisCode } from './manner.ts'
import { inRegistry, readersOwn, saidDeprecated } from './said.ts'
import { standsOtherwise } from './spelled.ts'
import { isOfAnotherTongue } from './tongues.ts'

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
}

/** Why a loss may say nothing against a claim; null where it gives no reason to doubt. */
export type Doubt = (loss: Loss) => Promise<Judgement | null> | Judgement | null

/** The first reason to doubt that a loss made a claim false, the cheapest asked first; null where there is none. */
export async function doubtOf(loss: Loss): Promise<Judgement | null> {
  for (const doubt of doubts) {
    const said = await doubt(loss)
    if (said !== null) return said
  }
  return null
}

export const stillWritten = ({ subject }: Claim, files: number): Judgement =>
  unknown(
    'ambiguous',
    `no declaration of ${subject} is left, but the word still stands in ${files === 1 ? 'a file' : `${files} files`} of code`,
  )

const isPath = ({ opinion }: Loss): boolean => opinion.lost.kind === 'file-path'
const surveysOf = ({ grounds }: Loss) => grounds.map(({ survey }) => survey)

/** A link is broken whether or not its target was there when it was set. */
const isBroken = ({ opinion, ...rest }: Loss): boolean =>
  opinion.whole?.isOurs === true && isPath({ opinion, ...rest })

const standing: Doubt = ({ opinion, claim }) =>
  opinion.stillStands > 0 ? stillWritten(claim, opinion.stillStands) : null

const programs: ReadonlySet<string> = new Set([
  'symbol',
  'option',
  'setting',
  'command',
  'cli-flag',
  'environment-variable',
  'metric',
  'feature-flag',
])

/**
 * The plain word anywhere in code: it may be declared in a way that no extractor knows. A common word at the end of a
 * path, and a member that other owners have, stand in code for reasons of their own.
 */
const wordStands: Doubt = ({ opinion: { lost, whole, exact, otherwise }, claim, grounds }) => {
  if (lost.kind === 'file-path' || whole !== null || !programs.has(lost.kind)) return null
  const last = lost.subject.split('.').at(-1) ?? lost.subject
  const isCommon = exact === true && !isDistinctive(last)
  if (isCommon || (lost.kind === 'symbol' && otherwise !== null)) return null
  const word = lost.kind === 'cli-flag' ? lost.subject : last
  const files = grounds.reduce((sum, { survey }) => sum + survey.occurrences(word), 0)
  return files > 0 ? stillWritten(claim, files) : null
}

/** A path that now leads on still holds: `mailer.reset` became `mailer.reset.subject`. */
const leadsOn: Doubt = ({ opinion: { lost }, fate }) =>
  fate.is === 'moved' && lost.kind !== 'file-path' && fate.to.startsWith(`${lost.subject}.`)
    ? unknown('ambiguous', `${lost.subject} now has ${fate.to} below it`)
    : null

/** What left with its whole file says nothing of its last name, which stands elsewhere. */
const leftWithFile: Doubt = ({ opinion: { exact, lost, otherwise }, fate, ground }) =>
  (exact === true || lost.kind === 'symbol') &&
  otherwise?.status === 'holds' &&
  !ground.survey.paths.has(fate.was.path)
    ? otherwise
    : null

const isOfOptions = (
  lost: Absent['lost'],
): lost is Extract<Absent['lost'], { readonly kind: 'option' | 'setting' }> =>
  lost.kind === 'option' || lost.kind === 'setting'

/** The word in the very file that declared it: an alias, a shim, or a form of declaration that no extractor knows. */
const standsThere: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  const { path } = fate.was
  if (fate.is !== 'gone' || !(lost.kind === 'symbol' || isOfOptions(lost))) return null
  // A word that is declared there is another owner's.
  if (ground.survey.about(lost.subject, [lost.kind]).some((fact) => fact.path === path)) return null
  return (await ground.history.stillIn(path, lost.subject)) ? stillWritten(claim, 1) : null
}

/** From so many files that ended alike no one can tell which a page means. */
const manyAlike = 3

const oneOfMany: Doubt = ({ fate, claim }) =>
  (fate.alike ?? 1) >= manyAlike
    ? unknown('ambiguous', `the paths of ${fate.alike} files ended in ${claim.subject}`)
    : null

const otherTongue: Doubt = ({ claim, fate }) =>
  isOfAnotherTongue(claim.language ?? null, fate.was.path)
    ? unknown(
        'other-project',
        `what was removed stood in ${fate.was.path}, which is of another language than the sample`,
      )
    : null

/** What only a pipeline or a deployment set was meant for the programs that it runs. */
const setForOthers: Doubt = ({ opinion, claim, fate, page }) =>
  opinion.lost.kind === 'environment-variable' &&
  (isForDeployment(fate.was.path) || (isForCi(fate.was.path) && !speaksOfThisCode(claim, page)))
    ? unknown(
        'other-project',
        `no code here ever read ${claim.subject}: ${fate.was.path} set it for a program that it ran`,
      )
    : null

const readByKit: Doubt = (loss) => {
  if (loss.opinion.lost.kind !== 'environment-variable') return null
  const kit = kitReading(loss.claim.subject, surveysOf(loss))
  return kit === null
    ? null
    : unknown(
        'other-project',
        `this code depends on ${kit}, which may read ${loss.claim.subject} by itself`,
      )
}

const leftWithFolder: Doubt = (loss) => {
  const { fate } = loss
  if (fate.is !== 'gone' || isPath(loss)) return null
  const taker = takenOver(fate.was.path, surveysOf(loss))
  return taker === null
    ? null
    : unknown(
        'other-project',
        `it left with ${posix.dirname(fate.was.path)}; this code depends on ${taker} now, which may have it still`,
      )
}

const leftForDependency: Doubt = async (loss) => {
  const { fate, ground, claim, page } = loss
  const isWhole = loss.opinion.whole !== null
  if (fate.is !== 'gone' || isPath(loss) || isWhole || claim.kind === 'dependency') return null
  const taker = broughtIn(
    await ground.history.dependenciesBroughtBy(fate.change),
    { claim, page },
    ground.survey.names,
  )
  return taker === null
    ? null
    : unknown(
        'other-project',
        `the change that took it away brought ${taker} in, which may have it now`,
      )
}

const inherited: Doubt = async (loss) => {
  const { fate, ground, claim, opinion, grounds } = loss
  if (fate.is !== 'gone' || opinion.lost.kind !== 'symbol') return null
  const text = await ground.history.textBefore(fate.change, fate.was.path)
  const base = text === null ? null : await foreignBase(text, fate.was, grounds)
  return base === null
    ? null
    : unknown(
        'other-project',
        `it came with ${base}, which is not made here and may have ${claim.subject} still`,
      )
}

const saidLater: Doubt = async (loss) => {
  const { fate, opinion, claim, page, grounds } = loss
  const made = await madeAt(claim, page, grounds, opinion.distinctive ? fate.change.date : null)
  if (!isBroken(loss) && made !== null && fate.change.date !== null && made > fate.change.date)
    return unknown(
      'example',
      `the page first said it on ${made.slice(0, 10)}, after the code had dropped it: an example`,
    )
  if (made === null && !opinion.distinctive)
    return unknown(
      'ambiguous',
      `nobody knows when the page was written, and ${claim.subject} is a common name`,
    )
  return null
}

/** Whoever words a statement anew looks at it: where no list is whole, what the page says then outweighs an old removal. */
const saidAnew: Doubt = async ({ fate, opinion, claim, page, grounds }) => {
  const removal = fate.change.date
  if (removal === null || opinion.whole !== null) return null
  const worded = await wordedAt(claim, page, grounds, removal)
  return worded !== null && worded > removal
    ? unknown(
        'ambiguous',
        `the statement was worded anew on ${worded.slice(0, 10)}, after the code had dropped ${claim.subject}`,
      )
    : null
}

const doubts: readonly Doubt[] = [
  standing,
  saidDeprecated,
  inRegistry,
  leadsOn,
  leftWithFile,
  wordStands,
  standsOtherwise,
  standsThere,
  oneOfMany,
  otherTongue,
  readersOwn,
  setForOthers,
  readByKit,
  leftWithFolder,
  leftForDependency,
  inherited,
  saidLater,
  saidAnew,
]
