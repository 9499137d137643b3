import type { Block, Span } from '../../domain/passage.ts'

/** A named thing and what the page says its default is. */
export interface StatedDefault {
  readonly subject: string
  readonly owner: string | null
  readonly value: string
  /** The value as the page writes it, and where. */
  readonly token: string
  readonly span: Span
  readonly block: Block
  /** The value is a plain word, which may be no value at all. */
  readonly loose?: boolean
  /** It is told as what was: `defaulted to`. */
  readonly mood?: 'recorded'
  /** The page says "default", and not only what the value is. */
  readonly sense?: 'default'
}

/** A default whose value stands at an offset of the block. */
export function stated(block: Block, name: string, value: string, at: number): StatedDefault {
  const bare = value.replace(/^["'](.*)["']$/, '$1')
  const start = block.textStart + at + value.indexOf(bare)
  const subject = name.replace(/^(?:this|self)\./, '')
  // A unit may stand outside the code marks: the token is what stands inside them.
  const token = block.text.startsWith(bare, start - block.textStart)
    ? bare
    : (bare.split(' ')[0] ?? bare)
  return {
    subject,
    owner: null,
    value: bare,
    token,
    span: [start, start + token.length],
    block,
  }
}
