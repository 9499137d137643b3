import { posix } from 'node:path'
import type { Claim } from '../domain/claim.ts'
import type { Evidence, Judgement } from '../domain/finding.ts'
import type { Fate, OldPlace } from '../domain/history.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Change } from '../domain/repository.ts'
import { sameValue, unitOfName } from '../values/values.ts'
import { type Absent, type Differs, unknown, type Whole } from './check.ts'
import type { Ground } from './run.ts'
import { takenOver } from './taken-over.ts'

type Known = Extract<Fate, { is: 'gone' | 'moved' }>

/** What the past of the repositories says about a name that code no longer states. */
export async function completeAbsent(
  opinion: Absent,
  claim: Claim,
  page: Page,
  grounds: readonly Ground[],
): Promise<Judgement> {
  const { stillStands, whole, otherwise } = opinion
  // Whatever became of its declaration, a word that still stands in code is not gone: its past need not be read.
  if (stillStands > 0 && whole === null && otherwise === null)
    return stillWritten(claim, stillStands)
  const fates = await Promise.all(
    grounds.map(async (ground) => ({
      ground,
      fate: (await ground.history.fates([opinion.lost]))[0] ?? { is: 'never' as const },
    })),
  )
  const known = fates
    .flatMap(({ ground, fate }) =>
      (fate.is === 'gone' || fate.is === 'moved') && isSaidOf(fate, opinion)
        ? [{ ground, fate }]
        : [],
    )
    .sort((a, b) => (b.fate.change.date ?? '').localeCompare(a.fate.change.date ?? ''))[0]
  if (known) return afterRemoval(known.fate, known.ground, opinion, claim, page, grounds)
  // What a list that can only be ours lacks is missing, however much of the past is known.
  if (opinion.whole?.isOurs) return missingFrom(opinion.whole)
  const unsure = fates.map(({ fate }) => fate).find(({ is }) => is === 'unknown')
  if (unsure)
    return unknown(
      'shallow-history',
      `the history at hand does not reach back far enough to tell what became of ${claim.subject}`,
    )
  if (opinion.whole && speaksOfThisCode(claim, page)) return missingFrom(opinion.whole)
  if (opinion.otherwise) return opinion.otherwise
  return unknown(
    'never-existed',
    `nothing here has or had ${claim.subject}`,
    opinion.near ?? undefined,
  )
}

const stillWritten = ({ subject }: Claim, files: number): Judgement =>
  unknown(
    'ambiguous',
    `no declaration of ${subject} is left, but the word still stands in ${files} files of code`,
  )

const material = /(?:^|\/)(?:__?fixtures?__?|fixtures?|test[-_]?data|examples?)\//i

/** A path's end alone may be that of a file which only tests had: the page's own example looks just the same. */
const isSaidOf = ({ was }: Known, { lost }: Absent): boolean =>
  lost.kind !== 'file-path' || !material.test(was.path) || material.test(`/${lost.path}`)

async function afterRemoval(
  fate: Known,
  ground: Ground,
  opinion: Absent,
  claim: Claim,
  page: Page,
  grounds: readonly Ground[],
): Promise<Judgement> {
  if (opinion.stillStands > 0) return stillWritten(claim, opinion.stillStands)
  const taker = takenOver(
    fate.was.path,
    grounds.map(({ survey }) => survey),
  )
  if (fate.is === 'gone' && opinion.lost.kind !== 'file-path' && taker !== null)
    return unknown(
      'other-project',
      `it left with ${posix.dirname(fate.was.path)}; this code depends on ${taker} now, which may have it still`,
    )
  const made = await madeAt(claim, page, grounds, opinion.distinctive ? fate.change.date : null)
  // A link is broken whether or not its target was there when it was set.
  const isBroken = opinion.whole?.isOurs === true && opinion.lost.kind === 'file-path'
  if (!isBroken && made !== null && fate.change.date !== null && made > fate.change.date)
    return unknown(
      'example',
      `the page first said it on ${made.slice(0, 10)}, after the code had dropped it: an example`,
    )
  if (made === null && !opinion.distinctive)
    return unknown(
      'ambiguous',
      `nobody knows when the page was written, and ${claim.subject} is a common name`,
    )
  const evidence = [oldEvidence(fate.was, ground)]
  // A variable that is read in another way is another variable, unless its line is the same but for the name.
  const replaced =
    fate.is === 'moved' && opinion.lost.kind === 'environment-variable' && fate.sure < 1
  if (fate.is === 'gone' || replaced)
    return {
      status: 'contradicted',
      because: `nothing in ${ground.survey.repository} has ${nameIn(claim)} since ${inWords(fate.change)}${replaced ? `; ${fate.to} came in the same change` : ''}`,
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

/** What is gone: for a stated default the thing whose default it was. */
const nameIn = ({ kind, token, subject }: Claim): string =>
  kind === 'default-value' ? subject : token

/** The new name as the page would write it: a link counts from the page's folder, a nested key leaves out its path. */
function correctionFor(claim: Claim, to: string, page: Page): string | null {
  if (claim.kind === 'link') return linkTo(claim, to, page)
  if (claim.kind === 'code-host-link') return to.split('/').map(encodeURIComponent).join('/')
  const last = (name: string) => name.split('.').at(-1) ?? name
  if (claim.kind === 'code-sample' && /\.pyi?$/.test(to)) return moduleAt(to, claim.subject)
  if (claim.kind !== 'file-path')
    return claim.subject.includes('.') && claim.token === last(claim.subject) ? last(to) : to
  if (claim.token === claim.subject && claim.owner === null) return to
  if (claim.owner === null || page.home === null || claim.token.startsWith('/')) return null
  const relative = posix.relative(posix.dirname(page.home.path), to)
  return claim.token.startsWith('./') ? `./${relative}` : relative
}

/** `acme.rates` for `src/acme/rates.py`, where the page writes `acme.money.rates`; null outside that package. */
function moduleAt(path: string, before: string): string | null {
  const parts = path.replace(/(?:\/__init__)?\.pyi?$/, '').split('/')
  const root = parts.indexOf(before.split('.')[0] ?? '')
  return root < 0 ? null : parts.slice(root).join('.')
}

/** A link as the page would write it: from its own folder, and without an ending where it had none. */
function linkTo({ token }: Claim, to: string, { home }: Page): string | null {
  if (home === null || token.startsWith('/') || /\.html?$/i.test(token)) return null
  const path = posix.relative(posix.dirname(home.path), to)
  const bare = posix.extname(token) === '' ? path.replace(/\.(?:mdx?|rst|adoc)$/, '') : path
  const relative = bare.split('/').map(encodeURIComponent).join('/')
  const dressed = token.startsWith('./') && !relative.startsWith('.') ? `./${relative}` : relative
  return token.endsWith('/') ? `${dressed}/` : dressed
}

const oldEvidence = (was: OldPlace, { survey }: Ground): Evidence => ({
  in: 'code',
  repository: survey.repository,
  commit: was.commit,
  path: was.path,
  line: was.line,
  quote: was.quote,
})

/** A change as a sentence names it: `3f2a91c (2025-11-02, 'plot: shorten flags')`. */
export function inWords({ commit, version, date, subject }: Change): string {
  if (version !== null) return `version ${version}`
  const rest = [date?.slice(0, 10), subject === null ? undefined : `'${subject}'`].filter(
    (part) => part !== undefined,
  )
  return `${commit?.slice(0, 7) ?? 'an unknown change'}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`
}

/**
 * When the claim was first made: from the document's own history, else bounded by the page's dates.
 * An edit elsewhere on the page does not refresh a claim, so the day of creation counts before the last edit.
 * Text that was carried over from another document is as old as it was there; a common name, whose removal
 * is given as null, leaves one document and comes into another for reasons of its own.
 */
async function madeAt(
  claim: Claim,
  page: Page,
  grounds: readonly Ground[],
  removal: Instant | null,
): Promise<Instant | null> {
  const { home } = page
  const ground = home && grounds.find(({ survey }) => survey.repository === home.repository)
  const first = home && ground ? await ground.history.firstMention(home.path, claim.token) : null
  if (home && ground && first !== null && removal !== null && first > removal) {
    const carried = await ground.history.firstCarried(home.path, claim.token)
    return carried !== null && carried <= removal ? carried : first
  }
  return first ?? page.times.created?.at ?? null
}

/** Developer documents of the repository itself, or pages said to be about it: their "run `x`" means our `x`. */
const speaksOfThisCode = (claim: Claim, page: Page): boolean =>
  page.home === null
    ? page.about.length > 0
    : [page.home.path, ...claim.heading].some((words) =>
        /contribut|develop|hacking|maintain|building from source/i.test(words),
      )

const missingFrom = ({ because, evidence }: Whole): Judgement => ({
  status: 'contradicted',
  because,
  actual: null,
  evidence,
  since: null,
  correction: null,
})

/** Since when a value is another: the past proves that the page once was right, or the subject must speak for itself. */
export async function completeDiffers(
  opinion: Differs,
  claim: Claim,
  grounds: readonly Ground[],
): Promise<Judgement> {
  const ground = grounds.find(
    ({ survey }) =>
      opinion.evidence.in === 'code' && survey.repository === opinion.evidence.repository,
  )
  const { subject, kind, owner } = opinion.lost
  const former = ground ? await ground.history.formerValues(subject, [kind], owner) : []
  const unit = unitOfName(subject)
  const claimed = former.find(
    ({ value }) => sameValue(claim.value ?? '', value, { unitOfA: unit, unitOfB: unit }) === 'same',
  )
  if (!claimed && opinion.needsPast)
    return unknown(
      'ambiguous',
      `${subject} is ${opinion.actual} in code, but the name is too common to be sure that the page means it`,
    )
  const since = (claimed ?? former[0])?.change ?? null
  const told = since ? ` since ${inWords(since)}` : ''
  return {
    status: 'contradicted',
    because: `${opinion.because}, not ${claim.value}${told}`,
    actual: opinion.actual,
    evidence: [opinion.evidence],
    since,
    correction: opinion.correction,
  }
}
