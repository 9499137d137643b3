import { calculate } from '../../../syntax/arithmetic.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import { durationOf } from './durations.ts'

/** Constants of a file by their bare name: what a value that is only a name stands for. */
export type Constants = ReadonlyMap<string, SyntaxNode>

const longest = 500
const deepest = 8

const strings = new Set(
  'string_literal string encapsed_string raw_string_literal bare_string bare_symbol delimited_symbol string_symbol character_literal char_literal'.split(
    ' ',
  ),
)
const contents = new Set(
  'string_fragment multiline_string_fragment string_content string_literal_content character_literal_content raw_string_content character escape_sequence'.split(
    ' ',
  ),
)
// What stands around the content of a string and is a node of its own.
const marks = new Set(
  'raw_string_start raw_string_end string_literal_encoding raw_string_delimiter'.split(' '),
)
const numbers = new Set(
  'decimal_integer_literal hex_integer_literal octal_integer_literal binary_integer_literal decimal_floating_point_literal integer float integer_literal real_literal number_literal'.split(
    ' ',
  ),
)
const truths = new Set(
  'true false boolean boolean_literal null nil null_literal nullptr'.split(' '),
)
const names = new Set(
  'identifier constant name field_access class_constant_access_expression scope_resolution member_access_expression qualified_identifier'.split(
    ' ',
  ),
)
const wrappers = new Set(
  'parenthesized_expression parenthesized_statements argument expression_clause'.split(' '),
)
const casts = new Set('cast_expression'.split(' '))
const sums = new Set('binary_expression binary'.split(' '))
const signs = new Set(
  'unary_expression unary unary_op_expression prefix_unary_expression'.split(' '),
)

/** The expression without parentheses and casts. */
export const bare = (node: SyntaxNode): SyntaxNode => {
  let inner = node
  for (let depth = 0; depth < 20; depth++) {
    const part = wrappers.has(inner.type)
      ? inner.parts.at(-1)
      : casts.has(inner.type)
        ? (inner.child('value') ?? inner.parts.at(-1))
        : undefined
    if (part === undefined) break
    inner = part
  }
  return inner
}

/** The text of a string without substitutions, pieces that are put together and constants followed; null for anything else. */
export const textOf = (node: SyntaxNode | null, constants: Constants, depth = 0): string | null => {
  if (node === null || depth > deepest || node.end - node.start > longest) return null
  const value = bare(node)
  if (value.type === 'simple_symbol') return value.text.slice(1)
  if (value.type === 'hash_key_symbol') return value.text
  if (value.type === 'verbatim_string_literal') return value.text.slice(2, -1).replace(/""/g, '"')
  if (strings.has(value.type)) return contentOf(value)
  if (value.type === 'preproc_arg') return quoted(value.text)
  const further = (part: SyntaxNode | null): string | null => textOf(part, constants, depth + 1)
  if (value.type === 'concatenated_string' || value.type === 'chained_string')
    return joined(value.parts.map(further))
  if (sums.has(value.type) && (value.has('+') || value.has('.')))
    return joined([further(value.child('left')), further(value.child('right'))])
  if (value.type === 'call' && value.child('method')?.text === 'freeze')
    return further(value.child('receiver'))
  return names.has(value.type) ? further(constantOf(value, constants)) : null
}

/** The body of a macro is text: a string where it is nothing but one. */
const quoted = (text: string): string | null =>
  /^\s*L?"((?:[^"\\\n]|\\.){0,400})"\s*$/.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? null

const joined = (pieces: readonly (string | null)[]): string | null => {
  const all = pieces.filter((piece) => piece !== null)
  return all.length === pieces.length ? all.join('') : null
}

const contentOf = (node: SyntaxNode): string | null => {
  let text = ''
  for (const part of node.children) {
    if (marks.has(part.type) || !part.named) continue
    if (!contents.has(part.type)) return null
    text += part.type === 'escape_sequence' ? unescaped(part.text) : part.text
  }
  return text
}

const unescaped = (text: string): string =>
  text === '\\n' ? '\n' : text === '\\t' ? '\t' : text.replace(/^\\/, '')

const constantOf = (node: SyntaxNode, constants: Constants): SyntaxNode | null =>
  constants.get(/\w*$/.exec(node.text.slice(-100))?.[0] ?? '') ?? null

/** A literal's value as text (`30`, `us-east-1`, `true`, `5min`), constants of the file followed; null when it is computed. */
export const literalOf = (
  node: SyntaxNode | null,
  constants: Constants,
  depth = 0,
): string | null => {
  if (node === null || depth > deepest) return null
  const value = bare(node)
  if (truths.has(value.type)) return value.text
  const text = textOf(value, constants, depth)
  if (text !== null) return text
  const number = numberOf(value, constants, depth)
  if (number !== null) return String(number)
  if (names.has(value.type)) {
    const meant = constantOf(value, constants)
    if (meant !== null) return literalOf(meant, constants, depth + 1)
  }
  return durationOf(value, (part) => numberOf(part, constants, depth + 1))
}

const numberOf = (node: SyntaxNode, constants: Constants, depth: number): number | null => {
  if (depth > deepest) return null
  const value = bare(node)
  if (numbers.has(value.type)) return parsed(value.text)
  if (value.type === 'preproc_arg') return producted(value.text)
  if (signs.has(value.type)) {
    const argument = value.child('argument') ?? value.child('operand') ?? value.parts[0] ?? null
    const number = argument && value.has('-') ? numberOf(argument, constants, depth + 1) : null
    return number === null ? null : -number
  }
  if (sums.has(value.type)) {
    const [left, right] = [value.child('left'), value.child('right')]
    const a = left && numberOf(left, constants, depth + 1)
    const b = right && numberOf(right, constants, depth + 1)
    const operator = value.children.find(({ named }) => !named)?.type
    return a === null || b === null ? null : calculate(operator, a, b)
  }
  const meant = names.has(value.type) ? constantOf(value, constants) : null
  return meant === null ? null : numberOf(meant, constants, depth + 1)
}

/** The body of a macro: `4096`, `(60 * 5)`. */
const producted = (text: string): number | null => {
  if (text.length > 80) return null
  const factors = text
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .split('*')
    .map((factor) => parsed(factor.trim()))
    .filter((factor) => factor !== null)
  return factors.length === text.split('*').length ? factors.reduce((a, b) => a * b, 1) : null
}

/** `1_000`, `10L`, `0x1F`, `2.5f`, `5'000`. */
const parsed = (text: string): number | null => {
  if (text.length > 40) return null
  const digits = text.replace(/[_']/g, '')
  const isHex = /^0x/i.test(digits)
  // An octal number would be read as another one.
  if (/^0\d/.test(digits)) return null
  if (digits.trim() === '') return null
  const number = Number(digits.replace(isHex ? /[uUlL]+$/ : /[uUlLfFdDmM]+$/, ''))
  return Number.isNaN(number) ? null : number
}
