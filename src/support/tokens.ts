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
  `(${[
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
  String.raw`(\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)|${number})`,
  String.raw`([\p{L}\p{M}]+(?:['’](?:s|t|re|ve|ll|d|m)(?![\p{L}]))?)`,
  `([<>]=?|[≤≥=~≈±+%#$€£¥₹&/()–—;:.,!?"“”-])`,
].join('|')
const token = new RegExp(shapes, 'uy')
/** Most words need no such care: letters alone, with white space or a comma behind them. */
const plainWord = /(?:\p{L}\p{Ll}*|\p{Lu}+)(?=[\s,;!?)]|$)/uy
const space = /\s+/y

/** A number of more tokens is no sentence that anyone wrote: the rest is not read. */
const most = 20_000

/** Cuts a text, without its marks, into tokens. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length && tokens.length < most) {
    at += lengthOf(space, text, at)
    const length = isInWord(text, at) ? 0 : lengthOf(plainWord, text, at)
    if (length > 0) tokens.push(tokenOf('word', text, at, length))
    else {
      token.lastIndex = at
      const found = token.exec(text)
      if (found !== null) tokens.push(tokenOf(kindOf(found), text, at, found[0].length))
      else at += 1
    }
    at = Math.max(at, tokens.at(-1)?.end ?? 0)
  }
  return tokens
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}

/** “m” of “5m” is no word. */
const isInWord = (text: string, at: number): boolean => /[\w.@/$-]/.test(text.charAt(at - 1))

function tokenOf(kind: Token['kind'], text: string, start: number, length: number): Token {
  const found = text.slice(start, start + length)
  const lower = found.toLowerCase()
  const stem = kind === 'word' ? stemOf(lower) : lower
  return { kind, text: found, lower, stem, start, end: start + length }
}

function kindOf(found: RegExpExecArray): Token['kind'] {
  if (found[1] !== undefined) return 'name'
  if (found[2] !== undefined) return 'number'
  return found[3] === undefined ? 'sign' : 'word'
}
