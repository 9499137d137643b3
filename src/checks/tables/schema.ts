import type { Fact, Survey } from '../../domain/fact.ts'

/** What all migrations and schemas of a survey leave behind. */
export interface Schema {
  /** Tables by name, each with the facts that state it and its columns. */
  readonly tables: ReadonlyMap<string, TableState>
  /** Tables that a migration took away or renamed, and that nothing makes again. */
  readonly gone: ReadonlyMap<string, Fact>
}

export interface TableState {
  readonly fact: Fact
  readonly columns: ReadonlyMap<string, Fact>
  /** Columns that a migration took away or renamed, and that nothing adds again. */
  readonly gone: ReadonlyMap<string, Fact>
  /** The table's making is stated with all its columns, not only changes to it. */
  readonly isWhole: boolean
}

interface OpenTable {
  fact: Fact
  columns: Map<string, Fact>
  gone: Map<string, Fact>
  isWhole: boolean
}

const schemas = new WeakMap<Survey, Schema>()

/** Statements in the order they run, folder by folder: what one folder drops another may still make. */
export function schemaOf(survey: Survey): Schema {
  const known = schemas.get(survey)
  if (known !== undefined) return known
  // What a test drops it had made for itself.
  const facts = [...survey.subjects('table')]
    .flatMap((name) => survey.about(name, ['table']))
    .filter(({ weak, role }) => !weak || (role !== 'dropped' && role !== 'renamed'))
  const schema = merged([...byFolder(facts).values()].map(folded))
  schemas.set(survey, schema)
  return schema
}

function byFolder(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const folder = fact.path.slice(0, fact.path.lastIndexOf('/') + 1)
    const group = groups.get(folder)
    if (group === undefined) groups.set(folder, [fact])
    else group.push(fact)
  }
  return groups
}

interface Folded {
  readonly tables: Map<string, OpenTable>
  readonly gone: Map<string, Fact>
}

/** A table is made before its columns, and a line may do both. */
const rankOf = ({ role }: Fact): number => (role === 'table' ? 0 : role === 'column' ? 1 : 2)

function folded(facts: readonly Fact[]): Folded {
  const tables = new Map<string, OpenTable>()
  const gone = new Map<string, Fact>()
  const inOrder = [...facts].sort(
    (a, b) =>
      a.path.localeCompare(b.path, 'en', { numeric: true }) ||
      a.line - b.line ||
      rankOf(a) - rankOf(b),
  )
  const open = (fact: Fact, name: string): OpenTable => {
    const known = tables.get(name)
    if (known !== undefined) return known
    const table = { fact, columns: new Map(), gone: new Map(), isWhole: false }
    tables.set(name, table)
    gone.delete(name)
    return table
  }
  for (const fact of inOrder) {
    const { role, subject, owner, value } = fact
    if (owner === null && role === 'table') {
      const table = open(fact, subject)
      table.fact = fact
      table.isWhole = value !== 'view'
    } else if (owner === null) end(fact, tables, gone, open)
    else if (role === 'column') {
      const table = open(fact, owner)
      table.columns.set(subject, fact)
      table.gone.delete(subject)
    } else {
      const table = open(fact, owner)
      // What was never seen to be there tells nothing by going.
      if (table.columns.delete(subject)) table.gone.set(subject, fact)
      if (role === 'renamed' && value !== null) table.columns.set(value, fact)
    }
  }
  return { tables, gone }
}

/** A table is dropped, or takes another name with all it has. */
function end(
  fact: Fact,
  tables: Map<string, OpenTable>,
  gone: Map<string, Fact>,
  open: (fact: Fact, name: string) => OpenTable,
): void {
  const table = tables.get(fact.subject)
  // What one script makes and drops, it made for itself.
  const isOwn = fact.role === 'dropped' && table?.fact.path === fact.path
  if (table !== undefined && !isOwn) gone.set(fact.subject, fact)
  tables.delete(fact.subject)
  if (fact.role !== 'renamed' || fact.value === null) return
  const next = open(fact, fact.value)
  if (table === undefined) return
  next.columns = table.columns
  next.gone = table.gone
  next.isWhole = table.isWhole
}

function merged(parts: readonly Folded[]): Schema {
  const tables = new Map<string, OpenTable>()
  const gone = new Map<string, Fact>()
  for (const part of parts) {
    for (const [name, fact] of part.gone) gone.set(name, fact)
    for (const [name, table] of part.tables) {
      const known = tables.get(name)
      if (known === undefined) {
        tables.set(name, table)
        continue
      }
      for (const [column, fact] of table.columns) known.columns.set(column, fact)
      for (const [column, fact] of table.gone) known.gone.set(column, fact)
      known.isWhole &&= table.isWhole
    }
  }
  for (const [name, { columns, gone: lost }] of tables) {
    gone.delete(name)
    for (const column of columns.keys()) lost.delete(column)
  }
  return { tables, gone }
}
