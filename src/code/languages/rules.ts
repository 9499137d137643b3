import { type SyntaxNode, walk } from '../../syntax/node.ts'
import { type Stated, Unreadable } from '../extractor.ts'

const mostMilliseconds = 5_000

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
    const start = performance.now()
    let visited = 0
    for (const node of walk(root)) {
      visited += 1
      if (visited % 4_096 === 0 && performance.now() - start > mostMilliseconds)
        throw new Unreadable('it takes too long to read')
      for (const rule of rules.get(node.type) ?? []) yield* rule(node, file)
    }
  }
}
