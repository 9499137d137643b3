import { wordsOf } from '../../../domain/fact.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'

/** The last name of a path or a type: `Cli` of `crate::args::Cli<'a>`. */
export const lastName = (node: SyntaxNode | null): string | null => {
  switch (node?.type) {
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
    case 'primitive_type':
      return plain(node.text)
    case 'scoped_identifier':
    case 'scoped_type_identifier':
      return lastName(node.child('name'))
    case 'generic_type':
    case 'reference_type':
      return lastName(node.child('type'))
    case 'generic_function':
    case 'call_expression':
      return lastName(node.child('function'))
    case 'field_expression':
      return lastName(node.child('field'))
    default:
      return null
  }
}

/** A name without the mark of a raw identifier: `r#type` is `type`. */
export const plain = (name: string): string => name.replace(/^r#/, '')

/** What an item belongs to: the type of its `impl`, its trait; null for a free one. */
export const holderOf = (item: SyntaxNode): string | null => {
  const around = item.parent?.type === 'declaration_list' ? item.parent.parent : null
  if (around?.type === 'impl_item') return lastName(around.child('type'))
  return around?.type === 'trait_item' ? (around.child('name')?.text ?? null) : null
}

/** What an item belongs to that stands in what a macro is given: `cfg_net! { fn bind() {} }` in an `impl`. */
export const holderThroughMacro = (tokens: SyntaxNode): string | null => {
  let at = tokens
  while (at.type === 'token_tree' && at.parent !== null) at = at.parent
  return at.type === 'macro_invocation' ? holderOf(at) : null
}

/** The function around a node; closures are looked through. */
export const functionAround = (node: SyntaxNode): SyntaxNode | null => {
  for (let at = node.parent; at !== null; at = at.parent) if (at.type === 'function_item') return at
  return null
}

/** The arguments of a call. */
export const argumentsOf = (call: SyntaxNode | undefined): readonly SyntaxNode[] =>
  call?.child('arguments')?.parts ?? []

/** The later calls of the chain that starts at a call, by their names: `.long("x")` of `Arg::new("x").long("x")`. */
export const chainedFrom = (
  call: SyntaxNode,
): { readonly calls: ReadonlyMap<string, SyntaxNode>; readonly top: SyntaxNode } => {
  const calls = new Map<string, SyntaxNode>()
  let top = call
  for (let length = 0; length < 200; length++) {
    if (top.parent?.type === 'try_expression') top = top.parent
    const member = top.parent
    const next = member?.parent
    if (member?.type !== 'field_expression' || next?.type !== 'call_expression') break
    if (top.field !== 'value' || member.field !== 'function') break
    const name = member.child('field')?.text ?? ''
    if (!calls.has(name)) calls.set(name, next)
    top = next
  }
  return { calls, top }
}

/** The call that a chain starts with. */
export const rootOf = (call: SyntaxNode): SyntaxNode => {
  let root = call
  for (let length = 0; length < 400; length++) {
    const callee = root.type === 'call_expression' ? root.child('function') : null
    const value =
      callee?.type === 'field_expression'
        ? callee.child('value')
        : root.type === 'try_expression'
          ? (root.parts[0] ?? null)
          : null
    if (value === null) break
    root = value
  }
  return root
}

/** The spelling that a rule of serde, clap or strum gives the words of a name; the name itself where the rule is unknown. */
export const spelt = (name: string, words: readonly string[], rule: string): string => {
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
  switch (
    rule
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase()
      .replace(/case$/, '')
  ) {
    case 'lower':
      return words.join('')
    case 'upper':
      return words.join('').toUpperCase()
    case 'pascal':
      return words.map(capital).join('')
    case 'camel':
      return words.map((word, index) => (index === 0 ? word : capital(word))).join('')
    case 'snake':
      return words.join('_')
    case 'screamingsnake':
      return words.join('_').toUpperCase()
    case 'kebab':
      return words.join('-')
    case 'screamingkebab':
      return words.join('-').toUpperCase()
    default:
      return name
  }
}

/** `MaxRetries` and `max_retries` as `max-retries`. */
export const kebab = (name: string): string => wordsOf(name).join('-')

/** The words of a name as serde cuts them: a field at its underscores, a variant before each capital. */
export const serdeWords = (name: string, isVariant: boolean): readonly string[] =>
  (isVariant ? name.replace(/(?!^)(?=[A-Z])/g, '_') : name).toLowerCase().split('_')
