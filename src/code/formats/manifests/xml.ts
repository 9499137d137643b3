/** One text of an XML file, with the elements around it. */
export interface XmlLeaf {
  readonly path: readonly string[]
  readonly value: string
  /** Attributes of the element, as written. */
  readonly attributes: string
  /** Offset of the element, in UTF-16 units. */
  readonly at: number
}

const token =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<(\/?)([A-Za-z_][\w:.-]{0,100})([^<>]{0,2000}?)(\/?)>/g
const deepest = 60
const most = 5_000

/** The texts of an XML file that are not split by elements, and elements that hold nothing, in order. */
export function xmlLeaves(text: string): readonly XmlLeaf[] {
  const leaves: XmlLeaf[] = []
  const open: {
    readonly name: string
    readonly from: number
    readonly at: number
    readonly attributes: string
  }[] = []
  let opened = -1
  for (const found of text.matchAll(token)) {
    const [whole, closing, name, attributes = '', alone] = found
    if (name === undefined) continue
    if (closing === '/') {
      const element = open.pop()
      if (element !== undefined && opened === element.from)
        leaves.push({
          path: [...open.map((one) => one.name), element.name],
          value: text
            .slice(element.from, found.index)
            .replace(/<!--[\s\S]*?-->/g, '')
            .trim()
            .slice(0, 500),
          attributes: element.attributes,
          at: element.at,
        })
      opened = -1
    } else if (alone === '/') {
      leaves.push({
        path: [...open.map((one) => one.name), name],
        value: '',
        attributes,
        at: found.index,
      })
      opened = -1
    } else {
      opened = found.index + whole.length
      open.push({ name, from: opened, at: found.index, attributes })
    }
    if (open.length > deepest || leaves.length > most) break
  }
  return leaves
}
