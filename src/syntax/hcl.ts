/** One attribute of an HCL block: `default = 7` in `variable "retention" { … }`. */
export interface HclAttribute {
  /** The blocks around it, outermost first: each its type and labels. */
  readonly path: readonly (readonly string[])[]
  readonly name: string
  /** The expression as written, when it is one literal; null when it is computed. */
  readonly value: string | null
  /** Offset of the name in the text, in UTF-16 units. */
  readonly at: number
  /** It stands in a map, a list or a call: an entry of a value, no attribute of the block. */
  readonly isEntry: boolean
}

/** A block's opening: its type and labels, and where it stands. */
export interface HclBlock {
  readonly labels: readonly string[]
  readonly at: number
  /** How many blocks and brackets it stands in; what a `terraform` block holds counts as outside. */
  readonly depth: number
}

const skipped =
  /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|<<[-~]?(\w+)[^\n]*\n[\s\S]*?(?:^[ \t]*\1[ \t]*$|$(?![\s\S]))/gm
const opening = /^([A-Za-z_][\w-]*)((?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*)[ \t]*\{/
const attribute = /^([A-Za-z_][\w-]*)[ \t]*=(?!=)[ \t]*/
const literal =
  /^(?:"((?:[^"\\$%\n]|\\.)*)"|(-?\d+(?:\.\d+)?|true|false|null))(?=[ \t]*(?:\}|\n|$))/

const deepest = 64

/** Attributes and blocks of an HCL text, line by line; what spans lines is only followed for its brackets. */
export function readHcl(text: string): {
  readonly attributes: readonly HclAttribute[]
  readonly blocks: readonly HclBlock[]
} {
  // Comments and heredocs are blanked out, so that offsets stay true.
  const bare = text.replace(skipped, (found) => found.replace(/[^\n]/g, ' '))
  const attributes: HclAttribute[] = []
  const blocks: HclBlock[] = []
  const open: (readonly string[] | null)[] = []
  // The blocks among them, apart: brackets may nest without end, and each attribute asks.
  const path: (readonly string[])[] = []
  let at = 0
  while (at < bare.length) {
    const rest = bare.slice(at, at + 2_000)
    const block = opening.exec(rest)
    const assigned = block ? null : attribute.exec(rest)
    if (block && open.length < deepest) {
      const labels = [
        block[1] ?? '',
        ...[...(block[2] ?? '').matchAll(/"([^"]*)"|([A-Za-z_][\w-]*)/g)].map(
          (label) => label[1] ?? label[2] ?? '',
        ),
      ]
      const inside = path[0]?.[0] === 'terraform' ? 1 : 0
      blocks.push({ labels, at, depth: open.length - inside })
      open.push(labels)
      path.push(labels)
      at += block[0].length
    } else if (assigned) {
      const value = literal.exec(rest.slice(assigned[0].length))
      attributes.push({
        path: [...path],
        name: assigned[1] ?? '',
        value: value ? (value[1] ?? value[2] ?? '') : null,
        at,
        isEntry: path.length !== open.length,
      })
      at += assigned[0].length + (value?.[0].length ?? 0)
    } else {
      const found = /^(?:"(?:[^"\\\n]|\\.)*"?|[A-Za-z_][\w-]*|[\s\S])/.exec(rest)?.[0] ?? ' '
      if (found === '{' || found === '[' || found === '(') open.push(null)
      else if ((found === '}' || found === ']' || found === ')') && open.pop()) path.pop()
      at += found.length
    }
  }
  return { attributes, blocks }
}
