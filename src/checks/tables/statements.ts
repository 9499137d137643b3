import type { Block } from '../../domain/passage.ts'
import { type SqlStatement, type SqlToken, sqlStatements } from '../../syntax/sql.ts'
import type { Mention } from '../check.ts'

/** Tables and columns that the SQL of a sample reads or writes; what the sample itself makes is the reader's. */
export function* inStatements(block: Block, sql: string, start: number): Iterable<Mention> {
  if (sql.length > 20_000) return
  const statements = sqlStatements(sql)
  const made = new Set(statements.flatMap(madeBy))
  for (const statement of statements) {
    const own = new Set([...made, ...commonTables(statement)])
    const tables = tablesIn(statement).filter(({ text }) => !own.has(text))
    for (const table of tables) yield mention(block, table, null, sql, start)
    for (const { table, column } of columnsIn(statement, own))
      yield mention(block, column, table, sql, start)
  }
}

const word = (token: SqlToken | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text)

const isName = (token: SqlToken | undefined): token is SqlToken =>
  (token?.kind === 'word' || token?.kind === 'quoted') && !reserved.has(token.text)

const reserved = new Set(
  'select from where join left right inner outer full cross on using group order by having limit offset union set values as only lateral table if not exists into and or returning conflict with natural unnest generate_series json_each dual'.split(
    ' ',
  ),
)

/** The last part of a dotted name that begins at a position, and the position behind it. */
function nameAt(statement: SqlStatement, at: number): { name: SqlToken; next: number } | null {
  let name = statement[at]
  if (!isName(name)) return null
  let next = at + 1
  while (statement[next]?.text === '.' && isName(statement[next + 1])) {
    const part = statement[next + 1]
    if (part !== undefined) name = part
    next += 2
  }
  // A function is no table: `FROM generate_series(…)`.
  return { name, next }
}

const madeBy = (statement: SqlStatement): string[] => {
  if (!word(statement[0], 'create')) return []
  const at = statement.findIndex((token) => word(token, 'table', 'view'))
  let name = at + 1
  while (word(statement[name], 'if', 'not', 'exists')) name += 1
  const made = at < 0 ? null : nameAt(statement, name)
  return made ? [made.name.text] : []
}

/** `WITH late AS (…)`: a name of the statement's own. */
const commonTables = (statement: SqlStatement): string[] =>
  statement.flatMap((token, at) =>
    isName(token) && word(statement[at + 1], 'as') && statement[at + 2]?.text === '('
      ? [token.text]
      : [],
  )

function tablesIn(statement: SqlStatement): SqlToken[] {
  if (word(statement[0], 'create', 'drop', 'alter', 'grant', 'revoke', 'comment')) return []
  return statement.flatMap((token, at) => {
    const opens =
      word(token, 'join', 'into') ||
      (word(token, 'update') && at === 0) ||
      // `EXTRACT(day FROM paid_at)` and `IS DISTINCT FROM` read no table.
      (word(token, 'from') && !word(statement[at - 1], 'distinct') && !insideCall(statement, at))
    const found = opens
      ? nameAt(statement, word(statement[at + 1], 'only') ? at + 2 : at + 1)
      : null
    if (found === null || (statement[found.next]?.text === '(' && !word(token, 'into'))) return []
    return [found.name]
  })
}

const insideCall = (statement: SqlStatement, at: number): boolean => {
  for (let depth = 0, back = at - 1; back >= 0; back--) {
    const text = statement[back]?.text
    if (text === ')') depth += 1
    else if (text === '(' && depth-- === 0)
      return word(statement[back - 1], 'extract', 'substring', 'trim', 'overlay')
  }
  return false
}

interface Column {
  readonly table: string
  readonly column: SqlToken
}

/** Columns whose table the statement leaves no doubt about. */
function columnsIn(statement: SqlStatement, own: ReadonlySet<string>): Column[] {
  const [first, second] = statement
  if (word(first, 'insert') && word(second, 'into')) {
    const target = nameAt(statement, 2)
    if (target === null || own.has(target.name.text) || statement[target.next]?.text !== '(')
      return []
    const close = statement.findIndex(({ text }, at) => at > target.next && text === ')')
    return statement
      .slice(target.next + 1, close < 0 ? target.next : close)
      .flatMap((token) => (isName(token) ? [{ table: target.name.text, column: token }] : []))
  }
  if (!word(first, 'update')) return []
  const target = nameAt(statement, 1)
  if (target === null || own.has(target.name.text) || !word(statement[target.next], 'set'))
    return []
  const end = statement.findIndex((token) => word(token, 'where', 'from', 'returning'))
  return statement.flatMap((token, at) => {
    const isSet = at > target.next && (end < 0 || at < end) && statement[at + 1]?.text === '='
    const opens = statement[at - 1]?.text === ',' || at === target.next + 1
    return isSet && opens && isName(token) ? [{ table: target.name.text, column: token }] : []
  })
}

/** The token as it stands in the page: a quoted name without its quotes. */
function mention(
  block: Block,
  { text, at, end, kind }: SqlToken,
  owner: string | null,
  sql: string,
  start: number,
): Mention {
  const written = sql.slice(at, end)
  const token = kind === 'quoted' ? written.slice(1, -1) : written
  const from = start + at + written.indexOf(token)
  return { subject: text, owner, token, span: [from, from + token.length], block }
}
