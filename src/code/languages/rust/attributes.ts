import { isComment, type SyntaxNode } from '../../../syntax/node.ts'

/** One entry of an attribute or of a macro's arguments: `default_value_t = 5`, `flatten`, `rename(serialize = "x")`. */
export interface Entry {
  readonly name: string
  readonly at: number
  /** The tokens after `=`; none for a bare entry. */
  readonly value: readonly SyntaxNode[]
  /** What stands in brackets after the name. */
  readonly inside: SyntaxNode | null
}

/** An attribute over an item: `#[serde(rename = "x")]`. */
export interface Attribute {
  /** Its last word: `serde`, `arg`, `get`. */
  readonly name: string
  readonly at: number
  readonly arguments: SyntaxNode | null
}

const mostTokens = 2_000
/** How many attributes and comments may stand over one item. */
const mostBefore = 300

/** The attributes over an item, a field or a variant. */
export const attributesOf = (node: SyntaxNode): readonly Attribute[] => {
  const siblings = node.parent?.children ?? []
  const found: Attribute[] = []
  const last = Math.max(0, node.position - mostBefore)
  for (let index = node.position - 1; index >= last; index--) {
    const before = siblings[index]
    if (before === undefined || !(before.type === 'attribute_item' || isComment(before))) break
    const attribute = before.parts[0]
    const name = attribute?.parts[0]?.text.split('::').at(-1)
    if (before.type === 'attribute_item' && name !== undefined)
      found.unshift({ name, at: before.start, arguments: attribute?.child('arguments') ?? null })
  }
  return found
}

/** The entries of all attributes of these names. */
export const entriesOf = (
  attributes: readonly Attribute[],
  names: readonly string[],
): readonly Entry[] =>
  attributes.flatMap(({ name, arguments: given }) =>
    names.includes(name) && given !== null ? entriesIn(given) : [],
  )

/** What an item derives, by last names: `Parser`, `Deserialize`. */
export const derivedBy = (attributes: readonly Attribute[]): ReadonlySet<string> =>
  new Set(
    attributes.flatMap(({ name, arguments: given }) =>
      name === 'derive' && given !== null
        ? given.parts.filter(({ type }) => type === 'identifier').map(({ text }) => text)
        : [],
    ),
  )

/** The tokens of a tree, a group for each comma: the copy of the tree leaves commas out, the text has them. */
export const groupsIn = (tree: SyntaxNode): readonly (readonly SyntaxNode[])[] => {
  if (tree.children.length > mostTokens) return []
  const text = tree.text
  const groups: SyntaxNode[][] = [[]]
  let end = tree.start
  for (const token of tree.children) {
    if (text.slice(end - tree.start, token.start - tree.start).includes(',')) groups.push([])
    if (!isComment(token)) groups.at(-1)?.push(token)
    end = token.end
  }
  return groups.filter((group) => group.length > 0)
}

/** The entries between the brackets of an attribute. */
export const entriesIn = (tree: SyntaxNode): readonly Entry[] =>
  groupsIn(tree).flatMap((group) => {
    const equals = group.findIndex(({ type }) => type === '=')
    const [first, second] = group
    if (first === undefined) return []
    const inside = second?.type === 'token_tree' ? second : null
    const value = equals > 0 ? group.slice(equals + 1) : []
    return [{ name: first.text, at: first.start, value, inside }]
  })

/** The tokens that an entry of this name is given; null when there is no such entry. */
export const tokensOf = (entries: readonly Entry[], name: string): readonly SyntaxNode[] | null =>
  entries.find((entry) => entry.name === name)?.value ?? null
