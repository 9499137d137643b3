import type { SearchTerm } from '../domain/search.ts'
import { wholeToken } from './search-columns.ts'

// Inside double quotes FTS5 knows no operators; a quote is written twice.
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const expressionOf = ({ kind, text }: SearchTerm): string | null => {
  // A term without a letter or digit has no token, and a NUL would end the expression early.
  const clean = text.replaceAll('\0', ' ')
  if (!/[\p{L}\p{N}]/u.test(clean)) return null
  return kind === 'identifier' ? `identifiers : ${quoted(wholeToken(clean))}` : quoted(clean)
}

/** The FTS5 expression for any of the terms; null when there is nothing to look for. */
export const matchExpression = (terms: readonly SearchTerm[]): string | null => {
  const expressions = terms.map(expressionOf).filter((expression) => expression !== null)
  return expressions.length === 0 ? null : [...new Set(expressions)].join(' OR ')
}
