import { calculate } from '../../../syntax/arithmetic.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'

/** Constants of the file by name: what a value that is only a name stands for. */
export type Constants = ReadonlyMap<string, SyntaxNode>

const longest = 200
const deepest = 8

/** The expression without what TypeScript and parentheses wrap around it. */
export const bare = (node: SyntaxNode): SyntaxNode => {
  let inner = node
  while (wrappers.has(inner.type)) {
    const part = inner.parts[0]
    if (part === undefined) break
    inner = part
  }
  return inner
}

const wrappers = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'type_assertion',
])

/** A literal's value as text (`30`, `us-east-1`, `true`), constants of the file followed; null when it is computed. */
export const literalOf = (
  node: SyntaxNode | null,
  constants: Constants,
  depth = 0,
): string | null => {
  if (node === null || depth > deepest) return null
  const value = bare(node)
  switch (value.type) {
    case 'string':
    case 'template_string':
      return stringOf(value)
    case 'true':
    case 'false':
    case 'null':
      return value.type
    case 'identifier':
    case 'member_expression':
      return literalOf(constantAt(value, constants, depth + 1), constants, depth + 1)
    default: {
      const number = numberOf(value, constants, depth)
      return number === null ? null : String(number)
    }
  }
}

/** The text of a string or of a template without substitutions; null for anything else. */
export const stringOf = (node: SyntaxNode | null): string | null => {
  if (node === null || (node.type !== 'string' && node.type !== 'template_string')) return null
  if (node.end - node.start > longest) return null
  if (node.children.some(({ type }) => type === 'template_substitution')) return null
  return node.text.slice(1, -1).replace(/\\(['"`\\])/g, '$1')
}

const numberOf = (node: SyntaxNode, constants: Constants, depth: number): number | null => {
  if (depth > deepest) return null
  const value = bare(node)
  if (value.type === 'number') {
    const number = Number(value.text.replace(/_/g, '').replace(/n$/, ''))
    return Number.isNaN(number) ? null : number
  }
  if (value.type === 'unary_expression') {
    const argument = value.child('argument')
    const number = argument && numberOf(argument, constants, depth + 1)
    if (number === null || !value.has('-')) return null
    return -number
  }
  if (value.type === 'binary_expression') return foldedOf(value, constants, depth)
  if (value.type === 'identifier') {
    const meant = constantAt(value, constants, depth + 1)
    return meant && numberOf(meant, constants, depth + 1)
  }
  return null
}

const foldedOf = (node: SyntaxNode, constants: Constants, depth: number): number | null => {
  const [left, right] = [node.child('left'), node.child('right')]
  if (left === null || right === null) return null
  const a = numberOf(left, constants, depth + 1)
  const b = numberOf(right, constants, depth + 1)
  return a === null || b === null ? null : calculate(node.child('operator')?.type, a, b)
}

const constantAt = (node: SyntaxNode, constants: Constants, depth: number): SyntaxNode | null => {
  if (depth > deepest) return null
  if (node.type === 'identifier') return constants.get(node.text) ?? null
  const object = node.child('object')
  const property = node.child('property')?.text
  if (object === null || property === undefined) return null
  const meant =
    object.type === 'identifier' || object.type === 'member_expression'
      ? constantAt(object, constants, depth + 1)
      : null
  const literal = meant && objectInside(meant)
  return literal?.parts.find((pair) => pair.child('key')?.text === property)?.child('value') ?? null
}

/** The object literal of an expression, `Object.freeze` taken off. */
export const objectInside = (node: SyntaxNode): SyntaxNode | null => {
  const value = bare(node)
  if (value.type === 'object') return value
  if (value.type !== 'call_expression' || value.child('function')?.text !== 'Object.freeze')
    return null
  const argument = value.child('arguments')?.parts[0]
  return argument?.type === 'object' ? argument : null
}

/** The constants declared at the top of a file, each once: a name declared twice says nothing sure. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const twice = new Set<string>()
  for (const statement of root.parts) {
    const declaration =
      statement.type === 'export_statement' ? statement.child('declaration') : statement
    if (declaration?.type !== 'lexical_declaration' || !declaration.has('const')) continue
    for (const declarator of declaration.parts) {
      const name = declarator.child('name')
      const value = declarator.child('value')
      if (name?.type !== 'identifier' || value === null) continue
      if (constants.has(name.text)) twice.add(name.text)
      constants.set(name.text, value)
    }
  }
  for (const name of twice) constants.delete(name)
  return constants
}
