import type { Block, Mark } from '../../domain/passage.ts'

export const number = String.raw`[-+]?\d[\d_,]*(?:\.\d+)?(?:\s?(?:%|[µa-zA-Z]{1,12}\b))?`
export const bareValue = new RegExp(
  String.raw`^(?:\d+(?:\.\d+){2,}(?:[/:+-][\w.-]*\w)?|[A-Za-z][\w+-]*(?:[/.:_-][\w+-]+)*(?:[/._-]\w+)(?=[\s.,;)]|$)|${number}|(?:true|false|enabled|disabled|on|off|yes|no)\b|"[^"\n]{1,60}"|'[^'\n]{1,60}')`,
)
/** A time of day is one value. */
export const clock = /^\d{1,2}:\d{2}(?::\d{2})?(?![\w:])/
const numberAlone = /^[-+]?\d[\d_,]*(?:\.\d+)?/
export const noValue =
  /^(?:-|–|—|n\/?a|none|required|not set|unset|empty|null|undefined|computed|auto(?:matic)?|varies|\(none\))?$/i

/** Whether an offset of the block stands inside code marks. */
export const insideCode = (block: Block, at: number): boolean =>
  block.marks.some(
    ({ kind, span }) =>
      kind === 'code' && span[0] <= block.textStart + at && block.textStart + at < span[1],
  )

/** A literal, where it starts in the block, and, where the words around it tell, whose it is. */
export interface Value {
  readonly text: string
  readonly at: number
  readonly subject?: string
}

/** A literal right at this place: in code, quoted, a number with its unit, or a switch's word. */
export function valueAt(block: Block, at: number): Value | null {
  const skipped = at + (/^[\s*_(]*/.exec(block.text.slice(at))?.[0].length ?? 0)
  const mark = codeAt(block, skipped)
  if (mark) {
    const unit = /^`{1,2} (?:%|[a-zA-Z]{2,12})\b/.exec(
      block.text.slice(mark.textSpan[1] - block.textStart),
    )?.[0]
    const text = mark.text.trim()
    if (noValue.test(text) || !isLiteral(text)) return null
    const inUnits = unit && /^[\d._]+$/.test(text) && isUnit(unit.replace(/[`\s]/g, ''))
    return {
      text: inUnits ? `${text} ${unit.replace(/[`\s]/g, '')}` : text,
      at: mark.textSpan[0] - block.textStart + mark.text.indexOf(text),
    }
  }
  const rest = block.text.slice(skipped)
  const literal = (clock.exec(rest) ?? bareValue.exec(rest))?.[0]
  if (!literal) return null
  // `1024 * 10` and `2×timeout` are to be worked out.
  if (
    /^(?:\s{0,3}(?:\*\s{0,3}\d|×\s{0,3}[`\w(])|\s{1,3}\*\s{1,3}(?:[`(]|\w{0,40}(?:[a-z][A-Z]|_\w)))/.test(
      block.text.slice(skipped + literal.length),
    )
  )
    return null
  const behind = literal.replace(numberAlone, '')
  const unit = behind.trim()
  // `100k` is no 100.
  if (/^(?:k|bn|mn|mio)$/i.test(behind) && numberAlone.test(literal)) return null
  const text =
    /^[a-zA-Z]+$/.test(unit) && numberAlone.test(literal) && !isUnit(unit)
      ? (numberAlone.exec(literal)?.[0] ?? literal)
      : literal
  return { text: text.replace(/[,_]+$/, ''), at: skipped }
}

const isUnit = (word: string): boolean =>
  /^(?:%|ms|msecs?|millis(?:econds?)?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|years?|b|bytes?|[kmgt]i?b|kilobytes?|megabytes?|gigabytes?|percent)$/i.test(
    word,
  )

/** Code that can be a value: no call, no expression, no type. */
export const isLiteral = (text: string): boolean =>
  /^(?:[-+]?\d[\w.,: %*-]*|true|false|["'].*["']|[\w./:@+-]+|\[\]|\{\}|[^\w\s`]{1,3})$/.test(
    text,
  ) && text.length <= 80

/** The code marks that start at an offset of the block. */
export const codeAt = (block: Block, at: number): Mark | undefined =>
  block.marks.find(({ kind, span }) => kind === 'code' && span[0] === block.textStart + at)

/** The start of the code marks around an offset, or the offset itself. */
export const codeAround = (block: Block, at: number): number => {
  const mark = block.marks.find(
    ({ kind, textSpan }) => kind === 'code' && textSpan[0] === block.textStart + at,
  )
  return mark ? mark.span[0] - block.textStart : at
}
