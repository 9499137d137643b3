import type { Format, SourceFile, Stated } from '../extractor.ts'
import { dataIn, isData } from './data.ts'

/** Liquibase changelogs in XML and YAML: tables and columns that they make, rename and drop. */
export const liquibase: Format = {
  about: 'A Liquibase changelog states the tables and columns that it makes, renames and drops.',
  states: ['table'],
  reads: (path) => /(?:changelog|liquibase|changeset)[^\n]{0,200}\.(?:xml|ya?ml)$/i.test(path),

  *facts(file): Iterable<Stated> {
    for (const { change, attributes, at } of isData(file.path) ? inData(file) : inXml(file.text))
      yield* factsOf(change, attributes, at)
  },
}

interface Change {
  readonly change: string
  readonly attributes: ReadonlyMap<string, string>
  readonly at: number
}

const element =
  /<(\w{1,60})((?:\s+[\w:.-]{1,60}\s*=\s*"[^"<]{0,300}")*)\s*\/?>|<\/(\w{1,60})>|<!--[\s\S]{0,10000}?-->/g
const attribute = /([\w:.-]{1,60})\s*=\s*"([^"<]{0,300})"/g

/** Columns stand inside the change that makes them; what is under `rollback` undoes. */
function* inXml(text: string): Iterable<Change> {
  let table: string | null = null
  let undoing = false
  for (const match of text.matchAll(element)) {
    const [, name, written = '', closed] = match
    if (closed === 'rollback') undoing = false
    if (closed === 'createTable' || closed === 'addColumn') table = null
    if (name === 'rollback' && !match[0].endsWith('/>')) undoing = true
    if (name === undefined || undoing) continue
    const attributes = new Map(
      [...written.matchAll(attribute)].map(([, key = '', value = '']) => [key, value]),
    )
    if (name === 'createTable' || name === 'addColumn') table = attributes.get('tableName') ?? null
    if (name === 'column' && table !== null) attributes.set('tableName', table)
    yield { change: name, attributes, at: match.index }
  }
}

function* inData(file: SourceFile): Iterable<Change> {
  const changes = new Map<string, { change: string; attributes: Map<string, string>; at: number }>()
  const tables = new Map<string, string>()
  for (const { path, value, at } of dataIn(file).leaves) {
    if (path.includes('rollback') || value === null) continue
    const key = path.slice(0, -1).join('\n')
    const change = String(path.at(-2))
    const known = changes.get(key) ?? { change, attributes: new Map<string, string>(), at }
    known.attributes.set(String(path.at(-1)), value)
    changes.set(key, known)
    if (path.at(-1) === 'tableName') tables.set(key, value)
  }
  for (const [key, change] of changes) {
    const around = key.split('\n').slice(0, -3).join('\n')
    const table = change.change === 'column' ? tables.get(around) : undefined
    if (table !== undefined) change.attributes.set('tableName', table)
    yield change
  }
}

function* factsOf(change: string, attributes: Change['attributes'], at: number): Iterable<Stated> {
  const table = attributes.get('tableName') ?? null
  const column = attributes.get('columnName') ?? null
  const fact = (
    subject: string,
    role: Stated['role'],
    owner: string | null,
    value: string | null,
  ): Stated => ({
    kind: 'table',
    subject,
    role,
    owner,
    value,
    at,
  })
  const name = attributes.get('name')
  const [old, next] = [attributes.get('oldTableName'), attributes.get('newTableName')]
  const [was, is] = [attributes.get('oldColumnName'), attributes.get('newColumnName')]
  if (change === 'createTable' && table) yield fact(table, 'table', null, null)
  else if (change === 'dropTable' && table) yield fact(table, 'dropped', null, null)
  else if (change === 'column' && table && name)
    yield fact(name, 'column', table, attributes.get('type') ?? null)
  else if (change === 'dropColumn' && table && column) yield fact(column, 'dropped', table, null)
  else if (change === 'renameTable' && old && next) yield fact(old, 'renamed', null, next)
  else if (change === 'renameColumn' && table && was && is) yield fact(was, 'renamed', table, is)
}
