import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import { identifiersIn, partsOf } from '../values/identifiers.ts'

/** What full-text search sees of a passage. */
export interface SearchColumns {
  readonly title: string
  readonly heading: string
  readonly body: string
  readonly code: string
  readonly identifiers: string
}

// A private-use letter: the tokenizer takes it for a letter, so a name of several parts stays one token.
const seam = '\u{E000}'

/** A name as one token of the index, whatever holds its parts together: `maxRetries` is `--max-retries`. */
export const wholeToken = (name: string): string => partsOf(name).join(seam)

// Private-use letters from here on stand for the signs in a name, so that `--list` is another token than `list`.
const firstSign = 0xe100

/** A name as one token of the index, just as it is written but for its case. */
export const writtenToken = (name: string): string =>
  name.replace(/[^\p{L}\p{N}]/gu, (sign) =>
    String.fromCharCode(firstSign + ((sign.codePointAt(0) ?? 0) & 0xff)),
  )

const identifierColumn = (text: string): string =>
  [...new Set(identifiersIn(text))]
    .flatMap((name) => {
      const parts = partsOf(name)
      return [writtenToken(name), ...(parts.length > 1 ? [parts.join(seam)] : []), ...parts]
    })
    .join(' ')

/** Spreads a passage over the columns of the full-text index. */
export const searchColumns = (page: Page, passage: Passage): SearchColumns => {
  const isCode = (kind: string): boolean => kind === 'code'
  const code = passage.blocks.filter(({ kind }) => isCode(kind)).map(({ text }) => text)
  const prose = passage.blocks
    .filter(({ kind }) => !isCode(kind) && kind !== 'heading')
    .map(({ text }) => text)
  const heading = passage.heading.join('\n')
  // The rest of a long table stands under its header on the page.
  const [first] = passage.blocks
  const header = first?.kind === 'table-row' && !first.isHeader ? (first.header ?? []) : []
  const body = passage.blocks.length === 0 ? passage.text : [...header, ...prose].join('\n')
  return {
    title: page.title,
    heading,
    body,
    code: code.join('\n'),
    identifiers: identifierColumn([page.title, heading, body, ...code].join('\n')),
  }
}
