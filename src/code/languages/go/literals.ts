import { lookUp } from '../../../domain/lookup.ts'
import { calculate } from '../../../syntax/arithmetic.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import { argumentsOf, lastName, operandOf } from './names.ts'

/** Constants of the file by name: what a value that is only a name stands for. */
export type Constants = ReadonlyMap<string, SyntaxNode>

const longest = 300
const deepest = 12

/** The text of a string literal; null for anything else. */
export const stringOf = (node: SyntaxNode | null | undefined): string | null => {
  if (!node || node.end - node.start > longest) return null
  if (node.type === 'raw_string_literal') return node.text.slice(1, -1)
  if (node.type !== 'interpreted_string_literal') return null
  const text = node.text.slice(1, -1)
  return text.replace(/\\(["'\\nt])/g, (_, unit: string) => escapes[unit] ?? unit)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' }

/** A string literal, or a constant of this file that is one, or both joined. */
export const namedString = (
  node: SyntaxNode | null | undefined,
  constants: Constants,
): string | null => {
  const value = node ? evaluate(node, constants, 0) : null
  return value !== null && typeof value.is === 'string' ? value.is : null
}

/** A literal's value as text (`30`, `30s`, `us-east-1`, `true`), constants of the file followed; null when it is computed. */
export const literalOf = (
  node: SyntaxNode | null | undefined,
  constants: Constants,
): string | null => {
  if (!node) return null
  const value = evaluate(node, constants, 0)
  if (value === null) return null
  if (typeof value.is === 'string') return value.is
  return Number.isFinite(value.is) ? `${Number(value.is.toPrecision(15))}${value.unit}` : null
}

interface Value {
  readonly is: string | number
  readonly unit: string
}

const units: Readonly<Record<string, string>> = {
  Nanosecond: 'ns',
  Microsecond: 'us',
  Millisecond: 'ms',
  Second: 's',
  Minute: 'min',
  Hour: 'h',
  KiB: 'KiB',
  MiB: 'MiB',
  GiB: 'GiB',
}

function evaluate(node: SyntaxNode, constants: Constants, depth: number): Value | null {
  if (depth > deepest) return null
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return text(stringOf(node))
    case 'true':
    case 'false':
    case 'nil':
      return text(node.type)
    case 'int_literal':
    case 'float_literal':
      return amount(numberIn(node.text), '')
    case 'rune_literal':
      return text(node.text.slice(1, -1))
    case 'parenthesized_expression':
      return inner(node.parts[0], constants, depth)
    case 'unary_expression': {
      const value = inner(node.child('operand'), constants, depth)
      return node.has('-') && typeof value?.is === 'number' ? amount(-value.is, value.unit) : null
    }
    case 'binary_expression':
      return folded(node, constants, depth)
    case 'identifier':
      return inner(constants.get(node.text), constants, depth)
    case 'selector_expression': {
      const unit = /^(?:time|units|humanize)$/.test(node.child('operand')?.text ?? '')
        ? lookUp(units, node.child('field')?.text ?? '')
        : undefined
      return unit === undefined ? null : amount(1, unit)
    }
    case 'call_expression':
      return called(node, constants, depth)
    default:
      return null
  }
}

const inner = (node: SyntaxNode | null | undefined, constants: Constants, depth: number) =>
  node ? evaluate(node, constants, depth + 1) : null

const text = (is: string | null): Value | null => (is === null ? null : { is, unit: '' })
const amount = (is: number, unit: string): Value | null => (Number.isNaN(is) ? null : { is, unit })

const numberIn = (written: string): number => {
  const plain = written.replace(/_/g, '')
  return Number(/^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain)
}

function folded(node: SyntaxNode, constants: Constants, depth: number): Value | null {
  const left = inner(node.child('left'), constants, depth)
  const right = inner(node.child('right'), constants, depth)
  const operator = node.child('operator')?.type
  if (left === null || right === null) return null
  if (typeof left.is === 'string' || typeof right.is === 'string')
    return operator === '+' && typeof left.is === 'string' && typeof right.is === 'string'
      ? text(left.is + right.is)
      : null
  const product = operator === '*' && (left.unit === '' || right.unit === '')
  if (!product && left.unit !== right.unit && !(operator === '/' && right.unit === '')) return null
  const result = calculate(operator, left.is, right.is)
  const whole = Number.isInteger(left.is) && Number.isInteger(right.is)
  if (result === null) return null
  return amount(whole ? Math.trunc(result) : result, left.unit === '' ? right.unit : left.unit)
}

const converts =
  /^(?:u?int(?:8|16|32|64)?|float(?:32|64)|string|bool|byte|Duration|To|Ptr|Pointer|String|Int32|Int64|Bool|(?!New|Get|Must|Make|Parse|Load|Read|Is|Has)[A-Z]\w{2,40})$/

/** Conversions give what they are given; a wrapper around the environment gives its default. */
function called(node: SyntaxNode, constants: Constants, depth: number): Value | null {
  const callee = node.child('function')?.text.slice(0, 120) ?? ''
  const name = lastName(node.child('function')) ?? ''
  const [first, second] = argumentsOf(node)
  const operand = operandOf(node)
  if (first === undefined) {
    const value = /^(?:Seconds|Minutes|Hours|String|Milliseconds)$/.test(name)
      ? inner(operand, constants, depth)
      : null
    if (value === null || name === 'String') return value
    const unit = { Seconds: 's', Minutes: 'min', Hours: 'h', Milliseconds: 'ms' }[name]
    return value.unit === unit ? { is: value.is, unit: '' } : null
  }
  if (/env/i.test(callee) && second !== undefined) return inner(second, constants, depth)
  const isConversion =
    argumentsOf(node).length === 1 &&
    (operand === null || /^(?:time|ptr|pointer|model)$/.test(operand.text))
  if (!isConversion || !converts.test(name)) return null
  // A function of the file's own may do anything with what it is given; a type only renames it.
  return inner(first, constants, depth)
}

/** Constants and variables of the package that are given one value at the top of the file. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  for (const declaration of root.parts) {
    if (declaration.type !== 'const_declaration' && declaration.type !== 'var_declaration') continue
    const specs = declaration.parts.flatMap((part) =>
      part.type === 'var_spec_list' ? part.parts : [part],
    )
    for (const spec of specs) {
      const values = spec.child('value')?.parts ?? []
      const names = spec.parts.filter(({ field }) => field === 'name')
      for (const [index, name] of names.entries()) {
        const value = values[index]
        if (value !== undefined) constants.set(name.text, value)
      }
    }
  }
  return constants
}
