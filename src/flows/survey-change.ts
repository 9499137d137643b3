import { pooledFactsAlone } from '../code/fact-pool.ts'
import { once } from '../code/history/once.ts'
import { gitHistory } from '../code/history.ts'
import { gitSnapshot } from '../code/snapshots.ts'
import { type SurveysOfBoth, surveysOfBoth } from '../code/survey.ts'
import type { FactKind } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Progress } from '../domain/requests.ts'
import { type Between, between } from '../git/between.ts'
import { openGit } from '../git/git.ts'
import { pastWithout, readPast } from '../git/past.ts'
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
  close(): Promise<void>
}

export type Unsurveyed = Omit<OpenedRepository, 'survey'>

/** Opens a repository on both sides of a change, and begins to survey it: what both sides have is read once. */
export async function openChange(
  { id, path, since, revision }: ChangePlace,
  cache: FactCache,
  progress?: Progress,
): Promise<OpenedChange> {
  const git = await openGit(path)
  try {
    const change = await between(git, since, revision)
    const [before, after] = await Promise.all([
      gitSnapshot(git, { repository: id, revision: change.base }),
      gitSnapshot(git, { repository: id, revision: change.head }),
    ])
    const past = once(() => readPast(git, change.head))
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
    const surveys = surveysOfBoth(before, after, cache, progress).then((both) => {
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
      close,
    }
  } catch (fault) {
    await git.close()
    throw fault
  }
}
