const breaks =
  /<(?:\/?(?:p|li|ol|ul|pre|div|t[dhr]|table|h[1-6]|summary|details|blockquote)|br)(?:\s[^<>]{0,500})?\/?>/gi
const marks =
  /<\/?(?:code|b|strong|em|i|span|a|kbd|samp|tt|u|s|font|small|mark|var)(?:\s[^<>]{0,500})?>/gi
const references =
  /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(nbsp|amp|lt|gt|quot|apos|hyphen|dash|sol|bsol));/gi
const named: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  hyphen: '-',
  dash: '-',
  sol: '/',
  bsol: '\\',
}

/** A text as whoever reads its rendered page takes it: tags are gone, references are letters, and nothing hides inside words. */
export const asRead = (text: string): string =>
  text
    .replaceAll(breaks, '\n')
    .replaceAll(marks, '')
    .replaceAll(references, (all, decimal?: string, hex?: string, name?: string) =>
      name === undefined
        ? character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal), all)
        : (named[name.toLowerCase()] ?? all),
    )
    .replaceAll(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replaceAll(/\p{Zs}/gu, ' ')
    .normalize('NFKC')

const character = (code: number, otherwise: string): string =>
  code > 8 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
    ? String.fromCodePoint(code)
    : otherwise
