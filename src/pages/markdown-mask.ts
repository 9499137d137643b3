import type { Span } from '../domain/passage.ts'
import { admonitionNamed } from './admonitions.ts'
import { limits } from './limits.ts'

/** A stretch of text inside an admonition that Markdown proper does not know. */
export interface Region {
  readonly span: Span
  readonly admonition: string
}

/** A text of the same length that plain Markdown reads rightly: spans in it are spans of the original. */
export interface Masked {
  readonly text: string
  readonly regions: readonly Region[]
}

interface Open {
  readonly start: number
  readonly admonition: string
  readonly indented: boolean
  /** Opened by `<aside>`, as Notion writes its callouts. */
  readonly aside?: boolean
}

const fence = /^[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*(`{3,}|~{3,})/
/** What a line begins with that opens or closes a box. */
const mayBox = /^[ \t]{0,3}[:!?<]/
const colons = /^[ \t]{0,3}:{3,}(?:[ \t]*\{?([A-Za-z]+)\b.*)?$/
const bangs = /^[ \t]{0,3}(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z]+)\b.*$/
const aside = /^[ \t]{0,3}<(\/?)aside>[ \t]*$/
const markers = new RegExp(
  `^((?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${limits.markdownMarkers}})(.*)$`,
  's',
)

/** Blanks out what Markdown does not know (front matter, `:::note`, `!!! note`) and what nests beyond measure. */
export const maskMarkdown = (text: string, from: number): Masked => {
  const regions: Region[] = []
  const open: Open[] = []
  const out: string[] = [text.slice(0, from).replace(/[^\r\n]/g, ' ')]
  let fenced: string | null = null
  let at = from
  for (const line of text.slice(from).split(/(?<=\n)/)) {
    closeIndented(open, regions, line, at)
    const mark = fence.exec(line.slice(0, 400))?.[1] ?? null
    if (fenced !== null) {
      out.push(unindented(open, line))
      if (mark?.startsWith(fenced) && line.trim().endsWith(mark)) fenced = null
    } else if (mark !== null) {
      fenced = mark
      out.push(unindented(open, line))
    } else {
      out.push(maskLine(open, regions, line, at))
    }
    at += line.length
  }
  while (open.length > 0) close(open, regions, text.length)
  return { text: out.join('').replace(/^\uFEFF/, ' '), regions }
}

const blank = (line: string): string => line.replace(/[^\r\n]/g, ' ')

const close = (open: Open[], regions: Region[], end: number): void => {
  const last = open.pop()
  if (last) regions.push({ span: [last.start, end], admonition: last.admonition })
}

const closeIndented = (open: Open[], regions: Region[], line: string, at: number): void => {
  if (open.at(-1)?.indented && line.trim() !== '' && !/^(?: {4}|\t)/.test(line))
    close(open, regions, at)
}

/** The body of `!!! note` is set in by four spaces; a quote mark in the first of them keeps its length and its sense. */
const unindented = (open: readonly Open[], line: string): string =>
  open.at(-1)?.indented && line.startsWith('    ') ? `>   ${line.slice(4)}` : line

const maskLine = (open: Open[], regions: Region[], whole: string, at: number): string =>
  mayBox.test(whole) ? maskBox(open, regions, whole, at) : shallow(unindented(open, whole))

const maskBox = (open: Open[], regions: Region[], line: string, at: number): string => {
  const colon = colons.exec(line.trimEnd())
  if (colon) {
    const name = admonitionNamed(colon[1] ?? '')
    if (name) open.push({ start: at, admonition: name, indented: false })
    else if (colon[1] === undefined && open.length > 0 && !open.at(-1)?.aside)
      close(open, regions, at + line.length)
    return name || colon[1] === undefined ? blank(line) : line
  }
  const mark = aside.exec(line.trimEnd())
  if (mark && !(mark[1] && !open.at(-1)?.aside)) {
    if (mark[1]) close(open, regions, at + line.length)
    else open.push({ start: at, admonition: 'note', indented: false, aside: true })
    return blank(line)
  }
  const name = admonitionNamed(bangs.exec(line.trimEnd())?.[1] ?? '')
  if (name) {
    open.push({ start: at, admonition: name, indented: true })
    return blank(line)
  }
  return shallow(unindented(open, line))
}

const shallow = (whole: string): string => {
  const line = whole.length > limits.markdownLine ? calmed(whole) : whole
  const indent = line.length - line.trimStart().length
  const wide = indent > limits.markdownIndent ? line.replace(/^[ \t]+/, filled) : line
  const deep = wide.length > limits.markdownMarkers ? markers.exec(wide) : null
  return deep ? `${deep[1]}${(deep[2] ?? '').replace(/^[ \t>*+\-\d.)]+/, filled)}` : wide
}

/** No writer wrote so long a line; what Markdown could see in the rest of it is not worth the time to look. */
const calmed = (line: string): string =>
  line.slice(0, limits.markdownLine) +
  line.slice(limits.markdownLine).replace(/[!-/:-@[-`{-~]/g, 'x')

const filled = (run: string): string => 'x'.repeat(run.length)
