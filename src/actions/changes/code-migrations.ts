import { adds, destroys, destroysAll, disrupts, type Effect, loses, widens } from '../effect.ts'
import { type ChangedFile, type ChangedHunk, type ChangedLine, sideOf } from './changed-file.ts'
import { isWayBack, wayBack } from './directions.ts'
import type { ChangeKind, Found } from './kind.ts'
import { isMigrationPath } from './places.ts'
import { embeddedEffect, isSql } from './sql-migrations.ts'

interface Verb {
  readonly says: RegExp
  readonly does: (text: string) => Effect
}

const verbs: readonly Verb[] = [
  {
    says: /\b(?:drop_?schema|drop_?database|removeDatabase)\b/i,
    does: () => destroysAll('drops a whole schema', 'database'),
  },
  {
    says: /\b(?:drop_?table(?:_?if_?exists)?|drop_join_table|DeleteModel|dropCollection|drop_collection|deleteTable|Schema::drop(?:IfExists)?|removeModel)\b(?!\s*=)/i,
    does: (text) => destroys(`drops ${objectIn(text)}`, 'database'),
  },
  {
    says: /(?<!index)\b(?:remove_columns?|removeColumns?|drop_?columns?|RemoveField|remove_reference|remove_references|remove_belongs_to|remove_timestamps|drop_timestamps|dropTimestamps|dropSoftDeletes|removeAttribute)\b(?!_?index)/i,
    does: (text) => destroys(`drops ${objectIn(text)} with its data`, 'database'),
  },
  {
    says: /^\s*t\.remove\b|^\s*remove\s+:\w+/,
    does: (text) => destroys(`drops ${objectIn(text)} with its data`, 'database'),
  },
  {
    says: /\b(?:delete_all|destroy_all|truncate_tables?|\.truncate\s*\(|objects\.all\(\)\.delete\(|deleteMany\s*\(\s*(?:\{\s*\}\s*)?\)|bulkDelete\s*\([^,]*,\s*(?:null|\{\s*\}))/,
    does: (text) => rowsLost(text),
  },
  {
    says: /\b(?:remove_index|drop_?index|dropUnique|dropPrimary|dropForeign|remove_foreign_key|drop_?constraint|dropForeignKey|RemoveIndex|RemoveConstraint|rename_(?:table|column)|renameColumn|renameTable|RenameField|RenameModel|drop_?view|drop_?enum)\b/i,
    does: () => disrupts('changes how the database is built', 'database', 'with-effort'),
  },
]

const sqlInCode =
  /(?:["'`(]|^)\s*((?:DROP\s+(?:TABLE|SCHEMA|DATABASE|POLICY)|TRUNCATE\s|DELETE\s+FROM\s|ALTER\s+TABLE\s[^"'`]*\bDROP\s+COLUMN|ALTER\s+TABLE\s[^"'`]*\bDISABLE\s+ROW\s+LEVEL\s+SECURITY|UPDATE\s+\S+\s+SET\s)[^"'`]*)/i

/** Migrations written in a programming language, or as a change log. */
export const codeMigrations: ChangeKind = {
  about:
    'Migrations of Rails, Django, Alembic, Knex, Sequelize, Laravel, Entity Framework, Liquibase and their kin. The way back is not run.',
  found(file) {
    if (
      file.place !== 'applied' ||
      file.after === null ||
      !isMigration(file) ||
      isWayBack(file.path)
    )
      return []
    // What brings migrations about speaks of their verbs without running them.
    const only = runsMigrations.test(file.path) && !isMigrationPath(file.path) ? 'sql' : null
    return file.hunks.flatMap((hunk) => linesRun(hunk).flatMap((line) => judged(line, hunk, only)))
  },
}

const runsMigrations = /(?:^|\/)(?:\w{1,40}-)?migrate(?:-[\w-]{1,60})?\.(?:[cm]?[jt]s|py|rb|php)$/i

const isMigration = ({ path }: ChangedFile): boolean =>
  !isSql(path) &&
  (isMigrationPath(path) ||
    runsMigrations.test(path) ||
    /(?:^|\/)db\/changelog|changelog[\w.-]*\.(?:xml|ya?ml)$|(?:^|\/)versions\/\w+\.py$/i.test(
      path,
    )) &&
  /\.(?:rb|py|[cm]?[jt]s|php|cs|kt|java|go|xml|ya?ml|ex|exs|rs)$/i.test(path) &&
  !/\.designer\.cs$|ModelSnapshot\.cs$/i.test(path)

function linesRun(hunk: ChangedHunk): readonly ChangedLine[] {
  const lines = sideOf(hunk, 'after')
  const back = wayBack(lines, hunk.section)
  const state = stateOnly(lines)
  return lines.filter(
    (line) =>
      line.kind === 'added' && !line.moved && !line.comment && !back.has(line) && !state.has(line),
  )
}

/** Django can be told to forget a model and leave its table alone. */
function stateOnly(lines: readonly ChangedLine[]): ReadonlySet<ChangedLine> {
  const only = new Set<ChangedLine>()
  let depth: number | null = null
  for (const line of lines) {
    const indent = line.text.length - line.text.trimStart().length
    if (depth !== null && line.text.trim() !== '' && indent <= depth) depth = null
    if (depth !== null) only.add(line)
    if (/\bstate_operations\s*=/.test(line.text)) depth = indent
  }
  return only
}

function judged(line: ChangedLine, hunk: ChangedHunk, only: 'sql' | null): readonly Found[] {
  const [, sql] = sqlInCode.exec(line.text) ?? []
  const verb = only === 'sql' ? undefined : verbs.find(({ says }) => says.test(line.text))
  const effect = verb ? verb.does(line.text) : sql ? sqlFound(sql) : adds('')
  if (effect.class === 'D0' || effect.class === 'D1') return []
  const [, named] = /["':]\s*([a-z_]\w*)/i.exec(line.text) ?? []
  const own = named !== undefined && (madeIn(hunk).get(named) ?? Infinity) < (line.after ?? 0)
  return own ? [] : [{ line, effect, resource: objectIn(line.text) }]
}

const making =
  /\b(?:create_table|createTable|CreateModel|Schema::create|add_column|addColumn|AddField)\b/
const made = new WeakMap<ChangedHunk, ReadonlyMap<string, number>>()

/** Names of what a migration makes, with the line that first does. */
function madeIn(hunk: ChangedHunk): ReadonlyMap<string, number> {
  const known = made.get(hunk)
  if (known) return known
  const names = new Map<string, number>()
  for (const { kind, text, after } of hunk.lines)
    if (kind === 'added' && after !== null && making.test(text))
      for (const [name] of text.matchAll(/\b[a-z_]\w*\b/gi))
        if (!names.has(name)) names.set(name, after)
  made.set(hunk, names)
  return names
}

const sqlFound = (sql: string): Effect => {
  if (/^(?:drop\s+policy|alter\b[^;]*\brow\s+level\s+security)/i.test(sql))
    return widens('lowers who may see which rows', 'database')
  return embeddedEffect(sql)
}

const rowsLost = (text: string): Effect =>
  /\bwhere\b|\bfilter\(/i.test(text)
    ? loses('deletes rows', 'database', 'no')
    : destroys('deletes every row', 'database')

const objectIn = (text: string): string => {
  const names = [...text.matchAll(/["'`:]([A-Za-z_][\w.]*)["'`]?/g)]
    .map(([, name = '']) => name)
    .slice(0, 2)
  return names.length > 0 ? names.join('.') : 'a table or column'
}
