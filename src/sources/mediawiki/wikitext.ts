import type { TextPart } from '../section-dates.ts'
import { isMark } from './mark-words.ts'

/** What stands between these is shown as it is written. */
const verbatim = ['nowiki', 'pre', 'syntaxhighlight', 'source', 'math'] as const

/** `#REDIRECT [[Title]]`, in whatever language. */
const redirection = /^\s*#\p{L}{2,40}\s*:?\s*\[\[([^\]|{}<>]{1,300})/u

/** Where a page's wikitext leads on to, if it is nothing but a redirect. */
export const redirectTarget = (text: string): string | null => {
  const target = text.length > 4_000 ? undefined : redirection.exec(text)?.[1]
  return target === undefined ? null : target.replace(/^[\s:]+|\s+$/gu, '').replaceAll('_', ' ')
}

/** Wikitext by its headings, without what no reader reads as content: comments, categories, marks such as `{{Outdated}}`. */
export const wikitextParts =
  (categories: readonly string[]) =>
  (text: string): readonly TextPart[] => {
    const open = blanked(text)
    const parts: { words: string; lines: string[] }[] = [{ words: '', lines: [] }]
    let at = 0
    for (const line of text.split('\n')) {
      const words = headingIn(open.slice(at, at + line.length))
      if (words !== null) parts.push({ words: plainWords(words), lines: [] })
      else parts.at(-1)?.lines.push(line)
      at += line.length + 1
    }
    return parts.map(({ words, lines }) => ({ words, text: content(lines.join('\n'), categories) }))
  }

/** The text with blanks in place of comments and of what is shown as it is written; as long as it was. */
const blanked = (text: string): string => {
  const opening = new RegExp(`<!--|<(${verbatim.join('|')})(?=[\\s/>])[^<>]{0,300}>`, 'giu')
  const neverClosed = new Set<string>()
  let out = ''
  let from = 0
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const closing = found[1] === undefined ? '-->' : `</${found[1].toLowerCase()}`
    if (found[0].endsWith('/>') || neverClosed.has(closing)) continue
    const end = endOf(closing, text, opening.lastIndex)
    if (end === null) {
      neverClosed.add(closing)
      continue
    }
    out += text.slice(from, found.index) + text.slice(found.index, end).replace(/[^\n]/g, ' ')
    from = end
    opening.lastIndex = end
  }
  return out + text.slice(from)
}

const endOf = (closing: string, text: string, from: number): number | null => {
  const pattern = new RegExp(closing, 'gi')
  pattern.lastIndex = from
  return pattern.exec(text) === null ? null : pattern.lastIndex
}

/** `== Refunds ==`: as many signs of equality at the end as at the start, or as few as there are on one side. */
const headingIn = (line: string): string | null => {
  const trimmed = line.trim()
  if (!trimmed.startsWith('=') || !trimmed.endsWith('=')) return null
  const lead = /^={1,6}/.exec(trimmed)?.[0].length ?? 0
  let tail = 0
  while (tail < 6 && trimmed.at(-1 - tail) === '=') tail += 1
  const level = Math.min(lead, tail, Math.floor((trimmed.length - 1) / 2))
  return level < 1 ? null : trimmed.slice(level, trimmed.length - level).trim()
}

const plainWords = (words: string): string =>
  words
    .replace(/\{\{[^{}]{0,300}\}\}|<[^<>]{0,300}>|'{2,5}/gu, '')
    .replace(/\[\[(?:[^[\]|]{0,300}\|)?([^[\]|]{0,300})\]\]/gu, '$1')
    .replace(/\[https?:\S{1,500}\s([^[\]]{0,300})\]/gu, '$1')
    .trim()

const content = (text: string, categories: readonly string[]): string =>
  withoutComments(text)
    .replace(/\[\[([^[\]|:]{1,60}):[^[\]]{0,300}\]\]/gu, (link, space: string) =>
      categories.some((name) => name.toLowerCase() === space.trim().toLowerCase()) ? '' : link,
    )
    .replace(/\{\{([^{}|]{1,100})(?:\|[^{}]{0,1000})?\}\}/gu, (call, name: string) =>
      isMark(name) ? '' : call,
    )
    .replace(/__[A-Z]{3,30}__/gu, '')

const withoutComments = (text: string): string => {
  const [first = '', ...others] = text.split('<!--')
  return (
    first +
    others.map((rest) => (rest.includes('-->') ? rest.slice(rest.indexOf('-->') + 3) : '')).join('')
  )
}
