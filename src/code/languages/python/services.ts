import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { classOf, lastName, namedArgument, positionals } from './names.ts'

const metricTypes = /^(?:Counter|Gauge|Histogram|Summary|Info|Enum)$/
const statsd = /^(?:increment|incr|decrement|decr|gauge|timing|timed|timer|histogram|distribution)$/
const flagReads =
  /^(?:(?:bool|string|int|float|json)_variation(?:_detail)?|variation(?:_detail)?|is_enabled|feature_enabled|get_feature_flag|get_(?:boolean|string|integer|float|object)_(?:value|details)|flag_is_active|switch_is_active)$/
const flagHolders =
  /(?:unleash|launchdarkly|ld_?client|posthog|openfeature|flags?|features?|waffle|client)/i

/** Metrics, feature flags and tables that code names by a literal. */
export const serviceRules: Rules = {
  *call(node, file) {
    const callee = node.child('function')
    const name = lastName(callee) ?? ''
    const first = stringOf(positionals(node)[0] ?? namedArgument(node, 'name') ?? null)
    if (first === null) return
    const at = node.start
    const receiver = callee?.child('object')?.text.slice(0, 80) ?? ''
    if (metricTypes.test(name) && /^[a-zA-Z_:][\w:]*$/.test(first) && positionals(node).length > 1)
      yield { kind: 'metric', subject: first, role: 'metric', value: name.toLowerCase(), at }
    else if (
      statsd.test(name) &&
      /statsd|metrics|stats$/i.test(receiver) &&
      /^[\w.-]+$/.test(first)
    )
      yield { kind: 'metric', subject: first, role: 'metric', value: statsdType(name), at }
    else if (
      flagReads.test(name) &&
      (flagHolders.test(receiver) || /_variation|_active$/.test(name))
    )
      yield* featureFlag(node, first, file)
    else if (name === 'Table' && /^\w+$/.test(first)) yield* coreTable(node, first)
  },
  *assignment(node) {
    const name = node.child('left')?.text
    const value = stringOf(node.child('right'))
    const holder = classOf(node)
    if (value === null || holder === null) return
    const isDjango = name === 'db_table' && holder.child('name')?.text === 'Meta'
    if (name !== '__tablename__' && !isDjango) return
    yield { kind: 'table', subject: value, role: 'table', at: node.start }
    if (name === '__tablename__') yield* columns(holder, value)
  },
}

const statsdType = (method: string): string =>
  /^(?:incr|decr)/.test(method) ? 'counter' : /^tim/.test(method) ? 'timer' : method

function* featureFlag(node: SyntaxNode, subject: string, file: File): Iterable<Stated> {
  if (!/^[\w.:-]{2,100}$/.test(subject)) return
  const given = positionals(node)
  const value = literalOf(namedArgument(node, 'default') ?? given.at(-1) ?? null, file.constants)
  const isDefault = value !== null && value !== subject
  yield {
    kind: 'feature-flag',
    subject,
    role: 'flag',
    value: isDefault ? value : null,
    isDefault,
    at: node.start,
  }
}

const columnCall = /^(?:Column|mapped_column)$/

/** The columns of a mapped class, by their attribute or by the name they are given. */
function* columns(holder: SyntaxNode, table: string): Iterable<Stated> {
  for (const statement of holder.child('body')?.parts ?? []) {
    const assignment = statement.parts[0]
    const call = assignment?.type === 'assignment' ? assignment.child('right') : null
    if (call?.type !== 'call' || !columnCall.test(lastName(call) ?? '')) continue
    const given = positionals(call)
    const subject = stringOf(given[0] ?? null) ?? assignment?.child('left')?.text
    const type = given.find((part) => stringOf(part) === null)
    if (subject !== undefined)
      yield {
        kind: 'table',
        subject,
        role: 'column',
        owner: table,
        value: type === undefined ? null : type.text.slice(0, 60),
        at: call.start,
      }
  }
}

/** `Table('users', metadata, Column('id', Integer))`. */
function* coreTable(node: SyntaxNode, table: string): Iterable<Stated> {
  yield { kind: 'table', subject: table, role: 'table', at: node.start }
  for (const call of positionals(node)) {
    if (call.type !== 'call' || lastName(call) !== 'Column') continue
    const [name, type] = positionals(call)
    const subject = stringOf(name ?? null)
    if (subject !== null)
      yield {
        kind: 'table',
        subject,
        role: 'column',
        owner: table,
        value: type?.text.slice(0, 60) ?? null,
        at: call.start,
      }
  }
}
