/** Where something stands: how deep in lists, in which admonition, in a quotation. */
export interface Where {
  readonly depth: number
  readonly admonition: string | null
  readonly quoted: boolean
}

export type Token =
  | { readonly is: 'admonition'; readonly kind: string }
  | { readonly is: 'heading'; readonly level: number; readonly text: string }
  | { readonly is: 'code'; readonly text: string }
  | { readonly is: 'row'; readonly cells: readonly string[] }
  | { readonly is: 'item'; readonly ordered: boolean; readonly done: boolean | null }
  | { readonly is: 'words'; readonly text: string }

/** A thing in a page and where it stands. */
export type Placed = Token & { readonly where: Where }

/** Words without white space and without what a term is set apart with. */
export const bare = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\u00A0\u00AD\u200B\u2060\uFEFF]+/g, '')
    .replace(/[:,]/g, '')

/** Code without white space at the ends of its lines and without line breaks at its own. */
export const bareCode = (text: string): string =>
  text
    .replace(/\u00A0/g, ' ')
    .replace(/[\u200B\uFEFF]/g, '')
    .replace(/^(?:[ \t]*\n)+|\s+$/g, '')
    .replace(/[ \t]+$/gm, '')

/** One line a token, neighbouring words joined, for a comparison that a person can read. */
export const written = (tokens: readonly Placed[]): string[] => {
  const out: Placed[] = []
  for (const token of tokens) {
    const last = out.at(-1)
    if (token.is === 'words' && bare(token.text) === '') continue
    if (token.is === 'words' && last?.is === 'words' && placeOf(last) === placeOf(token))
      out[out.length - 1] = { ...last, text: `${last.text} ${token.text}` }
    else out.push(token)
  }
  return out.flatMap((token, position) => {
    const before = out[position - 1]
    const text = said(token, before?.is === 'admonition' ? before.kind : null)
    return text === 'words ' ? [] : [`${placeOf(token)}${text}`]
  })
}

const placeOf = ({ where: { depth, admonition, quoted } }: Placed): string =>
  [
    depth < 0 ? '' : `in ${depth} `,
    admonition ? `${admonition} ` : quoted && depth < 0 ? 'quote ' : '',
  ].join('')

const said = (token: Token, label: string | null): string => {
  switch (token.is) {
    case 'admonition':
      return `admonition ${token.kind}`
    case 'heading':
      return `h${token.level} ${bare(token.text)}`
    case 'code':
      return `code ${bareCode(token.text)}`
    case 'row':
      return `row ${trimmed(token.cells.map(bare)).join(' | ')}`
    case 'item':
      return `${token.ordered ? 'step' : 'item'}${token.done === null ? '' : token.done ? ' done' : ' open'}`
    default:
      return `words ${unlabelled(bare(token.text), label)}`
  }
}

const trimmed = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)

/** An admonition's name at its start tells nothing that its kind does not. */
const unlabelled = (text: string, label: string | null): string =>
  label && text.toLowerCase().startsWith(label) ? unlabelled(text.slice(label.length), label) : text
