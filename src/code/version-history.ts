import { type FileFact, ownerFits } from '../domain/fact.ts'
import type { Fate, History, Lost, OldPlace } from '../domain/history.ts'
import type { Change, SnapshotFile } from '../domain/repository.ts'
import { provesFacts, statesFacts } from './classify.ts'
import { batched } from './history/batched.ts'
import { type LostName, stating } from './history/fitting.ts'
import { type Needles, needlesOf } from './history/needles.ts'
import { plain } from './history/paths.ts'
import type { FactsIn } from './history/reader.ts'
import type { ValueQuestion } from './history/values.ts'
import type { ReadableSnapshot } from './snapshots.ts'
import { wordsInText } from './words.ts'

/** A fact and the file that states it. */
interface Placed {
  readonly path: string
  readonly fact: FileFact
}

/** The facts of one version by their subject's last part; those of tests and examples apart. */
interface VersionFacts {
  readonly strong: ReadonlyMap<string, readonly Placed[]>
  readonly weak: ReadonlyMap<string, readonly Placed[]>
}

/** The past of a package from its published versions, the oldest first: a name is gone since the first version without it. */
export function versionHistory(versions: readonly ReadableSnapshot[], factsIn: FactsIn): History {
  const known = new Map<string, Promise<readonly FileFact[]>>()
  const factsOf: FactsOf = ({ blob, path }, text) => {
    const key = `${blob} ${path}`
    const facts = known.get(key) ?? factsIn(path, text).then((read) => read.facts)
    known.set(key, facts)
    return facts
  }
  const remembering = versions.map(remembered)
  const about = (subjects: readonly string[]): Promise<readonly VersionFacts[]> => {
    const needles = needlesOf(subjects)
    return Promise.all(remembering.map((version) => versionFacts(version, needles, factsOf)))
  }
  const askValues = batched(async (questions: readonly ValueQuestion[]) => {
    const all = await about(questions.map(({ subject }) => subject))
    return questions.map((question) => formerValues(all, versions, question))
  })
  const askFate = batched(async (lost: readonly Lost[]) => {
    const all = await about(lost.flatMap((one) => (one.kind === 'file-path' ? [] : one.subject)))
    return lost.map((one) =>
      one.kind === 'file-path' ? pathFate(one.path, versions) : nameFate(one, all, versions),
    )
  })
  return {
    fates: (lost) => Promise.all(lost.map(askFate)),
    formerValues: (subject, kinds, owner) => askValues({ subject, kinds, owner }),
    firstMention: () => Promise.resolve(null),
    firstCarried: () => Promise.resolve(null),
    stillIn: async (path, word) => {
      const text = (await versions.at(-1)?.read(path)) ?? null
      return text !== null && wordsInText(path, text).includes(word)
    },
    textNow: async (path) => (await versions.at(-1)?.read(path)) ?? null,
    textBefore: () => Promise.resolve(null),
    dependenciesBroughtBy: () => Promise.resolve([]),
    filesHolding: () => Promise.resolve([]),
    lastTagged: () => Promise.resolve(null),
    standsBeside: () => Promise.resolve(false),
    datesOf: () => Promise.resolve(null),
    changesSince: () => Promise.resolve(null),
  }
}

/** A version whose texts are read once: values are asked for one by one. */
function remembered({ snapshot, read }: ReadableSnapshot): ReadableSnapshot {
  const texts = new Map<string, Promise<string | null>>()
  return {
    snapshot,
    read(path) {
      const text = texts.get(path) ?? read(path)
      texts.set(path, text)
      return text
    },
  }
}

type FactsOf = (file: SnapshotFile, text: string) => Promise<readonly FileFact[]>

/** The facts of those files of a version that hold one of the names: parsing the others could tell nothing. */
async function versionFacts(
  { snapshot, read }: ReadableSnapshot,
  needles: Needles,
  factsOf: FactsOf,
): Promise<VersionFacts> {
  const strong = new Map<string, Placed[]>()
  const weak = new Map<string, Placed[]>()
  for (const file of snapshot.files.filter((one) => statesFacts(one.class))) {
    const text = await read(file.path)
    if (text === null || !text.split('\n').some((line) => needles.find(line).length > 0)) continue
    const index = provesFacts(file.class) ? strong : weak
    for (const fact of await factsOf(file, text)) {
      const key = keyOf(fact.subject)
      const listed = index.get(key)
      if (listed === undefined) index.set(key, [{ path: file.path, fact }])
      else listed.push({ path: file.path, fact })
    }
  }
  return { strong, weak }
}

const keyOf = (subject: string): string => subject.replace(/^-+/, '').replaceAll('_', '-')

const fitting = (
  index: ReadonlyMap<string, readonly Placed[]>,
  name: LostName,
): readonly Placed[] =>
  (index.get(keyOf(name.subject)) ?? []).filter(
    ({ path, fact }) => stating(name, path, [fact]).length > 0,
  )

function nameFate(
  name: LostName,
  all: readonly VersionFacts[],
  versions: readonly ReadableSnapshot[],
): Fate {
  const newest = all.at(-1)
  if (newest === undefined) return { is: 'never' }
  if (fitting(newest.strong, name).length + fitting(newest.weak, name).length > 0) {
    return { is: 'never' }
  }
  for (let index = all.length - 2; index >= 0; index -= 1) {
    const facts = all[index]
    const stated = facts === undefined ? undefined : fitting(facts.strong, name)[0]
    if (stated !== undefined) return { is: 'gone', ...ending(stated, index, versions) }
  }
  return { is: 'never' }
}

/** How something ended that version `index` had and the next one has not. */
function ending(
  { path, fact }: { readonly path: string; readonly fact: Pick<FileFact, 'line' | 'quote'> },
  index: number,
  versions: readonly ReadableSnapshot[],
): { readonly change: Change; readonly was: OldPlace } {
  const version = versions[index + 1]?.snapshot.version ?? null
  const commit = versions[index]?.snapshot.commit ?? ''
  return {
    change: { commit: null, version, date: null, author: null, subject: null },
    was: { path, line: fact.line, quote: fact.quote, commit },
  }
}

function pathFate(asked: string, versions: readonly ReadableSnapshot[]): Fate {
  const path = plain(asked)
  const newest = versions.at(-1)?.snapshot.files ?? []
  const below = (file: SnapshotFile): boolean =>
    file.path === path || file.path.startsWith(`${path}/`)
  if (newest.some(below)) return { is: 'never' }
  for (let index = versions.length - 2; index >= 0; index -= 1) {
    const file = versions[index]?.snapshot.files.find(below)
    if (file === undefined) continue
    const end = ending({ path: file.path, fact: { line: 1, quote: path } }, index, versions)
    // Only a file that is the same to the byte, and the only one, has surely moved.
    const same = newest.filter(({ blob, size }) => blob === file.blob && size > 0)
    const [moved, ...others] = file.path === path ? same : []
    return moved !== undefined && others.length === 0
      ? { is: 'moved', to: moved.path, ...end, sure: 1 }
      : { is: 'gone', ...end }
  }
  return { is: 'never' }
}

function formerValues(
  all: readonly VersionFacts[],
  versions: readonly ReadableSnapshot[],
  asked: ValueQuestion,
): Awaited<ReturnType<History['formerValues']>> {
  const stated = all.map(({ strong }) =>
    (strong.get(keyOf(asked.subject)) ?? []).filter(
      ({ path, fact }) =>
        fact.subject === asked.subject &&
        asked.kinds.includes(fact.kind) &&
        (asked.owner === null || ownerFits(asked.owner, { owner: fact.owner, path })),
    ),
  )
  const found = new Map<string, Awaited<ReturnType<History['formerValues']>>[number]>()
  for (let index = all.length - 2; index >= 0; index -= 1) {
    const kept = new Set((stated[index + 1] ?? []).map(({ fact }) => fact.value))
    for (const placed of stated[index] ?? []) {
      const { value } = placed.fact
      if (value === null || kept.has(value) || found.has(value)) continue
      found.set(value, { value, ...ending(placed, index, versions) })
    }
  }
  return [...found.values()]
}
