import { isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments } from 'yaml'
import { deepestLeaf, type Leaf, type Leaves, mostLeaves, tooDeep, tooMany } from './leaves.ts'

interface Open {
  readonly node: unknown
  readonly path: readonly (string | number)[]
  readonly at: number
}

/** The scalars of a YAML text, all its documents in one list; what an alias stands for is read where it is anchored. */
export function yamlLeaves(text: string): Leaves {
  const documents = parsed(text)
  if (documents === null) return tooDeep
  const leaves: Leaf[] = []
  for (const [index, document] of documents.entries()) {
    const [error] = document.errors
    if (error !== undefined)
      return { leaves: [], problem: `it is not valid YAML: ${firstLine(error.message)}` }
    // Documents of one file must not be taken for one another.
    const path = documents.length > 1 ? [index] : []
    const read = leavesOf({ node: document.contents, path, at: 0 }, leaves)
    if (read !== null) return read
  }
  return { leaves, problem: null }
}

const parsed = (text: string) => {
  try {
    const documents = parseAllDocuments(text, {
      uniqueKeys: false,
      logLevel: 'silent',
      strict: false,
    })
    return 'empty' in documents ? [] : [...documents]
  } catch {
    // The parser recurses: what is nested beyond its stack ends here.
    return null
  }
}

function leavesOf(root: Open, leaves: Leaf[]): Leaves | null {
  const stack: Open[] = [root]
  for (let open = stack.pop(); open !== undefined; open = stack.pop()) {
    const { node, path, at } = open
    if (path.length > deepestLeaf) return tooDeep
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const entries = node.items.map(({ key, value }): Open => {
        const name = isScalar(key) ? String(key.value) : String(key).slice(0, 100)
        return { node: value, path: [...path, name], at: key?.range?.[0] ?? at }
      })
      stack.push(...entries.reverse())
    } else if (isSeq<ParsedNode>(node)) {
      const entries = node.items.map(
        (value, index): Open => ({
          node: value,
          path: [...path, index],
          at: value?.range?.[0] ?? at,
        }),
      )
      stack.push(...entries.reverse())
    } else {
      if (path.length > 0) leaves.push({ path, value: scalarOf(node), at })
      if (leaves.length > mostLeaves) return tooMany
    }
  }
  return null
}

/** As written, so that `1_000`, `0755` and `yes` stay what they are. */
const scalarOf = (node: unknown): string | null => {
  if (!isScalar(node)) return null
  if (typeof node.value === 'string') return node.value
  if (node.source === '~') return 'null'
  return node.source !== undefined && node.source !== '' ? node.source : null
}

const firstLine = (message: string): string => message.split('\n')[0]?.slice(0, 120) ?? ''
