import { type ActionClass, actionClasses } from '../../domain/action.ts'
import { decisions, type Intent, intents } from '../../domain/verdict.ts'
import type { YamlTree } from '../../syntax/yaml-tree.ts'
import { type Cell, defaultPolicy, type People, type Profile } from '../policy.ts'
import { isNothing, type PolicyReader } from './reader.ts'

const mostPeople = 5

/** `escalate`, or `{ decision: escalate, people: { approvers: 2, senior: 1 } }`. Nobody can approve a plain `block` away. */
export function readCell(reader: PolicyReader, tree: YamlTree, what: string): Cell {
  if (tree.is === 'scalar') {
    const decision = reader.choice(tree, what, decisions, tree.line)
    return decision === 'escalate'
      ? { decision, people: { approvers: 1, senior: 0 } }
      : { decision }
  }
  const fields = reader.fields(tree, what, ['decision', 'people'])
  const decision = reader.choice(fields.get('decision'), `${what}: decision`, decisions, tree.line)
  const people = readPeople(reader, fields.get('people'), what)
  if (people && (decision === 'allow' || decision === 'warn'))
    reader.fail(tree.line, `${what}: nobody needs to approve what is decided as ${decision}`)
  if (people) return { decision, people }
  return decision === 'escalate' ? { decision, people: { approvers: 1, senior: 0 } } : { decision }
}

/** How many must approve: `2`, or `{ approvers: 2, senior: 1 }`. */
export function readPeople(
  reader: PolicyReader,
  tree: YamlTree | undefined,
  what: string,
): People | null {
  if (tree === undefined || isNothing(tree)) return null
  const said = `${what}: people`
  const fields = tree.is === 'map' ? reader.fields(tree, said, ['approvers', 'senior']) : null
  const approvers = reader.count(fields ? fields.get('approvers') : tree, said, 1, mostPeople)
  const senior = reader.count(fields?.get('senior'), `${said}: senior`, 0, mostPeople)
  if (approvers < 1) reader.fail(tree.line, `${said}: at least one approves`)
  if (senior > approvers)
    reader.fail(tree.line, `${said}: ${senior} senior are more than the ${approvers} who approve`)
  return { approvers, senior }
}

/** Cells of the table by row and column. */
export function readTable(reader: PolicyReader, tree: YamlTree | undefined): Profile['cells'] {
  if (tree === undefined || isNothing(tree)) return {}
  const ids = defaultPolicy.rows.map(({ id }) => id)
  return Object.fromEntries(
    [...reader.fields(tree, 'table', ids)].map(([id, row]) => {
      if (id === 'company-rule')
        reader.fail(row.line, 'table: what a rule of your own decides is written at the rule')
      const columns = reader.fields(row, `table: ${id}`, intents)
      const cells = [...columns].map(([column, cell]): readonly [string, Cell] => [
        column,
        readCell(reader, cell, `table: ${id}: ${column}`),
      ])
      return [id, Object.fromEntries(cells) satisfies Partial<Record<Intent, Cell>>]
    }),
  )
}

/** What a bare action of a class gets. */
export function readClasses(reader: PolicyReader, tree: YamlTree | undefined): Profile['classes'] {
  if (tree === undefined || isNothing(tree)) return {}
  const cells = [...reader.fields(tree, 'classes', actionClasses)].map(
    ([name, cell]): readonly [string, Cell] => [name, readCell(reader, cell, `classes: ${name}`)],
  )
  return Object.fromEntries(cells) satisfies Partial<Record<ActionClass, Cell>>
}
