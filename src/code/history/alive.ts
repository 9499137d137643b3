import type { Snapshot } from '../../domain/repository.ts'
import type { Git } from '../../git/git.ts'
import { statesFacts } from '../classify.ts'
import { type LostName, stating } from './fitting.ts'
import { spellings } from './needles.ts'
import type { FileReader } from './reader.ts'

/** Most files that are read to see whether a name lives. */
const mostFiles = 30

/** Whether the snapshot still states a name. */
export async function alive(
  git: Git,
  snapshot: Snapshot,
  reader: FileReader,
  name: LostName,
): Promise<boolean> {
  const last = name.subject.split('.').at(-1) ?? name.subject
  const holding = new Set(await git.search(snapshot.commit, spellings(last)))
  const files = snapshot.files.filter((file) => holding.has(file.path) && statesFacts(file.class))
  for (const file of files.slice(0, mostFiles)) {
    const facts = (await reader.facts(file)) ?? []
    if (stating(name, file.path, facts).length > 0) return true
  }
  return false
}
