import type { SyntaxNode } from '../../../syntax/node.ts'
import type { File } from './file.ts'
import { literalOf } from './literals.ts'
import { lastName } from './names.ts'

const converts = /^(?:int|float|str|bool|Path|Decimal|strtobool)$|parse|^to_|^as_/i

/** The literal that stands in when an expression gives nothing: `x or 5`, `int(x or 5)`, `x if x else 5`. */
export const fallbackOf = (node: SyntaxNode, file: File): string | null => {
  for (let at = node, parent = at.parent; parent !== null; at = parent, parent = at.parent) {
    if (parent.type === 'boolean_operator') {
      if (!parent.has('or')) return null
      const value = at.field === 'left' ? literalOf(parent.child('right'), file.constants) : null
      if (value !== null) return value
    } else if (parent.type === 'conditional_expression') {
      const [yes, condition, no] = parent.parts
      const isItself = yes === at && condition?.text.includes(node.text) && no !== undefined
      return isItself ? literalOf(no, file.constants) : null
    } else if (parent.type === 'argument_list') {
      const callee = lastName(parent.parent?.child('function') ?? null)
      if (parent.parts[0] !== at || !converts.test(callee ?? '')) return null
    } else if (parent.type !== 'call' && parent.type !== 'parenthesized_expression') return null
    else if (parent.type === 'call' && at.field === 'function') return null
  }
  return null
}
