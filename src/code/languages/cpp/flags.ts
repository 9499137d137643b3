import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Call, type Code, partsOf, type Rules } from '../common/code.ts'
import { dashed, flagsIn, isFlagName } from '../common/flags.ts'
import { command, flag, unknowable, variable } from '../common/stated.ts'

const optionType = /(?:^|\W)(?:option|argp_option|poptOption|GOptionEntry)$/

/** Tables of flags for getopt_long, argp, popt and GLib; comparisons of arguments with flags. */
export const flagRules: Rules = {
  *init_declarator(node, code) {
    const type = node.parent?.child('type')?.text.slice(-60) ?? ''
    const list = node.child('value')
    if (list?.type !== 'initializer_list') return
    const rows = partsOf(list).filter((entry) => entry.type === 'initializer_list')
    const isOwn = !optionType.test(type)
    if (isOwn && !isTable(`${type} ${node.child('declarator')?.text.slice(0, 60) ?? ''}`, rows))
      return
    for (const entry of rows) yield* row(entry, code)
    // Only the program itself knows what else its own table lets through.
    if (isOwn) yield unknowable(node, 'cli-flag')
  },
  *function_declarator(node) {
    // `ABSL_FLAG(bool, tidal, true, "…");` can look like the beginning of a function.
    if (node.child('declarator')?.text !== 'ABSL_FLAG') return
    const found = /^\(\s*([\w:]{1,60})\s*,\s*(\w{1,60})\s*,\s*([^,()"]{1,60})[,)]/.exec(
      node.child('parameters')?.text.slice(0, 300) ?? '',
    )
    const [, type = '', name = '', value = ''] = found ?? []
    if (name === '') return
    yield flag(node, `--${name}`, null, value.trim())
    if (type === 'bool') yield flag(node, `--no${name}`, null)
  },
  *binary_expression(node, code) {
    if (!node.has('==') || !isArgument(node.child('left'))) return
    yield* compared(node, code.text(node.child('right')))
  },
}

/** Rows that begin with a name in lower case and hold a letter, in a table that its name or type calls flags. */
const isTable = (name: string, rows: readonly SyntaxNode[]): boolean =>
  /opt(?:ion)?s?\b|flag|switch|alias|short/i.test(name) &&
  rows.length > 2 &&
  rows.slice(0, 3).every((row) => {
    const [first, ...others] = partsOf(row)
    return (
      /^"[a-z][a-z0-9-]*"$/.test(first?.text.slice(0, 60) ?? '') &&
      others.slice(0, 3).some(({ type }) => type === 'char_literal')
    )
  })

function* row(entry: SyntaxNode, code: Code): Iterable<Stated> {
  const parts = partsOf(entry)
  const isNamed = parts[0]?.type === 'initializer_pair'
  const first = isNamed
    ? parts.find((part) => /\.(?:name|long_name)\b/.test(part.text.slice(0, 20)))?.child('value')
    : parts[0]
  if (!first || /^(?:0|NULL|nullptr)$/.test(first.text)) return
  const name = code.text(first)
  if (name === null) {
    if (!isNamed && first.type !== 'char_literal') yield unknowable(entry, 'cli-flag')
    return
  }
  if (isFlagName(name)) yield flag(entry, dashed(name), null)
  const short = parts.slice(1, 4).find(({ type }) => type === 'char_literal')
  const letter = short ? code.text(short) : null
  if (letter !== null && /^[A-Za-z0-9?]$/.test(letter)) yield flag(entry, `-${letter}`, null)
}

const isArgument = (node: SyntaxNode | null): boolean =>
  /arg|opt/i.test(node?.text.slice(0, 60) ?? '')

function* compared(node: SyntaxNode, text: string | null): Iterable<Stated> {
  if (text !== null && /^--?[A-Za-z0-9?][\w-]{0,60}=?$/.test(text))
    yield flag(node, text.replace(/=$/, ''), null)
}

const compares = /(?:str\w*cmp|streq|starts?_?with|StartsWith|has_?prefix|skip_prefix|strequal)$/i

/**
 * Flags and commands by calls: getopt's letters, comparisons, gflags, absl, CLI11, cxxopts, Boost, argparse, and macros of
 * tables (`OPT_BOOL('q', "quiet", …)`).
 */
export function* flagCall(call: Call, code: Code): Iterable<Stated> {
  const { node, name, given } = call
  if (/^getopt(?:_long(?:_only)?)?$/.test(name)) yield* letters(node, code.text(given[2]))
  else if (
    compares.test(name) &&
    given.some((one) => one.type !== 'string_literal' && isArgument(one))
  )
    for (const argument of given) yield* compared(node, code.text(argument))
  else if (/^OPT_[A-Z_]+$/.test(name) || /^is_?opt(?:ion)?$/i.test(name))
    yield* lettered(call, code)
  else if (/^DEFINE_(?:bool|u?int(?:32|64)|double|string)$/.test(name)) yield* gflag(call, 0, code)
  else if (name === 'ABSL_FLAG') yield* gflag(call, 1, code)
  else if (/^add_(?:option|flag|argument)(?:_function)?$/.test(name)) yield* added(call, code)
  else if (/^add_(?:subcommand|parser)$/.test(name)) {
    const text = code.text(given[0])
    if (text !== null && /^[A-Za-z][\w:-]*$/.test(text)) yield command(node, text)
  } else if (call.receiver?.type === 'call_expression' && name === '') yield* chained(call, code)
}

function* letters(node: SyntaxNode, text: string | null): Iterable<Stated> {
  if (text === null) yield unknowable(node, 'cli-flag')
  for (const letter of text?.replace(/[:+-]/g, '').replace(/W;/, '') ?? '')
    if (/[A-Za-z0-9?]/.test(letter)) yield flag(node, `-${letter}`, null)
}

function* lettered({ node, given }: Call, code: Code): Iterable<Stated> {
  for (const argument of given.slice(0, 4)) {
    const text = code.text(argument)
    if (text === null || text.length > 60) continue
    if (argument.type === 'char_literal' && /^[A-Za-z0-9?]$/.test(text))
      yield flag(node, `-${text}`, null)
    else if (argument.type === 'string_literal') {
      if (/^[A-Za-z][\w-]*$/.test(text) && text.length > 1) yield flag(node, `--${text}`, null)
      return
    }
  }
}

function* gflag({ node, name, given }: Call, at: 0 | 1, code: Code): Iterable<Stated> {
  const subject = given[at]?.text ?? ''
  if (!isFlagName(subject)) return
  yield flag(node, `--${subject}`, null, code.value(given[at + 1]))
  if (/bool/.test(`${name} ${given[0]?.text.slice(0, 20) ?? ''}`))
    yield flag(node, `--no${subject}`, null)
  // Libraries that are linked in bring flags of their own.
  yield unknowable(node, 'cli-flag')
}

/** CLI11's `add_option("-p,--port", …)->default_val(80)->envname("PORT")`, argparse's `add_argument("-v", "--verbose")`. */
function* added(call: Call, code: Code): Iterable<Stated> {
  const value = later(call.node, /^default_(?:val|value|str)$/, code)
  const texts = call.given.map((argument) => code.text(argument)).filter((text) => text !== null)
  for (const text of call.name === 'add_argument' ? texts : texts.slice(0, 1))
    if (text.startsWith('-'))
      for (const name of flagsIn(text.replaceAll('!', ''))) yield flag(call.node, name, null, value)
  const env = later(call.node, /^envname$/, code)
  if (env !== null) yield variable(call.node, env, value)
}

const later = (call: SyntaxNode, method: RegExp, code: Code): string | null => {
  let at = call
  for (let depth = 0; depth < 20; depth++) {
    const member = at.parent
    const next = member?.parent
    if (member?.type !== 'field_expression' || next?.type !== 'call_expression') return null
    if (method.test(member.child('field')?.text ?? ''))
      return code.value(next.child('arguments')?.parts[0])
    at = next
  }
  return null
}

/** `options.add_options()("p,port", "…", value<int>()->default_value("80"))("help", "…")`: cxxopts and Boost. */
function* chained(call: Call, code: Code): Iterable<Stated> {
  let root: SyntaxNode | null = call.receiver
  for (let depth = 0; root?.type === 'call_expression' && depth < 500; depth++) {
    const inner: SyntaxNode | null = root.child('function')
    if (inner?.type !== 'call_expression') break
    root = inner
  }
  if (!/add_options$/.test(root?.child('function')?.text.slice(-40) ?? '')) return
  const value = call.given.map((argument) => defaultIn(argument, code)).find((one) => one !== null)
  for (const name of code.text(call.given[0])?.split(',') ?? [])
    if (isFlagName(name.trim())) yield flag(call.node, dashed(name.trim()), null, value ?? null)
}

const defaultIn = (argument: SyntaxNode, code: Code): string | null => {
  let at: SyntaxNode | null = argument
  for (let depth = 0; at?.type === 'call_expression' && depth < 12; depth++) {
    const call = code.speech.callOf(at)
    if (call?.name === 'default_value') return code.value(call.given[0])
    at = call?.receiver ?? null
  }
  return null
}
