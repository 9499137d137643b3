/** A text without Markdown marks, its white space folded: what a reader sees, word for word. */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/^[ \t]*(?:#{1,6}|[-*+>]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/gm, '')
    .replaceAll(/^[ \t]*(?:`{3,}|~{3,})[^\n]*$/gm, '')
    .replaceAll(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replaceAll(/[`*]+/g, '')
    .replaceAll(/(?<![\w\d])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\w\d])/g, '')
    .replaceAll(/[ \t]*\|[ \t]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
