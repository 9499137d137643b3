import { admonitionNamed } from '../admonitions.ts'
import type { Around } from '../draft.ts'
import { isCode, readCode } from './code.ts'
import { argumentOf, bodyOf, type Directive, optionsEnd } from './directive.ts'
import { readLed } from './led.ts'
import { readCsvTable, readListTable } from './list-tables.ts'
import { nameBlock, readNamed } from './named.ts'
import type { RstReader } from './reader.ts'

const records = new Set(['versionadded', 'versionchanged', 'deprecated', 'versionremoved'])
/** Speaks to the generator, or is not shown. */
const silent = new Set(
  `contents index meta highlight role default-role default-domain sectnum section-numbering raw
  tabularcolumns todo comment rst-class acks sectionauthor codeauthor`.split(/\s+/),
)
/** Directives whose argument is words for readers. */
const speaks = new Set(
  `topic sidebar rubric centered table seealso tab tab-item dropdown card grid-item-card details
  collapse step epigraph highlights pull-quote attribution glossary replace`.split(/\s+/),
)

/** Hold others, and say nothing themselves. */
const wrappers = new Set(
  `only ifconfig container compound tabs tab-set grid hlist rst-class tabbed article-info card-carousel
  sphinx-design button-link button-ref div margin aside`.split(/\s+/),
)

/** Reads a directive by its name: code, a warning, a table, what it documents, else words and a body. */
export const readDirective = (
  reader: RstReader,
  directive: Directive,
  around: Around,
  level: number,
): void => {
  const { name } = directive
  const argument = argumentOf(directive)
  const admonition = name === 'admonition' ? 'note' : admonitionNamed(name)
  if (name === 'highlight') reader.language = argument || undefined
  else if (silent.has(name)) return
  else if (isCode(name)) readCode(reader, directive, around)
  else if (name === 'list-table')
    readListTable(reader, optionsEnd(reader, directive), directive.end, around)
  else if (name === 'csv-table')
    readCsvTable(reader, optionsEnd(reader, directive), directive.end, around)
  else if (admonition !== null) readAdmonition(reader, directive, { ...around, admonition }, level)
  else if (isStyle(name, argument)) bodyOf(reader, directive, around, level)
  else if (!readNamed(reader, directive, argument, around, level))
    readOther(reader, directive, around, level)
}

/** docutils' `class` dresses what is in it; Sphinx' documents a class. */
const isStyle = (name: string, argument: string): boolean =>
  name === 'class' && !/[A-Z.(]/.test(argument)

const readAdmonition = (
  reader: RstReader,
  directive: Directive,
  around: Around,
  level: number,
): void => {
  const { name, at, end, lead } = directive
  const inside: Around = records.has(name) ? { ...around, record: true } : around
  const from = optionsEnd(reader, directive)
  if (from === at + 1) readLed(reader, at, end, lead, 'paragraph', inside, level)
  else {
    readLed(reader, at, at + 1, lead, 'paragraph', inside, level)
    reader.body(from, end, inside, level + 1)
  }
}

/** Options whose values readers see. */
const shownOption = /^\s*:(?:subtitle|title|caption|header|summary):\s*/

const readShownOptions = (
  reader: RstReader,
  directive: Directive,
  around: Around,
  level: number,
): void => {
  for (let index = directive.at + 1; index < optionsEnd(reader, directive); index += 1) {
    const option = shownOption.exec(reader.lines[index]?.text ?? '')
    if (option) readLed(reader, index, index + 1, option[0].length, 'paragraph', around, level)
  }
}

const readOther = (
  reader: RstReader,
  directive: Directive,
  around: Around,
  level: number,
): void => {
  const { name, at, lead } = directive
  if (speaks.has(name.split(':').at(-1) ?? '')) {
    readLed(reader, at, at + 1, lead, 'paragraph', around, level)
    readShownOptions(reader, directive, around, level)
  } else if (!wrappers.has(name) && argumentOf(directive) !== '')
    nameBlock(reader, directive, argumentOf(directive), name, around)
  bodyOf(reader, directive, around, level)
}
