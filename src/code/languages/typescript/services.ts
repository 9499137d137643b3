import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { keyOf, lastName } from './names.ts'
import { valueAt } from './schemas.ts'

const statsd = /^(?:increment|decrement|gauge|timing|histogram|distribution)$/
const flagReads =
  /^(?:(?:bool|string|number|json)?[vV]ariation(?:Detail)?|isEnabled|isFeatureEnabled|getFeatureFlag|get(?:Boolean|String|Number|Object)(?:Value|Details)|useFlag|useFeatureFlag\w*|useBooleanFlagValue)$/
const flagHolders = /unleash|launchDarkly|ldClient|posthog|openFeature|flags?|features?|client/i
const tableMakers = /^(?:createTable|createTableIfNotExists|pgTable|mysqlTable|sqliteTable)$/

/** Metrics, feature flags and tables that code names by a literal. */
export const serviceRules: Rules = {
  *new_expression(node) {
    const type = lastName(node.child('constructor')) ?? ''
    const first = node.child('arguments')?.parts[0]
    if (!/^(?:Counter|Gauge|Histogram|Summary)$/.test(type) || first?.type !== 'object') return
    const subject = stringOf(valueAt(first, 'name'))
    if (subject !== null && valueAt(first, 'help') !== null)
      yield { kind: 'metric', subject, role: 'metric', value: type.toLowerCase(), at: node.start }
  },
  *call_expression(node, file) {
    const callee = node.child('function')
    const name = lastName(callee) ?? ''
    const given = node.child('arguments')?.parts ?? []
    const first = stringOf(given[0] ?? null)
    const receiver = callee?.child('object')?.text.slice(-60) ?? ''
    if (first === null) return
    if (statsd.test(name) && /statsd|metrics|dogstatsd/i.test(receiver) && /^[\w.-]+$/.test(first))
      yield {
        kind: 'metric',
        subject: first,
        role: 'metric',
        value: statsdType(name),
        at: node.start,
      }
    else if (
      flagReads.test(name) &&
      (receiver === '' ? name.startsWith('use') : flagHolders.test(receiver))
    )
      yield* featureFlag(node, first, given, file)
    else if (tableMakers.test(name)) yield* table(node, first, given)
    else if (name === 'Entity' && node.parent?.type === 'decorator')
      yield { kind: 'table', subject: first, role: 'table', at: node.start }
  },
}

const statsdType = (method: string): string =>
  /crement$/.test(method) ? 'counter' : method === 'timing' ? 'timer' : method

function* featureFlag(
  node: SyntaxNode,
  subject: string,
  given: readonly SyntaxNode[],
  file: File,
): Iterable<Stated> {
  if (!/^[\w.:-]{2,100}$/.test(subject)) return
  const last = given.length > 1 ? (given.at(-1) ?? null) : null
  const value = literalOf(last, file.constants)
  yield {
    kind: 'feature-flag',
    subject,
    role: 'flag',
    value,
    isDefault: value !== null,
    at: node.start,
  }
}

/** knex's `createTable('users', (t) => { t.string('email') })` and drizzle's `pgTable('users', { email: text('email') })`. */
function* table(node: SyntaxNode, subject: string, given: readonly SyntaxNode[]): Iterable<Stated> {
  yield { kind: 'table', subject, role: 'table', at: node.start }
  const body = given[1]
  if (body?.type === 'object')
    for (const pair of body.parts) {
      const type = pair.child('value')
      const name = columnName(type) ?? keyOf(pair.child('key'))
      if (pair.type === 'pair' && name !== null)
        yield column(name, subject, lastName(rootCall(type)), pair.start)
    }
  else if (body !== undefined) yield* builtColumns(body, subject)
}

const column = (subject: string, owner: string, type: string | null, at: number): Stated => ({
  kind: 'table',
  subject,
  role: 'column',
  owner,
  value: type,
  at,
})

/** The innermost call of a chain: `text('email')` of `text('email').notNull()`. */
const rootCall = (node: SyntaxNode | null): SyntaxNode | null => {
  let at = node
  for (let depth = 0; at?.type === 'call_expression' && depth < 20; depth++) {
    const inner = at.child('function')?.child('object')
    if (inner?.type !== 'call_expression') return at
    at = inner
  }
  return null
}

const columnName = (node: SyntaxNode | null): string | null =>
  stringOf(rootCall(node)?.child('arguments')?.parts[0] ?? null)

const columnMakers =
  /^(?:increments|bigIncrements|integer|bigInteger|tinyint|smallint|text|string|float|double|decimal|boolean|date|datetime|time|timestamp|binary|enu|enum|json|jsonb|uuid|specificType)$/

function* builtColumns(builder: SyntaxNode, owner: string): Iterable<Stated> {
  const stack = [builder]
  for (let at = stack.pop(), seen = 0; at !== undefined && seen < 5_000; at = stack.pop(), seen++) {
    const method =
      at.type === 'call_expression' ? (at.child('function')?.child('property')?.text ?? '') : ''
    const name = columnMakers.test(method)
      ? stringOf(at.child('arguments')?.parts[0] ?? null)
      : null
    if (name !== null) yield column(name, owner, method, at.start)
    stack.push(...[...at.children].reverse())
  }
}
