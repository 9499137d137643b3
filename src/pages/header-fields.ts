import { type Fields, fieldName } from './front-matter.ts'

/** Lines of a document's head, and of one field. */
const mostLines = 60
const longest = 400

/** What a field of a head may say: other names are variables of the text (`:url:`, `:version:`). */
const told =
  /^(?:owner|owners|team|maintainers?|access|date|created|modified|updated|last-updated|last-modified|revdate|(?:last-)?reviewed(?:-on|-at)?|review-(?:by|in|before|date)|next-review(?:-date)?|expire-by|expires(?:-on)?|verified-until|valid-until|superseded-by|replaced-by)$/

/**
 * The fields at the head of AsciiDoc (attributes, with Antora's `page-` before them or not) and of reStructuredText (bibliographic
 * fields): `:revdate: 2026-03-31`, `:Date: 2026-03-31`. The head ends where a second piece of text begins.
 */
export const readHeaderFields = (text: string): Fields => {
  const fields = new Map<string, readonly string[]>()
  let paragraphs = 0
  let isBlank = true
  for (const line of text.split('\n', mostLines)) {
    const found = /^:([A-Za-z][\w -]{0,60}):[ \t]+(\S.*)$/.exec(line.slice(0, longest).trimEnd())
    const name = fieldName(found?.[1] ?? '')
      .replaceAll(' ', '-')
      .replace(/^page-/, '')
    if (found !== null) {
      if (told.test(name) && !fields.has(name)) fields.set(name, [found[2] ?? ''])
    } else if (line.trim() !== '' && isBlank && ++paragraphs > 1) break
    isBlank = line.trim() === '' || found !== null
  }
  return fields
}
