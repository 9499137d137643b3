import type { Block, Span } from '../../domain/passage.ts'
import { type Draft, endOf, finished, type Line, linesOf } from '../draft.ts'
import { readBody } from './body.ts'
import { keyOf, rstMarks, type Targets } from './inline.ts'
import { type RstReader, shownOf } from './reader.ts'

/**
 * Reads reStructuredText, as Sphinx knows it, into blocks whose spans are exact offsets into the text. Never throws.
 * Grammar: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html.
 */
export const readRst = (text: string, options: { readonly from: number }): Block[] => {
  const lines = linesOf(text, options.from)
  const drafts: Draft[] = []
  const targets = targetsIn(lines)
  let groups = 0
  const reader: RstReader = {
    text,
    lines,
    targets,
    drafts,
    language: undefined,
    nextGroup: () => {
      groups += 1
      return groups
    },
    marks: (span) => rstMarks(text, span, targets),
    body: (from, to, around, level) => readBody(reader, from, to, around, level),
  }
  const styles: string[] = []
  let from = 0
  for (let at = 0; at < lines.length; ) {
    const title = titleAt(lines, at)
    if (title === null) {
      at += 1
      continue
    }
    if (at > from) readBody(reader, from, at, {}, 0)
    drafts.push(heading(reader, title, styles))
    at = title.next
    from = at
  }
  if (from < lines.length) readBody(reader, from, lines.length, {}, 0)
  return finished(text, drafts, null)
}

interface Title {
  readonly first: Line
  readonly words: Line
  readonly last: Line
  readonly style: string
  readonly next: number
}

const adornment = /^([!-/:-@[-`{-~])\1{1,}$/

/** A title is underlined as far as it goes, or lined above and below. */
const titleAt = (lines: readonly Line[], at: number): Title | null => {
  const [first, second, third] = lines.slice(at, at + 3)
  if (!first || !second || first.blank || lines[at - 1]?.blank === false) return null
  if (third && isAdornment(first) && !second.blank && first.text === third.text)
    return covers(first, second)
      ? { first, words: second, last: third, style: `${first.text[0]}over`, next: at + 3 }
      : null
  if (first.indent > 0 || !isAdornment(second) || isAdornment(first)) return null
  if (/^(?:\.\.|[-*+] |:[^:]+: )/.test(first.text) || !covers(second, first)) return null
  return { first, words: first, last: second, style: second.text[0] ?? '', next: at + 2 }
}

const isAdornment = (line: Line): boolean =>
  line.indent === 0 && line.text.length > 1 && adornment.test(line.text)

/** Writers miscount by a character or two, and wide letters count twice. */
const covers = (rule: Line, words: Line): boolean => {
  const length = words.text.trim().length
  return rule.text.length >= length - 2 || (rule.text.length >= 4 && length < rule.text.length * 2)
}

const heading = (reader: RstReader, title: Title, styles: string[]): Draft => {
  if (!styles.includes(title.style)) styles.push(title.style)
  const { words } = title
  const textSpan: Span = [words.start + words.lead, endOf(words)]
  return {
    kind: 'heading',
    level: Math.min(6, styles.indexOf(title.style) + 1),
    span: [title.first.start, endOf(title.last)],
    textSpan,
    marks: reader.marks(textSpan),
  }
}

const target = /^\.\.[ \t]+_(`[^`\n]{1,200}`|(?:[^:\n\\]|\\.|:(?=\S)){1,200}):(?:[ \t]+(\S.*))?$/

/** What hyperlinks by name lead to; a target without an address is a place on the page. */
const targetsIn = (lines: readonly Line[]): Targets => {
  const targets = new Map<string, string>()
  for (const [index, line] of lines.entries()) {
    const found = target.exec(shownOf(line))
    if (!found) continue
    const key = keyOf((found[1] ?? '').replace(/\\(.)/g, '$1'))
    const next = lines[index + 1]
    const below = next && next.indent > line.indent && /^\S+$/.test(shownOf(next))
    const url = found[2]?.trim() ?? (below ? shownOf(next) : undefined)
    targets.set(key, url ?? `#${key.replace(/[^a-z0-9]+/g, '-')}`)
  }
  for (const [key, url] of targets)
    if (/^[^\s#]\S*_$/.test(url)) targets.set(key, targets.get(keyOf(url.slice(0, -1))) ?? '')
  return targets
}
