import type { FileFact } from '../../domain/fact.ts'
import type { Fate, OldPlace } from '../../domain/history.ts'
import type { Commit } from '../../git/commit.ts'
import { changeOf, type LostName, stating } from './fitting.ts'
import type { FileReader } from './reader.ts'
import type { FileAt, Removal } from './removals.ts'
import { type Successor, successor } from './renames.ts'

/** How a name ended: the change, where it stood, and the name that took its place. */
export interface Ended {
  readonly commit: Commit
  /** Where it stood before. */
  readonly path: string
  readonly fact: FileFact
  readonly successor: Successor | null
}

/** The newest change that took a name from the code, proven by what the file stated before and after; null when none did. */
export async function newestEnd(
  reader: FileReader,
  lost: LostName,
  removals: AsyncIterable<Removal>,
): Promise<Ended | null> {
  for await (const removal of removals) {
    const fact = await takenAway(reader, lost, removal)
    if (fact === null) continue
    const { before, after } = removal
    const next =
      after === null
        ? null
        : await successor(reader, fact, before, after, removal.commit.subject ?? '')
    const { id, parents, date, author, subject } = removal.commit
    const commit = { id, parents, date, author, subject }
    return { commit, path: before.path, fact, successor: next }
  }
  return null
}

async function takenAway(
  reader: FileReader,
  lost: LostName,
  { before, besides, after, gained }: Removal,
): Promise<FileFact | null> {
  const states = async (file: FileAt): Promise<readonly FileFact[] | null> => {
    const facts = await reader.facts(file)
    return facts === null ? null : stating(lost, file.path, facts)
  }
  const [fact] = (await states(before)) ?? []
  if (fact === undefined) return null
  // What one branch had dropped before, its merge did not take away.
  for (const file of besides) if (((await states(file)) ?? []).length === 0) return null
  const stays = async (files: readonly FileAt[]): Promise<boolean> => {
    for (const file of files) {
      const still = await states(file)
      // A file that cannot be read might state it still: nothing is proven then.
      if (still === null || still.length > 0) return true
    }
    return false
  }
  if (after !== null && (await stays([after]))) return null
  const others = await gained()
  return others === null || (await stays(others)) ? null : fact
}

/** Where a fact stood before the change that took it away. */
export const oldPlace = ({ commit, path, fact }: Ended): OldPlace => ({
  path,
  line: fact.line,
  quote: fact.quote,
  commit: commit.parents[0] ?? commit.id,
})

/** The plain fate of a name that ended and has no successor. */
export const goneAs = (ended: Ended): Extract<Fate, { is: 'gone' }> => ({
  is: 'gone',
  change: changeOf(ended.commit),
  was: oldPlace(ended),
})
