import type { Language, Tree, TreeCursor } from 'web-tree-sitter'
import { SyntaxNode } from './node.ts'

/** What a tree-sitter language says of its node types, looked up once instead of once a node. */
export interface NodeTypes {
  readonly types: readonly string[]
  readonly named: readonly boolean[]
  readonly fields: readonly (string | null)[]
}

/** Reads the tables of a language. */
export const nodeTypesOf = (language: Language): NodeTypes => ({
  types: language.types,
  named: language.types.map((_, id) => language.nodeTypeIsNamed(id)),
  fields: language.fields,
})

interface Open {
  readonly node: SyntaxNode
  readonly children: SyntaxNode[]
}

/** Copies a tree into plain nodes without recursion; null when it is nested deeper than the bound. */
export const plainTree = (
  tree: Tree,
  known: NodeTypes,
  source: string,
  depth: number,
): SyntaxNode | null => {
  const cursor = tree.walk()
  try {
    const root = opened(cursor, known, source, undefined)
    const path = [root]
    for (;;) {
      const parent = path.at(-1)
      if (cursor.gotoFirstChild()) {
        if (path.length >= depth) return null
      } else {
        do {
          path.pop()
          if (path.length === 0) return root.node
        } while (!cursor.gotoNextSibling() && cursor.gotoParent())
      }
      const inside = path.at(-1) ?? parent
      path.push(opened(cursor, known, source, inside))
    }
  } finally {
    cursor.delete()
  }
}

const opened = (
  cursor: TreeCursor,
  known: NodeTypes,
  source: string,
  inside: Open | undefined,
): Open => {
  const id = cursor.nodeTypeId
  const children: SyntaxNode[] = []
  const node = new SyntaxNode(
    {
      type: known.types[id] ?? 'ERROR',
      named: known.named[id] ?? true,
      field: known.fields[cursor.currentFieldId] ?? null,
      start: cursor.startIndex,
      end: cursor.endIndex,
    },
    { parent: inside?.node ?? null, position: inside?.children.length ?? 0, children, source },
  )
  inside?.children.push(node)
  return { node, children }
}
