import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { evidenceOf } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { shellWords } from './samples.ts'
import { isDistinctive } from './shape.ts'
import { schemaOf, type TableState } from './tables/schema.ts'
import { anyTable, inWords } from './tables/spoken.ts'
import { inStatements } from './tables/statements.ts'

const system =
  /^(?:pg_|sqlite_|information_schema$|mysql$|sys$|performance_schema$|schema_migrations$|flyway_|databasechangelog)/i

/** A page names a table or a column of a database; the schema that the migrations leave must have it. */
export const databaseTable: Check = {
  decides: true,
  about:
    'A page names a table or a column of a database; the schema that the migrations leave must have it.',
  against: ['table'],

  *mentions({ passage, tokens }: Reading): Iterable<Mention> {
    for (const block of passage.blocks) {
      if (block.kind !== 'code') yield* inWords(block)
      else if (/^(?:sql|psql|postgres(?:ql)?|pgsql|mysql|sqlite)$/.test(block.language ?? ''))
        yield* inStatements(block, block.text, block.textStart)
    }
    for (const token of tokens)
      if (token.place === 'shell' && /\b(?:psql|mysql|sqlite3)\b/.test(token.text))
        for (const { text, span } of shellWords(token.text))
          if (/^\s*(?:select|insert|update|delete|with)\s/i.test(text))
            yield* inStatements(token.block, text, token.span[0] + span[0])
  },

  judge(claim, surveys): Opinion {
    if (system.test(claim.subject) || system.test(claim.owner ?? ''))
      return unknown('other-project', `${claim.token} belongs to the database itself`)
    return claim.owner === null
      ? judgeTable(claim, surveys)
      : judgeColumn(claim, claim.owner, surveys)
  },
}

const same = (name: string): readonly string[] => [...new Set([name, name.toLowerCase()])]

const tablesOf = (name: string, surveys: readonly Survey[]): readonly TableState[] =>
  surveys.flatMap((survey) =>
    same(name).flatMap((spelt) => schemaOf(survey).tables.get(spelt) ?? []),
  )

const holds = (fact: Fact, surveys: readonly Survey[]): Opinion => ({
  status: 'holds',
  evidence: [evidenceOf(fact, surveys)],
})

function judgeTable(claim: Claim, surveys: readonly Survey[]): Opinion {
  const [table] = tablesOf(claim.subject, surveys)
  if (table) return holds(table.fact, surveys)
  const ended = surveys.flatMap((survey) =>
    same(claim.subject).flatMap((name) => schemaOf(survey).gone.get(name) ?? []),
  )[0]
  if (ended) return taken(claim, ended, `the table ${claim.subject}`, surveys)
  // A model or a class may stand for a table that no SQL here makes.
  return absent(claim, null, surveys)
}

function judgeColumn(claim: Claim, owner: string, surveys: readonly Survey[]): Opinion {
  if (owner === anyTable) {
    const facts = surveys.flatMap((survey) => survey.about(claim.subject, ['table']))
    const column = facts.find(({ role }) => role === 'column')
    return column
      ? holds(column, surveys)
      : unknown('ambiguous', `the page does not say which table has ${claim.subject}`)
  }
  const tables = tablesOf(owner, surveys)
  const column = tables.flatMap(({ columns }) => columns.get(claim.subject) ?? [])[0]
  if (column) return holds(column, surveys)
  const ended = tables.flatMap(({ gone }) => gone.get(claim.subject) ?? [])[0]
  if (ended) return taken(claim, ended, `the column ${claim.subject} of ${owner}`, surveys)
  const [table] = tables
  if (!table) return unknown('never-existed', `no schema here makes a table ${owner}`)
  return absent(claim, table, surveys)
}

/** A migration took it away, or gave it another name. */
function taken({ token }: Claim, fact: Fact, what: string, surveys: readonly Survey[]): Opinion {
  const isRenamed = fact.role === 'renamed' && fact.value !== null
  return {
    status: isRenamed ? 'moved' : 'contradicted',
    because: isRenamed
      ? `${what} became ${fact.value} in ${fact.path}`
      : `${what} is dropped in ${fact.path}`,
    actual: isRenamed ? fact.value : null,
    evidence: [evidenceOf(fact, surveys)],
    since: null,
    // The page may write the table before it: `payments.amount`.
    correction: isRenamed ? token.replace(/\w+$/, fact.value ?? '') : null,
  }
}

function absent(claim: Claim, table: TableState | null, surveys: readonly Survey[]): Opinion {
  const isWhole =
    table?.isWhole === true && surveys.every((survey) => survey.incomplete('table') === null)
  return {
    status: 'absent',
    lost: { kind: 'table', subject: claim.subject, owner: claim.owner },
    whole: isWhole
      ? {
          because: `${claim.owner} has no column ${claim.subject}; it has ${[...table.columns.keys()].sort().slice(0, 12).join(', ')}`,
          evidence: [evidenceOf(table.fact, surveys)],
          isOurs: false,
        }
      : null,
    distinctive: isDistinctive(claim.subject),
    stillStands: 0,
    near: nearest(claim.subject, surveys, ['table']),
    otherwise: null,
  }
}
