import type { Block, Span } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import { sampleKind } from '../sample-kinds.ts'
import { sentenceAround } from '../sentence.ts'
import { type Invocation, invocationOf } from './invocation.ts'
import { everybodysTools } from './tools.ts'
import { commandsIn, linesOf } from './words.ts'

/** A command that a page writes out: in a sample or in code marks. */
export interface Spoken extends Invocation {
  readonly block: Block
  readonly place: 'sample' | 'span'
}

/** A flag that stands by itself: in code marks, in prose, in a list of options. */
export interface BareFlag {
  /** As the page writes it, with its one dash or two. */
  readonly flag: string
  readonly span: Span
  readonly block: Block
  /** The words of the command that the text around it speaks of; null when it names none. */
  readonly of: string | null
  /** It begins its list item, its table row, its heading or its line of a list of options. */
  readonly isListed: boolean
}

const mostLines = 2_000

/** Every command of a passage. */
export function* spokenIn({ passage }: Reading): Iterable<Spoken> {
  for (const block of passage.blocks) {
    if (block.kind === 'code') {
      if (sampleKind(block) !== 'shell' || block.text.length > 100_000) continue
      for (const { text, start } of linesOf(block).slice(0, mostLines))
        for (const line of commandsIn(text, start, block)) {
          const invocation = invocationOf(line.words)
          if (invocation) yield { ...invocation, block, place: 'sample' }
        }
    } else
      for (const mark of block.marks.slice(0, mostLines)) {
        if (
          mark.kind !== 'code' ||
          // Marks over two lines of a quotation are not written in one piece.
          !block.text.startsWith(mark.text, mark.textSpan[0] - block.textStart) ||
          isRole(block, mark.span[0]) ||
          !/^\$? ?[\w./@=-]+ +\S/.test(mark.text)
        )
          continue
        const lead = /^\$ /.exec(mark.text)?.[0].length ?? 0
        const text = mark.text.slice(lead)
        for (const line of commandsIn(text, mark.textSpan[0] + lead, block)) {
          const invocation = invocationOf(line.words)
          if (invocation) yield { ...invocation, block, place: 'span' }
        }
      }
  }
}

/** A block with more flags than this is no text for people. */
const mostFlags = 500

const flagText = /(?<![\w$./=<:[-])--[A-Za-z][\w]*(?:[-.][\w]+)*(?![\w-]*>|[\w.-]*[-.][{<*$])/g
const listed =
  /^[ \t]{0,24}(?:-[A-Za-z0-9](?:[ =][A-Z<[][\w<>[\].|-]*)?[,/|]? {0,3})?(--[A-Za-z][\w.-]*)/gm

/** Every flag of a passage that stands behind no program's name. */
export function* bareFlagsIn(reading: Reading): Iterable<BareFlag> {
  const { passage, page } = reading
  const heading = subjectOf([...passage.heading].reverse()) ?? subjectOf([page.title])
  for (const block of passage.blocks) {
    if (block.text.length > 100_000) continue
    if (block.kind === 'code') yield* inHelp(block, heading)
    else yield* inText(block, heading)
  }
}

function* inText(block: Block, heading: string | null): Iterable<BareFlag> {
  const commands = block.marks
    .slice(0, mostLines)
    .filter(
      ({ kind, text, span }) =>
        kind === 'code' &&
        /^[\w./-]+ \S/.test(text) &&
        !/^-|[<>]$/.test(text) &&
        !isRole(block, span[0]),
    )
  for (const match of [...block.text.matchAll(flagText)].slice(0, mostFlags)) {
    const start = block.textStart + match.index
    const end = start + match[0].length
    if (commands.some(({ span }) => span[0] <= start && end <= span[1])) continue
    const link = block.marks.find(
      ({ kind, span, textSpan }) =>
        kind === 'link' &&
        span[0] <= start &&
        end <= span[1] &&
        !(textSpan[0] <= start && end <= textSpan[1]),
    )
    // Two dashes in running text are mostly a dash; in a comment nobody reads them.
    const before = block.text.slice(Math.max(0, match.index - 200), match.index)
    if (link || before.lastIndexOf('<!') > before.lastIndexOf('>')) continue
    const nearest = commands.filter(({ span }) => span[1] <= start).at(-1) ?? commands[0]
    const spoken = nearest && invocationOf(commandsIn(nearest.text, 0, block)[0]?.words ?? [])
    yield {
      flag: match[0],
      span: [start, end],
      block,
      of: spoken ? wordsOf(spoken) : (toolBeside(block, start) ?? heading),
      isListed: isLead(block, match.index),
    }
  }
  yield* withOneDash(block, heading)
}

/** `-berth-count=<number>`: Go's own parser takes one dash as well as two, and pages of its programs write one. */
const oneDash = /^-([a-z][a-z0-9]{0,40}(?:[-.][a-z0-9]{1,40}){1,8})(?=[ =]|$)/

function* withOneDash(block: Block, heading: string | null): Iterable<BareFlag> {
  for (const { kind, text, textSpan } of block.marks.slice(0, mostFlags)) {
    const name = kind === 'code' ? oneDash.exec(text)?.[1] : undefined
    if (name === undefined || !block.text.startsWith(text, textSpan[0] - block.textStart)) continue
    if (!isLead(block, textSpan[0] - block.textStart)) continue
    const span: Span = [textSpan[0], textSpan[0] + name.length + 1]
    yield { flag: `-${name}`, span, block, of: heading, isListed: true }
  }
}

export const wordsOf = ({ program, part, subcommands }: Invocation): string =>
  [program, ...(part ?? []), ...subcommands.map(({ text }) => text)].join(' ')

const isLead = (block: Block, at: number): boolean =>
  block.kind === 'heading' ||
  (at < 200 && /^[\s*_`|[-]*(?:-\w[,/ `]*)?$/.test(block.text.slice(0, at)))

/** `pass --depth to git`: somebody else's program named in the same sentence. */
function toolBeside(block: Block, at: number): string | null {
  const { text } = sentenceAround(block, at)
  for (const [word] of text.matchAll(
    /(?<![\w./-])[a-z][\w-]*(?![\w/-]|\.\w| (?:repo|repositor(?:y|ies)|branch|url|remote|history)\b)/g,
  ))
    if (everybodysTools.has(word) && !common.has(word)) return word
  return null
}

/** Tools whose names are words of plain English as well. */
const common = new Set(
  'make find sort head tail cat touch kill top service snap port screen code nice kind less more watch time env service fly awk node compose go black packer act'.split(
    ' ',
  ),
)

/** "Options of `acme import`", "`acme import`", "acme import options": what a heading is about, where it is a command. */
function subjectOf(headings: readonly string[]): string | null {
  for (const heading of headings) {
    const marked = /`([a-z][\w.-]*(?: [a-z][\w.:-]*){0,3})[^`]{0,60}`/.exec(heading)?.[1]
    const bare =
      /^(?:the )?([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*){0,3}) (?:(?:command )?(?:options|flags)|(?:sub)?command|--help)$/.exec(
        heading.trim(),
      )?.[1]
    const found = marked ?? bare
    if (found) return found
  }
  return null
}

/** Roles of reStructuredText and MyST that put something other than a command in code marks. */
const isRole = (block: Block, at: number): boolean => {
  const offset = at - block.textStart
  const before = block.text.slice(Math.max(0, offset - 60), Math.max(0, offset))
  const role = /(?:\{([\w:-]{1,40})\}|:([\w:-]{1,40}):)$/.exec(before)
  return (
    role !== null && !/(?:option|program|command|kbd|samp|code)$/.test(role[1] ?? role[2] ?? '')
  )
}

/** Flags at the start of the lines of a help text, under the usage that it begins with. */
function* inHelp(block: Block, heading: string | null): Iterable<BareFlag> {
  const kind = sampleKind(block)
  if (kind === 'shell' || kind === 'code') return
  if (kind === 'data') {
    yield* inArguments(block)
    return
  }
  const usage = /^[ \t]*(?:usage:?)[ \t]+(?:\$ )?([^\n[<-]{1,80})/im.exec(block.text)?.[1]
  const spoken = usage ? invocationOf(commandsIn(usage, 0, block)[0]?.words ?? []) : null
  const isHelp = kind === 'text' && (spoken !== null || /^[ \t]+-\w?.*\S {2,}\S/m.test(block.text))
  if (!isHelp) return
  for (const match of block.text.matchAll(listed)) {
    const flag = (match[1] ?? '').replace(/[.-]+$/, '')
    const start = block.textStart + match.index + match[0].indexOf('--')
    yield {
      flag,
      span: [start, start + flag.length],
      block,
      of: spoken ? wordsOf(spoken) : heading,
      isListed: true,
    }
  }
}

/** `- "--cluster.disable"`: the arguments of a container, one a line, whosever program it runs. */
function* inArguments(block: Block): Iterable<BareFlag> {
  for (const match of block.text.matchAll(argument)) {
    const flag = (match[1] ?? '').replace(/[.-]+$/, '')
    const start = block.textStart + match.index + match[0].indexOf('--')
    yield { flag, span: [start, start + flag.length], block, of: null, isListed: false }
  }
}

const argument = /^[ \t]{0,60}- {1,4}["']?(--[A-Za-z][\w.-]{1,80})(?=["'=\s]|$)/gm
