import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { parametersAsWritten } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { functionAround, holderOf, holderThroughMacro, plain } from './names.ts'

/** Functions, types, traits, fields, variants, constants, modules and macros. */
export const declarationRules: Rules = {
  *function_item(node) {
    yield* callable(node)
  },
  *function_signature_item(node) {
    yield* callable(node)
  },
  *struct_item(node) {
    yield* type(node)
  },
  *union_item(node) {
    yield* type(node)
  },
  *enum_item(node) {
    yield* type(node)
  },
  *trait_item(node) {
    yield* type(node)
  },
  *type_item(node) {
    if (node.parent?.type !== 'declaration_list') yield* type(node)
  },
  *field_declaration(node) {
    const name = node.child('name')?.text
    const owner = holderOfField(node)
    if (name !== undefined && owner !== null)
      yield { kind: 'symbol', subject: plain(name), role: 'property', owner, at: node.start }
  },
  *enum_variant(node, file) {
    const subject = node.child('name')?.text
    const owner = node.parent?.parent?.child('name')?.text ?? null
    const value = literalOf(node.child('value'), file.constants)
    if (subject !== undefined)
      yield { kind: 'symbol', subject, role: 'constant', owner, value, at: node.start }
  },
  *const_item(node, file) {
    yield* constant(node, file)
  },
  *static_item(node, file) {
    yield* constant(node, file)
  },
  *mod_item(node) {
    const subject = node.child('name')?.text
    if (subject !== undefined && subject !== 'tests' && subject !== 'test')
      yield { kind: 'symbol', subject, role: 'declaration', at: node.start }
  },
  *macro_definition(node) {
    const subject = node.child('name')?.text
    if (subject !== undefined) yield { kind: 'symbol', subject, role: 'function', at: node.start }
  },
  *token_tree(node) {
    yield* insideMacro(node)
  },
}

function* callable(node: SyntaxNode): Iterable<Stated> {
  const name = node.child('name')?.text
  if (name === undefined || name === 'main') return
  const subject = plain(name)
  const owner = holderOf(node)
  const role = owner === null ? 'function' : 'method'
  const at = node.start
  yield { kind: 'symbol', subject, role, owner, at }
  const parameters = node.child('parameters')
  const value = parameters && parametersAsWritten(parameters.text)
  if (value !== null) yield { kind: 'signature', subject, role, owner, value, at }
}

function* type(node: SyntaxNode): Iterable<Stated> {
  const subject = node.child('name')?.text
  if (subject !== undefined) yield { kind: 'symbol', subject, role: 'type', at: node.start }
}

/** The struct that a field belongs to; of a variant's field, the enum and the variant. */
const holderOfField = (field: SyntaxNode): string | null => {
  const holder = field.parent?.parent
  const name = holder?.child('name')?.text ?? null
  if (holder?.type !== 'enum_variant') return name
  const outer = holder.parent?.parent?.child('name')?.text
  return outer === undefined ? name : `${outer}.${name}`
}

function* constant(node: SyntaxNode, file: File): Iterable<Stated> {
  const subject = node.child('name')?.text
  if (subject === undefined || subject === '_') return
  const owner = holderOf(node)
  if (owner === null && functionAround(node) !== null) return
  const value = literalOf(node.child('value'), file.constants)
  yield { kind: 'symbol', subject, role: 'constant', owner, value, at: node.start }
}

const declares = new Set(['fn', 'struct', 'enum', 'static', 'const', 'trait'])

/** Items that a macro is given, as `lazy_static!` and `bitflags!` are; code that a macro only quotes is not declared here. */
function* insideMacro(tree: SyntaxNode): Iterable<Stated> {
  for (const [index, token] of tree.children.entries()) {
    if (token.named || !declares.has(token.type)) continue
    const next = tree.children[index + 1]
    const name = next?.text === 'ref' || next?.type === 'ref' ? tree.children[index + 2] : next
    if (name?.type !== 'identifier' || name.text.length < 3 || isQuoted(tree)) continue
    const role = token.type === 'fn' ? 'function' : isScreaming(name.text) ? 'constant' : 'type'
    const owner = token.type === 'fn' ? holderThroughMacro(tree) : null
    yield { kind: 'symbol', subject: name.text, role, owner, at: name.start }
  }
}

const isQuoted = (tree: SyntaxNode): boolean => {
  for (let at = tree.parent; at !== null; at = at.parent) {
    if (at.type === 'macro_definition' || at.type === 'attribute') return true
    if (at.type === 'macro_invocation')
      return /quote|format|print|assert|stringify/.test(at.child('macro')?.text ?? '')
  }
  return false
}

/** Whether a value is a list of strings in capitals: `["APP_NAME", "USER"]`. */
export const screamingStrings = (value: SyntaxNode | null): readonly SyntaxNode[] => {
  const list = value?.type === 'reference_expression' ? value.child('value') : value
  const parts = list?.type === 'array_expression' ? list.parts : []
  return parts.filter((part) => isScreaming(stringOf(part) ?? ''))
}
