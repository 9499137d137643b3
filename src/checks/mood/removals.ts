import type { Block } from '../../domain/passage.ts'
import { lineAt } from '../lines.ts'
import { languageOf } from '../sample-kinds.ts'

const rest = String.raw`(?:(?!(?:before|after|when|while|with|by|from|in|on|at|to|that|so|then)\b)[\w'’/-]{1,40},? ){0,6}[*_("']*\x60?$`
/** "Stop vendoring `x`", "we stopped publishing `x`": said of what is to go, or went. */
const stopped = new RegExp(String.raw`\bstop(?:s|ped)? \w{2,20}ing(?:/\w{2,20}ing)?,? ${rest}`, 'i')
const removing = new RegExp(
  String.raw`^[\s>*+\d.[\]-]{0,12}(?:remove|drop|delete|retire|eliminate|get rid of)\s${rest}`,
  'i',
)
const worksOff = /\b(?:check-?lists?|plans?|to-?dos?|clean-?ups?|removals?|sunset(?:ting)?)\b/i
const codeSpan = /`[^`\n]{1,200}`/g

/** "`x` can be deleted": what a step takes away need not be there. */
const goes =
  /^\x60?[*_"')]{0,3} (?:can|may|should|must|could) (?:now |safely |then )?be (?:deleted|removed|dropped)\b/i

/** "The field `x` has been **removed**", "what has `x` will be rejected". */
const went =
  /^\x60?[*_"')]{0,3}(?: (?:fields?|options?|settings?|keys?|flags?|parameters?|property|properties))? (?:has|have|was|were|is|are|will be|will) (?:now |since |already )?[*_]{0,2}(?:been )?[*_]{0,2}(?:removed|dropped|deleted|rejected|refused|fail(?:s|ed)?)\b|^\x60?[*_"')]{0,3} will (?:soon )?be replaced (?:with|by)\b/i

const joined = /^`?(?:,? ?(?:and |or )?`[^`\n]{1,80}`){1,10}/

/** Whether the words after a name say that it is to go, or went. */
export const isTakenAway = (after: string): boolean => {
  // "`a`, `b` and `c` have been removed"
  const rest = after.replace(joined, '`')
  return goes.test(rest) || went.test(rest)
}

/** "In your profile, remove the lines that source `x`": what a reader of long ago may have is no more in code. */
const ridOf = /\byour\b[^.;:]{0,80}\b(?:remove|delete|uninstall|comment out)\b[^.;:]{0,60}$/i

/** Whether the words before a name say that it shall be no more: no claim that it is there. */
export function isToGo(before: string, block: Block, headings: readonly string[]): boolean {
  const words = before.slice(-400).replace(codeSpan, 'x')
  return (
    stopped.test(words) ||
    ridOf.test(words) ||
    (block.kind === 'list-item' &&
      removing.test(words) &&
      (/^\s{0,8}(?:[-*+] )?\[[ x]\]/i.test(block.text) ||
        headings.some((heading) => worksOff.test(heading))))
  )
}

/** What git writes between the names of two files and the lines that differ: `index 5f07cca..bdba19c 100644`. */
const betweenBlobs = /^index [0-9a-f]{7,40}\.\.[0-9a-f]{7,40}\b/
const ofDifference =
  /^(?:[ +@\\-]|$|(?:new|deleted) file mode |old mode |new mode |(?:similarity|dissimilarity) index |rename |Binary files )/
/** So many lines of one difference are looked at. */
const longest = 400

/** Whether a line of a sample is one of a difference that git once showed. */
function isOfDifference(text: string, at: number): boolean {
  if (!text.includes('index ')) return false
  const lines = text
    .slice(Math.max(0, at - 100 * longest), at)
    .split('\n')
    .slice(-longest)
  lines[lines.length - 1] = lineAt(text, at).text
  const head = lines.findLastIndex((line) => !ofDifference.test(line))
  return head >= 0 && betweenBlobs.test(lines[head] ?? '')
}

/** Whether a sample that shows a change has the place on a line that the change takes out, or shows what git once said of one. */
export function isTakenOut(block: Block, offset: number): boolean {
  if (block.kind === 'code' && isOfDifference(block.text, offset - block.textStart)) return true
  if (block.kind !== 'code' || !/^(?:diff|patch)$/.test(languageOf(block))) return false
  const at = offset - block.textStart
  return block.text[block.text.lastIndexOf('\n', at - 1) + 1] === '-'
}
