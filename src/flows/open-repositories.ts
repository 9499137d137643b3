import { PlumblineError } from '../domain/errors.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { Progress, SurveySummary } from '../domain/requests.ts'
import type { Store } from '../store/store.ts'
import { type RepositoryPlace, type SurveyedRepository, surveyCode } from './survey-code.ts'

/** The configured repositories, each surveyed when first asked for and kept open. */
export interface Repositories {
  one(id: string): Promise<SurveyedRepository>
  all(progress?: Progress): Promise<readonly SurveyedRepository[]>
  /** Forgets the surveys at hand, so that the next use reads the repositories' present commits. */
  refresh(): Promise<void>
  /** Keeps a record of the surveys, with how the claims judged by them fared. */
  record(store: Store, now: Instant): Promise<readonly SurveySummary[]>
  close(): Promise<void>
}

export function openRepositories(
  places: readonly RepositoryPlace[],
  cache: FactCache,
): Repositories {
  const open = new Map<string, Promise<SurveyedRepository>>()
  const one = (id: string, progress?: Progress): Promise<SurveyedRepository> => {
    const place = places.find((each) => each.id === id)
    if (!place)
      return Promise.reject(
        new PlumblineError('config.unreadable', `no repository ${id} is configured`),
      )
    const surveyed = open.get(id) ?? surveyCode(place, cache, progress)
    open.set(id, surveyed)
    // A repository that could not be read is tried again when asked for again.
    surveyed.catch(() => open.delete(id))
    return surveyed
  }
  const close = async () => {
    const all = [...open.values()]
    open.clear()
    for (const repository of await Promise.allSettled(all))
      if (repository.status === 'fulfilled') await repository.value.close()
  }
  return {
    one,
    async all(progress) {
      const all: SurveyedRepository[] = []
      for (const { id } of places) all.push(await one(id, progress))
      return all
    },
    refresh: close,
    async record(store, now) {
      const tally = await store.findings.tally()
      return Promise.all(
        places.map(async ({ id }) => {
          const { commit, version } = (await one(id)).survey
          const judged: Record<string, number> = {}
          for (const { repositories, status, count } of tally)
            if (repositories.includes(id)) judged[status] = (judged[status] ?? 0) + count
          await store.surveys.put({ repository: id, commit, version, surveyedAt: now, judged })
          return { id, commit, judged }
        }),
      )
    },
    close,
  }
}
