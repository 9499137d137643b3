import { type SqlStatement, sqlStatements } from '../../syntax/sql.ts'
import type { Format, Stated } from '../extractor.ts'
import { policyFacts } from './sql-policies.ts'
import { alteredTable, createdOther, createdTable } from './sql-tables.ts'
import { Words } from './sql-words.ts'

/**
 * SQL: tables with their columns, and what migrations add, rename and drop, one fact each; row-level security. Files that
 * undo a migration, and the part of a file that does, state nothing.
 */
export const sql: Format = {
  about:
    'SQL files make, change and drop tables, columns, views, types and functions, and switch row-level security and its policies.',
  states: ['control', 'symbol', 'table', 'member'],
  reads: (path) => /\.(?:sql|psql|pgsql|ddl)$/i.test(path),

  *facts({ path, text }): Iterable<Stated> {
    if (undoes.test(path)) return
    const cut = text.search(undoing)
    const done = cut < 0 ? text : text.slice(0, cut)
    for (const statement of sqlStatements(done)) yield* factsOf(statement, done)
  },
}

/** Down files of golang-migrate, sqlx and Diesel, and Flyway's undo files. */
const undoes = /(?:[._-]down\.\w+|\/down\.sql|(?:^|\/)U\d[\w.]*__[^/]*)$/i
/** Where goose, dbmate and sql-migrate begin to undo. */
const undoing =
  /^[ \t]*--[ \t]*(?:\+goose[ \t]+Down|migrate:down|\+migrate[ \t]+Down|@UNDO|\/\/@UNDO)\b/im

function* factsOf(statement: SqlStatement, text: string): Iterable<Stated> {
  const words = new Words(statement)
  const at = statement[0]?.at ?? 0
  if (words.take('create')) {
    words.takeAny('or', 'replace', 'global', 'local', 'temporary', 'temp', 'unlogged')
    if (words.take('table')) {
      words.takeAny('if', 'not', 'exists')
      const subject = words.name()
      if (subject === null) return
      yield { kind: 'symbol', subject, role: 'type', owner: 'table', at }
      yield* createdTable(words, subject, at)
    } else if (words.next?.text === 'policy') yield* policyFacts(words, 'create', text, at)
    else yield* createdOther(words, at)
  } else if (words.take('drop')) {
    if (words.take('table')) {
      words.takeAny('if', 'exists')
      for (const subject of words.names()) {
        yield control(subject, 'dropped-table', at)
        yield { kind: 'table', subject, role: 'dropped', at }
      }
    } else if (words.take('materialized') || words.next?.text === 'view') {
      words.takeAny('view', 'if', 'exists')
      for (const subject of words.names()) yield { kind: 'table', subject, role: 'dropped', at }
    } else yield* policyFacts(words, 'drop', text, at)
  } else if (words.take('alter')) {
    if (words.take('table')) yield* tableFacts(words, at)
    else yield* policyFacts(words, 'alter', text, at)
  } else if (words.take('do')) yield* insideBlock(statement, at)
}

/** `ALTER TABLE x ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`. */
function* tableFacts(words: Words, at: number): Iterable<Stated> {
  words.takeAny('if', 'exists', 'only')
  const subject = words.name()
  if (subject === null) return
  words.take('*')
  for (const action of words.splitByComma()) {
    const said = action.map(({ text }) => text).join(' ')
    if (said === 'enable row level security') yield control(subject, 'enabled', at)
    else if (said === 'force row level security') yield control(subject, 'forced', at)
    else if (said === 'disable row level security') yield control(subject, 'disabled', at)
    else if (said === 'no force row level security') yield control(subject, 'not-forced', at)
    else yield* alteredTable(action, subject, at)
  }
}

/** Statements inside `DO $$ … $$` run too, whatever is around them. */
function* insideBlock(statement: SqlStatement, at: number): Iterable<Stated> {
  for (const token of statement) {
    if (token.kind !== 'string') continue
    const inner = token.text.replace(/\b(?:begin|then|else|loop)\b/gi, ';')
    for (const nested of sqlStatements(inner))
      for (const fact of factsOf(nested, inner))
        if (fact.kind === 'control' || fact.kind === 'table') yield { ...fact, at }
  }
}

/** A fact on row-level security of a table. */
const control = (subject: string, value: string, at: number): Stated => ({
  kind: 'control',
  subject,
  role: 'policy',
  owner: 'row-level-security',
  value,
  at,
})
