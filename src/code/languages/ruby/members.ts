import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Call, type Code, partsOf, type Rules, words } from '../common/code.ts'
import { bare } from '../common/literals.ts'
import { member, table } from '../common/stated.ts'

/** Closed sets of values, and the tables that migrations state. */
export const memberRules: Rules = {
  *call(node, code) {
    const call = code.speech.callOf(node)
    if (call === null) return
    if (call.name === 'enum' && call.receiver === null) yield* enumerated(call, code)
    else if (/^validates(?:_inclusion_of)?$/.test(call.name)) yield* included(call, code)
    else if (call.given.length > 0) yield* migrated(call, code)
  },
}

const owned = (call: Call, code: Code, name: string): string =>
  [code.speech.classAround(call.node), name].filter((part) => part !== null).join('.')

/** `enum :status, { open: 0 }`, `enum :status, [:open]`, `enum :status, open: 0`, `enum status: { open: 0 }`. */
function* enumerated(call: Call, code: Code): Iterable<Stated> {
  const name = code.text(call.given[0])
  const options = /^_?(?:prefix|suffix|scopes|default|validate|instance_methods)$/
  if (name === null) {
    for (const [key, value] of call.named)
      if (!options.test(key)) yield* membersOf(value, owned(call, code, key), code)
  } else if (call.given[1]) yield* membersOf(call.given[1], owned(call, code, name), code)
  else
    for (const [key, value] of call.named)
      if (!options.test(key)) yield member(value, key, owned(call, code, name))
}

/** `validates :kind, inclusion: { in: %w[a b] }`. */
function* included(call: Call, code: Code): Iterable<Stated> {
  const given = call.named.get('inclusion')
  const list = call.named.get('in') ?? (given && (valueAt(given, 'in') ?? given))
  for (const argument of list ? call.given : []) {
    const name = code.text(argument)
    if (name !== null && list) yield* membersOf(list, owned(call, code, name), code)
  }
}

const valueAt = (hash: SyntaxNode, key: string): SyntaxNode | null =>
  partsOf(hash)
    .find((pair) => /^:?(\w+)$/.exec(pair.child('key')?.text ?? '')?.[1] === key)
    ?.child('value') ?? null

/** The values of a list, or the keys of a hash. */
function* membersOf(node: SyntaxNode, owner: string, code: Code): Iterable<Stated> {
  const meant = node.type === 'constant' ? (code.constants.get(node.text) ?? node) : bare(node)
  const items = code.speech.itemsOf(meant)
  for (const item of items ?? (meant.type === 'hash' ? partsOf(meant) : [])) {
    const subject = code.text(item.type === 'pair' ? item.child('key') : item)
    if (subject !== null && subject !== '') yield member(item, subject, owner)
  }
}

// A migration's `down` takes back: what it makes is what was there before.
const methods = words('method')
const columnTypes =
  /^(?:string|text|integer|bigint|float|decimal|numeric|datetime|timestamp|timestamptz|time|date|binary|blob|boolean|json|jsonb|uuid|inet|citext|hstore|references|belongs_to|column|virtual|vector)$/

/** `create_table :orders do |t| t.string :name end`, `add_column :orders, :name, :string`. */
function* migrated(call: Call, code: Code): Iterable<Stated> {
  const first = code.text(call.given[0])
  if (first === null || !/^[A-Za-z_][\w.]*$/.test(first)) return
  if (around(call.node, methods)?.child('name')?.text === 'down') return
  if (call.name === 'create_table') yield table(call.node, first)
  else if (call.name === 'rename_table') {
    const next = code.text(call.given[1])
    if (next !== null) yield table(call.node, next)
  } else if (/^add_(?:column|reference|belongs_to)$/.test(call.name)) {
    const name = code.text(call.given[1])
    const suffix = call.name === 'add_column' ? '' : '_id'
    if (name !== null) yield table(call.node, `${name}${suffix}`, first, code.text(call.given[2]))
  } else if (call.name === 'rename_column') {
    const next = code.text(call.given[2])
    if (next !== null) yield table(call.node, next, first)
  } else if (columnTypes.test(call.name) && call.receiver?.type === 'identifier')
    yield* columns(call, code)
}

function* columns(call: Call, code: Code): Iterable<Stated> {
  const owner = tableAround(call.node, code)
  if (owner === null) return
  const isReference = /^(?:references|belongs_to)$/.test(call.name)
  const isColumn = call.name === 'column'
  for (const argument of isColumn ? call.given.slice(0, 1) : call.given) {
    const name = code.text(argument)
    const type = isColumn ? code.text(call.given[1]) : call.name
    if (name !== null) yield table(argument, isReference ? `${name}_id` : name, owner, type)
  }
}

const tableAround = (node: SyntaxNode, code: Code): string | null => {
  for (let at = node.parent; at !== null; at = at.parent) {
    const call = code.speech.callOf(at)
    if (call !== null && /^(?:create|change)_table$/.test(call.name))
      return code.text(call.given[0])
  }
  return null
}
