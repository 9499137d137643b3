import type { Mark, Span } from '../../domain/passage.ts'
import { type Around, endOf } from '../draft.ts'
import { bodyOf, type Directive, optionsEnd } from './directive.ts'
import { shortRole } from './inline.ts'
import { type RstReader, shownOf, wordsOf } from './reader.ts'

/** What the argument of a directive names. */
const documented: Readonly<Record<string, string>> = {
  autofunction: 'func',
  autoclass: 'class',
  automodule: 'mod',
  autoexception: 'exc',
  automethod: 'meth',
  autoattribute: 'attr',
  autoproperty: 'attr',
  autodata: 'data',
  autodecorator: 'func',
  autotask: 'func',
  function: 'func',
  decorator: 'func',
  class: 'class',
  exception: 'exc',
  method: 'meth',
  classmethod: 'meth',
  staticmethod: 'meth',
  decoratormethod: 'meth',
  attribute: 'attr',
  property: 'attr',
  data: 'data',
  module: 'mod',
  currentmodule: 'mod',
  setting: 'setting',
  confval: 'setting',
  option: 'option',
  cmdoption: 'option',
  envvar: 'envvar',
  program: 'program',
  signal: 'signal',
}
const paths = new Set(['include', 'literalinclude', 'image', 'figure', 'thumbnail', 'csv-include'])

/** Reads a directive that names a thing of code, or a file; false for any other. */
export const readNamed = (
  reader: RstReader,
  directive: Directive,
  argument: string,
  around: Around,
  level: number,
): boolean => {
  const name = shortName(directive.name)
  if (name === 'toctree') {
    readToctree(reader, directive, around)
    return true
  }
  if (argument === '') return false
  const { line, lead } = directive
  const start = line.start + lead
  const span: Span = [start, endOf(line)]
  if (paths.has(name)) {
    const role = name === 'image' || name === 'figure' || name === 'thumbnail' ? 'image' : 'include'
    pathBlock(reader, directive, argument, span, role, around)
    bodyOf(reader, directive, around, level)
    return true
  }
  const role = Object.hasOwn(documented, name) ? documented[name] : undefined
  if (role === undefined) return false
  nameBlock(reader, directive, argument, role, around)
  bodyOf(reader, directive, around, level)
  return true
}

/** What a directive documents, as an item of its own. */
export const nameBlock = (
  reader: RstReader,
  { line, lead }: Directive,
  argument: string,
  role: string,
  around: Around,
): void => {
  const start = line.start + lead
  const mark = nameIn(argument, start, role)
  const whole: Span = [line.start + line.lead, endOf(line)]
  const textSpan: Span = [start, endOf(line)]
  reader.drafts.push({ kind: 'list-item', span: whole, textSpan, marks: [mark], ...around })
}

const shortName = (name: string): string => name.split(':').at(-1) ?? name

/** The name in a signature: `async charge(order, *, retries=3) -> Receipt` is `charge`. */
const nameIn = (argument: string, start: number, role: string): Mark => {
  const skipped =
    /^(?:(?:async|abstract|classmethod|staticmethod|final|property|static)\s+){0,4}/.exec(argument)
  const lead = skipped?.[0].length ?? 0
  const name =
    role === 'option'
      ? (/^[^\s,=[<]{1,120}/.exec(argument)?.[0] ?? argument)
      : (/^[^\s(,:=[]{1,200}/.exec(argument.slice(lead))?.[0] ?? argument)
  const at = start + (role === 'option' ? 0 : lead)
  const span: Span = [at, at + name.length]
  return { kind: 'code', span, text: name, textSpan: span, role: shortRole(role) }
}

const pathBlock = (
  reader: RstReader,
  directive: Directive,
  argument: string,
  textSpan: Span,
  role: string,
  around: Around,
): void => {
  const { line } = directive
  const end = optionsEnd(reader, directive)
  const target: Span = [textSpan[0], textSpan[0] + argument.length]
  const marks: Mark[] = [link(argument, target, argument, role)]
  for (let index = directive.at + 1; index < end; index += 1) {
    const option = reader.lines[index]
    const url = option && /^:target:[ \t]+(\S+)$/.exec(shownOf(option))?.[1]
    if (!option || !url) continue
    const at = endOf(option) - url.length
    marks.push(link(url, [at, at + url.length], url, 'target'))
  }
  const last = reader.lines[end - 1] ?? line
  const whole: Span = [line.start + line.lead, Math.max(endOf(line), endOf(last))]
  reader.drafts.push({ kind: 'html', span: whole, textSpan: whole, marks, ...around })
}

const link = (text: string, span: Span, target: string, role: string): Mark => ({
  kind: 'link',
  span,
  text,
  textSpan: span,
  target,
  role,
})

/** Each entry of a table of contents is a link to a page. */
const readToctree = (reader: RstReader, directive: Directive, around: Around): void => {
  const inside = { ...around, group: around.group ?? reader.nextGroup(), depth: 0 }
  for (let index = optionsEnd(reader, directive); index < directive.end; index += 1) {
    const line = reader.lines[index]
    const shown = shownOf(line)
    if (line === undefined || line.blank || shown.startsWith(':')) continue
    const titled = /^(.{1,300}?)\s{0,20}<([^<>]{1,300})>$/.exec(shown)
    const target = titled?.[2] ?? shown
    const text = titled?.[1] ?? shown
    const span: Span = [line.start + line.lead, endOf(line)]
    const mark: Mark = {
      kind: 'link',
      span,
      text,
      textSpan: [span[0], span[0] + text.length],
      target,
      role: /[*?[]/.test(target) ? 'glob' : 'doc',
    }
    wordsOf({ ...reader, marks: () => [] }, 'list-item', span, span, inside, [mark])
  }
}
