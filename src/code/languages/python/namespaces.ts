import type { SyntaxNode } from '../../../syntax/node.ts'
import { fieldDefault } from './fields.ts'
import type { Rules } from './file.ts'
import { lastName } from './names.ts'

const deepest = 4

/** Settings that are declared as arguments of arguments: `redis=Namespace(socket_timeout=Option(120.0))`. */
export const namespaceRules: Rules = {
  *keyword_argument(node, file) {
    const value = node.child('value')
    const subject = node.child('name')?.text ?? ''
    if (value?.type !== 'call' || !/^[A-Z]/.test(lastName(value) ?? '')) return
    const owner = namespaceOf(node)
    const fallback = owner === null ? null : fieldDefault(value, file)
    if (owner === null || fallback === null) return
    yield {
      kind: 'option',
      subject,
      role: 'key',
      owner,
      value: fallback,
      isDefault: true,
      at: node.start,
    }
  },
}

/** The names of the arguments that an argument stands in, joined by dots; null where it stands in none. */
function namespaceOf(argument: SyntaxNode): string | null {
  const names: string[] = []
  let at: SyntaxNode | null = argument
  while (at !== null && names.length < deepest) {
    const call: SyntaxNode | null = at.parent?.parent ?? null
    const outer: SyntaxNode | null = call?.type === 'call' ? call.parent : null
    if (outer?.type !== 'keyword_argument') break
    names.unshift(outer.child('name')?.text ?? '')
    at = outer
  }
  return names.length > 0 && names.every((name) => name !== '') ? names.join('.') : null
}
