import { type SyntaxNode, walk } from '../../syntax/node.ts'
import type { Stated } from '../extractor.ts'

/** What nodes of one type state, given what the rules may know of the file. */
export type Rule<File> = (node: SyntaxNode, file: File) => Iterable<Stated>

/** Rules by the node type they read. */
export type Rules<File> = Readonly<Record<string, Rule<File>>>

/** One walk over a tree for several families of rules. */
export const ruled = <File>(
  families: readonly Rules<File>[],
): ((root: SyntaxNode, file: File) => Iterable<Stated>) => {
  const rules = new Map<string, Rule<File>[]>()
  for (const family of families)
    for (const [type, rule] of Object.entries(family))
      rules.set(type, [...(rules.get(type) ?? []), rule])

  return function* (root, file) {
    for (const node of walk(root))
      for (const rule of rules.get(node.type) ?? []) yield* rule(node, file)
  }
}
