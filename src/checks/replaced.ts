import type { Block, Span } from '../domain/passage.ts'

const arrow = /^[`*_"')}]{0,4}(?:\([^()\n]{0,40}\))?[ \t]*(?:->|→|=>|⇒|-->)(?=[ \t`])/

/** Whether a page names something only to say what has taken its place: `old -> new`. */
export const isReplaced = (block: Block, span: Span): boolean =>
  block.kind !== 'code' &&
  [span[1], endOfCode(block, span)].some((end) =>
    arrow.test(block.text.slice(end - block.textStart, end - block.textStart + 80)),
  )

/** The token may be the last name in its code marks: `module.old_name()`. */
const endOfCode = (block: Block, span: Span): number =>
  block.marks.find(
    ({ kind, span: mark }) => kind === 'code' && mark[0] <= span[0] && span[1] <= mark[1],
  )?.span[1] ?? span[1]
