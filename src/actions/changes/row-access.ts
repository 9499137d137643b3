import { adds, type Effect, widens } from '../effect.ts'
import { type ChangedFile, type ChangeSet, removedLines } from './changed-file.ts'
import type { ChangeKind } from './kind.ts'
import { isSql } from './sql-migrations.ts'
import { type ChangedStatement, changedStatements } from './statements.ts'

/** Who may see which rows, and with whose rights. */
export const rowAccess: ChangeKind = {
  about:
    'Row-level security and rights of a database: protections that are present but let everybody through count as open.',
  found(file, { whole }) {
    if (file.place !== 'applied' || !isSql(file.path) || file.after === null) return []
    const added = changedStatements(file, 'after')
    return [
      ...added.flatMap((statement) => {
        if (definesWithCare(statement, () => definersBefore(file))) return []
        const effect = opened(statement.plain, added.slice(0, mostLookedThrough))
        return effect.class === 'X3' ? [{ line: statement.line, effect }] : []
      }),
      ...withdrawn(file, added, whole),
    ]
  },
}

const definer = /^(?:create (?:or replace )?|alter )(?:function|procedure) ([\w."]+)/
/** Who calls is asked for in its body. */
const asksWho =
  /\b(?:auth\.(?:uid|jwt|role)|current_user|session_user|current_setting)\b|\braise\s+exception\b/i

/**
 * What runs with its owner's rights opens nothing where it ran with them before, or where it is written as PostgreSQL's
 * manual asks ("Writing SECURITY DEFINER Functions Safely"): its search path is set, and it is a trigger or asks who calls.
 */
function definesWithCare(
  { plain, text }: ChangedStatement,
  before: () => ReadonlySet<string>,
): boolean {
  const name = nameOfDefiner(plain)
  if (name === null) return false
  const careful =
    /\bset search_path\b/.test(plain) && (/\breturns trigger\b/.test(plain) || asksWho.test(text))
  return careful || before().has(name)
}

/** Without its schema: it may move to another. */
function nameOfDefiner(plain: string): string | null {
  const [, name] = /\bsecurity definer\b/.test(plain) ? (definer.exec(plain) ?? []) : []
  return name?.split('.').at(-1) ?? null
}

const definers = new WeakMap<ChangedFile, ReadonlySet<string>>()

function definersBefore(file: ChangedFile): ReadonlySet<string> {
  const known = definers.get(file)
  if (known) return known
  const names = new Set(
    changedStatements(file, 'before').flatMap(({ plain }) => nameOfDefiner(plain) ?? []),
  )
  definers.set(file, names)
  return names
}

/** Successors of a rule are looked for among so many statements. */
const mostLookedThrough = 500

const everybody = /\bto (?:\w+, ?)*(?:public|anon|anonymous|guest|nobody)\b|\bto ''@'%'/
/** These pass row security anyway, so that a rule for them opens nothing. */
const privileged = /\bto (?:service_role|postgres|supabase_admin|rds_superuser|dbo|sa)\b(?!,)/
const open = /\b(?:using|with check) ?\( ?\(? ?(?:true|1 ?= ?1) ?\)? ?\)/

function opened(plain: string, all: readonly ChangedStatement[]): Effect {
  const said = (words: string): Effect => widens(words, 'database')
  if (/^alter table\b.*\b(?:disable|no force) row level security\b/.test(plain)) {
    const table = tableOf(plain)
    const again = all.some(
      (one) =>
        /\b(?:enable|force) row level security\b/.test(one.plain) && tableOf(one.plain) === table,
    )
    return again ? adds('switches it off and on') : said(`turns row-level security of ${table} off`)
  }
  if (
    /^(?:create|alter) policy\b/.test(plain) &&
    open.test(plain) &&
    !privileged.test(plain) &&
    !/\bas restrictive\b/.test(plain)
  )
    return said(`lets everybody pass the row-level security of ${policyTable(plain)}`)
  if (/^drop policy\b/.test(plain)) {
    const table = policyTable(plain)
    const successor = all.some(
      (one) =>
        /^create policy\b/.test(one.plain) &&
        policyTable(one.plain) === table &&
        !open.test(one.plain),
    )
    const gone = all.some((one) => /^drop table\b/.test(one.plain) && one.plain.includes(table))
    return successor || gone
      ? adds('replaces a policy')
      : said(`drops a rule of who may see rows of ${table}`)
  }
  if (/^grant\b/.test(plain)) {
    const wide =
      everybody.test(plain) ||
      /\bwith (?:grant|admin) option\b|^grant all(?: privileges)? on (?:all |database |schema |\*)|\bto \w*(?:superuser|rds_superuser)\b|^grant (?:superuser|rds_superuser|pg_\w+|dba|sysadmin)\b/.test(
        plain,
      )
    const only =
      /^grant (?:usage|execute|connect)\b/.test(plain) &&
      !/\bwith (?:grant|admin) option\b/.test(plain)
    return wide && !only
      ? said(`gives rights away: ${plain.slice(0, 80)}`)
      : adds('gives rights to one role')
  }
  if (/^alter default privileges\b.*\bgrant\b/.test(plain) && everybody.test(plain))
    return said('gives everybody rights on what is yet to come')
  if (
    /^(?:create|alter) (?:role|user)\b.*(?<!no)\b(?:superuser|bypassrls|createrole)\b/.test(plain)
  )
    return said('makes a role that passes every rule')
  if (
    /^create (?:or replace )?(?:function|procedure|view)\b.*\bsecurity definer\b|^alter function\b.*\bsecurity definer\b/.test(
      plain,
    )
  )
    return said('runs with the rights of its owner, whoever calls it')
  return adds('is something else')
}

const tableOf = (plain: string): string =>
  /^alter table (?:if exists )?(?:only )?([\w."]+)/.exec(plain)?.[1] ?? ''
const policyTable = (plain: string): string => / on ([\w."]+)/.exec(plain)?.[1] ?? ''

/** A schema that is described as a whole loses what its description no longer says. */
function withdrawn(file: ChangedFile, added: readonly ChangedStatement[], { files }: ChangeSet) {
  const gone = files
    .flatMap(removedLines)
    .map(({ text }) => text.toLowerCase())
    .filter((text) => /\bcreate table\b/.test(text))
  return changedStatements(file, 'before').flatMap(({ plain, line }) => {
    if (!/^alter table\b.*\b(?:enable|force) row level security\b/.test(plain)) return []
    const table = tableOf(plain)
    const stays = added.some(
      (one) => one.plain.includes('row level security') && tableOf(one.plain) === table,
    )
    const tableGone = gone.some((text) => text.includes(table))
    return stays || tableGone
      ? []
      : [{ line, effect: widens(`no longer turns row-level security of ${table} on`, 'database') }]
  })
}
