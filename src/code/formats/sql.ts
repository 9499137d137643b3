import { type SqlStatement, sqlStatements } from '../../syntax/sql.ts'
import type { Format, Stated } from '../extractor.ts'
import { policyFacts } from './sql-policies.ts'
import { Words } from './sql-words.ts'

/** SQL: the tables it makes, and what it says of row-level security, one fact a statement. */
export const sql: Format = {
  about: 'SQL files create tables, and switch row-level security and its policies.',
  states: ['control', 'symbol'],
  reads: (path) => /\.(?:sql|psql|pgsql|ddl)$/i.test(path),

  *facts({ text }): Iterable<Stated> {
    for (const statement of sqlStatements(text)) yield* factsOf(statement, text)
  },
}

function* factsOf(statement: SqlStatement, text: string): Iterable<Stated> {
  const words = new Words(statement)
  const at = statement[0]?.at ?? 0
  if (words.take('create')) {
    words.takeAny('or', 'replace', 'global', 'local', 'temporary', 'temp', 'unlogged')
    if (words.take('table')) {
      words.takeAny('if', 'not', 'exists')
      const subject = words.name()
      if (subject !== null) yield { kind: 'symbol', subject, role: 'type', owner: 'table', at }
    } else yield* policyFacts(words, 'create', text, at)
  } else if (words.take('drop')) {
    if (words.take('table')) {
      words.takeAny('if', 'exists')
      for (const subject of words.names()) yield control(subject, 'dropped-table', at)
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
  }
}

/** Statements inside `DO $$ … $$` run too, whatever is around them. */
function* insideBlock(statement: SqlStatement, at: number): Iterable<Stated> {
  for (const token of statement) {
    if (token.kind !== 'string') continue
    const inner = token.text.replace(/\b(?:begin|then|else|loop)\b/gi, ';')
    for (const nested of sqlStatements(inner))
      for (const fact of factsOf(nested, inner)) if (fact.kind === 'control') yield { ...fact, at }
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
