import {
  adds,
  destroys,
  destroysAll,
  disrupts,
  type Effect,
  gravest,
  hides,
  loses,
  reads,
  widens,
} from '../effect.ts'

const keyed = /\bwhere\b[^;]*?[\w."`\])]\s*(?:=|\bin\b)\s*(?:\(?\s*(?:'|"|\d|\$|:|\?|@))/i
const always =
  /\bwhere\s+(?:true|1\b|1\s*=\s*1|'?(\w+)'?\s*=\s*'?\1'?)(?:\s*$|\s*;|\s+or\b)|\bor\s+(?:true|1\s*=\s*1)/i

const rules: readonly (readonly [RegExp, (statement: string) => Effect])[] = [
  [
    /^(?:alter\s+(?:system|database\s+\S+|role\s+\S+)\s+)?set\s+(?:global\s+|persist\s+|@@global\.)?(?:archive_mode|fsync|full_page_writes|log_bin|general_log|server_audit\w*|audit_\w+|pgaudit\.\w+|row_security|log_statement|require_secure_transport)\s*(?:=|\bto\b)\s*(?:off|0|false|no|none|disabled)\b/i,
    () => widens('turns off what is kept, or what is written down', 'database'),
  ],
  [
    /^drop\s+(?:database|schema|tablespace|keyspace|warehouse|catalog)\b/i,
    (text) => destroysAll(`drops ${nameIn(text)} and everything in it`, 'database'),
  ],
  [
    /^drop\s+(?:table|column|materialized\s+view|type|sequence|domain|foreign\s+table)\b/i,
    (text) => destroys(`drops ${nameIn(text)}`, 'database'),
  ],
  [/^drop\s+policy\b/i, () => widens('drops a rule of who may see rows', 'database')],
  [
    /^(?:drop\s+owned|reassign\s+owned)\b/i,
    () => destroys('drops or gives away everything a role owns', 'database'),
  ],
  [/^drop\b/i, (text) => loses(`drops ${nameIn(text)}`, 'database')],
  [/^truncate\b/i, (text) => destroys(`empties ${nameIn(text)}`, 'database')],
  [
    /^delete\b/i,
    (text) =>
      rows(
        text,
        destroys('deletes every row', 'database'),
        disrupts('deletes chosen rows', 'resource', 'no'),
        loses('deletes rows', 'database', 'no'),
      ),
  ],
  [
    /^update\b/i,
    (text) =>
      rows(
        text,
        loses('overwrites every row', 'database', 'no'),
        adds('changes chosen rows'),
        disrupts('changes rows', 'database', 'with-effort'),
      ),
  ],
  [
    /^alter\s+(?:table\b[^;]*\b(?:disable\s+row\s+level\s+security|no\s+force\s+row\s+level\s+security)|role\b[^;]*\b(?:superuser|bypassrls|createrole)|user\b[^;]*\bsuperuser|default\s+privileges\b[^;]*\bgrant)\b/i,
    () => widens('lowers a protection of the database', 'database'),
  ],
  [
    /^alter\b[^;]*\bdrop\s+(?:column|partition)\b|^alter\s+table\s+\S+\s+drop\s+(?!constraint|default|index|not|key|foreign|primary|identity)/i,
    () => destroys('drops a column with its data', 'database'),
  ],
  [
    /^alter\s+table\b[^;]*\b(?:delete|update)\b[^;]*\bwhere\b/i,
    () => loses('deletes or overwrites rows through a mutation', 'database', 'no'),
  ],
  [
    /^alter\s+(?:system|database|role|user)\b|^alter\b[^;]*\b(?:drop|rename|type|disable\s+trigger|detach)\b/i,
    () => disrupts('changes how the database is built', 'database', 'with-effort'),
  ],
  [
    /^(?:create|alter)\s+policy\b[^;]*\b(?:using|with\s+check)\s*\(\s*\(?\s*(?:true|1\s*=\s*1)\s*\)?\s*\)/i,
    () => widens('lets everybody see every row', 'database'),
  ],
  [
    /^create\s+(?:role|user)\b[^;]*\b(?:superuser|bypassrls)\b/i,
    () => widens('creates an all-powerful role', 'database'),
  ],
  [/^grant\b/i, () => widens('gives rights in the database', 'database')],
  [
    /^create\s+or\s+replace\s+table\b|^replace\s+into\b/i,
    () => destroys('replaces what is there', 'database'),
  ],
  [
    /^purge\s+(?:binary|master)\b|^reset\s+(?:master|binary|(?:slave|replica)\b[^;]*\ball)\b|^purge\s+(?:recyclebin|dba_recyclebin|table|index|tablespace)\b/i,
    () => loses('deletes the log or the bin that a restore would need', 'database', 'no'),
  ],
  [
    /^(?:vacuum\s+full|reindex|cluster|lock|kill|refresh|revoke|purge|optimize|flush|reset|checkpoint|detach|attach|rename)\b|^select\s+pg_(?:terminate|cancel)_backend/i,
    () => disrupts('disturbs the running database', 'database'),
  ],
  [
    /^select\b[^;]*\b(?:pg_drop_replication_slot|lo_unlink|pg_switch_wal|setval)\s*\(/i,
    () => loses('changes the database through a function', 'database'),
  ],
  [
    /^(?:select|perform|with)\b[^;]*\b(?:dblink(?:_exec)?|query_to_xml|openquery|openrowset|xp_cmdshell)\s*\(/i,
    () => hides('runs a statement that stands in a string', 'database'),
  ],
  [
    /^\\?copy\b[^;]*\bprogram\b|^(?:do|execute|exec|prepare|call)\b|^\\[!ie]|^(?:source|system)\s|^\\\.|^load_file/i,
    () => hides('runs what cannot be seen from here', 'database'),
  ],
  [
    /^explain\s+(?:\(?[^)]*analy[sz]e[^)]*\)?\s+)(.*)$/is,
    (text) => statementEffect(text.replace(/^explain\s+(?:\([^)]*\)|analy[sz]e|verbose|\s)+/i, '')),
  ],
  [
    /^with\b.*\b(?:delete\s+from|update|insert\s+into)\b/is,
    () => loses('changes rows through a common table expression', 'database'),
  ],
  [
    /^(?:select|show|explain|describe|desc|use|begin|start|commit|end|rollback|savepoint|set|values|table|with|pragma|analy[sz]e|help|fetch|declare|close|listen|notify|\.(?:tables|schema|databases|help|mode|headers)|print|go|status)\b/i,
    () => reads('reads'),
  ],
  [
    /^\\(?:[dlzcxtahopqr?]|timing|pset|set|conninfo|encoding|watch|gset|errverbose)/i,
    () => reads('reads'),
  ],
  [
    /^(?:vacuum|reindex|checkpoint|refresh|insert|create|comment|copy|merge|upsert|import|load|alter|\\copy|discard|deallocate|security|unlock)\b/i,
    () => adds('adds or changes rows or objects', 'database'),
  ],
]

const nameIn = (statement: string): string =>
  statement
    .replaceAll(/\s+/g, ' ')
    .replace(/^(?:drop|truncate) /i, '')
    .replace(/ (?:cascade|restrict|force).*$/i, '')
    .slice(0, 80)

function rows(statement: string, all: Effect, chosen: Effect, some: Effect): Effect {
  if (!/\bwhere\b/i.test(statement) || always.test(statement)) return all
  return keyed.test(statement) ? chosen : some
}

function statementEffect(statement: string): Effect {
  const rule = rules.find(([pattern]) => pattern.test(statement))
  return rule ? rule[1](statement) : hides('is no statement known here', 'database')
}

/** Comments go, and so does what stands in strings but for its quotes: a text may well hold a semicolon. */
const bare = (sql: string): string =>
  sql
    .replaceAll(/\/\*(?!!)[\s\S]*?\*\//g, ' ')
    .replaceAll(/(?:--|#(?!\w*>))[^\n]*/g, ' ')
    .replaceAll(/'(?:[^'\\]|''|\\.)*'/g, "''")
    .replaceAll(/\/\*!\d*|\*\//g, ' ')

/** The gravest effect of all statements in a piece of SQL. A variable may stand for a value, never for a verb. */
export function sqlEffect(sql: string): Effect {
  if (/^\s*(?:do\b|\$)|\$\$/i.test(sql)) return hides('runs code inside the database', 'database')
  const statements = bare(sql)
    .split(/;|\\g\b|\\gexec\b/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
  const built = /\\gexec|\bexecute\s+immediate\b/i.test(sql)
  const effects = statements.map(statementEffect)
  return gravest([
    ...effects,
    ...(built ? [hides('runs statements it builds itself', 'database')] : []),
  ])
}
