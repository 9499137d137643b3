import type { TextPart } from '../section-dates.ts'

/** Ids that Confluence gives anew when a page is published: no change of what it says. */
const volatile =
  / (?:ac:macro-id|ac:local-id|local-id|ac:schema-version|ac:breakout-width|ri:version-at-save)="[^"]*"/g

/** The parts of a text in storage format, each under its heading. */
export const sectionsOf = (storage: string): readonly TextPart[] => {
  const parts: TextPart[] = []
  let words = ''
  let from = 0
  const lower = storage.toLowerCase()
  const end = (at: number) => {
    const text = storage.slice(from, at).replace(volatile, '')
    if (words !== '' || text.trim() !== '') parts.push({ words, text })
  }
  for (const { index, 1: level = '' } of storage.matchAll(/<h([1-6])(?=[\s>])/gi)) {
    if (index < from) continue
    const close = lower.indexOf(`</h${level}>`, index)
    if (close < 0) break
    end(index)
    words = plainWords(storage.slice(storage.indexOf('>', index) + 1, close))
    from = close + `</h${level}>`.length
  }
  end(storage.length)
  return parts
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

const plainWords = (html: string): string =>
  html
    .replace(/<[^<>]*>/g, '')
    .replace(/&(\w{2,6});/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
