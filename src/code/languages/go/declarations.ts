import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { parametersAsWritten } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf } from './literals.ts'
import { functionAround, lastName, receiverOf } from './names.ts'

/** Packages, functions, methods, types, constants and variables of a package. */
export const declarationRules: Rules = {
  *package_clause(node) {
    const subject = node.parts[0]?.text
    if (subject !== undefined && subject !== 'main')
      yield { kind: 'symbol', subject, role: 'declaration', at: node.start }
  },
  *function_declaration(node) {
    yield* callable(node, 'function', null)
  },
  *method_declaration(node) {
    yield* callable(node, 'method', receiverOf(node))
  },
  *method_elem(node) {
    yield* callable(node, 'method', interfaceAround(node))
  },
  *type_spec(node) {
    yield* type(node)
  },
  *type_alias(node) {
    yield* type(node)
  },
  *const_spec(node, file) {
    yield* named(node, 'constant', file)
  },
  *var_spec(node, file) {
    yield* named(node, 'variable', file)
  },
}

function* callable(
  node: SyntaxNode,
  role: 'function' | 'method',
  owner: string | null,
): Iterable<Stated> {
  const subject = node.child('name')?.text
  if (subject === undefined || subject === '_') return
  if (role === 'function' && /^(?:main|init)$/.test(subject)) return
  const at = node.start
  yield { kind: 'symbol', subject, role, owner, at }
  const parameters = node.child('parameters')
  const value = parameters && parametersAsWritten(parameters.text)
  if (value !== null) yield { kind: 'signature', subject, role, owner, value, at }
}

const interfaceAround = (method: SyntaxNode): string | null => {
  const spec = method.parent?.parent
  return spec?.type === 'type_spec' ? (spec.child('name')?.text ?? null) : null
}

function* type(node: SyntaxNode): Iterable<Stated> {
  const subject = node.child('name')?.text
  if (subject !== undefined && functionAround(node) === null)
    yield { kind: 'symbol', subject, role: 'type', at: node.start }
}

function* named(node: SyntaxNode, role: 'constant' | 'variable', file: File): Iterable<Stated> {
  if (functionAround(node) !== null) return
  const names = node.parts.filter(({ field }) => field === 'name')
  const values = node.child('value')?.parts ?? []
  for (const [index, name] of names.entries()) {
    if (name.text === '_') continue
    const given = values[index] ?? null
    const value = literalOf(given, file.constants)
    yield { kind: 'symbol', subject: name.text, role, value, at: name.start }
    const set = role === 'constant' ? setOf(node, given) : null
    if (set !== null && isString(given) && value !== null)
      yield { kind: 'member', subject: value, role: 'constant', owner: set, at: name.start }
  }
}

/** The type of a constant, or what it is converted to: `Running State = "running"`, `Running = State("running")`. */
const setOf = (spec: SyntaxNode, value: SyntaxNode | null): string | null => {
  const name =
    lastName(spec.child('type')) ??
    (value?.type === 'call_expression' ? lastName(value.child('function')) : null)
  return name === null || /^(?:string|Duration|error|New|Errorf)$/.test(name) ? null : name
}

const isString = (value: SyntaxNode | null): boolean =>
  value?.type === 'call_expression'
    ? value.child('arguments')?.parts.length === 1 &&
      isString(value.child('arguments')?.parts[0] ?? null)
    : value?.type === 'interpreted_string_literal' || value?.type === 'raw_string_literal'
