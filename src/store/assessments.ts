import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Assessment } from '../domain/assessment.ts'
import { rememberingDecoder } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** What judging each page came to. */
export interface AssessmentStore {
  put(assessment: Assessment): Promise<void>
  getMany(pages: readonly string[]): Promise<ReadonlyMap<string, Assessment>>
  /** Page to stamp, of all pages. */
  stamps(): Promise<ReadonlyMap<string, string>>
  /** How many pages that are not gone nobody judged yet. */
  missing(): Promise<number>
}

const schema: z.ZodType<Assessment> = z.object({
  page: z.string(),
  stamp: z.string(),
  scope: z.array(z.string()),
  surveys: z.array(z.object({ repository: z.string(), commit: z.string() })),
  commitsBehind: z.record(z.string(), z.number().nullable()),
})

export const assessmentOf = rememberingDecoder(schema)

/** Keeps assessments. */
export const assessmentStore = (db: Kysely<Tables>): AssessmentStore => ({
  put: async (assessment) => {
    const { page, stamp } = assessment
    const rest = { stamp, document: JSON.stringify(assessment) }
    await db
      .insertInto('assessments')
      .values({ page_id: page, ...rest })
      .onConflict((conflict) => conflict.column('page_id').doUpdateSet(rest))
      .execute()
  },

  getMany: async (pages) => {
    const rows = await db
      .selectFrom('assessments')
      .selectAll()
      .where('page_id', 'in', [...new Set(pages)])
      .execute()
    return new Map(
      rows.map(({ page_id, document }) => [
        page_id,
        assessmentOf(document, `assessment of ${page_id}`),
      ]),
    )
  },

  stamps: async () => {
    const rows = await db.selectFrom('assessments').select(['page_id', 'stamp']).execute()
    return new Map(rows.map(({ page_id, stamp }) => [page_id, stamp]))
  },

  missing: async () => {
    const { count } = await db
      .selectFrom('pages')
      .leftJoin('assessments', 'assessments.page_id', 'pages.id')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('gone_at', 'is', null)
      .where('page_id', 'is', null)
      .executeTakeFirstOrThrow()
    return count
  },
})
