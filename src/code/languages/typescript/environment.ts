import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, isScreaming, type Stated } from '../../extractor.ts'
import { fallbackOf } from './fallbacks.ts'
import type { File, Rules } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { keyOf, lastName } from './names.ts'
import { schemaOf, valueAt } from './schemas.ts'

/** Reads and settings of environment variables. */
export const environmentRules: Rules = {
  *member_expression(node, file) {
    const property = node.child('property')?.text ?? ''
    const object = node.child('object')
    if (isEnvironment(object) && isScreaming(property)) yield* named(node, property, file)
    else if (isProcessEnvironment(node) && escapes(node)) yield dynamic(node)
  },
  *subscript_expression(node, file) {
    if (!isEnvironment(node.child('object'))) return
    const name = stringOf(node.child('index'))
    if (name !== null) yield* named(node, name, file)
    else if (isProcessEnvironment(node.child('object'))) yield dynamic(node)
  },
  *variable_declarator(node, file) {
    const pattern = node.child('name')
    if (pattern?.type !== 'object_pattern' || !isEnvironment(node.child('value'))) return
    for (const part of pattern.parts) {
      const name = keyOf(part.child('key') ?? part.child('left') ?? part)
      const inner = part.child('value')
      const fallback =
        part.child('right') ?? (inner?.type === 'assignment_pattern' ? inner.child('right') : null)
      if (part.type === 'rest_pattern') yield dynamic(part)
      else if (name !== null) yield variable(part, name, literalOf(fallback, file.constants))
    }
  },
  *call_expression(node, file) {
    yield* wrapped(node, file)
    yield* schemaKeys(node, file)
  },
  *binary_expression(node) {
    const name = stringOf(node.child('left'))
    if (node.has('in') && name !== null && isEnvironment(node.child('right')))
      yield variable(node, name, null)
  },
  *pair(node, file) {
    // convict and its like: `port: { default: 8080, env: 'PORT' }`.
    const name = keyOf(node.child('key')) === 'env' ? stringOf(node.child('value')) : null
    if (name === null || !isScreaming(name) || node.parent === null) return
    yield variable(node, name, literalOf(valueAt(node.parent, 'default'), file.constants))
  },
}

const isProcessEnvironment = (node: SyntaxNode | null): boolean =>
  node !== null &&
  /^(?:globalThis\.)?(?:process|Bun|import\.meta)\??\.env$/.test(node.text.slice(0, 40))

const isEnvironment = (node: SyntaxNode | null): boolean =>
  node !== null &&
  (isProcessEnvironment(bare(node)) ||
    /^(?:env|ENV|environment|processEnv)$/.test(lastName(node) ?? ''))

/** Handed on whole, the environment can be read under any name. */
const escapes = (node: SyntaxNode): boolean => {
  const parent = node.parent
  if (
    parent === null ||
    parent.type === 'member_expression' ||
    parent.type === 'subscript_expression'
  )
    return false
  if (parent.type === 'variable_declarator') return parent.child('name')?.type === 'identifier'
  const call = parent.type === 'arguments' ? parent.parent : null
  // A schema names each variable it takes.
  if (/^(?:parse|safeParse|cleanEnv|createEnv|validate)$/.test(lastName(call) ?? '')) return false
  return !(parent.type === 'binary_expression' && parent.has('in'))
}

const dynamic = (node: SyntaxNode): Stated => ({
  kind: 'environment-variable',
  subject: anyName,
  role: 'read',
  at: node.start,
})

const variable = (node: SyntaxNode, subject: string, value: string | null): Stated => ({
  kind: 'environment-variable',
  subject,
  role: 'read',
  value,
  isDefault: value !== null,
  at: node.start,
})

function* named(node: SyntaxNode, name: string, file: File): Iterable<Stated> {
  const assignment =
    node.parent?.type === 'assignment_expression' && node.field === 'left' ? node.parent : null
  const fallback = fallbackOf(node, file)
  if (assignment === null || fallback !== null) yield variable(node, name, fallback)
  else
    yield {
      ...variable(node, name, literalOf(assignment.child('right'), file.constants)),
      role: 'declaration',
      isDefault: false,
    }
}

/** `env('X')`, `getEnv('X', 'fallback')`, `Deno.env.get('X')`, `configService.get('X')`. */
function* wrapped(node: SyntaxNode, file: File): Iterable<Stated> {
  const callee = node.child('function')
  const [first, second] = node.child('arguments')?.parts ?? []
  const name = first ? stringOf(first) : null
  if (callee === null || name === null || !isScreaming(name)) return
  const path = callee.text.slice(-80)
  if (!/env/i.test(path) && !(/config/i.test(path) && name.includes('_'))) return
  const options = second?.type === 'object' ? valueAt(second, 'default') : (second ?? null)
  yield variable(node, name, literalOf(options, file.constants) ?? fallbackOf(node, file))
}

/** `z.object({ PAYMENTS_URL: z.string() })`, `cleanEnv(process.env, { PORT: port({ default: 80 }) })`. */
function* schemaKeys(node: SyntaxNode, file: File): Iterable<Stated> {
  const callee = node.child('function')?.text.slice(-40) ?? ''
  const isEnv = /env/i.test(callee) || /env/i.test(file.path)
  if (!isEnv && !/(?:\.|^)(?:object|strictObject|looseObject)$/.test(callee)) return
  for (const argument of node.child('arguments')?.parts ?? [])
    if (argument.type === 'object') yield* screamingKeys(argument, file, 0)
}

function* screamingKeys(object: SyntaxNode, file: File, depth: number): Iterable<Stated> {
  for (const part of object.parts) {
    const key = keyOf(part.child('key'))
    const value = part.child('value')
    if (part.type !== 'pair' || key === null || value === null) continue
    const schema = schemaOf(value)
    if (isScreaming(key) && (schema !== null || bare(value).type === 'call_expression'))
      yield variable(part, key, literalOf(schema?.fallback ?? null, file.constants))
    else if (depth < 2 && value.type === 'object') yield* screamingKeys(value, file, depth + 1)
  }
}
