import { pooledFactsAlone } from '../code/fact-pool.ts'
import { once } from '../code/history/once.ts'
import { gitHistory } from '../code/history.ts'
import { gitSnapshot } from '../code/snapshots.ts'
import { type KeptSurvey, openKept, type SurveysOfBoth, surveysOfBoth } from '../code/survey.ts'
import type { FactKind } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { SnapshotFile } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import { type Between, between } from '../git/between.ts'
import { type Git, openGit } from '../git/git.ts'
import { pastWithout } from '../git/past.ts'
import { pastOfChange } from './kept-past.ts'
import type { OpenedRepository } from './survey-code.ts'

/** Which change of which repository. */
export interface ChangePlace {
  readonly id: string
  readonly path: string
  readonly since: string
  readonly revision: string
}

/** A repository where a change begins and where it ends; its documents can be read before it is surveyed. */
export interface OpenedChange {
  readonly between: Between
  readonly before: Unsurveyed
  readonly after: Unsurveyed
  readonly surveys: Promise<SurveysOfBoth>
  /** Addresses of the repository's remotes. */
  readonly remotes: readonly string[]
  close(): Promise<void>
}

export type Unsurveyed = Omit<OpenedRepository, 'survey'>

/** Opens a repository on both sides of a change, and begins to survey it: what both sides have is read once, or was kept, unless all is to be read afresh. */
export async function openChange(
  { id, path, since, revision }: ChangePlace,
  cache: FactCache,
  progress?: Progress,
  isFresh = false,
): Promise<OpenedChange> {
  const git = await openGit(path)
  try {
    const [change, kept] = await Promise.all([
      between(git, since, revision),
      isFresh ? null : openKept(git.root, cache),
    ])
    const { before, after } = await bothSides(git, id, change, kept)
    const past = once(() => pastOfChange(git, change, cache))
    const surveyed: { both?: SurveysOfBoth } = {}
    const about = (side: 'before' | 'after') => (subject: string, kinds: readonly FactKind[]) =>
      surveyed.both?.[side].about(subject, kinds) ?? []
    const tools = { factsIn: pooledFactsAlone, cache, ...(progress ? { progress } : {}) }
    const present = gitHistory(git, after.snapshot, { ...tools, about: about('after'), past })
    const former = gitHistory(git, before.snapshot, {
      ...tools,
      about: about('before'),
      past: once(async () => pastWithout(await past(), change.commits)),
      lost: present.lost,
    })
    const prepared = present.prepare()
    const reading = { cache, keptAs: git.root, kept, ...(progress ? { progress } : {}) }
    const surveys = surveysOfBoth(before, after, reading).then((both) => {
      surveyed.both = both
      return both
    })
    surveys.catch(() => undefined)
    const close = async () => {
      await Promise.allSettled([prepared, surveys])
      await git.close()
    }
    const common = { id, roots: [git.root], close }
    return {
      between: change,
      before: { ...before, ...common, history: former, origin: { git, past } },
      after: { ...after, ...common, history: present, origin: { git, past } },
      surveys,
      remotes: git.remotes,
      close,
    }
  } catch (fault) {
    await git.close()
    throw fault
  }
}

/** Both sides of a change. What is kept is known of both; else what the one has is known of the other. */
async function bothSides(
  git: Git,
  repository: string,
  { base, head }: Between,
  kept: KeptSurvey | null,
) {
  const side = (commit: string, known: (path: string) => SnapshotFile | undefined) =>
    gitSnapshot(git, { repository, commit, known })
  if (kept !== null) {
    const known = (path: string) => kept.files.get(path)?.outline.file
    const [before, after] = await Promise.all([side(base, known), side(head, known)])
    return { before, after }
  }
  const after = await side(head, () => undefined)
  const files = new Map(after.snapshot.files.map((file) => [file.path, file]))
  return { before: await side(base, (path) => files.get(path)), after }
}
