import type { Claim } from '../../domain/claim.ts'
import type { Judgement } from '../../domain/finding.ts'
import { compareShared, lowestOf, readRelease } from '../../values/constraints.ts'
import { sameValue, unitOfName } from '../../values/values.ts'
import { type Differs, unknown } from '../check.ts'
import type { Ground } from '../run.ts'
import type { Asked } from './absent.ts'
import { inWords } from './change.ts'
import { isForCi } from './conventions.ts'
import { wordedAt } from './dates.ts'
import { notOutYet } from './doubts/ahead.ts'
import { isOfSomewhere } from './doubts/namesakes.ts'
import { filesWith, lastName } from './loss.ts'

type Former = Awaited<ReturnType<Ground['history']['formerValues']>>[number]

/** What made the value another; many files ask for a version of their own, so that only the one that speaks now tells. */
function causeOf(
  former: readonly Former[],
  claimed: Former | undefined,
  { lost, evidence }: Differs,
): Former | undefined {
  if (lost.kind !== 'version' || evidence.in !== 'code') return claimed ?? former[0]
  const { path } = evidence
  const inFile = claimed?.was.path === path ? claimed : former.find(({ was }) => was.path === path)
  return inFile ?? (claimed && !isForCi(claimed.was.path) ? claimed : undefined)
}

/** A manifest that is known to have asked for other versions, and never for one as old as the page names, is not what the page goes by. */
function wasNeverSoOld(
  { sense, value }: Claim,
  former: readonly Former[],
  { lost, evidence }: Differs,
): boolean {
  const said = readRelease(value ?? '')?.numbers
  if (lost.kind !== 'version' || evidence.in !== 'code' || said === undefined) return false
  const asked = former.filter(({ was }) => was.path === evidence.path)
  return (
    (sense === 'minimum' || sense === 'needed') &&
    asked.length > 0 &&
    asked.every((one) => compareShared(said, lowestOf(one.value) ?? said) < 0)
  )
}

/** The last release by its tag, where what a manifest says is ahead of it. */
async function lastReleased(
  { actual }: Differs,
  ground: Ground | undefined,
): Promise<string | null> {
  const released = (await ground?.history.lastTagged(actual)) ?? null
  const [then, now] = [readRelease(released ?? '')?.numbers, readRelease(actual)?.numbers]
  return then && now && compareShared(then, now) !== 0 ? released : null
}

const asksFor = ({ token }: Claim, released: string): boolean => {
  const [said, now] = [readRelease(token)?.numbers, readRelease(released)?.numbers]
  return said !== undefined && now !== undefined && compareShared(said, now) === 0
}

/** `5.5` of a page and `5.5.*` of a manifest. */
const asksForSame = (said: string, constraint: string): boolean => {
  const [page, manifest] = [readRelease(said)?.numbers, lowestOf(constraint)]
  return page !== undefined && manifest !== null && compareShared(page, manifest) === 0
}

/** A name that so many files of code have may be declared in one of them in a way that nobody reads. */
const manyFiles = 10

const isEverywhere = (subject: string, grounds: readonly Ground[]): boolean =>
  filesWith(lastName(subject), grounds) >= manyFiles

/** Why a value that code never had may be that of something else; null where the subject speaks for itself. */
function mayMeanAnother(
  { lost: { subject, kind }, actual, evidence, needsPast }: Differs,
  { claim, page, grounds }: Asked,
  ground: Ground | undefined,
): string | null {
  if (needsPast)
    return `${subject} is ${actual} in code, but the name is too common to be sure that the page means it`
  if (kind !== 'option' && kind !== 'cli-flag') return null
  if (
    evidence.in === 'code' &&
    ground &&
    isOfSomewhere(subject, evidence, { claim, page }, ground.survey)
  )
    return `the ${subject} in ${evidence.path}, of which the page says nothing, was never ${claim.value}: it may mean another`
  return kind === 'option' && claim.kind === 'default-value' && isEverywhere(subject, grounds)
    ? `${subject} is ${actual} in code and not known to have been ${claim.value}, and so many files have a ${subject} that another may be meant`
    : null
}

/** Since when a value is another: the past proves that the page once was right, or the subject must speak for itself. */
export async function completeDiffers(opinion: Differs, asked: Asked): Promise<Judgement> {
  const { claim, page, grounds, witness } = asked
  const ground = grounds.find(
    ({ survey }) =>
      opinion.evidence.in === 'code' && survey.repository === opinion.evidence.repository,
  )
  const { subject, kind, owner } = opinion.lost
  const former = ground ? await ground.history.formerValues(subject, [kind], owner) : []
  const unit = unitOfName(subject)
  const claimed = former.find(
    ({ value }) =>
      sameValue(claim.value ?? '', value, { unitOfA: unit, unitOfB: unit }) === 'same' ||
      (kind === 'dependency' && asksForSame(claim.value ?? '', value)),
  )
  const another = claimed ? null : mayMeanAnother(opinion, asked, ground)
  if (another !== null) return unknown('ambiguous', another)
  const released = opinion.isRelease ? await lastReleased(opinion, ground) : null
  if (released !== null && asksFor(claim, released))
    return unknown(
      'ambiguous',
      `tags name ${released} as the last release, which is what the page asks for; ${opinion.actual} may not be released yet`,
    )
  if (!claimed && wasNeverSoOld(claim, former, opinion))
    return unknown(
      'ambiguous',
      `${subject} is ${opinion.actual} and was ${former[0]?.value} there, but never as old as ${claim.value}: something else may be meant`,
    )
  const since = causeOf(former, claimed, opinion)?.change ?? null
  // Whoever writes the old value down when it is gone may speak of something else.
  const ended = claimed?.change
  const isSeen = ended !== undefined && (witness?.saw(claim, ended) ?? false)
  const worded = ended?.date && !isSeen ? await wordedAt(claim, page, grounds, ended.date) : null
  if (ended?.date && worded !== null && worded > ended.date)
    return unknown(
      'ambiguous',
      `the statement was worded on ${worded.slice(0, 10)}, when ${subject} was no longer ${claim.value}`,
    )
  const ahead =
    claimed && ground ? await notOutYet(asked, claimed.change, claimed.was.path, ground) : null
  if (ahead !== null) return unknown('other-project', ahead)
  const told = since ? ` since ${inWords(since)}` : ''
  return {
    status: 'contradicted',
    because: `${opinion.because}, not ${claim.value || 'empty'}${told}`,
    actual: opinion.actual,
    evidence: [opinion.evidence],
    since,
    correction: opinion.correction,
  }
}
