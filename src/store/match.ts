import type { SearchTerm } from '../domain/search.ts'
import { wholeToken, writtenToken } from './search-columns.ts'

// Inside double quotes FTS5 knows no operators; a quote is written twice.
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const expressionOf = ({ kind, text }: SearchTerm): string | null => {
  // A term without a letter or digit has no token, and a NUL would end the expression early.
  const clean = text.replaceAll('\0', ' ')
  if (!/[\p{L}\p{N}]/u.test(clean)) return null
  if (kind === 'identifier') return `identifiers : ${quoted(wholeToken(clean))}`
  return kind === 'name' ? `identifiers : ${quoted(writtenToken(clean))}` : quoted(clean)
}

/** The FTS5 expression of each term, once; none for a term in which there is nothing to look for. */
export const matchExpressions = (terms: readonly SearchTerm[]): readonly string[] => [
  ...new Set(terms.map(expressionOf).filter((expression) => expression !== null)),
]
