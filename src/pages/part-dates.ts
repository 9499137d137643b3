import type { PartDates } from '../domain/document.ts'
import type { Dated } from '../domain/instant.ts'
import type { Passage } from '../domain/passage.ts'

/** A passage with the moment of its last change, as far as its source's history tells: that of its newest line or of its part. */
export const dated = (passage: Passage, parts: PartDates | undefined, title: string): Passage =>
  parts === undefined ? passage : { ...passage, changed: changeOf(passage, parts, title) }

const changeOf = (passage: Passage, parts: PartDates, title: string): Dated | null => {
  if (parts.by === 'line') return newest(parts.lines.slice(passage.line - 1, passage.endLine))
  const words = plain(passage.heading.at(-1) ?? '')
  const own = parts.parts.filter((part) => plain(part.words) === words)
  // What stands under the page's title alone is its first part, whether the source repeats the title there or not.
  const first = words === '' ? parts.parts.filter((part) => plain(part.words) === plain(title)) : []
  return newest([...own, ...first].map(({ changed }) => changed))
}

/** Of equally named parts nobody knows which: the newest keeps the passage from being called older than it is. */
const newest = (dates: readonly (Dated | null)[]): Dated | null =>
  dates.reduce<Dated | null>(
    (last, date) => (date !== null && (last === null || date.at > last.at) ? date : last),
    null,
  )

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
