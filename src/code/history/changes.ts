import type { FactKind } from '../../domain/fact.ts'
import type { History } from '../../domain/history.ts'
import type { SnapshotFile } from '../../domain/repository.ts'
import type { Past, PastCommit } from '../../git/past.ts'
import { wordsInText } from '../words.ts'
import { canState } from './evidence.ts'
import { once } from './once.ts'
import type { FileReader } from './reader.ts'

const dependency: ReadonlySet<FactKind> = new Set(['dependency'])
/** How many manifests of one change are read. */
const most = 40

/** Tells what stood beside something that a change took away, and what came in its place. */
export function openChanges(
  reader: FileReader,
  read: () => Promise<Past>,
  files: readonly SnapshotFile[],
): Pick<History, 'stillIn' | 'textNow' | 'textBefore' | 'dependenciesBroughtBy'> {
  const brought = new Map<string, Promise<readonly string[]>>()
  const blobs = new Map(files.map(({ path, blob }) => [path, blob]))
  const commits = once(
    async () => new Map((await read()).commits.map((commit) => [commit.id, commit])),
  )
  const commitOf = async (id: string | null): Promise<PastCommit | undefined> =>
    id === null ? undefined : (await commits()).get(id)

  /** What a manifest asks for: names by themselves and their constraints. */
  const askedIn = async (path: string, blob: string | null): Promise<[string, string][]> => {
    const facts = blob === null ? [] : ((await reader.facts({ path, blob })) ?? [])
    const asked = facts.filter(({ kind }) => kind === 'dependency')
    return asked.map(({ subject, value }) => [`${subject}\n${value}`, subject])
  }
  /** A manifest that only went to another folder asks for nothing new. */
  const broughtBy = async (id: string | null): Promise<readonly string[]> => {
    const changes = (await commitOf(id))?.changes ?? []
    const manifests = changes.filter(({ path }) => canState(path, dependency)).slice(0, most)
    const before: [string, string][] = []
    const since: [string, string][] = []
    for (const { path, olds, now } of manifests) {
      before.push(...(await askedIn(path, olds[0] ?? null)))
      since.push(...(await askedIn(path, now)))
    }
    const known = new Map(before)
    return [...new Set(since.flatMap(([key, name]) => (known.has(key) ? [] : [name])))]
  }

  const textNow = async (path: string): Promise<string | null> => {
    const blob = blobs.get(path)
    return blob === undefined ? null : reader.text({ path, blob })
  }

  return {
    async stillIn(path, word) {
      const text = await textNow(path)
      return text !== null && wordsInText(path, text).includes(word)
    },
    textNow,
    async textBefore({ commit }, path) {
      const change = (await commitOf(commit))?.changes.find((one) => one.path === path)
      const blob = change?.olds[0] ?? null
      return blob === null ? null : reader.text({ path, blob })
    },
    dependenciesBroughtBy({ commit }) {
      const key = commit ?? ''
      const told = brought.get(key) ?? broughtBy(commit)
      brought.set(key, told)
      return told
    },
  }
}
