/**
 * A text in which what a reader does not see (Markdown marks, targets of links, the numbers of list items) is blanked out, character for
 * character: every place in it is the same place in the original.
 */
export const unmarked = (text: string): string =>
  text
    .replaceAll(/^[ \t]*(?:#{1,6}|[-*+>]|\d{1,4}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/gm, blank)
    .replaceAll(/^[ \t]*(?:`{3,}|~{3,})[^\n]*$/gm, blank)
    .replaceAll(/\]\([^()\n]{0,500}\)/g, blank)
    .replaceAll(/[`*[\]|]/g, ' ')
    .replaceAll(/_{1,2}/g, (marks, place: number, whole: string) => {
      const [before, after] = [whole.charAt(place - 1), whole.charAt(place + marks.length)]
      const isMark = !inName.test(before) || !inName.test(after)
      return isMark ? blank(marks) : marks
    })

/** What may stand on both sides of an underscore that is part of a name. */
const inName = /[\p{L}\d_]/u

const blank = (found: string): string => found.replaceAll(/[^\n]/g, ' ')
