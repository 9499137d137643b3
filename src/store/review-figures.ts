import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../domain/instant.ts'
import { type Decision, decisions } from '../domain/verdict.ts'
import type { Tables } from './tables.ts'

/** What one day's verifications with one decision came to. */
export interface DayFigures {
  /** `2026-11-23`, in UTC. */
  readonly day: string
  readonly decision: Decision
  readonly verifications: number
  readonly statements: number
  readonly checked: number
}

/** One decision of a person on a request. */
export interface DecisionFigures {
  readonly person: string
  readonly decision: 'approve' | 'refuse'
  readonly at: Instant
  readonly requestedAt: Instant
  readonly seenAt: Instant | null
}

/** Figures of how much is verified, and of how people keep up with it. */
export interface ReviewFigures {
  days(since: Instant): Promise<readonly DayFigures[]>
  /** Requests by day. */
  requests(since: Instant): Promise<ReadonlyMap<string, number>>
  /** The newest decisions since a moment. */
  decisions(since: Instant, limit: number): Promise<readonly DecisionFigures[]>
}

/** Counts what is to be reviewed. */
export const reviewFigures = (db: Kysely<Tables>): ReviewFigures => ({
  days: async (since) => {
    const rows = await db
      .selectFrom('verification_days')
      .selectAll()
      .where('day', '>=', since.slice(0, 10))
      .execute()
    return rows.map((row) => ({ ...row, decision: z.enum(decisions).parse(row.decision) }))
  },

  requests: async (since) => {
    const rows = await db
      .selectFrom('approvals')
      .select('requested_at')
      .where('requested_at', '>=', since.slice(0, 10))
      .execute()
    const counts = new Map<string, number>()
    for (const { requested_at } of rows) {
      const day = requested_at.slice(0, 10)
      counts.set(day, (counts.get(day) ?? 0) + 1)
    }
    return counts
  },

  decisions: async (since, limit) => {
    const rows = await db
      .selectFrom('approval_decisions')
      .innerJoin('approvals', 'approvals.id', 'approval_decisions.approval')
      .select([
        'approval_decisions.person',
        'approval_decisions.decision',
        'approval_decisions.at',
        'approval_decisions.seen_at',
        'approvals.requested_at',
      ])
      .where('approval_decisions.at', '>=', since.slice(0, 10))
      .orderBy('approval_decisions.at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ person, decision, at, seen_at, requested_at }) => ({
      person,
      decision: z.enum(['approve', 'refuse']).parse(decision),
      at,
      requestedAt: requested_at,
      seenAt: seen_at,
    }))
  },
})
