import type { Survey } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Snapshot, SnapshotFile } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import { FactIndex, type NameIndex } from './survey/fact-index.ts'
import { Gaps } from './survey/gaps.ts'
import { ignoredBy } from './survey/ignored.ts'
import { joinedIndex } from './survey/joined-index.ts'
import { type KeptFile, type KeptSurvey, SurveyKeeper } from './survey/kept-survey.ts'
import { outlineOf } from './survey/outline.ts'
import { type ReadFile, type ReadText, readFacts, statingFiles } from './survey/read-facts.ts'

export { ForgottenFacts, type KeptSurvey, openKept } from './survey/kept-survey.ts'
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
    gaps.add(outlineOf(file))
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

/** Where files are read, and what of it is kept. */
export interface Reading {
  readonly cache: FactCache
  /** The name under which the names of all files are kept: a repository with many is then not read again as a whole. */
  readonly keptAs: string
  readonly kept: KeptSurvey | null
  readonly progress?: Progress
}

/** So many files are worth keeping the names of. */
const worthKeeping = 1_000

/** Surveys two snapshots of one repository: files that are the same in both are read once, and not at all where their names are kept. */
export async function surveysOfBoth(
  before: Readable,
  after: Readable,
  { cache, keptAs, kept, progress }: Reading,
): Promise<SurveysOfBoth> {
  const { repository } = after.snapshot
  const shared = sameIn(before.snapshot, after.snapshot)
  const seen = kept === null ? [] : keptOf(shared, kept)
  const known = new Set(seen.map(({ outline }) => outline.file.path))
  const rest = shared.filter(({ path }) => !known.has(path))
  const total = statingFiles(after.snapshot).length
  const keeper = total >= worthKeeping && seen.length < total * 0.9 ? new SurveyKeeper() : null
  // What is kept anew must tell of all files.
  const used = keeper === null ? seen : []
  const paths = new Set(shared.map(({ path }) => path))
  const gaps = { before: new Gaps(), after: new Gaps() }
  for (const { outline } of used) {
    gaps.before.add(outline)
    gaps.after.add(outline)
  }
  const read = new FactIndex(repository)
  const left = keeper === null ? rest : shared
  await readEach(
    only(after, left),
    cache,
    (file) => {
      const outline = outlineOf(file)
      read.add(file)
      gaps.before.add(outline)
      gaps.after.add(outline)
      keeper?.add(file, outline)
    },
    progress,
  )
  const place = placeIn(after.snapshot)
  const index =
    kept === null || used.length === 0
      ? read
      : joinedIndex(kept.index(repository, used, cache), read, place)
  const own = async (side: Readable, its: Gaps, keep: SurveyKeeper | null) => {
    const ownIndex = new FactIndex(repository)
    const changed: ReadFile[] = []
    const files = side.snapshot.files.filter(({ path }) => !paths.has(path))
    await readEach(only(side, files), cache, (file) => {
      const outline = outlineOf(file)
      ownIndex.add(file)
      its.add(outline)
      keep?.add(file, outline)
      changed.push(file)
    })
    const joined = joinedIndex(index, ownIndex, placeIn(side.snapshot))
    return { survey: await assembled(side, joined, its), changed }
  }
  const was = await own(before, gaps.before, null)
  const is = await own(after, gaps.after, keeper)
  await keeper?.keep(keptAs, after.snapshot, cache)
  return {
    before: was.survey,
    after: is.survey,
    changed: { before: was.changed, after: is.changed },
  }
}

const only = ({ snapshot, read }: Readable, files: readonly SnapshotFile[]): Readable => ({
  snapshot: { ...snapshot, files },
  read,
})

/** What is kept of some files, of those that are still what they were. */
const keptOf = (files: readonly SnapshotFile[], kept: KeptSurvey): readonly KeptFile[] =>
  files.flatMap((file) => {
    const known = kept.files.get(file.path)
    return known !== undefined && isSame(known.outline.file, file) ? [known] : []
  })

/** The files of a snapshot that another has just so, too. */
function sameIn(before: Snapshot, after: Snapshot): readonly SnapshotFile[] {
  const known = new Map(before.files.map((file) => [file.path, file]))
  return after.files.filter((file) => {
    const other = known.get(file.path)
    return other !== undefined && isSame(other, file)
  })
}

/** Whether a path is the same file in two snapshots, and counts for the same. */
export const isSame = (one: SnapshotFile, other: SnapshotFile): boolean =>
  one.blob === other.blob && one.class === other.class && one.symlink === other.symlink

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
