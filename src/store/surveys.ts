import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../domain/instant.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** That a repository was surveyed at a commit, and how the claims held against it fared. */
export interface SurveyRecord {
  readonly repository: string
  readonly commit: string
  readonly version: string | null
  readonly surveyedAt: Instant
  /** Counts by status: `{ holds: 351, contradicted: 2, … }`. */
  readonly judged: Readonly<Record<string, number>>
}

/** Which repositories were surveyed when; the facts themselves live in the fact cache. */
export interface SurveyStore {
  put(record: SurveyRecord): Promise<void>
  at(repository: string, commit: string): Promise<SurveyRecord | null>
  latest(repository: string): Promise<SurveyRecord | null>
  /** The latest survey of each repository. */
  list(): Promise<readonly SurveyRecord[]>
}

const judgedSchema = z.record(z.string(), z.number())

const recordOf = (row: Tables['surveys']): SurveyRecord => ({
  repository: row.repository,
  commit: row.commit_id,
  version: row.version,
  surveyedAt: row.surveyed_at,
  judged: decode(judgedSchema, row.summary, `survey of ${row.repository}`),
})

/** Keeps the record of surveys. */
export const surveyStore = (db: Kysely<Tables>): SurveyStore => {
  const newestFirst = db.selectFrom('surveys').selectAll().orderBy('surveyed_at', 'desc')
  return {
    put: async ({ repository, commit, version, surveyedAt, judged }) => {
      const rest = { version, surveyed_at: surveyedAt, summary: JSON.stringify(judged) }
      await db
        .insertInto('surveys')
        .values({ repository, commit_id: commit, ...rest })
        .onConflict((conflict) => conflict.columns(['repository', 'commit_id']).doUpdateSet(rest))
        .execute()
    },

    at: async (repository, commit) => {
      const row = await newestFirst
        .where('repository', '=', repository)
        .where('commit_id', '=', commit)
        .executeTakeFirst()
      return row === undefined ? null : recordOf(row)
    },

    latest: async (repository) => {
      const row = await newestFirst.where('repository', '=', repository).executeTakeFirst()
      return row === undefined ? null : recordOf(row)
    },

    list: async () => {
      const latest = new Map<string, SurveyRecord>()
      for (const row of await newestFirst.execute()) {
        if (!latest.has(row.repository)) latest.set(row.repository, recordOf(row))
      }
      return [...latest.values()].sort((a, b) => (a.repository < b.repository ? -1 : 1))
    },
  }
}
