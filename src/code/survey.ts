import type { Survey } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Snapshot, SnapshotFile } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import { FactIndex, type NameIndex } from './survey/fact-index.ts'
import { Gaps } from './survey/gaps.ts'
import { ignoredBy } from './survey/ignored.ts'
import { joinedIndex } from './survey/joined-index.ts'
import { type ReadFile, type ReadText, readFacts, statingFiles } from './survey/read-facts.ts'

export { type ReadFile, readFacts } from './survey/read-facts.ts'

/** A snapshot, and the way to its files' text. */
interface Readable {
  readonly snapshot: Snapshot
  readonly read: ReadText
}

/** All facts of one snapshot. Files that cannot be read leave a gap that the survey tells of; they stop nothing. */
export async function surveyOf(
  snapshot: Snapshot,
  read: ReadText,
  cache: FactCache,
  progress?: Progress,
): Promise<Survey> {
  const index = new FactIndex(snapshot.repository)
  const gaps = new Gaps()
  const take = (file: ReadFile) => {
    index.add(file)
    gaps.add(file)
  }
  await readEach({ snapshot, read }, cache, take, progress)
  return assembled({ snapshot, read }, index, gaps)
}

/** The surveys of two snapshots of one repository, and the files that state something in one of them alone. */
export interface SurveysOfBoth {
  readonly before: Survey
  readonly after: Survey
  readonly changed: { readonly before: readonly ReadFile[]; readonly after: readonly ReadFile[] }
}

/** Surveys two snapshots of one repository: files that are the same in both are read and kept once. */
export async function surveysOfBoth(
  before: Readable,
  after: Readable,
  cache: FactCache,
  progress?: Progress,
): Promise<SurveysOfBoth> {
  const files = sameIn(before.snapshot, after.snapshot)
  const paths = new Set(files.map(({ path }) => path))
  const index = new FactIndex(after.snapshot.repository)
  const gaps = { before: new Gaps(), after: new Gaps() }
  const take = (file: ReadFile) => {
    index.add(file)
    gaps.before.add(file)
    gaps.after.add(file)
  }
  const shared = { ...after, snapshot: { ...after.snapshot, files } }
  await readEach(shared, cache, take, progress)
  const own = async ({ snapshot, read }: Readable, its: Gaps) => {
    const ownIndex = new FactIndex(snapshot.repository)
    const changed: ReadFile[] = []
    const left = snapshot.files.filter(({ path }) => !paths.has(path))
    await readEach({ snapshot: { ...snapshot, files: left }, read }, cache, (file) => {
      ownIndex.add(file)
      its.add(file)
      changed.push(file)
    })
    const joined = joinedIndex(index, ownIndex, placeIn(snapshot))
    return { survey: await assembled({ snapshot, read }, joined, its), changed }
  }
  const was = await own(before, gaps.before)
  const is = await own(after, gaps.after)
  return {
    before: was.survey,
    after: is.survey,
    changed: { before: was.changed, after: is.changed },
  }
}

/** The files of a snapshot that another has just so, too. */
function sameIn(before: Snapshot, after: Snapshot): readonly SnapshotFile[] {
  const known = new Map(before.files.map((file) => [file.path, file]))
  return after.files.filter((file) => {
    const other = known.get(file.path)
    return other?.blob === file.blob && other.class === file.class && other.symlink === file.symlink
  })
}

const placeIn = ({ files }: Snapshot): ((path: string) => number) => {
  const places = new Map(files.map(({ path }, place) => [path, place]))
  return (path) => places.get(path) ?? files.length
}

async function readEach(
  { snapshot, read }: Readable,
  cache: FactCache,
  take: (file: ReadFile) => void,
  progress?: Progress,
): Promise<void> {
  const total = statingFiles(snapshot).length
  let done = 0
  for await (const batch of readFacts(snapshot, read, cache)) {
    for (const file of batch) take(file)
    done += batch.length
    progress?.({ work: 'survey', what: snapshot.repository, done, total })
  }
}

async function assembled(
  { snapshot, read }: Readable,
  index: NameIndex,
  gaps: Gaps,
): Promise<Survey> {
  const { repository, commit, version, names, historyLimit } = snapshot
  return {
    repository,
    commit,
    version,
    names,
    historyLimit,
    paths: pathsOf(snapshot),
    about: (subject, kinds) => index.about(subject, kinds),
    subjects: (kind) => index.subjects(kind),
    occurrences: (word) => occurrencesIn(index, word),
    isTested: (word) => index.isTested(word),
    isUnread: (word) => index.isUnread(word),
    hasOwner: (words) => index.hasOwner(words),
    isIgnored: ignoredBy(await ignoreFiles(snapshot, read)),
    incomplete: (kind, owner) => gaps.incomplete(kind, owner),
  }
}

/** A flag is looked for by its bare name too: strings hold `max-retries` for `--max-retries`. */
function occurrencesIn(index: NameIndex, word: string): number {
  const count = index.count(word)
  return count > 0 ? count : index.count(word.replace(/^[-$@#.]+/, ''))
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
