import { calculate } from '../../../syntax/arithmetic.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'

/** Constants of the file by name: what a value that is only a name stands for. */
export type Constants = ReadonlyMap<string, SyntaxNode>

const longest = 200
const deepest = 8

/** The expression without parentheses. */
export const bare = (node: SyntaxNode): SyntaxNode => {
  let inner = node
  while (inner.type === 'parenthesized_expression') {
    const part = inner.parts[0]
    if (part === undefined) break
    inner = part
  }
  return inner
}

/** A literal's value as text (`30`, `us-east-1`, `True`), constants of the file followed; null when it is computed. */
export const literalOf = (
  node: SyntaxNode | null,
  constants: Constants,
  depth = 0,
): string | null => {
  if (node === null || depth > deepest) return null
  const value = bare(node)
  switch (value.type) {
    case 'string':
    case 'concatenated_string':
      return stringOf(value)
    case 'true':
    case 'false':
    case 'none':
      return value.text
    case 'identifier':
      return literalOf(constants.get(value.text) ?? null, constants, depth + 1)
    case 'subscript':
      return literalOf(entryOf(value, constants), constants, depth + 1)
    case 'call':
      return durationOf(value, constants, depth)
    default: {
      const number = numberOf(value, constants, depth)
      return number === null ? null : String(number)
    }
  }
}

/** The text of a string without substitutions; null for anything else. */
export const stringOf = (node: SyntaxNode | null): string | null => {
  if (node === null || node.end - node.start > longest) return null
  if (node.type === 'concatenated_string') {
    const pieces = node.parts.map(stringOf)
    return pieces.every((piece) => piece !== null) ? pieces.join('') : null
  }
  if (node.type !== 'string' || node.children.some(({ type }) => type === 'interpolation'))
    return null
  const content = node.children.filter(({ type }) => type === 'string_content')
  return content.map(({ text }) => text.replace(/\\(['"\\])/g, '$1')).join('')
}

const numberOf = (node: SyntaxNode, constants: Constants, depth: number): number | null => {
  if (depth > deepest) return null
  const value = bare(node)
  if (value.type === 'integer' || value.type === 'float') {
    const number = Number(value.text.replace(/_/g, ''))
    return Number.isNaN(number) ? null : number
  }
  if (value.type === 'unary_operator') {
    const argument = value.child('argument')
    const number = argument && numberOf(argument, constants, depth + 1)
    return number === null || !value.has('-') ? null : -number
  }
  if (value.type === 'binary_operator') return foldedOf(value, constants, depth)
  const meant = value.type === 'identifier' ? constants.get(value.text) : undefined
  return meant === undefined ? null : numberOf(meant, constants, depth + 1)
}

const foldedOf = (node: SyntaxNode, constants: Constants, depth: number): number | null => {
  const [left, right] = [node.child('left'), node.child('right')]
  if (left === null || right === null) return null
  const a = numberOf(left, constants, depth + 1)
  const b = numberOf(right, constants, depth + 1)
  return a === null || b === null ? null : calculate(node.child('operator')?.type, a, b)
}

const units: Readonly<Record<string, string>> = {
  milliseconds: 'ms',
  seconds: 's',
  minutes: 'min',
  hours: 'h',
  days: 'd',
}

/** `timedelta(minutes=5)` is written `5min`. */
const durationOf = (call: SyntaxNode, constants: Constants, depth: number): string | null => {
  if (!/(?:^|\.)timedelta$/.test(call.child('function')?.text.slice(-40) ?? '')) return null
  const given = call.child('arguments')?.parts ?? []
  const unit = units[given[0]?.child('name')?.text ?? '']
  const amount = given[0]?.child('value')
  if (given.length !== 1 || unit === undefined || !amount) return null
  const number = numberOf(amount, constants, depth + 1)
  return number === null ? null : `${number}${unit}`
}

const entryOf = (subscript: SyntaxNode, constants: Constants): SyntaxNode | null => {
  const dictionary = constants.get(subscript.child('value')?.text ?? '')
  const key = stringOf(subscript.child('subscript'))
  if (dictionary?.type !== 'dictionary' || key === null) return null
  return (
    dictionary.parts.find((pair) => stringOf(pair.child('key')) === key)?.child('value') ?? null
  )
}

/** The names assigned once at the top of a module. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const twice = new Set<string>()
  for (const statement of root.parts) {
    const assignment = statement.parts[0]
    if (assignment?.type !== 'assignment') continue
    const name = assignment.child('left')
    const value = assignment.child('right')
    if (name?.type !== 'identifier' || value === null) continue
    if (constants.has(name.text)) twice.add(name.text)
    constants.set(name.text, value)
  }
  for (const name of twice) constants.delete(name)
  return constants
}
