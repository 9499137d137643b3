import { factsIn } from '../code/extract.ts'
import { pooledFactsAlone } from '../code/fact-pool.ts'
import { once } from '../code/history/once.ts'
import { gitHistory } from '../code/history.ts'
import { gitSnapshot } from '../code/snapshots.ts'
import { surveyOf } from '../code/survey.ts'
import { versionHistory, versionSnapshots } from '../code/versions.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Survey } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { History } from '../domain/history.ts'
import type { Snapshot } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import { type Git, openGit } from '../git/git.ts'
import type { Past } from '../git/past.ts'
import { pastUpTo } from './kept-past.ts'

/** Where a repository is found: a git repository at a revision, or published versions of one package. */
export interface RepositoryPlace {
  readonly id: string
  readonly path?: string | undefined
  readonly revision?: string | undefined
  readonly versions?: readonly string[] | undefined
}

/** A repository that was opened: its past, and the way to its files, while the survey of them goes on. */
export interface OpenedRepository {
  readonly id: string
  readonly snapshot: Snapshot
  readonly survey: Promise<Survey>
  readonly history: History
  /** The folder of a git repository's work tree, or of each published version. */
  readonly roots: readonly string[]
  /** The repository itself, and all that its history did; published versions have none. */
  readonly origin?: { readonly git: Git; past(): Promise<Past> }
  read(path: string): Promise<string | null>
  close(): Promise<void>
}

/** A repository that was surveyed: its facts, its past, and the way to its files. */
export interface SurveyedRepository extends Omit<OpenedRepository, 'survey'> {
  readonly survey: Survey
}

/** repository -> snapshots -> facts */
export const surveyCode = async (
  place: RepositoryPlace,
  cache: FactCache,
  progress?: Progress,
): Promise<SurveyedRepository> => surveyed(await openRepository(place, cache, progress))

/** Waits for the survey; a repository that cannot be surveyed is closed. */
export async function surveyed(opened: OpenedRepository): Promise<SurveyedRepository> {
  try {
    return { ...opened, survey: await opened.survey }
  } catch (fault) {
    await opened.close()
    throw fault
  }
}

/** Opens a repository and begins to survey it. */
export const openRepository = (
  place: RepositoryPlace,
  cache: FactCache,
  progress?: Progress,
): Promise<OpenedRepository> =>
  place.versions
    ? openVersions(place.id, place.versions, cache, progress)
    : openTracked(place, cache, progress)

async function openTracked(
  { id, path = '.', revision }: RepositoryPlace,
  cache: FactCache,
  progress?: Progress,
): Promise<OpenedRepository> {
  const git = await openGit(path)
  try {
    const { snapshot, read } = await gitSnapshot(git, {
      repository: id,
      ...(revision ? { revision } : {}),
    })
    const past = once(() => pastUpTo(git, snapshot.commit, cache))
    const today: { survey?: Survey } = {}
    const history = gitHistory(git, snapshot, {
      factsIn: pooledFactsAlone,
      about: (subject, kinds) => today.survey?.about(subject, kinds) ?? [],
      cache,
      past,
      ...(progress ? { progress } : {}),
    })
    // The past does not hang on what holds today: git reads it while others parse.
    const prepared = history.prepare()
    const survey = begun(async () => {
      today.survey = await surveyOf(snapshot, read, cache, progress)
      return today.survey
    })
    const close = async () => {
      await Promise.allSettled([prepared, survey])
      await git.close()
    }
    const origin = { git, past }
    return { id, snapshot, survey, history, roots: [git.root], origin, read, close }
  } catch (fault) {
    await git.close()
    throw fault
  }
}

/** The newest version is surveyed; what older ones stated is its past. */
async function openVersions(
  id: string,
  folders: readonly string[],
  cache: FactCache,
  progress?: Progress,
): Promise<OpenedRepository> {
  const versions = await versionSnapshots(folders, { repository: id })
  const newest = versions.at(-1)
  if (newest === undefined)
    throw new PlumblineError('config.unreadable', `repository ${id} lists no versions`)
  const { snapshot, read } = newest
  const survey = begun(() => surveyOf(snapshot, read, cache, progress))
  const history = await versionHistory(versions, factsIn)
  return { id, snapshot, survey, history, roots: folders, read, close: async () => undefined }
}

/** Begins some work whose fault is told to whoever waits for it, however late. */
function begun<Result>(work: () => Promise<Result>): Promise<Result> {
  const going = work()
  going.catch(() => undefined)
  return going
}
