import { lookUp } from '../../domain/lookup.ts'
import type { Mark, Span } from '../../domain/passage.ts'

/** Targets by the names that hyperlinks use, in lower case. */
export type Targets = ReadonlyMap<string, string>

const inline = new RegExp(
  [
    String.raw`(?<![\w\x60\\])\x60\x60(?=\S)(?<literal>[^\n]{0,300}?(?:\n[^\n]{0,300}?)?\S)\x60\x60(?![\w\x60])`,
    String.raw`(?<![\w\x60\\])(?::(?<role>[A-Za-z][\w+.:-]{0,40}):)?\x60(?=[^\s\x60])(?<text>[^\x60]{1,600})\x60(?::(?<after>[A-Za-z][\w+.:-]{0,40}):|(?<reference>__?)(?!\w))?`,
    String.raw`(?<![\w*\\])\*\*(?=\S)(?<strong>[^*]{1,300})\*\*(?![\w*])`,
    String.raw`(?<![\w/])(?<url>https?:\/\/[^\s<>"'\x60|\\^{}[\]]{1,500})`,
    String.raw`(?<![\w\x60|<])(?<name>[A-Za-z0-9][\w.-]{0,80})__?(?![\w\x60])`,
  ].join('|'),
  'g',
)

/** Longer texts are no prose: their marks are not worth the time. */
const longest = 200_000

/** The inline marks of reStructuredText within a span of the text. */
export const rstMarks = (text: string, [start, end]: Span, targets: Targets): Mark[] => {
  if (end - start > longest) return []
  const marks: Mark[] = []
  for (const found of text.slice(start, end).matchAll(inline)) {
    const mark = markOf(found, start + found.index, targets)
    if (mark) marks.push(mark)
  }
  return marks
}

const markOf = (found: RegExpMatchArray, at: number, targets: Targets): Mark | null => {
  const [whole] = found
  const { literal, role, text, after, reference, strong, url, name } = found.groups ?? {}
  const span: Span = [at, at + whole.length]
  if (literal !== undefined) return plain('code', span, literal, at + 2)
  if (strong !== undefined) return plain('strong', span, strong, at + 2)
  if (url !== undefined) return bareUrl(url, at)
  if (name !== undefined) {
    const target = targets.get(name.toLowerCase())
    return target === undefined ? null : { ...plain('link', span, name, at), target }
  }
  if (text === undefined) return null
  const textAt = at + whole.indexOf('`') + 1
  const named = role ?? after
  if (named !== undefined) return roleMark(shortRole(named), span, text, textAt)
  return reference === undefined
    ? plain('code', span, text, textAt)
    : referred(span, text, textAt, targets)
}

const plain = (kind: Mark['kind'], span: Span, text: string, at: number): Mark => ({
  kind,
  span,
  text,
  textSpan: [at, at + text.length],
})

/** An address in plain sight, without the punctuation of the sentence around it. */
export const bareUrl = (url: string, at: number): Mark => {
  const bare = url.replace(/[.,;:!?*_)]{1,8}$/, '')
  const closed = bare.includes('(') && url.startsWith(`${bare})`) ? `${bare})` : bare
  const span: Span = [at, at + closed.length]
  return { kind: 'link', span, text: closed, textSpan: span, target: closed }
}

/** `py:func` and `func` say the same; so do the directives that document a thing. */
export const shortRole = (role: string): string => {
  const last = role.toLowerCase().split(':').at(-1) ?? ''
  return lookUp(longRoles, last) ?? last
}

const longRoles: Readonly<Record<string, string>> = {
  function: 'func',
  method: 'meth',
  module: 'mod',
  attribute: 'attr',
  exception: 'exc',
  confval: 'setting',
  literal: 'code',
  numref: 'ref',
}

/** Roles that only dress words, or point at things that no code has. */
const wordRoles = new Set(
  `abbr bpo cve cwe dfn download_link emphasis eq fa footcite footnote github guilabel index issue
  kbd math menuselection mimetype newsgroup pep pr pull rfc sigpr strong sub subscript sup superscript
  term title title-reference user version`.split(/\s+/),
)
const linkRoles = new Set(['doc', 'ref', 'download'])

const titled = /^(?<title>[\s\S]{0,400}?)\s{0,40}<(?<target>[^<>]{1,400})>$/

const roleMark = (role: string, span: Span, text: string, at: number): Mark | null => {
  if (wordRoles.has(role)) return null
  const { title = '', target } = titled.exec(text)?.groups ?? {}
  if (linkRoles.has(role)) {
    const shown = target === undefined ? text : title
    return { ...plain('link', span, shown, at), target: target ?? text, role }
  }
  const inner = target ?? text
  const innerAt = target === undefined ? at : at + text.length - target.length - 1
  const bare = inner.replace(/^[~!.]{1,2}/, '')
  return { ...plain('code', span, bare, innerAt + inner.length - bare.length), role }
}

const referred = (span: Span, text: string, at: number, targets: Targets): Mark | null => {
  const { title, target } = titled.exec(text)?.groups ?? {}
  if (title !== undefined && target !== undefined) {
    const alias = target.endsWith('_') ? targets.get(keyOf(target.slice(0, -1))) : target
    const shown = title === '' ? target : title
    const shownAt = title === '' ? at + text.length - target.length - 1 : at
    return { ...plain('link', span, shown, shownAt), target: alias ?? '' }
  }
  const known = targets.get(keyOf(text))
  return known === undefined ? null : { ...plain('link', span, text, at), target: known }
}

/** The name of a target as hyperlinks are matched with it. */
export const keyOf = (name: string): string =>
  name.replace(/^`|`$/g, '').replace(/\s+/g, ' ').trim().toLowerCase()
