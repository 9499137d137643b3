import type { Block } from '../../domain/passage.ts'
import { lineAt } from '../lines.ts'

const sign = String.raw`(?:\/\/|#|--|;|<!--|\/\*+)[\s*]{0,3}`
const ends = String.raw`\s{0,2}(?::|!|-->|\*\/|$)`
const wrong = `${sign}(?:❌|✗|✘|🚫|👎|⛔|(?:BAD|WRONG|INCORRECT|INVALID|DO NOT|DON['’]T|AVOID|Bad|Wrong|Incorrect|Invalid|Don['’]t|Do not|Avoid)${ends})`
const right = `${sign}(?:✅|✓|✔|👍|(?:GOOD|RIGHT|CORRECT|VALID|BETTER|DO|OK|Good|Right|Correct|Valid|Better|Do|Instead)${ends})`
const isOnLine = new RegExp(String.raw`\s${wrong}`)
const isAboveWrong = new RegExp(String.raw`^[ \t]*${wrong}`)
const isAboveRight = new RegExp(String.raw`^[ \t]*${right}`)
/** `// BAD`, without what is bad of it. */
const isBare = /^\W*[A-Za-z'’ ]{0,12}\W*$/
/** `# Old, 0.x import:`, and `# New, 1.x import:` further down */
const labelled = (word: string) =>
  new RegExp(String.raw`^\s*${sign}(?:${word})(?:,? [\w.]{1,20}){0,3}\s{0,2}:?\s*$`, 'm')
const isAboveOld = labelled('Old|OLD|Legacy|LEGACY|Deprecated|DEPRECATED')
const isAboveNew = labelled('New|NEW')
/** A blank line with a comment below it: what is said above is over. */
const isOver = new RegExp(String.raw`\n[ \t]*\n[ \t]*${sign}`)

/** So many characters around a line are looked at. */
const farthest = 2_000

/** A line of a sample below a label such as `// BAD: exact versions` or `# Old import:`: it shows what not to write. */
export function isShownAsWrong({ kind, text, textStart }: Block, offset: number): boolean {
  if (kind !== 'code') return false
  const at = offset - textStart
  const end = text.indexOf('\n', at)
  const from = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1
  const own = text.slice(
    Math.max(from, at - farthest),
    Math.min(end < 0 ? text.length : end, at + farthest),
  )
  if (isOnLine.test(own)) return true
  const above = text.slice(Math.max(0, from - farthest), from).split('\n')
  if (isOldBesideNew(above, text.slice(from, from + farthest))) return true
  return isBelowWrong(above)
}

/** The label nearest above says that it is wrong; one that is a word by itself speaks of what follows its blank line, too. */
function isBelowWrong(above: readonly string[]): boolean {
  const label = above.findLastIndex((line) => isAboveWrong.test(line) || isAboveRight.test(line))
  const written = above[label] ?? ''
  if (!isAboveWrong.test(written)) return false
  const below = above.slice(label + 1)
  const first = below.findIndex((line) => line.trim() !== '')
  const told = isBare.test(written) && first > 0 ? below.slice(first) : below
  return !isOver.test([written, ...told].join('\n'))
}

/** Whether a line stands in the form that is called wrong just as in the right one: it is not what the sample is about. */
export function isInBothForms({ kind, text, textStart }: Block, offset: number): boolean {
  if (kind !== 'code') return false
  const at = offset - textStart
  const around = text.slice(Math.max(0, at - farthest), at + farthest)
  const lines = around.split('\n')
  const own = lineAt(text, at).text
  if (!lines.some((line) => isAboveRight.test(line))) return false
  return lines.some(
    (line, place) =>
      line.trim() === own.trim() && isBelowWrong(lines.slice(Math.max(0, place - 60), place)),
  )
}

/** Below `# Old import:`, where the new way follows. */
const isOldBesideNew = (above: readonly string[], below: string): boolean => {
  const last = above.findLast((line) => isAboveOld.test(line) || isAboveNew.test(line)) ?? ''
  return isAboveOld.test(last) && isAboveNew.test(below)
}
