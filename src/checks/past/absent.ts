import type { Claim } from '../../domain/claim.ts'
import type { Evidence, Judgement } from '../../domain/finding.ts'
import type { OldPlace } from '../../domain/history.ts'
import type { Page } from '../../domain/page.ts'
import { type Absent, missingFrom, unknown } from '../check.ts'
import type { Ground } from '../run.ts'
import { isDistinctive } from '../shape.ts'
import type { Witness } from '../witness.ts'
import { inWords } from './change.ts'
import { isOfExamples } from './conventions.ts'
import { correctionFor } from './corrections.ts'
import { onItsBranch } from './doubts/branches.ts'
import { doubtOf } from './doubts/doubts.ts'
import { taking } from './doubts/in-tree.ts'
import { filesWith, type Known, type Loss, lastName, stillWritten } from './loss.ts'
import { speaksOfThisCode } from './manner.ts'

/** A claim that code speaks against, and where its past is asked for. */
export interface Asked {
  readonly claim: Claim
  readonly page: Page
  readonly grounds: readonly Ground[]
  readonly witness: Witness | undefined
}

/**
 * What the past of the repositories says about a name that code no longer states; where only code can have stated it,
 * not what settings did, among which are those of other programs.
 */
export async function completeAbsent(
  opinion: Absent,
  asked: Asked,
  byCode = false,
): Promise<Judgement> {
  const { claim, page, grounds, witness } = asked
  const hint = () => (witness === undefined ? (opinion.near ?? undefined) : undefined)
  const { stillStands, whole, otherwise } = opinion
  const stands = stillStands > 0 && whole === null && otherwise === null
  // Whatever became of its declaration, a word that still stands in code is not gone: its past need not be read.
  if (stands && opinion.literal === undefined) return stillWritten(claim, stillStands)
  const fates = await Promise.all(
    grounds.map(async (ground) => ({
      ground,
      fate: (await ground.history.fates([opinion.lost]))[0] ?? { is: 'never' as const },
    })),
  )
  const known = fates
    .flatMap(({ ground, fate }) =>
      (fate.is === 'gone' || fate.is === 'moved') && isSaidOf(fate, opinion, byCode)
        ? [{ ground, fate }]
        : [],
    )
    .sort((a, b) => (b.fate.change.date ?? '').localeCompare(a.fate.change.date ?? ''))[0]
  if (known) {
    const isSeen = witness?.saw(claim, known.fate.change) ?? false
    return afterLoss({ ...known, opinion, claim, page, grounds, isSeen })
  }
  if (stands) return stillWritten(claim, stillStands)
  if (opinion.instead) return completeAbsent(opinion.instead, asked, true)
  // What a list that can only be ours lacks is missing, however much of the past is known.
  if (opinion.whole?.isOurs) {
    const beside = await onItsBranch(claim, grounds)
    if (beside !== null) return beside
    const path = await taking(opinion.lost, opinion.whole, grounds)
    return path === null
      ? missingFrom(opinion.whole)
      : unknown('incomplete-survey', `${path} spells out ${claim.subject}, and may take it`)
  }
  const unsure = fates.map(({ fate }) => fate).find(({ is }) => is === 'unknown')
  if (unsure)
    return unknown(
      'shallow-history',
      `the history at hand does not reach back far enough to tell what became of ${claim.subject}`,
      hint(),
    )
  if (opinion.whole && speaksOfThisCode(claim, page)) return missingFrom(opinion.whole)
  if (opinion.otherwise) return hinting(opinion.otherwise, hint())
  // As a word it may stand where nobody says whose it is.
  const bare = opinion.lost.kind === 'file-path' ? '' : lastName(opinion.lost.subject)
  const files = filesWith(bare, grounds)
  if (files > 0 && bare === claim.subject && isDistinctive(bare)) return stillWritten(claim, files)
  return unknown('never-existed', `nothing here has or had ${claim.subject}`, hint())
}

/** What never was by one way of looking carries the near name as what never was by any. */
const hinting = (otherwise: Judgement, hint: string | undefined): Judgement =>
  otherwise.status === 'unknown' && otherwise.reason === 'never-existed'
    ? unknown('never-existed', otherwise.because, otherwise.hint ?? hint)
    : otherwise

const isMaterial = (path: string): boolean =>
  isOfExamples(path) ||
  /(?:^|\/)(?:__?fixtures?__?|fixtures?|test[-_]?data|sandbox(?:es)?|skeletons?)\//i.test(path)

const settings = /\.(?:ya?ml|json[c5]?|toml|ini|cfg|conf|env)$|(?:^|\/)\.[^/]+$/i

/** A path's end alone may be that of a file which only tests had: the page's own example looks just the same. */
const isSaidOf = ({ was }: Known, { lost }: Absent, byCode: boolean): boolean =>
  lost.kind === 'file-path'
    ? !isMaterial(was.path) || [`/${lost.path}`, `/${lost.path}/`].some(isMaterial)
    : !(byCode && settings.test(was.path))

async function afterLoss(loss: Loss): Promise<Judgement> {
  const { fate, ground, opinion, claim, page } = loss
  const doubt = await doubtOf(loss)
  if (doubt !== null) return ofEveryReading(doubt, fate.change.commit)
  const evidence = [oldEvidence(fate.was, ground)]
  // A variable that is read in another way is another variable, unless its line is the same but for the name.
  const replaced =
    fate.is === 'moved' && opinion.lost.kind === 'environment-variable' && fate.sure < 1
  if (fate.is === 'gone' || replaced)
    return {
      status: 'contradicted',
      because: `nothing in ${ground.survey.repository} has ${goneOf(claim, ground)} since ${inWords(fate.change)}${replaced ? `; ${fate.to} came in the same change` : ''}`,
      actual: null,
      evidence,
      since: fate.change,
      correction: null,
    }
  const correction = correctionFor(claim, fate.to, page)
  return {
    status: 'moved',
    because: `${nameIn(claim)} became ${fate.to} in ${inWords(fate.change)}`,
    actual: fate.to,
    evidence,
    since: fate.change,
    correction,
  }
}

/** Whom a page means does not hang on how its token is read; whether code has it in another form does. */
const ofEveryReading = (doubt: Judgement, commit: string | null): Judgement =>
  doubt.status === 'unknown' && doubt.reason !== 'ambiguous' && commit !== null
    ? { ...doubt, doubted: commit }
    : doubt

/** What is gone: for a tag its image. */
const nameIn = ({ kind, token, subject }: Claim): string =>
  kind === 'container-image' ? subject : token

/** Where others still have the last part of a name, the whole of it is what is gone. */
const goneOf = (claim: Claim, ground: Ground): string => {
  const { kind, subject, owner, token } = claim
  if (kind !== 'symbol' || filesWith(lastName(token), [ground]) === 0) return nameIn(claim)
  if (subject.endsWith(`.${token}`)) return subject
  return owner === null || token.includes(owner) ? nameIn(claim) : `${owner}.${token}`
}

const oldEvidence = (was: OldPlace, { survey }: Ground): Evidence => ({
  in: 'code',
  repository: survey.repository,
  commit: was.commit,
  path: was.path,
  line: was.line,
  quote: was.quote,
})
