import type { Survey } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Snapshot } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import { FactIndex } from './survey/fact-index.ts'
import { Gaps } from './survey/gaps.ts'
import { ignoredBy } from './survey/ignored.ts'
import { type ReadText, readFacts, statingFiles } from './survey/read-facts.ts'

export { type ReadFile, readFacts } from './survey/read-facts.ts'

/** All facts of one snapshot. Files that cannot be read leave a gap that the survey tells of; they stop nothing. */
export async function surveyOf(
  snapshot: Snapshot,
  read: ReadText,
  cache: FactCache,
  progress?: Progress,
): Promise<Survey> {
  const { repository, commit, version, names, historyLimit } = snapshot
  const index = new FactIndex(repository)
  const gaps = new Gaps()
  const total = statingFiles(snapshot).length
  let done = 0
  for await (const batch of readFacts(snapshot, read, cache)) {
    for (const file of batch) {
      index.add(file)
      gaps.add(file)
    }
    done += batch.length
    progress?.({ work: 'survey', what: repository, done, total })
  }
  const isIgnored = ignoredBy(await ignoreFiles(snapshot, read))
  return {
    repository,
    commit,
    version,
    names,
    historyLimit,
    paths: pathsOf(snapshot),
    about: (subject, kinds) => index.about(subject, kinds),
    subjects: (kind) => index.subjects(kind),
    occurrences: (word) => index.occurrences(word),
    isTested: (word) => index.isTested(word),
    isUnread: (word) => index.isUnread(word),
    hasOwner: (words) => index.hasOwner(words),
    isIgnored,
    incomplete: (kind, owner) => gaps.incomplete(kind, owner),
  }
}

/** Every tracked file, and every folder that holds one. */
export const pathsOf = ({ files }: Snapshot): ReadonlySet<string> => {
  const paths = new Set<string>()
  for (const { path } of files) {
    paths.add(path)
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash)
      if (paths.has(folder)) break
      paths.add(folder)
    }
  }
  return paths
}

const ignoreFiles = async (snapshot: Snapshot, read: ReadText) =>
  Promise.all(
    snapshot.files
      .filter(({ path, symlink }) => !symlink && /(?:^|\/)\.gitignore$/.test(path))
      .map(async ({ path }) => ({ path, text: (await read(path)) ?? '' })),
  )
