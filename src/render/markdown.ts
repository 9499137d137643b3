import { told } from './told.ts'

/** What breaks up a word that a code host would make something of, and shows nothing itself. */
const nothing = '\u200B'

/**
 * Text of others as Markdown that shows this text on one line and is nothing else: no formatting, no HTML, no link, and nobody and no
 * issue is mentioned by it. A backslash keeps no mention away, since code hosts look for them in the text that comes out.
 */
export const plainText = (text: string, most?: number): string =>
  told(text, most)
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replace(/[\\`*_[\]~$]|^[-+=#|:]/g, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\')
    .replace(/@|#(?=\w)|GH-(?=\d)|:(?=\/\/|[\w+\\-]+:)|www(?=\.)/gi, `$&${nothing}`)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text of others as code within a line. */
export function codeSpan(text: string, most?: number): string {
  const line = told(text, most)
  if (line === '') return ''
  const ticks = '`'.repeat(longestRun(line) + 1)
  const room = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return ticks + room + line + room + ticks
}

/** Text of others as a block of code, whatever fences are in it. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

const longestRun = (text: string): number =>
  Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
