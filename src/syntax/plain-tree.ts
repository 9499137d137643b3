import type { Language, Tree } from 'web-tree-sitter'
import type { Cursor } from './cursor.ts'
import { SyntaxNode } from './node.ts'

/** What a tree-sitter language says of its node types, looked up once instead of once a node. */
export interface NodeTypes {
  readonly types: readonly string[]
  readonly named: readonly boolean[]
  readonly fields: readonly (string | null)[]
  /** Brackets, commas and quotes: half of all nodes, and nothing that a reader of facts asks for. */
  readonly punctuation: readonly boolean[]
}

/** Reads the tables of a language. */
export const nodeTypesOf = (language: Language): NodeTypes => ({
  types: language.types,
  named: language.types.map((_, id) => language.nodeTypeIsNamed(id)),
  fields: language.fields,
  punctuation: language.types.map((type) => /^[()[\]{},;.'"`]$/.test(type)),
})

interface Open {
  readonly node: SyntaxNode
  readonly children: SyntaxNode[]
}

/** What a copy leaves out, and where it gives up. */
export interface CopyBounds {
  readonly depth: number
  readonly withoutPunctuation: boolean
}

/** Copies a tree into plain nodes without recursion; null when it is nested deeper than the bound. */
export const plainTree = (
  tree: Tree,
  cursor: Cursor,
  known: NodeTypes,
  source: string,
  { depth, withoutPunctuation }: CopyBounds,
): SyntaxNode | null => {
  const path: Open[] = []
  let root: SyntaxNode | null = null
  cursor.open(tree)
  try {
    for (;;) {
      const id = cursor.typeId()
      if (!withoutPunctuation || known.punctuation[id] !== true) {
        const open = opened(cursor, id, known, source, path.at(-1))
        root ??= open.node
        if (cursor.toFirstChild()) {
          if (path.length >= depth) return null
          path.push(open)
          continue
        }
      }
      while (!cursor.toNextSibling()) {
        if (!cursor.toParent()) return root
        path.pop()
      }
    }
  } finally {
    cursor.close()
  }
}

const opened = (
  cursor: Cursor,
  id: number,
  known: NodeTypes,
  source: string,
  inside: Open | undefined,
): Open => {
  const children: SyntaxNode[] = []
  const node = new SyntaxNode(
    {
      type: known.types[id] ?? 'ERROR',
      named: known.named[id] ?? true,
      field: known.fields[cursor.fieldId()] ?? null,
      start: cursor.start(),
      end: cursor.end(),
    },
    { parent: inside?.node ?? null, position: inside?.children.length ?? 0, children, source },
  )
  inside?.children.push(node)
  return { node, children }
}
