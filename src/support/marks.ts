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
    .replaceAll(/(?<![\p{L}\d_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\p{L}\d_])/gu, blank)

const blank = (found: string): string => found.replaceAll(/[^\n]/g, ' ')
