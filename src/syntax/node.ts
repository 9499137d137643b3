interface Place {
  readonly type: string
  readonly named: boolean
  readonly field: string | null
  readonly start: number
  readonly end: number
}

interface Surroundings {
  readonly parent: SyntaxNode | null
  readonly position: number
  readonly children: readonly SyntaxNode[]
  readonly source: string
}

/**
 * One node of a syntax tree, as plain data: the parser's own tree is freed before anyone reads this one.
 * Offsets are UTF-16 units into the text that was parsed.
 */
export class SyntaxNode {
  readonly type: string
  /** Keywords, operators and punctuation are not named: their `type` is their text. */
  readonly named: boolean
  /** The role in the parent (`name`, `value`, `operator`), or null. */
  readonly field: string | null
  readonly start: number
  readonly end: number
  readonly parent: SyntaxNode | null
  /** Position among the parent's children. */
  readonly position: number
  readonly children: readonly SyntaxNode[]
  private readonly source: string

  constructor(place: Place, surroundings: Surroundings) {
    this.type = place.type
    this.named = place.named
    this.field = place.field
    this.start = place.start
    this.end = place.end
    this.parent = surroundings.parent
    this.position = surroundings.position
    this.children = surroundings.children
    this.source = surroundings.source
  }

  get text(): string {
    return this.source.slice(this.start, this.end)
  }

  /** The first child in this role. */
  child(field: string): SyntaxNode | null {
    return this.children.find((node) => node.field === field) ?? null
  }

  /** The named children, comments left out. */
  get parts(): readonly SyntaxNode[] {
    return this.children.filter((node) => node.named && !isComment(node))
  }

  /** Whether an unnamed child (a keyword, an operator) reads like this. */
  has(token: string): boolean {
    return this.children.some((node) => !node.named && node.type === token)
  }

  /** The parser put this in to mend a mistake: it stands for nothing in the text. */
  get isMissing(): boolean {
    return this.start === this.end && this.children.length === 0 && this.parent !== null
  }
}

/** Whether a node is a comment, by any grammar's name for one. */
export const isComment = ({ type }: { readonly type: string }): boolean =>
  type === 'comment' || type === 'line_comment' || type === 'block_comment'

/** Every node below and including this one, parents first, in the order of the text. */
export function* walk(root: SyntaxNode): Generator<SyntaxNode> {
  const stack = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child !== undefined) stack.push(child)
    }
  }
}
