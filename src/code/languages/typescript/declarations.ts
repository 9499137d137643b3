import type { FactRole } from '../../../domain/fact.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import type { File, Rule, Rules } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { classAround, isClass, isFunction, keyOf, lastName } from './names.ts'

const top = new Set([
  'program',
  'export_statement',
  'ambient_declaration',
  'internal_module',
  'module',
])

const declared = (role: FactRole): Rule =>
  function* (node) {
    const subject = keyOf(node.child('name'))
    if (subject !== null) yield { kind: 'symbol', subject, role, at: node.start }
  }

/** Functions, classes, types and what they consist of; constants and variables at the top of a file. */
export const declarationRules: Rules = {
  function_declaration: declared('function'),
  generator_function_declaration: declared('function'),
  function_signature: declared('function'),
  class_declaration: declared('class'),
  abstract_class_declaration: declared('class'),
  interface_declaration: declared('type'),
  type_alias_declaration: declared('type'),
  internal_module: declared('type'),
  *enum_declaration(node, file) {
    yield* declared('type')(node, file)
    const owner = node.child('name')?.text ?? null
    for (const member of node.child('body')?.parts ?? []) {
      const subject = keyOf(member.child('name') ?? member)
      const value = literalOf(member.child('value'), file.constants)
      if (subject !== null)
        yield { kind: 'symbol', subject, role: 'constant', owner, value, at: member.start }
    }
  },
  *method_definition(node) {
    if (node.parent?.type === 'class_body') yield* member(node, 'method')
  },
  *abstract_method_signature(node) {
    yield* member(node, 'method')
  },
  public_field_definition: field,
  field_definition: field,
  variable_declarator: variable,
  *export_specifier(node) {
    const alias = node.child('alias')?.text
    if (alias !== undefined && alias !== 'default')
      yield { kind: 'symbol', subject: alias, role: 'property', at: node.start }
  },
  call_expression: errorCode,
  new_expression: errorCode,
}

/** `createError('FST_ERR_X', …)`, `new AppError('E_X')`. */
function* errorCode(node: SyntaxNode): Iterable<Stated> {
  const callee = lastName(node.child('function') ?? node.child('constructor')) ?? ''
  const code = stringOf(node.child('arguments')?.parts[0] ?? null)
  if (code !== null && isScreaming(code) && /error|warn|exception|deprecat|fault/i.test(callee))
    yield { kind: 'symbol', subject: code, role: 'constant', owner: null, at: node.start }
}

function* member(node: SyntaxNode, role: FactRole): Iterable<Stated> {
  const subject = keyOf(node.child('name'))
  if (subject !== null && subject !== 'constructor')
    yield { kind: 'symbol', subject, role, owner: classAround(node), at: node.start }
}

function* field(node: SyntaxNode, file: File): Iterable<Stated> {
  const subject = keyOf(node.child('name') ?? node.child('property'))
  const expression = node.child('value')
  if (subject === null) return
  const isMethod = expression !== null && isFunction(expression)
  const value = literalOf(expression, file.constants)
  const role = isMethod ? 'method' : isScreaming(subject) ? 'constant' : 'property'
  yield {
    kind: 'symbol',
    subject,
    role,
    owner: classAround(node),
    value,
    isDefault: value !== null,
    at: node.start,
  }
}

function* variable(node: SyntaxNode, file: File): Iterable<Stated> {
  const name = node.child('name')
  const expression = node.child('value')
  if (name?.type !== 'identifier' || (expression !== null && isImport(expression))) return
  const isMade = expression !== null && (isFunction(expression) || isClass(expression))
  const isTop =
    top.has(node.parent?.parent?.type ?? '') ||
    node.parent?.parent?.parent?.type === 'internal_module'
  if (!isMade && !isTop) return
  const isConstant = node.parent?.has('const') ?? false
  const role = isMade
    ? isClass(expression)
      ? 'class'
      : 'function'
    : isConstant
      ? 'constant'
      : 'variable'
  yield {
    kind: 'symbol',
    subject: name.text,
    role,
    value: literalOf(expression, file.constants),
    at: node.start,
  }
}

const isImport = (expression: SyntaxNode): boolean => {
  let value = bare(expression)
  while (
    value.type === 'member_expression' ||
    value.type === 'call_expression' ||
    value.type === 'await_expression'
  ) {
    if (/^(?:require|import)\b/.test(value.text.slice(0, 10))) return true
    const inner = value.child('object') ?? value.child('function') ?? value.parts[0]
    if (inner === undefined) return false
    value = bare(inner)
  }
  return false
}
