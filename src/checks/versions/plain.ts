import type { Block, Span } from '../../domain/passage.ts'

/** A block's words without their dress, each character knowing where it stands on the page. */
export interface Plain {
  readonly text: string
  /** The place on the page of a stretch of the text. */
  spanOf(start: number, end: number): Span
}

const dress =
  /\]\([^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,300})?(?: "[^"\n]{0,200}")?\)|\]\[[^\]\n]{0,200}\]|<!--[\s\S]{0,2000}?-->|<\/?[a-z][^<>\n]{0,300}>|[[\]`*]|\s+/gi

/** More than this is no text for people. */
const longest = 8_000

const known = new WeakMap<Block, Plain>()

/** Takes links' targets, emphasis, code marks and tags off a block, and evens white space. */
export function plainOf(block: Block): Plain {
  const plain = known.get(block) ?? undressed(block)
  known.set(block, plain)
  return plain
}

function undressed(block: Block): Plain {
  const source = block.text.slice(0, longest)
  const places: number[] = []
  let text = ''
  let from = 0
  const take = (until: number) => {
    for (let at = from; at < until; at += 1) places.push(at)
    text += source.slice(from, until)
  }
  for (const found of source.matchAll(dress)) {
    take(found.index)
    from = found.index + found[0].length
    if (!/^\s/.test(found[0]) || text.endsWith(' ')) continue
    places.push(found.index)
    text += ' '
  }
  take(source.length)
  const at = (index: number): number => block.textStart + (places[index] ?? source.length)
  return { text, spanOf: (start, end) => [at(start), at(end - 1) + 1] }
}
