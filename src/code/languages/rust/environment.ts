import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { anyOf, variable } from '../states.ts'
import { screamingStrings } from './declarations.ts'
import type { File, Rules } from './file.ts'
import { bare, literalOf, namedString, stringOf } from './literals.ts'
import { argumentsOf, functionAround, lastName } from './names.ts'

const reads = /(?:^|::)env::(?:var|var_os)$|(?:^|::)dotenvy?::var$/
const sets = /(?:^|::)env::(?:set_var|remove_var)$/
const name = /^[A-Za-z_]\w{0,99}$/

/** Reads and settings of environment variables, at run time and when the program is built. */
export const environmentRules: Rules = {
  *call_expression(node, file) {
    const callee = node.child('function')
    const path = callee?.text.slice(-80) ?? ''
    const [first, second] = argumentsOf(node)
    if (/(?:^|::)env::vars(?:_os)?$/.test(path)) yield anyOf('environment-variable', node.start)
    if (first === undefined) return
    const subject = namedString(first, file.constants)
    const isRead =
      reads.test(path) || (/^var(?:_os)?$/.test(path) && file.uses(/\benv::\{?[^;]*\bvar/))
    if (isRead) yield* read(node, first, subject, file)
    else if (sets.test(path) || (/\.env$/.test(path) && second !== undefined)) {
      if (subject !== null && name.test(subject))
        yield given(subject, literalOf(second, file.constants), node.start)
    } else if (/env/i.test(lastName(callee) ?? '') && !/\.env$/.test(path))
      yield* wrapped(node, first, subject, file)
  },
  *macro_invocation(node) {
    const macro = node.child('macro')?.text ?? ''
    if (!/^(?:(?:std|core)::)?(?:option_)?env$/.test(macro)) return
    const subject = stringOf(node.parts.find(({ type }) => type === 'token_tree')?.parts[0])
    if (subject !== null && name.test(subject)) yield variable(subject, { at: node.start })
  },
  *token_tree(node) {
    yield* inMacro(node)
  },
  *const_item(node, file) {
    yield* declared(node, node.child('name')?.text ?? '', file)
  },
  *static_item(node, file) {
    yield* declared(node, node.child('name')?.text ?? '', file)
  },
  *let_declaration(node, file) {
    yield* declared(node, node.child('pattern')?.text.slice(0, 80) ?? '', file)
  },
}

function* read(
  node: SyntaxNode,
  first: SyntaxNode,
  subject: string | null,
  file: File,
): Iterable<Stated> {
  if (subject === null) {
    if (!isElsewhere(first)) yield anyOf('environment-variable', node.start)
  } else if (name.test(subject))
    yield variable(subject, { value: fallbackOf(node, file), at: node.start })
}

/** A constant of another file is stated where it is declared; a helper's parameter, where the helper is called. */
const isElsewhere = (first: SyntaxNode): boolean => {
  const value = bare(first)
  const last = lastName(value) ?? ''
  if (isScreaming(last)) return /ENV/.test(last)
  const around = value.type === 'identifier' ? functionAround(value) : null
  const isParameter = around
    ?.child('parameters')
    ?.parts.some((parameter) => parameter.child('pattern')?.text === last)
  return isParameter === true && /env/i.test(around?.child('name')?.text ?? '')
}

const given = (subject: string, value: string | null, at: number): Stated => ({
  kind: 'environment-variable',
  subject,
  role: 'declaration',
  value,
  at,
})

/** `config.get_env("APP_HOME")`, `env_or("APP_PORT", 8080)`. */
function* wrapped(
  node: SyntaxNode,
  first: SyntaxNode,
  subject: string | null,
  file: File,
): Iterable<Stated> {
  if (subject !== null && isScreaming(subject)) {
    const value = literalOf(argumentsOf(node)[1], file.constants) ?? fallbackOf(node, file)
    yield variable(subject, { value, at: node.start })
  } else if (
    bare(first).type === 'macro_invocation' &&
    /^format$/.test(bare(first).child('macro')?.text ?? '')
  )
    yield anyOf('environment-variable', node.start)
}

const passes =
  /^(?:ok|as_deref|as_ref|map|map_err|and_then|filter|to_str|trim|parse|into_string|unwrap|expect|transpose|flatten)$/

/** The literal that stands in for a variable that is not set: `.unwrap_or("x")`, `.unwrap_or_else(|_| "x".into())`. */
const fallbackOf = (node: SyntaxNode, file: File): string | null => {
  let at = node
  for (let length = 0; length < 8; length++) {
    if (at.parent?.type === 'try_expression') at = at.parent
    const member = at.parent
    const call = member?.parent
    if (member?.type !== 'field_expression' || call?.type !== 'call_expression') return null
    const method = member.child('field')?.text ?? ''
    const [first, second] = argumentsOf(call)
    if (method === 'unwrap_or' || method === 'map_or') return literalOf(first, file.constants)
    if (method === 'unwrap_or_else')
      return first?.type === 'closure_expression'
        ? literalOf(first.child('body'), file.constants)
        : null
    if (!passes.test(method) || second !== undefined) return null
    at = call
  }
  return null
}

/** Macros take tokens: `println!("{}", env::var("HOME").unwrap())`, `concat!(env!("OUT_DIR"), "/x")`. */
function* inMacro(tree: SyntaxNode): Iterable<Stated> {
  for (const [index, token] of tree.children.entries()) {
    if (token.type !== 'identifier') continue
    const [next, after, further] = tree.children.slice(index + 1, index + 4)
    const isMacro = /^(?:option_)?env$/.test(token.text) && next?.type === '!'
    const isCall =
      token.text === 'env' && next?.type === '::' && /^var(?:_os)?$/.test(after?.text ?? '')
    const inside = isMacro ? after : isCall ? further : undefined
    const subject = inside?.type === 'token_tree' ? stringOf(inside.parts[0]) : null
    if (subject !== null && name.test(subject)) yield variable(subject, { at: token.start })
  }
}

/** A constant or a list that is called an environment variable names some: `const CONFIG_ENV: &str = "APP_CONFIG"`. */
function* declared(node: SyntaxNode, called: string, file: File): Iterable<Stated> {
  if (!/(?:^|_)env(?:_|s?$)|variables?$/i.test(called)) return
  const value = node.child('value')
  const subject = namedString(value, file.constants)
  if (subject !== null && isScreaming(subject)) yield given(subject, null, node.start)
  for (const part of screamingStrings(value)) yield given(stringOf(part) ?? '', null, part.start)
}
