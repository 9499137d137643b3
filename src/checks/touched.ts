import type { Claim, ClaimKind } from '../domain/claim.ts'
import { type FactKind, type FileFact, type Survey, wordsOf } from '../domain/fact.ts'
import type { ListedCheck } from './check.ts'

/** What a file that a change touched states on one side of it. */
export interface StatingFile {
  readonly path: string
  /** Tests and examples state facts weakly. */
  readonly weak: boolean
  readonly facts: readonly FileFact[]
  readonly words: readonly string[]
}

/** One side of a change: everything, and what stands in the files that it touched. */
export interface Side {
  readonly survey: Survey
  readonly stating: readonly StatingFile[]
  /** Files that are not the same on the other side, of whatever sort. */
  readonly paths: readonly string[]
}

/** What the facts of one side alone may have to do with; a claim that is not touched fares as it did. */
export interface Touched {
  claim(claim: Claim): boolean
  /** Whether a path has the name of a file that was changed, or of something that code says otherwise. */
  path(path: string): boolean
}

/** Subject of a fact that says: there are more, whose names only a running program knows. */
type IsAny = (subject: string) => boolean

/**
 * Tells which claims a change could make fare otherwise, by the names that they and it have to do with. Names are compared by their
 * words, so that each way of writing one finds the other; what is touched for nothing costs time and never a wrong answer.
 */
export function touchedBy(
  before: Side,
  after: Side,
  checks: readonly ListedCheck[],
  isAny: IsAny,
): Touched {
  const names = new Set<string>()
  const kinds = new Set<FactKind | 'file-path'>()
  const stated = new Set<FactKind | 'file-path'>()
  for (const fact of alone(before, after)) {
    stated.add(fact.kind)
    if (isAny(fact.subject)) kinds.add(fact.kind)
    for (const name of [fact.subject, fact.owner, fact.role === 'renamed' ? fact.value : null])
      if (name !== null) for (const one of namesIn(name)) names.add(one)
  }
  for (const word of wordsThatCameOrWent(before, after)) names.add(nameOf(word))
  for (const path of pathsOfOne(before.survey, after.survey))
    for (const one of namesIn(path)) names.add(one)
  const byKind = new Map(checks.map(({ kind, against }) => [kind, against]))
  const searching = new Set(checks.flatMap(({ kind, searches }) => (searches ? [kind] : [])))
  for (const against of byKind.values())
    for (const kind of against)
      if (isWhole(before.survey, kind) !== isWhole(after.survey, kind)) kinds.add(kind)
  const changed = new Set([...before.paths, ...after.paths].flatMap(namesOfFile))
  const isOpen = (kind: ClaimKind) =>
    byKind.get(kind)?.some((one) => kinds.has(one) || (searching.has(kind) && stated.has(one))) ??
    true
  const isStated = remembered((text) => namesIn(text).some((name) => names.has(name)))
  const isChanged = remembered((text) => namesIn(text).some((name) => changed.has(name)))
  return {
    claim: (claim) => {
      if (isOpen(claim.kind)) return true
      const texts = textsOf(claim)
      return texts.some(isStated) || (leads.has(claim.kind) && texts.some(isChanged))
    },
    path: (path) => isStated(path) || isChanged(path),
  }
}

/** Kinds of claims that depend on what stands inside the file that they name. */
const leads: ReadonlySet<ClaimKind> = new Set(['link', 'code-host-link', 'page-link'])

const isWhole = (survey: Survey, kind: FactKind | 'file-path'): boolean =>
  survey.incomplete(kind) === null

/** Facts that the files of one side alone state, whatever line they stand on. */
function alone(before: Side, after: Side): readonly FileFact[] {
  const [was, is] = [before, after].map(factsOf)
  return [
    ...[...(was ?? [])].filter(([key]) => !is?.has(key)),
    ...[...(is ?? [])].filter(([key]) => !was?.has(key)),
  ].map(([, fact]) => fact)
}

const factsOf = ({ stating }: Side): ReadonlyMap<string, FileFact> =>
  new Map(
    stating.flatMap(({ path, weak, facts }) =>
      facts.map((fact) => {
        const { kind, subject, owner, value, role, isDefault } = fact
        return [JSON.stringify([path, weak, kind, subject, owner, value, role, isDefault]), fact]
      }),
    ),
  )

/** Words that code, tests or programs in unread languages have on one side alone. */
function* wordsThatCameOrWent(before: Side, after: Side): Generator<string, void, undefined> {
  const words = new Set(
    [before, after].flatMap(({ stating }) => stating.flatMap((one) => one.words)),
  )
  const [was, is] = [before.survey, after.survey]
  for (const word of words)
    if (
      was.occurrences(word) > 0 !== is.occurrences(word) > 0 ||
      was.isTested(word) !== is.isTested(word) ||
      was.isUnread(word) !== is.isUnread(word)
    )
      yield word
}

function* pathsOfOne(before: Survey, after: Survey): Generator<string, void, undefined> {
  for (const path of before.paths) if (!after.paths.has(path)) yield path
  for (const path of after.paths) if (!before.paths.has(path)) yield path
}

const textsOf = ({ subject, owner, token }: Claim): readonly string[] =>
  owner === null ? [subject, token] : [subject, token, owner]

/** Pages say the same names again and again. */
function remembered(tell: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const told = known.get(text) ?? tell(text)
    known.set(text, told)
    return told
  }
}

/** What leads to a file: its own name, and where it introduces a folder that of the folder, however a page beside or below it writes that. */
const namesOfFile = (path: string): readonly string[] => {
  const folder = /^(?:(.*)\/)?(?:README|_?index)\.\w+$/i.exec(path)
  return folder === null
    ? namesIn(path)
    : [...namesIn(path), ...namesIn(folder[1] ?? ''), '.', '..']
}

/** A name by its words, as a whole and by its last part, whatever version or branch stands behind it; a path by its file's name, with its ending and without. */
function namesIn(text: string): readonly string[] {
  const whole = text.replace(/\/+$/, '').replace(/(?<=.)@[^/@]*$/, '')
  const last = whole.includes('/')
    ? whole.slice(whole.lastIndexOf('/') + 1)
    : whole.slice(whole.search(/[^\s.:#=]+$/))
  const stem = (whole.includes('/') ? last : whole).replace(/\..*$/, '')
  return [...new Set([whole, last, stem].map(nameOf))].filter((name) => name !== '')
}

const nameOf = (text: string): string => wordsOf(text).join('') || text
