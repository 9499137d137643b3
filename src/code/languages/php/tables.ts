import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Call, type Code, type Rules, words } from '../common/code.ts'
import { table } from '../common/stated.ts'
import { attributed, attributesOf, classes } from './speech.ts'

const columnTypes =
  /^(?:string|text|mediumText|longText|tinyText|char|integer|tinyInteger|smallInteger|mediumInteger|bigInteger|unsigned\w+|float|double|decimal|boolean|date|dateTime|dateTimeTz|time|timeTz|timestamp|timestampTz|year|binary|json|jsonb|uuid|ulid|enum|set|ipAddress|macAddress|geometry|foreignId|foreignUuid|foreignUlid|increments|bigIncrements|\w+Increments|vector)$/
// A migration's `down` takes back: what it makes is what was there before.
const methods = words('method_declaration')
const name = /^[A-Za-z_][\w.]{0,100}$/

/** Tables of Eloquent's models and of Doctrine's entities. */
export const tableRules: Rules = {
  *attribute(node, code) {
    const call = code.speech.callOf(node)
    if (call?.name === 'Table') {
      const subject = code.text(call.named.get('name') ?? call.given[0])
      if (subject !== null) yield table(node, subject)
    } else if (call !== null && /^(?:Column|JoinColumn)$/.test(call.name)) {
      const subject = code.text(call.named.get('name'))
      const above = attributesOf(around(attributed(node) ?? node, classes)).find(
        (one) => one.name === 'Table',
      )
      const owner = code.text(above?.named.get('name') ?? above?.given[0])
      if (subject !== null && owner !== null)
        yield table(node, subject, owner, code.text(call.named.get('type')))
    }
  },
  *property_element(node, code) {
    const subject =
      node.child('name')?.text === '$table' ? code.text(node.child('default_value')) : null
    if (subject !== null && name.test(subject)) yield table(node, subject)
  },
}

/** Migrations: `Schema::create('orders', function ($table) { $table->string('name'); })`. */
export function* tableCall(call: Call, code: Code): Iterable<Stated> {
  if (around(call.node, methods)?.child('name')?.text === 'down') return
  const isSchema = call.receiver?.text.slice(-30).endsWith('Schema') ?? false
  const first = code.text(call.given[0])
  if (isSchema && first !== null && name.test(first)) {
    if (call.name === 'create') yield table(call.node, first)
    const next = call.name === 'rename' ? code.text(call.given[1]) : null
    if (next !== null) yield table(call.node, next)
    return
  }
  if (call.receiver?.type !== 'variable_name') return
  const fixed = /^(?:id|bigIncrements)$/.test(call.name) && call.given.length === 0 ? ['id'] : null
  const stamps = /^(?:nullable)?[tT]imestamps(?:Tz)?$/.test(call.name)
    ? ['created_at', 'updated_at']
    : null
  const isColumn = columnTypes.test(call.name) && first !== null && name.test(first)
  const renamed = call.name === 'renameColumn' ? code.text(call.given[1]) : null
  const columns = fixed ?? stamps ?? (renamed !== null ? [renamed] : isColumn ? [first ?? ''] : [])
  const owner = columns.length === 0 ? null : schemaAround(call.node, code)
  if (owner === null) return
  const type = isColumn ? call.name : null
  for (const column of columns) yield table(call.node, column, owner, type)
}

const schemaAround = (node: SyntaxNode, code: Code): string | null => {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type !== 'scoped_call_expression' && at.type !== 'member_call_expression') continue
    const call = code.speech.callOf(at)
    if (call && /^(?:create|table)$/.test(call.name) && /Schema|connection/.test(call.path))
      return code.text(call.given[0])
  }
  return null
}
