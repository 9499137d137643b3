import { posix } from 'node:path'
import type { Claim } from '../domain/claim.ts'
import { type Fact, type FactKind, ownerFits, type Survey, wordsOf } from '../domain/fact.ts'
import type { Evidence, Judgement } from '../domain/finding.ts'
import { type Absent, type Opinion, unknown } from './check.ts'
import { nearest } from './nearest/nearest.ts'
import { tabled } from './nearest/tables.ts'
import { isDistinctive, isEveryday } from './shape.ts'

/** A fact as a spot to open. */
export const evidenceOf = (fact: Fact, surveys: readonly Survey[]): Evidence => ({
  in: 'code',
  repository: fact.repository,
  commit: surveys.find(({ repository }) => repository === fact.repository)?.commit ?? '',
  path: fact.path,
  line: fact.line,
  quote: fact.quote,
})

/** Whether a survey has any fact of a kind. */
export const hasAny = (survey: Survey, kind: FactKind): boolean =>
  survey.subjects(kind)[Symbol.iterator]().next().done !== true

/** Every fact on a subject of some kinds, strong ones first. */
export function factsAbout(
  subject: string,
  kinds: readonly FactKind[],
  surveys: readonly Survey[],
): readonly Fact[] {
  const [only, ...others] = surveys
  if (only === undefined) return []
  if (others.length === 0) return strongFirst(only.about(subject, kinds))
  return strongFirst(surveys.flatMap((survey) => survey.about(subject, kinds)))
}

const ordered = new WeakMap<readonly Fact[], readonly Fact[]>()

/** Surveys answer the same question with the same list, which is put in order once. */
function strongFirst(facts: readonly Fact[]): readonly Fact[] {
  if (facts.length < 2) return facts
  const known = ordered.get(facts)
  if (known !== undefined) return known
  const sorted = [...facts.filter(({ weak }) => !weak), ...facts.filter(({ weak }) => weak)]
  ordered.set(facts, sorted)
  return sorted
}

/**
 * Whether a name is stated by code. A name that holds anywhere in scope holds; where the page says what the name
 * belongs to, and code knows that owner, the owner must still have it.
 */
export function judgeName(
  claim: Claim,
  kinds: readonly FactKind[],
  surveys: readonly Survey[],
): Opinion {
  const facts = factsAbout(claim.subject, kinds, surveys)
  const owner = claim.owner !== null && isOwner(claim.owner, surveys) ? claim.owner : null
  const best =
    owner === null
      ? facts[0]
      : facts.find(
          (fact) =>
            ownerFits(owner, fact) || liesIn(owner, fact) || isOfPackage(owner, fact, surveys),
        )
  // A common word behind an owner that code does not know could be anybody's.
  const anybodys = claim.owner !== null && owner === null && !isDistinctive(claim.subject)
  if (best && anybodys && !isPackage(claim.owner, surveys))
    return unknown(
      'ambiguous',
      `${claim.subject} is a common name, and no code here knows ${claim.owner}`,
    )
  if (best) return holds(best, surveys)
  if (isEveryday(claim.subject))
    return unknown('ambiguous', `${claim.subject} is too common a name`)
  return absent(claim, kinds, owner, facts, surveys)
}

/** A module that became a package still hands out what its files declare. */
const liesIn = (owner: string, { path }: Fact): boolean => {
  const words = wordsOf(owner).join(' ')
  return foldersOf(path.slice(0, Math.max(0, path.lastIndexOf('/')))).has(words)
}

/** In Go all files of a folder are one package, and one of them is mostly called like it (https://go.dev/ref/spec#Packages). */
const isOfPackage = (owner: string, fact: Fact, surveys: readonly Survey[]): boolean =>
  fact.owner === null &&
  fact.path.endsWith('.go') &&
  surveys.some(({ paths }) => paths.has(posix.join(posix.dirname(fact.path), `${owner}.go`)))

const folders = new Map<string, ReadonlySet<string>>()
const mostFolders = 100_000

/** The words of each folder of a path, once for all that lies in it. */
function foldersOf(path: string): ReadonlySet<string> {
  const known = folders.get(path)
  if (known !== undefined) return known
  if (folders.size > mostFolders) folders.clear()
  const found = new Set(path.split('/').map((folder) => wordsOf(folder).join(' ')))
  folders.set(path, found)
  return found
}

const modules = new WeakMap<Survey, ReadonlySet<string>>()

/** Whether a dotted name is a module's: its last two parts are a folder and a file of code in it. */
export const isModule = (owner: string, name: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => modulesOf(survey).has(`${owner}/${name}`))

function modulesOf(survey: Survey): ReadonlySet<string> {
  const before = modules.get(survey)
  if (before !== undefined) return before
  const found = new Set<string>()
  for (const path of survey.paths) {
    const match = /([\w.-]+\/[\w-]+)(?:\.(?:py|pyi|pyx|[cm]?[jt]sx?|rb|rs|go|java|kt))?$/.exec(path)
    if (match?.[1] !== undefined) found.add(match[1])
  }
  modules.set(survey, found)
  return found
}

const holds = (fact: Fact, surveys: readonly Survey[]): Judgement => ({
  status: 'holds',
  evidence: [evidenceOf(fact, surveys)],
})

function absent(
  claim: Claim,
  kinds: readonly FactKind[],
  owner: string | null,
  elsewhere: readonly Fact[],
  surveys: readonly Survey[],
): Opinion {
  const kind = kinds[0]
  const distinctive = isDistinctive(claim.subject)
  if (kind === undefined || (!distinctive && owner === null && !claim.tentative))
    return unknown('ambiguous', `${claim.subject} is too common a name to be looked for`)
  const bare = owner === null ? claim.subject : `${owner}.${claim.subject}`
  // A file that is called like it keeps a name alive: rules, plug-ins and commands are often found by their files.
  const isFile =
    owner === null && surveys.some((survey) => survey.hasOwner(wordsOf(bare).join(' ')))
  // What tests still call is there, if only by inheritance from somebody else's class.
  const isTested =
    kind === 'symbol' && distinctive && surveys.some((survey) => survey.isTested(claim.subject))
  const isUnread = surveys.some((survey) => survey.isUnread(claim.subject))
  const stands =
    surveys.reduce((sum, survey) => sum + survey.occurrences(bare), 0) +
    (isFile ? 1 : 0) +
    (isTested ? 1 : 0) +
    (isUnread ? 1 : 0) +
    (kind === 'symbol' && owner === null && goesOn(claim.subject, surveys) ? 1 : 0)
  return {
    status: 'absent',
    lost: {
      kind,
      subject: claim.subject,
      owner: elsewhere.length > 0 || !distinctive ? owner : null,
    },
    whole: null,
    distinctive,
    stillStands: stands,
    // Few names come to need it.
    get near() {
      return nearest(claim.subject, surveys, kinds)
    },
    otherwise: elsewhere[0] ? holds(elsewhere[0], surveys) : null,
  } satisfies Absent
}

/** Whether names go on from this one: `uv_poll` stands for `uv_poll_t` and `uv_poll_start`. */
const goesOn = (name: string, surveys: readonly Survey[]): boolean =>
  snake.test(name) &&
  surveys.flatMap((survey) => byBeginning(survey, 'symbol').get(name) ?? []).length >= 2

const snake = /^[a-z][a-z0-9]*_[a-z0-9_]+$/

/** Names by each beginning of several words behind which more stand. */
const byBeginning = tabled(function* (name): Iterable<readonly [string, string]> {
  for (let at = name.indexOf('_'); at >= 0; at = name.indexOf('_', at + 1)) {
    const beginning = name.slice(0, at)
    if (snake.test(beginning)) yield [beginning, name]
  }
})

/** Whether any code here has an owner of that name: else the page's word is a variable of its own. */
const isOwner = (owner: string, surveys: readonly Survey[]): boolean => {
  const words = wordsOf(owner)
  if (isPackage(owner, surveys)) return false
  return words.length > 0 && surveys.some((survey) => survey.hasOwner(words.join(' ')))
}

/** Whether a repository or a package here is called by a name, or has it as one word of its own: Tide of `acme-tide`. */
export const isNameOfOurs = (name: string, surveys: readonly Survey[]): boolean => {
  const word = wordsOf(name).join('')
  return surveys.some(({ names }) =>
    names.some((own) => [...wordsOf(own), wordsOf(own).join('')].includes(word)),
  )
}

/** The package's own name stands for everything it exports. */
const isPackage = (owner: string | null, surveys: readonly Survey[]): boolean =>
  owner !== null &&
  surveys.some(({ names }) => names.some((name) => wordsOf(name).join() === wordsOf(owner).join()))
