import type { Block } from '../../domain/passage.ts'

const sign = String.raw`(?:\/\/|#|--|;|<!--|\/\*+)[\s*]{0,3}`
const wrong = String.raw`${sign}(?:❌|✗|✘|🚫|👎|⛔|(?:BAD|WRONG|INCORRECT|INVALID|DO NOT|DON['’]T|NEVER|AVOID|Bad|Wrong|Incorrect|Don['’]t|Do not|Avoid)(?=[\s:.!,)-]|$))`
const right = String.raw`${sign}(?:✅|✓|✔|👍|(?:GOOD|RIGHT|CORRECT|VALID|BETTER|BEST|DO|OK|Good|Right|Correct|Better|Best|Do|Instead|Prefer|PREFER)(?=[\s:.!,)-]|$))`
const isOnLine = new RegExp(String.raw`\s${wrong}`)
const isAboveWrong = new RegExp(String.raw`^\s*${wrong}`)
const isAboveRight = new RegExp(String.raw`^\s*${right}`)

/** Comments of so many lines above still speak of a line. */
const mostLines = 30

/** A line of a sample below a comment such as `// BAD: exact versions`, with none such as `// GOOD` between: it shows what not to write. */
export function isShownAsWrong({ kind, text, textStart }: Block, offset: number): boolean {
  if (kind !== 'code') return false
  const at = offset - textStart
  const end = text.indexOf('\n', at)
  const from = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1
  if (isOnLine.test(text.slice(from, end < 0 ? undefined : end))) return true
  const above = text
    .slice(Math.max(0, from - 4_000), from)
    .split('\n')
    .slice(-mostLines)
  const said = above.findLast((line) => isAboveWrong.test(line) || isAboveRight.test(line))
  return said !== undefined && isAboveWrong.test(said)
}
