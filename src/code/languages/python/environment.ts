import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, isScreaming, type Stated } from '../../extractor.ts'
import { fallbackOf } from './fallbacks.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { lastName, namedArgument, positionals } from './names.ts'

/** Reads and settings of environment variables. */
export const environmentRules: Rules = {
  *subscript(node, file) {
    if (!isEnvironment(node.child('value'))) return
    const name = stringOf(node.child('subscript'))
    if (name === null) yield dynamic(node)
    else if (node.parent?.type === 'assignment' && node.field === 'left')
      yield {
        ...variable(node, name, literalOf(node.parent.child('right'), file.constants)),
        role: 'declaration',
        isDefault: false,
      }
    else yield variable(node, name, fallbackOf(node, file))
  },
  *call(node, file) {
    const callee = node.child('function')
    const path = callee?.text.slice(-80) ?? ''
    const first = positionals(node)[0] ?? namedArgument(node, 'key')
    const name = stringOf(first ?? null)
    const reads = isEnvironment(callee?.child('object') ?? null) || /(?:^|\.)getenvb?$/.test(path)
    if (reads && name === null) yield dynamic(node)
    else if (
      name !== null &&
      (reads || wraps(path, name) || (isScreaming(name) && file.readers.has(path)))
    )
      yield variable(node, name, defaultOf(node, file))
    const given = namedArgument(node, 'envvar') ?? namedArgument(node, 'env_var')
    const envvar = stringOf(given)
    const fallback = literalOf(namedArgument(node, 'default'), file.constants)
    if (given !== null && envvar !== null) yield variable(given, envvar, fallback)
  },
  *comparison_operator(node) {
    const name = stringOf(node.parts[0] ?? null)
    if (name !== null && isEnvironment(node.parts[1] ?? null)) yield variable(node, name, null)
  },
  *attribute(node) {
    if (/^os\.environb?$/.test(node.text) && escapes(node)) yield dynamic(node)
  },
}

const isEnvironment = (node: SyntaxNode | null): boolean =>
  node !== null &&
  (/^os\.environb?$/.test(node.text.slice(0, 20)) ||
    (/^environb?$/.test(node.text.slice(0, 20)) && isImported(node)))

/** A WSGI server calls what it knows of a request `environ` too. */
const isImported = (node: SyntaxNode): boolean => {
  let root = node
  while (root.parent !== null) root = root.parent
  return root.parts.some(
    (part) =>
      part.type === 'import_from_statement' && /^from os import\b.*\benvironb?\b/s.test(part.text),
  )
}

/** Handed on whole, the environment can be read under any name. */
const escapes = (node: SyntaxNode): boolean => {
  const parent = node.parent?.type
  return parent !== 'subscript' && parent !== 'attribute' && parent !== 'comparison_operator'
}

/** `env.int('X', default=3)`, `_get_bool_env('X')`, `config('X', default=5)`. */
const wraps = (path: string, name: string): boolean =>
  isScreaming(name) && (/env/i.test(path) || (/config$/i.test(path) && name.includes('_')))

/**
 * The functions of a file that read the variable whose name they are given first: `_get_int('ACME_PORT', 8080)`. One
 * that hands the name on to another of them is one too.
 */
export function environmentReaders(root: SyntaxNode): ReadonlySet<string> {
  const found = new Set<string>()
  const functions = root.parts.filter(({ type }) => type === 'function_definition')
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const one of functions) {
      const name = one.child('name')?.text ?? ''
      const first = one.child('parameters')?.parts[0]
      const taken = first === undefined ? null : (/^\w+/.exec(first.text)?.[0] ?? null)
      const calls = ['getenv', 'environ.get', ...found].map((called) => `${called}(${taken}`)
      const body = one.child('body')?.text.slice(0, 4_000) ?? ''
      if (taken !== null && [...calls, `environ[${taken}`].some((read) => body.includes(read)))
        found.add(name)
    }
  }
  return found
}

const defaultOf = (node: SyntaxNode, file: File): string | null =>
  literalOf(namedArgument(node, 'default') ?? positionals(node)[1] ?? null, file.constants) ??
  fallbackOf(node, file)

const dynamic = (node: SyntaxNode): Stated => ({
  kind: 'environment-variable',
  subject: anyName,
  role: 'read',
  at: node.start,
})

const variable = (node: SyntaxNode, subject: string, value: string | null): Stated => ({
  kind: 'environment-variable',
  subject,
  role: lastName(node.child('function')) === 'setdefault' ? 'declaration' : 'read',
  value,
  isDefault: value !== null,
  at: node.start,
})
