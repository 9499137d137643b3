import type { SyntaxNode } from '../../../syntax/node.ts'
import type { File } from './file.ts'
import { bare, literalOf } from './literals.ts'

const converts =
  /^(?:Number|parseInt|parseFloat|String|Boolean|BigInt)$|parse|coerce|^to[A-Z]|int|num|bool|duration|^ms$/i

/** The literal that stands in when an expression gives nothing: `x ?? 5`, `Number(x || 5)`, `x === undefined ? 5 : x`. */
export const fallbackOf = (node: SyntaxNode, file: File): string | null => {
  let at = node
  for (let parent = at.parent; parent !== null; at = parent, parent = at.parent) {
    if (parent.type === 'binary_expression') {
      if (!parent.has('??') && !parent.has('||')) return null
      const value = at.field === 'left' ? literalOf(parent.child('right'), file.constants) : null
      if (value !== null) return value
    } else if (parent.type === 'augmented_assignment_expression')
      return at.field === 'left' && (parent.has('??=') || parent.has('||='))
        ? literalOf(parent.child('right'), file.constants)
        : null
    else if (parent.type === 'ternary_expression') return ofTernary(parent, node, file)
    else if (parent.type === 'arguments') {
      const callee = parent.parent?.child('function')
      if (parent.parts[0] !== at || !converts.test(callee?.text.slice(-60) ?? '')) return null
    } else if (parent.type === 'assignment_expression')
      return at.field === 'left' ? ofGuarded(parent, node, file) : ofInitial(parent, file)
    else if (parent.type === 'unary_expression') {
      if (!parent.has('+')) return testedIn(parent, node, file)
    } else if (parent.type !== 'call_expression' && bare(parent) === parent) return null
    else if (parent.type === 'call_expression' && at.field === 'function') return null
  }
  return null
}

/** `x === undefined ? 5 : x`, `x ? x : 5`, `typeof x === 'number' ? x : 5`. */
const ofTernary = (ternary: SyntaxNode, node: SyntaxNode, file: File): string | null => {
  const [yes, no] = [ternary.child('consequence'), ternary.child('alternative')]
  const condition = ternary.child('condition')
  if (yes === null || no === null || !condition?.text.includes(node.text)) return null
  const isItself = (branch: SyntaxNode): boolean => branch.text.includes(node.text)
  if (
    isItself(no) &&
    !isItself(yes) &&
    /[!=]==?\s*(?:undefined|null|void 0)|^!/.test(condition.text)
  )
    return literalOf(yes, file.constants)
  return isItself(yes) && !isItself(no) ? literalOf(no, file.constants) : null
}

const testedIn = (test: SyntaxNode, node: SyntaxNode, file: File): string | null => {
  for (let at = test.parent; at !== null; at = at.parent) {
    if (at.type === 'ternary_expression') return ofTernary(at, node, file)
    if (at.type !== 'binary_expression' && bare(at) === at) return null
  }
  return null
}

/** `if (options.x === undefined) options.x = 5`, and `options.x = options.x || 5`. */
const ofGuarded = (assignment: SyntaxNode, node: SyntaxNode, file: File): string | null => {
  const value = literalOf(assignment.child('right'), file.constants)
  if (value === null) return null
  let at = assignment.parent
  while (at !== null && (at.type === 'expression_statement' || at.type === 'statement_block'))
    at = at.parent
  const condition = at?.type === 'if_statement' ? (at.child('condition')?.text ?? '') : ''
  const isTested =
    condition.includes(node.text) &&
    /[!=]==?\s*(?:undefined|null|void 0|'undefined'|"undefined")|^\(!/.test(condition)
  return isTested ? value : null
}

/** `let most = 3; if (typeof options.max === 'number') most = options.max`. */
const ofInitial = (assignment: SyntaxNode, file: File): string | null => {
  const name = assignment.child('left')
  let at = assignment.parent
  while (at !== null && (at.type === 'expression_statement' || at.type === 'statement_block'))
    at = at.parent
  if (name?.type !== 'identifier' || at?.type !== 'if_statement') return null
  const condition = at.child('condition')?.text ?? ''
  if (!condition.includes(assignment.child('right')?.text ?? '\n')) return null
  for (let above = at.parent; above !== null; above = above.parent) {
    const declared = above.parts
      .filter(({ type }) => type === 'lexical_declaration' || type === 'variable_declaration')
      .flatMap(({ parts }) => parts)
      .find((declarator) => declarator.child('name')?.text === name.text)
    if (declared !== undefined) return literalOf(declared.child('value'), file.constants)
  }
  return null
}
