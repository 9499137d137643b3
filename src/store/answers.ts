import type { Kysely } from 'kysely'
import type { Answer } from '../domain/answer.ts'
import type { Provenance } from '../domain/requests.ts'
import { answerSchema, provenanceSchema } from './schemas/answer.ts'
import { decode } from './schemas/json.ts'
import type { Tables } from './tables.ts'

/** An answer and who was given it. */
export interface KeptAnswer {
  readonly principal: string
  readonly answer: Answer
}

/** Every answer ever given, as it was given. */
export interface AnswerStore {
  put(principal: string, answer: Answer, provenance?: Provenance): Promise<void>
  get(id: string): Promise<KeptAnswer | null>
  /** How the answer came about, where that was kept. */
  provenance(id: string): Promise<Provenance | null>
  /** The last answers, newest first; of one principal when named. */
  recent(limit: number, principal?: string): Promise<readonly KeptAnswer[]>
}

const keptOf = ({ id, principal, document }: Tables['answers']): KeptAnswer => ({
  principal,
  answer: decode(answerSchema, document, `answer ${id}`),
})

/** Keeps answers. */
export const answerStore = (db: Kysely<Tables>): AnswerStore => ({
  put: async (principal, answer, provenance) => {
    const { id, answeredAt, verdict } = answer
    await db
      .insertInto('answers')
      .values({
        id,
        principal,
        answered_at: answeredAt,
        decision: verdict.decision,
        document: JSON.stringify(answer),
        provenance: provenance === undefined ? null : JSON.stringify(provenance),
      })
      .execute()
  },

  get: async (id) => {
    const row = await db.selectFrom('answers').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : keptOf(row)
  },

  provenance: async (id) => {
    const row = await db
      .selectFrom('answers')
      .select('provenance')
      .where('id', '=', id)
      .executeTakeFirst()
    return row?.provenance ? decode(provenanceSchema, row.provenance, `provenance of ${id}`) : null
  },

  recent: async (limit, principal) => {
    let query = db.selectFrom('answers').selectAll()
    if (principal !== undefined) query = query.where('principal', '=', principal)
    const rows = await query.orderBy('answered_at', 'desc').orderBy('id').limit(limit).execute()
    return rows.map(keptOf)
  },
})
