import { lookUp } from '../../../domain/lookup.ts'
import { calculate } from '../../../syntax/arithmetic.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'

/** Constants of the file by name: what a value that is only a name stands for. */
export type Constants = ReadonlyMap<string, SyntaxNode>

const longest = 300
const deepest = 10

/** The text of a string literal; null for anything else. */
export const stringOf = (node: SyntaxNode | null | undefined): string | null => {
  if (!node || node.end - node.start > longest) return null
  const content = node.children.filter(
    ({ type }) => type === 'string_content' || type === 'escape_sequence',
  )
  if (node.type === 'raw_string_literal') return content.map(({ text }) => text).join('')
  if (node.type !== 'string_literal') return null
  return content.map(({ text }) => text.replace(/\\(["'\\])/g, '$1')).join('')
}

/** A string literal, or a constant of this file that is one. */
export const namedString = (
  node: SyntaxNode | null | undefined,
  constants: Constants,
): string | null => {
  const named = node ? bare(node) : null
  const value = named === null ? null : (constants.get(named.text.slice(0, 100)) ?? named)
  return stringOf(value === null ? null : bare(value))
}

/** The expression without `&`, `*`, `?` and parentheses. */
export const bare = (node: SyntaxNode): SyntaxNode => {
  let inner = node
  while (/^(?:reference_expression|parenthesized_expression|try_expression)$/.test(inner.type)) {
    const part = inner.child('value') ?? inner.parts[0]
    if (part === undefined) break
    inner = part
  }
  return inner
}

/** A literal's value as text (`30`, `30s`, `us-east-1`, `true`), constants of the file followed; null when it is computed. */
export const literalOf = (
  node: SyntaxNode | null | undefined,
  constants: Constants,
  depth = 0,
): string | null => {
  if (!node || depth > deepest) return null
  const value = bare(node)
  switch (value.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return stringOf(value)
    case 'boolean_literal':
      return value.text
    case 'char_literal':
      return value.text.replace(/^b?'\\?|'$/g, '')
    case 'identifier':
    case 'scoped_identifier':
      if (value.text === 'None') return 'None'
      return literalOf(constants.get(value.text.replace(/^Self::/, '')), constants, depth + 1)
    case 'call_expression':
      return called(value, constants, depth)
    case 'type_cast_expression':
      return literalOf(value.child('value'), constants, depth + 1)
    default: {
      const number = numberOf(value, constants, depth)
      return number === null ? null : String(Number(number.toPrecision(15)))
    }
  }
}

const durations: Readonly<Record<string, string>> = {
  from_secs: 's',
  from_secs_f64: 's',
  from_secs_f32: 's',
  from_millis: 'ms',
  from_micros: 'us',
  from_nanos: 'ns',
  from_mins: 'min',
  from_hours: 'h',
  from_days: 'd',
}
const gives =
  /^(?:to_string|to_owned|into|as_str|as_bytes|unwrap|expect|clone|to_vec|as_ref|as_os_str|to_os_string)$/
const wraps =
  /^(?:Some|Ok|String::from|PathBuf::from|Path::new|OsStr::new|OsString::from|Cow::Borrowed|Cow::from|NonZero\w+::new|(?:std::)?num::NonZero\w+::new|AtomicBool::new|AtomicUsize::new)$/

/** Conversions give what they are given; durations are written with their unit. */
function called(call: SyntaxNode, constants: Constants, depth: number): string | null {
  const callee = call.child('function')
  const [first, second] = call.child('arguments')?.parts ?? []
  if (callee?.type === 'field_expression') {
    const method = callee.child('field')?.text ?? ''
    return gives.test(method) ? literalOf(callee.child('value'), constants, depth + 1) : null
  }
  const name = callee?.text.slice(0, 80) ?? ''
  if (first === undefined || second !== undefined) return null
  const unit = lookUp(durations, /(?:^|::)Duration::(\w+)$/.exec(name)?.[1] ?? '')
  const value =
    unit !== undefined || wraps.test(name) ? literalOf(first, constants, depth + 1) : null
  return value === null || unit === undefined ? value : `${value}${unit}`
}

const numberOf = (node: SyntaxNode, constants: Constants, depth: number): number | null => {
  if (depth > deepest) return null
  const value = bare(node)
  switch (value.type) {
    case 'integer_literal':
    case 'float_literal': {
      const plain = value.text.replace(/_/g, '')
      const number = Number(
        /^0[xob]/.test(plain)
          ? plain.replace(/[iu](?:8|16|32|64|128|size)$/, '')
          : plain.replace(/(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$/, ''),
      )
      return Number.isNaN(number) ? null : number
    }
    case 'unary_expression': {
      const part = value.has('-') ? value.parts[0] : undefined
      const number = part === undefined ? null : numberOf(part, constants, depth + 1)
      return number === null ? null : -number
    }
    case 'binary_expression': {
      const [left, right] = [value.child('left'), value.child('right')]
      const a = left && numberOf(left, constants, depth + 1)
      const b = right && numberOf(right, constants, depth + 1)
      if (a === null || b === null) return null
      const result = calculate(value.child('operator')?.type, a, b)
      const whole = Number.isInteger(a) && Number.isInteger(b)
      return result !== null && whole ? Math.trunc(result) : result
    }
    case 'identifier':
    case 'scoped_identifier': {
      const meant = constants.get(value.text.replace(/^Self::/, ''))
      return meant === undefined ? null : numberOf(meant, constants, depth + 1)
    }
    default:
      return null
  }
}

/** The literal that the tokens of an attribute are: `5`, `-1`, `"x"`, `DEFAULT_PORT`, `Duration::from_secs(30)`. */
export const tokenLiteral = (
  tokens: readonly SyntaxNode[],
  constants: Constants,
): string | null => {
  const [first, second] = tokens
  if (first === undefined) return null
  if (first.type === '-' && second !== undefined && tokens.length === 2) {
    const value = literalOf(second, constants)
    return value === null ? null : `-${value}`
  }
  if (tokens.length === 1) return literalOf(first, constants)
  // What follows a string is a conversion: `"x".into()`.
  const isConverted =
    first.type === 'string_literal' && tokens.length === 3 && gives.test(second?.text ?? '')
  if (isConverted) return stringOf(first)
  const [name, inside] = [tokens.at(-2)?.text ?? '', tokens.at(-1)]
  const isDuration = tokens.length <= 6 && tokens.some(({ text }) => text === 'Duration')
  const unit = isDuration ? lookUp(durations, name) : undefined
  const amount = unit === undefined ? null : literalOf(inside?.parts[0], constants)
  if (amount !== null) return `${amount}${unit}`
  const path = tokens.map(({ text }) => text).join('')
  return literalOf(constants.get(path.replace(/^Self::/, '')), constants)
}

/** Constants of a file, of its functions and of its `impl`s, these under their type too: `Pool::LIMIT`. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const add = (item: SyntaxNode, owner: string | null): void => {
    const [name, value] = [item.child('name')?.text, item.child('value')]
    if (!/^(?:const|static)_item$/.test(item.type) || name === undefined || value === null) return
    constants.set(owner === null ? name : `${owner}::${name}`, value)
    if (owner !== null && !constants.has(name)) constants.set(name, value)
  }
  for (const item of root.parts) {
    add(item, null)
    if (item.type === 'impl_item')
      for (const inner of item.child('body')?.parts ?? [])
        add(inner, item.child('type')?.text ?? '')
  }
  // A constant inside a function is heard of last: a name of the file's own goes first.
  for (const item of root.parts.flatMap(functionsIn))
    for (const inner of item.child('body')?.parts ?? [])
      if (!constants.has(inner.child('name')?.text ?? '')) add(inner, null)
  return constants
}

const functionsIn = (item: SyntaxNode): readonly SyntaxNode[] => {
  const inner = item.type === 'impl_item' ? (item.child('body')?.parts ?? []) : [item]
  return inner.filter(({ type }) => type === 'function_item')
}
