import type { Suggestion } from '../domain/finding.ts'

/** A document and the edits that would mend it. */
export interface Mending {
  readonly path: string
  readonly text: string
  readonly suggestions: readonly Suggestion[]
}

const context = 3

/** Suggested edits as a unified diff that `git apply` takes; documents without edits are left out. */
export const asPatch = (mendings: readonly Mending[]): string =>
  mendings
    .map(({ path, text, suggestions }) => {
      const hunks = hunksOf(linesOf(text), suggestions)
      return hunks === '' ? '' : `--- a/${path}\n+++ b/${path}\n${hunks}`
    })
    .join('')

/** The lines of a document (by number, from 1) that suggestions change, as they would be, without what ends them. */
export const mendedLines = ({ text, suggestions }: Mending): ReadonlyMap<number, string> =>
  new Map(
    [...editsOf(linesOf(text).texts, suggestions)].map(([at, line]) => [
      at + 1,
      line.replace(/\r$/, ''),
    ]),
  )

interface Lines {
  readonly texts: readonly string[]
  readonly endsWithNewline: boolean
}

function linesOf(text: string): Lines {
  const texts = text.split('\n')
  const endsWithNewline = texts.at(-1) === ''
  return { texts: endsWithNewline ? texts.slice(0, -1) : texts, endsWithNewline }
}

function hunksOf(lines: Lines, suggestions: readonly Suggestion[]): string {
  const edits = editsOf(lines.texts, suggestions)
  const changed = [...edits.keys()].sort((a, b) => a - b)
  // Changes whose context would overlap share a hunk.
  const groups: number[][] = []
  for (const line of changed) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && line - before <= 2 * context) last.push(line)
    else groups.push([line])
  }
  return groups.map((group) => hunkOf(lines, edits, group)).join('')
}

function hunkOf(
  { texts, endsWithNewline }: Lines,
  edits: ReadonlyMap<number, string>,
  group: readonly number[],
): string {
  const from = Math.max(0, (group[0] ?? 0) - context)
  const to = Math.min(texts.length, (group.at(-1) ?? 0) + context + 1)
  const noNewline = (at: number): string =>
    at === texts.length - 1 && !endsWithNewline ? '\n\\ No newline at end of file' : ''
  const body = texts.slice(from, to).map((line, index) => {
    const at = from + index
    const edit = edits.get(at)
    const end = noNewline(at)
    return edit === undefined ? ` ${line}${end}` : `-${line}${end}\n+${edit}${end}`
  })
  return `@@ -${from + 1},${to - from} +${from + 1},${to - from} @@\n${body.join('\n')}\n`
}

/** The new text of each line (from 0) that suggestions change; of edits that overlap the first stands. */
function editsOf(
  lines: readonly string[],
  suggestions: readonly Suggestion[],
): ReadonlyMap<number, string> {
  const changes = new Map<number, Change[]>()
  for (const suggestion of suggestions) {
    const at = suggestion.line - 1
    if (lines[at]?.replace(/\r$/, '') !== suggestion.old.replace(/\r$/, '')) continue
    const change = changeOf(suggestion)
    const known = changes.get(at) ?? []
    if (known.some((other) => change.from < other.to && other.from < change.to)) continue
    if (known.some((other) => other.from === change.from && other.to === change.to)) continue
    changes.set(at, [...known, change])
  }
  return new Map([...changes].map(([at, some]) => [at, changed(lines[at] ?? '', some)]))
}

/** A part of a line, in UTF-16 units from 0, and what stands there instead. */
export interface Change {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** What a suggestion changes of its line: all but the characters that both have at their beginning and end. */
export function changeOf({ old, new: mended }: Suggestion): Change {
  const most = Math.min(old.length, mended.length)
  let from = 0
  while (from < most && old[from] === mended[from]) from++
  // A character of two units is changed as a whole.
  if (/[\uD800-\uDBFF]/.test(old[from - 1] ?? '')) from--
  let tail = 0
  while (tail < most - from && old.at(-1 - tail) === mended.at(-1 - tail)) tail++
  if (/[\uDC00-\uDFFF]/.test(old.at(-tail) ?? '') && tail > 0) tail--
  return { from, to: old.length - tail, text: mended.slice(from, mended.length - tail) }
}

const changed = (line: string, changes: readonly Change[]): string =>
  [...changes]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), line)
