import { escaped } from '../../values/escaped.ts'
import { adds, disrupts, type Effect, gravest } from '../effect.ts'
import { sqlEffect } from '../tools/sql-statements.ts'
import type { ChangeKind } from './kind.ts'
import { changedStatements } from './statements.ts'

export const isSql = (path: string): boolean => /\.(?:sql|ddl|psql|pgsql)$/i.test(path)

/** Statements that a migration or a schema brings. */
export const sqlMigrations: ChangeKind = {
  about:
    'SQL that a change brings to be run: tables and columns dropped, rows deleted or overwritten. The way back of a migration is not run.',
  found(file) {
    if (file.place !== 'applied' || !isSql(file.path) || file.after === null) return []
    const statements = changedStatements(file, 'after')
    // What fills a table before it goes, and what made it.
    const looking = statements.filter(({ plain }) =>
      /^(?:drop|truncate|alter|update)\b/.test(plain),
    )
    // Beyond so many nothing is looked up any more, and each counts as what it says.
    const rest =
      looking.length > mostLookedUp ? '' : statements.map(({ plain }) => plain).join(' ; ')
    return statements.flatMap(({ text, plain, line, cut }) => {
      if (aboutAccess.test(plain) || parameter.test(text)) return []
      // Which rows are meant may be said below.
      if (cut && /^(?:update|delete)\b/.test(plain) && !/\bwhere\b/.test(plain)) return []
      const effect = effectOf(text, plain, rest)
      const resource = nameOf(plain)
      return /^D[01]$/.test(effect.class)
        ? []
        : [{ line, effect, ...(resource ? { resource } : {}) }]
    })
  },
}

const mostLookedUp = 200

/** Rights and row security have a kind of their own. */
const aboutAccess =
  /^(?:grant|revoke|create policy|drop policy|alter policy|alter default privileges)\b|row level security|\bbypassrls\b|\bsecurity definer\b/
/** A program runs such a statement, with values of its own each time. */
const parameter =
  /(?:[=(,]|\bin\b|\blike\b|\bvalues\b)\s*(?:\$\d+|:[a-z_]\w*\b(?!:)|\?|@[a-z_]\w*|%s|\{\{)/i

const name = '(?:if exists )?(?:only )?([#\\w."]+)'

function effectOf(text: string, plain: string, rest: string): Effect {
  if (/^do\b/.test(plain)) return bodyEffect(text, rest)
  if (
    /^(?:create (?:or replace )?(?:function|procedure|trigger|aggregate|rule)|call|select|execute|exec|prepare|set|use|begin|commit|reset|lock|notify|cluster|refresh|reindex|vacuum|copy)\b/.test(
      plain,
    )
  ) {
    const effect = sqlEffect(text)
    return effect.class === 'D3' || effect.class === 'D4' ? effect : adds('runs')
  }
  if (
    /^drop (?:index|view|materialized view|function|procedure|trigger|rule|aggregate|operator|cast|sequence|type|domain|extension|server|publication|subscription|constraint|statistics|text search)\b/.test(
      plain,
    )
  )
    return disrupts('drops what its definition brings back', 'database')
  if (rest === '' && !/^(?:update|delete|insert|with|replace)\b|#/.test(plain)) return seen(text)
  const [, table] =
    new RegExp(`^(?:drop (?:foreign )?table|truncate(?: table)?) ${name}`).exec(plain) ?? []
  if (table !== undefined && isRebuilt(table, rest))
    return disrupts(`builds ${table} anew with its rows`, 'database', 'with-effort')
  if (table !== undefined && isOwn(table, rest)) return adds(`drops ${table}, which it made itself`)
  const [, altered, column] =
    new RegExp(`^alter table ${name} .*?\\bdrop column (?:if exists )?([\\w"]+)`).exec(plain) ?? []
  if (
    altered &&
    column &&
    new RegExp(
      `alter table (?:if exists )?(?:only )?${escaped(altered)} add (?:column )?(?:if not exists )?${escaped(column)}\\b`,
    ).test(rest)
  )
    return adds(`drops ${column}, which it added itself`)
  if (/^update\b/.test(plain)) return updateEffect(text, plain, rest)
  if (/^delete\b/.test(plain)) {
    const effect = sqlEffect(text)
    return effect.class === 'D2' ? { ...effect, effect: 'deletes chosen rows' } : effect
  }
  if (
    /^(?:with\b.*\binsert into|replace into|insert)\b/.test(plain) &&
    !/\b(?:delete from|update)\b/.test(plain)
  )
    return adds('adds rows')
  return seen(text)
}

/** A piece of a longer text, of which a diff shows only some lines, is no statement at all: it hides nothing. */
const seen = (text: string): Effect => {
  const effect = sqlEffect(text)
  return effect.class === 'X2' || effect.class === 'X3' ? adds('is something else') : effect
}

/** SQLite cannot change every column in place: the rows are copied to a new table, which takes the old one's name. */
const isRebuilt = (table: string, rest: string): boolean => {
  const bare = escaped(table)
  const copied = new RegExp(
    `insert into [\\w."]+ (?:\\([^)]*\\) ?)?select [^;]*?\\bfrom ${bare}\\b`,
  ).test(rest)
  return (
    copied &&
    new RegExp(`rename to ${bare}\\b|create table (?:if not exists )?${bare}\\b`).test(rest)
  )
}

const isOwn = (table: string, rest: string): boolean => {
  // So SQL Server names what lives as long as its connection.
  if (table.startsWith('#')) return true
  const bare = escaped(table)
  const made = rest.search(
    new RegExp(
      `create (?:global |local )?(?:temp |temporary |unlogged )?table (?:if not exists )?${bare}\\b`,
    ),
  )
  const dropped = rest.search(new RegExp(`drop table (?:if exists )?${bare}\\b`))
  return made >= 0 && (made < dropped || dropped < 0)
}

/** Filling a column that the same migration adds overwrites nothing. */
function updateEffect(text: string, plain: string, rest: string): Effect {
  const [, columns = ''] = /\bset (.*?)(?: from | where |$)/.exec(plain) ?? []
  const names = [...columns.matchAll(/(?:^|, ?)(?:[\w"]+\.)?([\w"]+) ?=/g)].map(
    ([, column = '']) => column,
  )
  const fresh =
    names.length > 0 &&
    names.every((column) =>
      new RegExp(`\\badd (?:column )?(?:if not exists )?${escaped(column)}\\b`).test(rest),
    )
  const fills = /\bwhere\b.*\bis null\b/.test(plain)
  return fresh || fills ? adds('fills a new column') : seen(text)
}

/** `DO $$ … $$` is run at once. */
function bodyEffect(text: string, rest: string): Effect {
  const [, body = ''] = /\$(\w*)\$([\s\S]*)\$\1\$/.exec(text)?.slice(1) ?? []
  const parts = body
    .split(/;|\b(?:begin|then|else|loop)\b/i)
    .map((part) => part.trim())
    .filter((part) => /^(?:drop|truncate|delete|alter|update)\b/i.test(part))
  const built = [...body.matchAll(/'\s*((?:drop|truncate|delete)\s[^']*)'/gi)].map(
    ([, part = '']) => part,
  )
  return gravest([
    adds('runs a block'),
    ...[...parts, ...built].map((part) =>
      effectOf(part, part.toLowerCase().replaceAll(/\s+/g, ' '), rest),
    ),
  ])
}

const nameOf = (plain: string): string | null =>
  /^(?:drop|truncate|alter|delete from|update)(?: (?:foreign|materialized))?(?: (?:table|schema|database|view|index))?(?: if exists)?(?: only)? ([\w."]+)/.exec(
    plain,
  )?.[1] ?? null

/** For kinds that read SQL out of code. */
export const embeddedEffect = (text: string): Effect =>
  effectOf(text, text.toLowerCase().replaceAll(/\s+/g, ' ').trim(), '')
