import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Tables } from './tables.ts'

/** How an answer came about, kept beside it: every candidate with its score parts, and what became of it. */
export const candidatesSchema = z.array(
  z.object({
    passage: z.string(),
    page: z.string(),
    title: z.string(),
    heading: z.array(z.string()),
    score: z.number(),
    parts: z.record(z.string(), z.number()),
    used: z.boolean(),
    because: z.string(),
  }),
)
export type KeptCandidates = z.infer<typeof candidatesSchema>

export interface ProvenanceStore {
  put(answer: string, candidates: KeptCandidates): Promise<void>
  get(answer: string): Promise<KeptCandidates | null>
}

/** Keeps provenance. */
export const provenanceStore = (db: Kysely<Tables>): ProvenanceStore => ({
  put: async (answer, candidates) => {
    await db
      .insertInto('provenances')
      .values({ answer_id: answer, document: JSON.stringify(candidates) })
      .execute()
  },

  get: async (answer) => {
    const row = await db
      .selectFrom('provenances')
      .select('document')
      .where('answer_id', '=', answer)
      .executeTakeFirst()
    return row === undefined ? null : candidatesSchema.parse(JSON.parse(row.document))
  },
})
