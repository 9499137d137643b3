import type { Fact, FactKind } from './fact.ts'

/** What code says of the subject of a fact, and where in the fact's file. */
export type Stated = Pick<Fact, 'value' | 'role' | 'isDefault' | 'line' | 'quote'>

/** A fact that a change takes away (`after` is null), brings (`before` is null) or alters. */
export interface ChangedFact {
  readonly kind: FactKind
  readonly subject: string
  readonly owner: string | null
  readonly path: string
  /** Stated by a test or an example, which keep a name alive and prove no value. */
  readonly weak: boolean
  readonly before: Stated | null
  readonly after: Stated | null
}

/** A file or a folder that a change takes away (`after` is null), brings (`before` is null) or moves. */
export interface ChangedPath {
  readonly before: string | null
  readonly after: string | null
}

/** How a name that facts lost still stands in code after the change. */
export interface Standing {
  readonly word: string
  /** In how many files of code, tests and examples set aside. */
  readonly files: number
  readonly isTested: boolean
  /** Whether some fact's owner, or a file of code, is still called so. */
  readonly isOwner: boolean
}

/** What a change does to what a repository states, from one commit to another. */
export interface CodeChange {
  /** The repository's id, one of its names (`acme/payments`) or the address of a remote. */
  readonly repository: string
  readonly base: string
  readonly head: string
  readonly facts: readonly ChangedFact[]
  readonly paths: readonly ChangedPath[]
  readonly words: readonly Standing[]
}

/** The name by which a fact is the same before and after. */
const nameOf = ({ kind, owner, subject, path, weak }: Omit<Fact, keyof Stated>): string =>
  JSON.stringify([kind, owner, subject, path, weak])

/** What is said of it, wherever in the file. */
const sayingOf = ({ value, role, isDefault }: Stated): string =>
  JSON.stringify([value, role, isDefault])

/**
 * Compares what the files that a change touches state before it and after it. What both sides say of one name in one file is no change,
 * wherever it stands there; of what they say differently each is paired with one of the other side, in their order.
 */
export function changedFacts(
  before: readonly Fact[],
  after: readonly Fact[],
): readonly ChangedFact[] {
  const was = byName(before)
  const is = byName(after)
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const olds = was.get(name) ?? new Map<string, Fact>()
    const news = is.get(name) ?? new Map<string, Fact>()
    const gone = [...olds].flatMap(([saying, fact]) => (news.has(saying) ? [] : [fact]))
    const come = [...news].flatMap(([saying, fact]) => (olds.has(saying) ? [] : [fact]))
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, place) =>
      changed(gone[place], come[place]),
    ).flat()
  })
}

function byName(facts: readonly Fact[]): ReadonlyMap<string, ReadonlyMap<string, Fact>> {
  const names = new Map<string, Map<string, Fact>>()
  for (const fact of facts) {
    const name = nameOf(fact)
    const sayings = names.get(name) ?? new Map<string, Fact>()
    if (sayings.size === 0) names.set(name, sayings)
    const saying = sayingOf(fact)
    if (!sayings.has(saying)) sayings.set(saying, fact)
  }
  return names
}

function changed(old: Fact | undefined, next: Fact | undefined): readonly ChangedFact[] {
  const of = old ?? next
  if (of === undefined) return []
  const { kind, subject, owner, path, weak } = of
  return [{ kind, subject, owner, path, weak, before: statedBy(old), after: statedBy(next) }]
}

const statedBy = (fact: Fact | undefined): Stated | null => {
  if (fact === undefined) return null
  const { value, role, isDefault, line, quote } = fact
  return { value, role, isDefault, line, quote }
}

/** The facts as they were, or as they will be, of a repository. */
export const sideOf = (
  facts: readonly ChangedFact[],
  side: 'before' | 'after',
  repository: string,
): readonly Fact[] =>
  facts.flatMap(({ before, after, ...name }) => {
    const stated = side === 'before' ? before : after
    return stated === null ? [] : [{ ...name, ...stated, repository }]
  })

/** The names that code may still hold after facts of them are gone: as they are written, and their last parts. */
export const lostWords = (facts: readonly ChangedFact[]): readonly string[] => [
  ...new Set(
    facts.flatMap(({ before, subject, owner }) =>
      before === null
        ? []
        : [subject, bare(subject), ...(owner === null ? [] : [owner, bare(owner)])],
    ),
  ),
]

/** `retries` of `--pool.retries`. */
const bare = (name: string): string => name.slice(name.lastIndexOf('.') + 1).replace(/^[-$@#]+/, '')
