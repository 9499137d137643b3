import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Call, type Code, type Rules, words } from '../common/code.ts'
import { table, unknowable } from '../common/stated.ts'
import { attributed, attributeNamed, classes } from './speech.ts'

const methods = words('method_declaration')

/** Tables and columns by attributes; a context names its tables by convention. */
export const tableRules: Rules = {
  *attribute(node, code) {
    const call = code.speech.callOf(node)
    const subject =
      call !== null && /^(?:Table|Column)$/.test(call.name) ? code.text(call.given[0]) : null
    if (subject === null || call === null) return
    if (call.name === 'Table') yield table(node, subject)
    else {
      const above = attributeNamed(around(attributed(node) ?? node, classes), /^Table$/)
      const owner = code.text(above?.given[0])
      if (owner !== null) yield table(node, subject, owner, code.text(call.named.get('TypeName')))
    }
  },
  *property_declaration(node) {
    if (/^DbSet</.test(node.child('type')?.text.slice(0, 10) ?? '')) yield unknowable(node, 'table')
  },
}

/** `builder.ToTable("orders")`, and migrations: `CreateTable(name: "orders", …)`, `AddColumn<int>(name: "size", table: "orders")`. */
export function* tableCall(call: Call, code: Code): Iterable<Stated> {
  const { node, name } = call
  if (isReversal(node)) return
  if (name === 'ToTable') {
    const subject = code.text(call.given[0])
    if (subject !== null) yield table(node, subject)
  } else if (name === 'CreateTable' || name === 'RenameTable') {
    const subject = code.text(call.named.get(name === 'CreateTable' ? 'name' : 'newName'))
    if (subject !== null) yield table(node, subject)
  } else if (name === 'AddColumn' || name === 'RenameColumn') {
    const subject = code.text(call.named.get(name === 'AddColumn' ? 'name' : 'newName'))
    const owner = code.text(call.named.get('table'))
    if (subject !== null && owner !== null)
      yield table(node, subject, owner, code.text(call.named.get('type')))
  }
}

/** A migration's `Down` takes back: what it makes is what was there before. */
const isReversal = (node: SyntaxNode): boolean =>
  around(node, methods)?.child('name')?.text === 'Down'
