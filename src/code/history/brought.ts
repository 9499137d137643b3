import type { FactKind } from '../../domain/fact.ts'
import type { Change } from '../../domain/repository.ts'
import { canState } from './evidence.ts'
import type { Past } from './past.ts'
import type { FileReader } from './reader.ts'

const dependency: ReadonlySet<FactKind> = new Set(['dependency'])
/** How many manifests of one change are read. */
const most = 40

/** Tells which dependencies a change made manifests ask for, or ask for in another version, by name. */
export function openBrought(
  reader: FileReader,
  read: () => Promise<Past>,
): (change: Change) => Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly string[]>>()
  const askedIn = async (
    path: string,
    blob: string | null,
  ): Promise<ReadonlyMap<string, string>> => {
    const facts = blob === null ? [] : ((await reader.facts({ path, blob })) ?? [])
    const asked = facts.filter(({ kind }) => kind === 'dependency')
    return new Map(asked.map(({ subject, value }) => [`${subject}\n${value}`, subject]))
  }
  const broughtBy = async (id: string): Promise<readonly string[]> => {
    const commit = (await read()).commits.find((one) => one.id === id)
    const manifests = commit?.changes.filter(
      ({ path, now }) => now !== null && canState(path, dependency),
    )
    const brought = new Set<string>()
    for (const { path, olds, now } of manifests?.slice(0, most) ?? []) {
      const before = await askedIn(path, olds[0] ?? null)
      for (const [key, name] of await askedIn(path, now)) if (!before.has(key)) brought.add(name)
    }
    return [...brought]
  }
  return async ({ commit }) => {
    if (commit === null) return []
    const told = known.get(commit) ?? broughtBy(commit)
    known.set(commit, told)
    return told
  }
}
