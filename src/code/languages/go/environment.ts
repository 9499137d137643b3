import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { anyOf, variable } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf, namedString } from './literals.ts'
import { argumentsOf, functionAround, keyedElements, lastName, listed } from './names.ts'

const reads = /^(?:os|syscall)\.(?:Getenv|LookupEnv)$/
const sets = /(?:^|\.)(?:Setenv|Unsetenv)$/

/** Reads and settings of environment variables, through the file's own helpers too. */
export const environmentRules: Rules = {
  *call_expression(node, file) {
    const callee = node.child('function')?.text.slice(0, 120) ?? ''
    const name = lastName(node.child('function')) ?? ''
    const [first, second] = argumentsOf(node)
    if (/^(?:os|syscall)\.Environ$/.test(callee)) yield anyOf('environment-variable', node.start)
    if (first === undefined) return
    const subject = namedString(first, file.constants)
    if (reads.test(callee)) yield* read(node, first, subject, fallbackOf(node, file), file)
    else if (sets.test(callee)) yield* set(node, subject, second, file)
    else if (callee === 'os.ExpandEnv' || callee === 'os.Expand') yield* expanded(node, subject)
    // kingpin's `.Envar("X")` is read with the flag's default.
    else if (name !== 'Envar' && (file.readers.has(name) || /env/i.test(callee)))
      yield* wrapped(node, first, subject, file)
  },
  *composite_literal(node, file) {
    if (!/^Env(?:Var|Entry)?$/.test(lastName(elementType(node)) ?? '')) return
    for (const literal of [
      node,
      ...(node.child('body')?.parts ?? []).flatMap(({ parts }) => parts),
    ]) {
      const elements = keyedElements(literal)
      const subject = namedString(elements.get('Name'), file.constants)
      if (subject !== null && isScreaming(subject))
        yield given(subject, literalOf(elements.get('Value'), file.constants), literal.start)
    }
  },
  *interpreted_string_literal(node) {
    const [, subject, value = ''] =
      /^"([A-Z][A-Z0-9_]{1,99})=([^"%\\$]{0,200})/.exec(node.text.slice(0, 310)) ?? []
    if (subject !== undefined && isHandedToChild(node))
      yield given(subject, value || null, node.start)
  },
  *const_spec(node, file) {
    yield* declared(node, file)
  },
  *var_spec(node, file) {
    yield* declared(node, file)
  },
}

function* read(
  node: SyntaxNode,
  first: SyntaxNode,
  subject: string | null,
  value: string | null,
  file: File,
): Iterable<Stated> {
  if (subject !== null) {
    if (/^[A-Za-z_]\w{0,99}$/.test(subject)) yield variable(subject, { value, at: node.start })
  } else if (!isElsewhere(first, file)) yield anyOf('environment-variable', node.start)
}

/** A constant of another file is stated where it is declared; a helper's parameter, where the helper is called. */
const isElsewhere = (first: SyntaxNode, file: File): boolean => {
  const name = lastName(first) ?? ''
  if (first.type !== 'identifier')
    return first.type === 'selector_expression' && /^env|Env/.test(name)
  const around = functionAround(first)
  const helper = around?.child('name')?.text ?? ''
  const isParameter = around?.child('parameters')?.parts[0]?.child('name')?.text === name
  if (isParameter) return /env/i.test(helper) || file.readers.has(helper)
  return /^env[A-Z]|Env/.test(name)
}

function* set(
  node: SyntaxNode,
  subject: string | null,
  value: SyntaxNode | undefined,
  file: File,
): Iterable<Stated> {
  if (subject !== null && /^[A-Za-z_]\w{0,99}$/.test(subject))
    yield given(subject, literalOf(value, file.constants), node.start)
}

const given = (subject: string, value: string | null, at: number): Stated => ({
  kind: 'environment-variable',
  subject,
  role: 'declaration',
  value,
  at,
})

/** The type of a literal, of one in a list the list's elements. */
const elementType = (literal: SyntaxNode): SyntaxNode | null => {
  const type = literal.child('type')
  return type?.type === 'slice_type' ? type.child('element') : type
}

/** `cmd.Env = append(os.Environ(), "TOKEN=x")`. */
const isHandedToChild = (text: SyntaxNode): boolean => {
  for (let at = text.parent, depth = 0; at !== null && depth < 8; at = at.parent, depth++) {
    if (at.type === 'assignment_statement') return /env$/i.test(at.child('left')?.text ?? '')
    if (at.type === 'call_expression' && lastName(at) === 'append')
      return /env/i.test(argumentsOf(at)[0]?.text.slice(0, 80) ?? '')
    if (at.type === 'block') return false
  }
  return false
}

function* expanded(node: SyntaxNode, text: string | null): Iterable<Stated> {
  if (text === null) yield anyOf('environment-variable', node.start)
  for (const [, subject] of (text ?? '').matchAll(/\$\{?([A-Z_][A-Z0-9_]{0,99})\b/g))
    if (subject !== undefined) yield variable(subject, { at: node.start })
}

const settings = /^(?:BindEnv|SetEnvPrefix|MustBindEnv|EnvVars?|EnvVarsWithPrefix)$/

/** `getEnv("X", "fallback")`, `env.ParseNumFromEnv(EnvX, 5, 0, 10)`, `cli.EnvVars("X", "Y")`. */
function* wrapped(
  node: SyntaxNode,
  first: SyntaxNode,
  subject: string | null,
  file: File,
): Iterable<Stated> {
  const name = lastName(node.child('function')) ?? ''
  if (settings.test(name)) {
    // viper names its own key first, then what it reads it from.
    const given = name.endsWith('BindEnv') ? argumentsOf(node).slice(1) : argumentsOf(node)
    for (const one of name === 'SetEnvPrefix' ? [] : given) {
      const bound = namedString(one, file.constants)
      if (bound !== null && isScreaming(bound)) yield variable(bound, { at: one.start })
    }
  } else if (subject === null) {
    const isReader = file.readers.has(name) && !isElsewhere(first, file)
    if (isReader || isJoined(first)) yield anyOf('environment-variable', node.start)
  } else if (isScreaming(subject)) {
    const value = literalOf(argumentsOf(node)[1], file.constants) ?? fallbackOf(node, file)
    yield variable(subject, { value, at: node.start })
  }
}

/** `prefix + "_TOKEN"`, `fmt.Sprintf("%s_TOKEN", name)`. */
const isJoined = (first: SyntaxNode): boolean =>
  first.type === 'binary_expression' || /^fmt\.Sprint/.test(first.text.slice(0, 20))

/**
 * The literal that stands in for an empty variable: `cmp.Or(os.Getenv("X"), "y")`, or
 * `port := os.Getenv("X")` and then `if port == "" { port = "8080" }`.
 */
const fallbackOf = (node: SyntaxNode, file: File): string | null => {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null
  if (call !== null && /^cmp\.Or$/.test(call?.child('function')?.text ?? ''))
    return literalOf(argumentsOf(call ?? node)[1], file.constants)
  const binding = node.parent?.type === 'expression_list' ? node.parent.parent : null
  const name = binding?.child('left')?.parts[0]?.text
  const next = binding?.parent?.parts[binding.parent.parts.indexOf(binding) + 1]
  if (name === undefined || next?.type !== 'if_statement') return null
  const condition = next.child('condition')?.text ?? ''
  if (condition !== `${name} == ""` && condition !== `len(${name}) == 0` && condition !== '!ok')
    return null
  const body = next.child('consequence')?.parts[0]
  const statement = body?.type === 'statement_list' ? body.parts[0] : body
  if (statement?.type === 'return_statement') {
    const around = functionAround(node)
    // What a helper gives back in its place is its caller's to say.
    return around === null ? null : literalOf(statement.parts[0]?.parts[0], file.constants)
  }
  return statement?.child('left')?.text === name
    ? literalOf(statement.child('right')?.parts[0], file.constants)
    : null
}

/** A constant that is called an environment variable names one: `EnvLogLevel = "APP_LOG_LEVEL"`. */
function* declared(node: SyntaxNode, file: File): Iterable<Stated> {
  const values = node.child('value')?.parts ?? []
  const names = node.parts.filter(({ field }) => field === 'name')
  for (const [index, name] of names.entries()) {
    if (!/^env|Env|ENV/.test(name.text)) continue
    const value = values[index]
    const subjects = [value, ...listed(value)].map((one) => namedString(one, file.constants))
    for (const subject of subjects)
      if (subject !== null && isScreaming(subject)) yield given(subject, null, name.start)
  }
}
