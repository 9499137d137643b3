import { type Kysely, sql } from 'kysely'
import type { AuditEvent } from '../domain/audit.ts'
import type { ClaimKind } from '../domain/claim.ts'
import type { Instant } from '../domain/instant.ts'
import type { RuleView } from '../domain/report.ts'
import { appendTo } from './audit.ts'
import { kindSchema } from './schemas/finding.ts'
import type { Tables } from './tables.ts'

/** What people made of findings, and the kinds of claim that count for nothing because of it. */
export interface RuleStore {
  /** Keeps that somebody called findings of a kind right or wrong; the last word on each counts. */
  review(
    findings: readonly { readonly finding: string; readonly kind: ClaimKind }[],
    of: { readonly wrong: boolean; readonly person: string; readonly at: Instant },
  ): Promise<void>
  list(): Promise<readonly RuleView[]>
  demoted(): Promise<ReadonlySet<ClaimKind>>
  /** Has a kind count for nothing, and its pages judged again; false where it does so already. */
  demote(kind: ClaimKind, at: Instant, event: AuditEvent): Promise<boolean>
  /** Has it count again, and its reviews counted from now on; false where it is not demoted. */
  lift(kind: ClaimKind, at: Instant, event: AuditEvent): Promise<boolean>
}

type Db = Kysely<Tables>

/** What was judged by a rule is judged anew: until then, its pages count as not judged. */
const judgeAnew = (db: Db, kind: ClaimKind) =>
  db
    .deleteFrom('assessments')
    .where('page_id', 'in', db.selectFrom('findings').select('page_id').where('kind', '=', kind))
    .execute()

async function list(db: Db): Promise<readonly RuleView[]> {
  const { rows } = await sql<{
    kind: string
    reviews: number
    wrong: number
    demoted_at: string | null
  }>`
    with kinds as (select kind from rule_reviews union select kind from demoted_rules)
    select kinds.kind as kind, count(finding) as reviews, coalesce(sum(wrong), 0) as wrong,
      case when lifted_at is null then demoted_at end as demoted_at
    from kinds
    left join demoted_rules using (kind)
    left join rule_reviews
      on rule_reviews.kind = kinds.kind and (lifted_at is null or rule_reviews.at > lifted_at)
    group by kinds.kind order by kinds.kind`.execute(db)
  return rows.map(({ kind, reviews, wrong, demoted_at }) => ({
    kind: kindSchema.parse(kind),
    ...{ reviews, wrong, demotedAt: demoted_at },
  }))
}

/** Keeps how kinds of claim fare. */
export const ruleStore = (db: Db): RuleStore => ({
  review: async (findings, { wrong, person, at }) => {
    for (const { finding, kind } of findings) {
      const row = { kind, wrong: wrong ? 1 : 0, person, at }
      await db
        .insertInto('rule_reviews')
        .values({ finding, ...row })
        .onConflict((conflict) => conflict.column('finding').doUpdateSet(row))
        .execute()
    }
  },

  list: () => list(db),

  demoted: async () => {
    const rows = await db
      .selectFrom('demoted_rules')
      .select('kind')
      .where('lifted_at', 'is', null)
      .execute()
    return new Set(rows.map(({ kind }) => kindSchema.parse(kind)))
  },

  demote: (kind, at, event) =>
    db.transaction().execute(async (trx) => {
      const changed = await trx
        .insertInto('demoted_rules')
        .values({ kind, demoted_at: at, lifted_at: null })
        .onConflict((conflict) =>
          conflict
            .column('kind')
            .doUpdateSet({ demoted_at: at, lifted_at: null })
            .where('demoted_rules.lifted_at', 'is not', null),
        )
        .returning('kind')
        .execute()
      if (changed.length === 0) return false
      await judgeAnew(trx, kind)
      await appendTo(trx, event)
      return true
    }),

  lift: (kind, at, event) =>
    db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('demoted_rules')
        .set({ lifted_at: at })
        .where('kind', '=', kind)
        .where('lifted_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return false
      await judgeAnew(trx, kind)
      await appendTo(trx, event)
      return true
    }),
})
