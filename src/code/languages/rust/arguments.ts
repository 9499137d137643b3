import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { flag, isFlagName } from '../states.ts'
import type { Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { lastName } from './names.ts'

/** Flags that a program takes apart itself, by lexopt or by hand, or describes by methods. */
export const argumentRules: Rules = {
  *tuple_struct_pattern(node, file) {
    const kind = lastName(node.child('type'))
    if (kind !== 'Long' && kind !== 'Short') return
    for (const part of node.parts.filter(({ field }) => field !== 'type')) {
      const name = literalOf(part, file.constants)
      if (kind === 'Long' && isFlagName(name)) yield flag(`--${name}`, { at: part.start })
      else if (kind === 'Short' && name?.length === 1) yield flag(`-${name}`, { at: part.start })
    }
  },
  *string_literal(node) {
    if (!asks.has(node.parent?.type ?? '')) return
    const text = stringOf(node)
    // `arg == "--x"` and `"--x" => …` ask for a flag that somebody gave.
    if (text !== null && /^--[a-z][a-z0-9-]{1,60}$/.test(text) && isAsked(node))
      yield flag(text, { at: node.start })
  },
  *function_item(node) {
    const impl = node.parent?.parent
    const trait = impl?.type === 'impl_item' ? (lastName(impl.child('trait')) ?? '') : ''
    if (/^(?:Flag|Opt|Option|Switch|CliFlag|Argument)$/.test(trait)) yield* described(node)
  },
}

const asks = new Set(['match_pattern', 'or_pattern', 'binary_expression', 'tuple_struct_pattern'])

const isAsked = (node: SyntaxNode): boolean =>
  node.parent?.type !== 'binary_expression' || node.parent.has('==')

/** `fn name_long(&self) -> &str { "after-context" }` of a type that is a flag. */
function* described(node: SyntaxNode): Iterable<Stated> {
  const method = node.child('name')?.text ?? ''
  const body = node.child('body')?.parts ?? []
  const [only] = body
  if (only === undefined || body.length !== 1) return
  const told = only.type === 'call_expression' ? only.child('arguments')?.parts[0] : only
  if (/^(?:name_)?(?:long|negated)(?:_name)?$/.test(method)) {
    const name = stringOf(told)
    if (isFlagName(name)) yield flag(`--${name}`, { at: node.start })
  } else if (/^(?:name_)?short(?:_name)?$/.test(method) && told?.type === 'char_literal') {
    const letter = literalOf(told, new Map())
    if (letter?.length === 1) yield flag(`-${letter}`, { at: node.start })
  } else if (method === 'aliases') {
    const list = told?.type === 'reference_expression' ? told.child('value') : told
    for (const part of list?.parts ?? []) {
      const name = stringOf(part)
      if (isFlagName(name)) yield flag(`--${name}`, { at: part.start })
    }
  }
}
