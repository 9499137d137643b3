import { stemOf } from './stems.ts'

/** A word, a number, a name or a sign of a text, and where it stands in it. */
export interface Token {
  readonly kind: 'word' | 'number' | 'name' | 'sign'
  readonly text: string
  /** Lower case. */
  readonly lower: string
  /** What its forms have in common; of a name, the name. */
  readonly stem: string
  readonly start: number
  readonly end: number
}

const number = String.raw`\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d[\d_]*(?:\.\d+)?`
const shapes = [
  // Addresses and paths, flags, versions, names of code: what must be the same to the letter.
  String.raw`(?<name>${[
    String.raw`https?:\/\/[^\s<>()]{1,500}`,
    String.raw`(?<![\p{L}\d.\/-])(?:~|\.{1,2})?(?:\/[\w.@*{}-]{1,80}){1,20}\/?`,
    String.raw`(?:[\w-]{1,60}\/){1,12}[\w-]{1,60}\.[A-Za-z]\w{0,10}`,
    String.raw`(?<![\p{L}\d-])--?[A-Za-z][\w-]{0,60}`,
    String.raw`v\d[\w.+-]{0,40}(?<![.+-])`,
    String.raw`\d{1,6}\.\d{1,6}\.\d[\w.+-]{0,40}(?<![.+-])`,
    String.raw`(?<![\p{L}\d])(?!(?:mid|pre|post|early|late|top|since|until|sub)-)[A-Za-z]{1,40}(?:-[A-Za-z]{1,20}){0,3}[-_:]?\d[\w-]{0,60}(?<!-)`,
    String.raw`[A-Za-z$][\w$]{0,60}(?:_[\w$]{1,60}|(?<=[a-z_\d])[A-Z][\w$]{0,60})(?:\.\w{1,60}){0,6}`,
    String.raw`[a-z][\w-]{0,60}(?:[.:@][a-z][\w-]{0,60}){1,6}`,
  ].join('|')})`,
  String.raw`(?<number>\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)|${number})`,
  String.raw`(?<word>[\p{L}\p{M}]+(?:['’](?:s|t|re|ve|ll|d|m)(?![\p{L}]))?)`,
  String.raw`(?<sign>[<>]=?|[≤≥=~≈±+%#$€£¥₹&/()–—;:.,!?"“”-])`,
].join('|')
const token = new RegExp(shapes, 'gu')

/** A number of more tokens is no sentence that anyone wrote: the rest is not read. */
const most = 20_000

/** Cuts a text, without its marks, into tokens. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const { 0: found, index, groups } of text.matchAll(token)) {
    if (tokens.length >= most) break
    const kind = kindOf(groups)
    const lower = found.toLowerCase()
    tokens.push({
      kind,
      text: found,
      lower,
      stem: kind === 'word' ? stemOf(lower) : lower,
      start: index,
      end: index + found.length,
    })
  }
  return tokens
}

function kindOf(groups: Readonly<Record<string, string>> | undefined): Token['kind'] {
  if (groups?.name !== undefined) return 'name'
  if (groups?.number !== undefined) return 'number'
  return groups?.word === undefined ? 'sign' : 'word'
}
