import type { SyntaxNode } from '../../../syntax/node.ts'

/** The last name of an expression or a type: `Getenv` of `os.Getenv("X")`, `Command` of `&cobra.Command{}`. */
export const lastName = (node: SyntaxNode | null): string | null => {
  switch (node?.type) {
    case 'identifier':
    case 'field_identifier':
    case 'type_identifier':
    case 'package_identifier':
      return node.text
    case 'selector_expression':
      return node.child('field')?.text ?? null
    case 'qualified_type':
      return node.child('name')?.text ?? null
    case 'generic_type':
    case 'composite_literal':
      return lastName(node.child('type'))
    case 'call_expression':
      return lastName(node.child('function'))
    case 'index_expression':
    case 'unary_expression':
      return lastName(node.child('operand'))
    case 'pointer_type':
    case 'parenthesized_expression':
    case 'parenthesized_type':
    case 'type_instantiation_expression':
      return lastName(node.parts[0] ?? null)
    default:
      return null
  }
}

/** What stands before the last name: `os` of `os.Getenv`, `cmd.Flags()` of `cmd.Flags().String`. */
export const operandOf = (call: SyntaxNode): SyntaxNode | null => {
  const callee = call.child('function')
  return callee?.type === 'selector_expression' ? callee.child('operand') : null
}

/** The arguments of a call. */
export const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  call.child('arguments')?.parts ?? []

/** The expression without `&`, `*` and parentheses. */
export const bare = (node: SyntaxNode): SyntaxNode => {
  let inner = node
  while (inner.type === 'unary_expression' || inner.type === 'parenthesized_expression') {
    const part = inner.child('operand') ?? inner.parts[0]
    if (part === undefined) break
    inner = part
  }
  return inner
}

/** The elements of `T{Name: "x"}` by their names. */
export const keyedElements = (literal: SyntaxNode): ReadonlyMap<string, SyntaxNode> => {
  const elements = new Map<string, SyntaxNode>()
  const body = literal.type === 'literal_value' ? literal : literal.child('body')
  for (const element of body?.parts ?? []) {
    const name = element.type === 'keyed_element' ? element.child('key')?.parts[0] : undefined
    const value = element.child('value')?.parts[0]
    if (name?.type === 'identifier' && value !== undefined) elements.set(name.text, value)
  }
  return elements
}

/** The elements of `[]string{"a", "b"}`. */
export const listed = (node: SyntaxNode | undefined): readonly SyntaxNode[] =>
  node?.type !== 'composite_literal'
    ? []
    : (node.child('body')?.parts ?? []).flatMap(({ type, parts }) =>
        type === 'literal_element' ? parts.slice(0, 1) : [],
      )

/** The function or method around a node; functions without a name are looked through. */
export const functionAround = (node: SyntaxNode): SyntaxNode | null => {
  for (let at = node.parent; at !== null; at = at.parent)
    if (at.type === 'function_declaration' || at.type === 'method_declaration') return at
  return null
}

/** The type that a method belongs to. */
export const receiverOf = (method: SyntaxNode): string | null =>
  lastName(method.child('receiver')?.parts[0]?.child('type') ?? null)

/** The name that an expression is bound to: `x` of `x := …`, `var x = …`, `x = …`. */
export const boundName = (node: SyntaxNode): string | null => {
  const list = node.parent
  const binding = list?.parent
  if (list?.type !== 'expression_list' || !binding || !/^(?:right|value)$/.test(list.field ?? ''))
    return null
  const index = list.parts.indexOf(node)
  if (binding.type === 'var_spec' || binding.type === 'const_spec')
    return binding.parts.filter(({ field }) => field === 'name')[index]?.text ?? null
  const left = binding.child('left')?.parts[index]
  return left?.type === 'identifier' ? left.text : null
}

/** A later call in the chain that starts at a call: `.Default("x")` of `cmd.Flag("y", "").Default("x")`. */
export const chainedFrom = (call: SyntaxNode): ReadonlyMap<string, SyntaxNode> => {
  const calls = new Map<string, SyntaxNode>()
  let at = call
  for (let length = 0; length < 30; length++) {
    const selector = at.parent
    const next = selector?.parent
    if (selector?.type !== 'selector_expression' || next?.type !== 'call_expression') break
    if (at.field !== 'operand' || selector.field !== 'function') break
    calls.set(selector.child('field')?.text ?? '', next)
    at = next
  }
  return calls
}
