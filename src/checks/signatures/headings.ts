import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'

const called =
  /^(?:(?:async|static|public|function|def|new|await)\s+)*((?:[A-Za-z_$][\w$]*(?:\.|::|#))*)([A-Za-z_$][\w$]*)\(([^()]{1,300})\)(?:\s*(?:->|=>|:)\s*.{1,100})?;?$/
const directive =
  /^\.\. (?:py:)?(?:function|method|classmethod|staticmethod|js:function|js:method)::\s+((?:\w+\.)*)(\w+)\(([^()\n]{1,300})\)/gm

/** Functions that a page documents: their heading, the start of their list item, their directive. */
export function* headingsIn({ passage }: Reading): Iterable<Mention> {
  for (const block of passage.blocks) {
    if (block.text.length > 20_000) continue
    for (const match of block.text.matchAll(directive)) yield* mention(block, match, match.index)
    if (block.kind === 'heading') yield* inHeading(block)
  }
}

function* inHeading(block: Block): Iterable<Mention> {
  const mark = block.marks.find(({ kind }) => kind === 'code')
  const text = (mark?.text ?? block.text).trim()
  // A heading that says more than the call is about an example of it.
  const bare = block.text.replace(/[`*_#]|\{#[\w-]+\}/g, '').trim()
  if (mark && bare.length > text.length + 12) return
  const match = called.exec(text)
  const at = block.text.indexOf(text)
  if (match && at >= 0) yield* mention(block, match, at)
}

function* mention(block: Block, match: RegExpExecArray, at: number): Iterable<Mention> {
  const [whole, path = '', subject = '', parameters = ''] = match
  const owner =
    path
      .split(/\.|::|#/)
      .filter(Boolean)
      .at(-1) ?? null
  const inside = at + whole.indexOf(`${subject}(`)
  const start = block.textStart + inside
  yield {
    subject,
    owner,
    value: parameters.trim(),
    token: subject,
    span: [start, start + subject.length],
    block,
  }
}
