import { fieldName, type Marks } from '../marks.ts'
import type { TextPart } from '../section-dates.ts'

/** A heading's words: `===== Limits =====`, with two to six signs on either side. */
const headingIn = (line: string): string | null => {
  // What is set in by two spaces is code.
  if (!/^[ \t]?={2}/.test(line)) return null
  const text = line.trim()
  if (text.length < 5 || text.length > 500 || !text.endsWith('==')) return null
  const words = text
    .replace(/^={2,}/, '')
    .replace(/={2,}$/, '')
    .trim()
  return words === '' ? null : words
}

/** Blocks in which nothing is markup, by their tags. */
const verbatim = /<(\/?)(code|file|nowiki|html|php)\b[^<>\n]{0,200}>/gi

/** The parts of a page by its headings; macros, tags and data beside the text are no part of it. */
export const partsOf = (text: string): readonly TextPart[] => {
  const parts: { words: string; lines: string[] }[] = [{ words: '', lines: [] }]
  for (const { line, isMarkup } of linesOf(text)) {
    const words = isMarkup ? headingIn(line) : null
    if (words === null) parts.at(-1)?.lines.push(line)
    else parts.push({ words, lines: [] })
  }
  return parts.map(({ words, lines }) => ({ words, text: bare(lines.join('\n')) }))
}

interface Line {
  readonly line: string
  /** Whether it begins outside of all verbatim blocks. */
  readonly isMarkup: boolean
}

const linesOf = (text: string): readonly Line[] => {
  let inside: string | null = null
  return text.split(/\r?\n/).map((line) => {
    const isMarkup = inside === null
    inside = afterLine(line, inside)
    return { line, isMarkup }
  })
}

const afterLine = (line: string, before: string | null): string | null => {
  let inside = before
  for (const [, slash, tag = ''] of line.matchAll(verbatim)) {
    const name = tag.toLowerCase()
    if (inside === null && slash === '') inside = name
    else if (inside === name && slash === '/') inside = null
  }
  return inside
}

const bare = (text: string): string =>
  text.replace(/~~[^~\n]{1,300}~~|\{\{(?:tag|topic)>[^{}\n]{0,1000}\}\}/g, '')

/** The title that readers see: the page's first heading, else the last word of its id. */
export const titleOf = (id: string, text: string): string =>
  partsOf(text).find(({ words }) => words !== '')?.words ??
  id.slice(id.lastIndexOf(':') + 1).replaceAll('_', ' ')

/** What stands beside the text by widely used plugins: tags (`{{tag>outdated [two words]}}`) and data entries (`---- dataentry ----`). */
export const marksOf = (whole: string): Marks => {
  const text = spokenIn(whole)
  return {
    fields: dataIn(text),
    tags: Array.from(text.matchAll(/\{\{tag>([^{}\n]{1,1000})\}\}/g), ([, list = '']) => list)
      .flatMap((list) => Array.from(list.matchAll(/"([^"]+)"|\[([^[\]]+)\]|(\S+)/g)))
      .map(([, quoted, bracketed, word]) => quoted ?? bracketed ?? word ?? ''),
  }
}

/**
 * The id or the address of the page that a page leads on to, by the plugins that do (`~~REDIRECT>page~~`, `~~GOTO>page~~`,
 * `#REDIRECT page`, `#goto page`); null where it does not.
 */
export const onwardFrom = (whole: string): string | null => {
  const text = spokenIn(whole)
  const macro = /~~(?:REDIRECT|GOTO)>([^~\n]{1,300})~~/i.exec(text)?.[1]
  const directive = /^#(?:REDIRECT|goto)[ \t]+([^\n]{1,300})/i.exec(text.trimStart())?.[1]
  const target = (macro ?? directive)
    ?.trim()
    .replace(/^\[\[|\]\]$/g, '')
    .split('|')[0]
    ?.trim()
  if (target === undefined || target === '') return null
  if (/^https?:\/\//i.test(target)) return target
  const id = target.replace(/#.*$/, '').replace(/^:/, '').trim().toLowerCase().replaceAll(' ', '_')
  return id === '' ? null : id
}

/** The lines in which markup is markup, and not shown as it is written. */
const spokenIn = (text: string): string =>
  linesOf(text)
    .filter(
      ({ line, isMarkup }) =>
        isMarkup && !line.includes('%%') && !/<(?:code|file|nowiki)\b/i.test(line),
    )
    .map(({ line }) => line)
    .join('\n')

const dataIn = (text: string): ReadonlyMap<string, string> => {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => /^-{4,} *dataentry\b[^-]{0,200}-{4,} *$/.test(line))
  const end = start < 0 ? -1 : lines.findIndex((line, at) => at > start && /^-{4,} *$/.test(line))
  const rows = start < 0 || end < 0 ? [] : lines.slice(start + 1, end)
  return new Map(
    rows.flatMap((row) => {
      // `owner_wiki: ana # who answers`: a type may stand behind a name, a remark behind a value.
      const colon = row.indexOf(':')
      const name = fieldName(row.slice(0, Math.max(colon, 0)))
      const value = row
        .slice(colon + 1)
        .replace(/(?:^|\s)#.*$/, '')
        .trim()
      return name === '' || value === ''
        ? []
        : [[name.replace(/-(?:wiki|page|dt|mail|url|tag)s?$/, ''), value] as const]
    }),
  )
}
