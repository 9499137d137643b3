import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'
import { leadOf } from '../mood/leads.ts'
import { sampleKind } from '../sample-kinds.ts'
import { counts, type Meant, type Place } from './needed.ts'
import { plainOf } from './plain.ts'
import { anyTool, toolOf, versionPattern } from './tools.ts'

const V = `(${versionPattern})`
const name = String.raw`(?<![\w/.@-])(${anyTool}|[A-Z][A-Za-z+#]{2,30}(?: [A-Z][a-z]{2,20})?)`
const upwards = String.raw`(?:\+|(?: \(\w+\)| LTS)? (?:or|and) (?:a )?(?:newer|later|higher|above|greater|up|upwards?|onwards?|more recent)\b)`

/** No other version stands beside it: `18 and 20`, `18, 20 or newer`. */
const alone = String.raw`(?![\w+-]|\.\d|,? (?:or|to)\b|,? (?:and )?v?\d)`

const patterns: readonly (readonly [Meant, RegExp])[] = [
  // Node.js (>=6.14), Python >= 3.8
  [
    'minimum',
    new RegExp(String.raw`${name}(?: versions?)?:? ?\(? ?(?:>=|≥|=>) ?${V}(?![\w.]*[\w])`, 'g'),
  ],
  // Rust 1.9 (stable) or newer, golang 1.10+, Python (version 3.4 or newer)
  [
    'minimum',
    new RegExp(
      String.raw`${name}(?: versions?| release| implementation)?:? \(?(?:versions? )?${V}${upwards}`,
      'g',
    ),
  ],
  // at least Python 3.8
  [
    'minimum',
    new RegExp(
      String.raw`\b(?:at least|a minimum of|minimum)(?: version)? ${name}(?: versions?)? ${V}(?![\w-]|\.\d)`,
      'g',
    ),
  ],
  // the minimum supported version of Rust for x is 1.34.0; minimum Node version: 18; MSRV is 1.65
  [
    'minimum',
    new RegExp(
      String.raw`\b[Mm]in(?:imum|imal|\.)? (?:[Ss]upported |[Rr]equired )?(?:versions? of )?(${anyTool})(?: [Vv]ersion)?(?: \([A-Z]+\))?(?: (?:for|of|required|supported|to|by)[^.;:]{0,40}?)?(?: is(?: currently)?|:| =) ${V}(?![\w-]|\.\d)`,
      'g',
    ),
  ],
  // a minimum PHP version requirement of PHP 5.4; minimum Go version of 1.21
  [
    'minimum',
    new RegExp(
      String.raw`\b[Mm]inimum (${anyTool}) version(?: requirement)?(?: of| is)? (?:\1 )?${V}(?![\w-]|\.\d)`,
      'g',
    ),
  ],
  // Go (the project currently uses version 1.13)
  [
    'pin',
    new RegExp(
      String.raw`${name} \((?:[Tt]he |[Tt]his |[Oo]ur )(?:project|package|repository|code ?base|build|code)(?: currently)? (?:uses|requires|needs|is built with|builds with)(?: versions?)? ${V}(?![\w-]|\.\d)`,
      'g',
    ),
  ],
  // requires Python 3.8; needs Node 18; install Node.js, version 18
  [
    'needed',
    new RegExp(
      String.raw`(?:\b(?:requires?|needs?)|(?<=[.:!] |^\W{0,6})Install)(?: an?)?(?: recent)? ${name}(?:,? versions?)? ${V}${alone}`,
      'g',
    ),
  ],
  // built with Go 1.21; uses Redis 7; runs on Node 20
  [
    'pin',
    new RegExp(
      String.raw`\b(?:(?:built|written|compiled|developed|based|build|builds) (?:with|on|in|against|using|upon)|uses?|runs? on|powered by) ${name}(?: versions?)? ${V}${alone}`,
      'g',
    ),
  ],
]
/** An item of a list of what is needed: `- node 10.x LTS, npm 6.x`. */
const item: readonly (readonly [Meant, RegExp])[] = [
  [
    'needed',
    new RegExp(
      String.raw`^[\s*+•–-]*(?:an? )?${name}(?:,? versions?)? ${V}(?: LTS)?${alone}(?=\s*(?:$|[,;.]|\(?(?:LTS|recommended|required|stable)\b)| and )`,
      'g',
    ),
  ],
]
/** "You need a Go environment. Minimum version required is 1.12.": of the one tool that the sentence before names. */
const unnamed = new RegExp(
  String.raw`(?<=[.!] |^\W{0,6})(?:The )?[Mm]inimum (?:(?:required|supported) version|version (?:required|supported|needed)) is ${V}(?![\w-]|\.\d| of\b)`,
  'g',
)
const tools = new RegExp(String.raw`(?<![\w/.@-])(?:${anyTool})(?![\w-])`, 'g')

const toolsIn = (text: string): ReadonlySet<string> =>
  new Set(Array.from(text.matchAll(tools), ([tool]) => tool))

/** The sentence that ends where another begins. */
const sentenceBefore = (text: string, at: number): string =>
  text
    .slice(Math.max(0, at - 300), at)
    .replace(/[.!?]\s*$/, '')
    .split(/[.!?]\s/)
    .at(-1) ?? ''

const msrv = new RegExp(
  String.raw`\bMSRV(?: policy)?(?:\)|:| is| =)? ?(?:currently |is )?${V}(?![\w-]|\.\d)`,
  'g',
)

const sectionOfNeeds =
  /requirement|prerequisit|dependenc|before you (?:begin|start)|you(?:['’]ll| will)? need|what you need|compil|building|(?:development|build|local) (?:environment|setup)/i
/** "Prerequisites:", of whatever the page is on; those of something that it names are that thing's. */
const leadOfNeeds =
  /^(?:(?:the )?(?:prerequisites?|requirements?|dependencies)|you(?:['’]ll| will)? need(?: the following)?)\s?:$/i

/** What a page says the project needs to be built or to run. */
export function* requirementsIn({ page, passage }: Reading): Iterable<Mention> {
  const place: Place = {
    underNeeds: sectionOfNeeds.test(passage.heading.at(-1) ?? ''),
    introduces: passage.heading.length === 0 && front.test(page.path),
    atInstall: passage.heading.length === 0 && /install|setup|start/i.test(page.path),
  }
  for (const block of passage.blocks) {
    const isLed = leadOfNeeds.test(leadOf(passage, block) ?? '')
    if (block.kind === 'paragraph' || block.kind === 'list-item' || block.kind === 'table-row')
      yield* inBlock(block, isLed ? { ...place, underNeeds: true } : place)
    yield* interpretersIn(block)
  }
}

/** `python3.8 -m venv .venv`: what a project is set up with must be what it takes. */
const interpreter =
  /(?:^|\n|[;&] ?|\$ |\bsudo |`)[ \t]{0,40}python(3\.\d{1,2}) -m (?:venv|virtualenv|pip|ensurepip|build)\b/g

function* interpretersIn(block: Block): Iterable<Mention> {
  if (block.kind === 'code' && sampleKind(block) !== 'shell') return
  let found = 0
  for (const { index, 0: whole, 1: written = '' } of block.text.matchAll(interpreter)) {
    const start = block.textStart + index + whole.indexOf(written)
    const isCode =
      block.kind === 'code' ||
      block.marks.some(({ kind, span }) => kind === 'code' && span[0] <= start && start < span[1])
    if (isCode) yield mention(block, 'Python', written, 'needed', [start, start + written.length])
    found += 1
    if (found >= mostInBlock) return
  }
}

/** A block that speaks of more versions than this speaks of none that is needed. */
const mostInBlock = 20

const front = /(?:^|\/)(?:readme|index)\.\w+$/i

function* inBlock(block: Block, place: Place): Iterable<Mention> {
  if (!/\d/.test(block.text)) return
  const { text, spanOf } = plainOf(block)
  const seen = new Set<number>()
  const isItem = place.underNeeds && block.kind === 'list-item'
  for (const [meant, pattern] of isItem ? [...patterns, ...item] : patterns)
    for (const match of text.matchAll(pattern)) {
      const [whole, named = '', written = ''] = match
      const start = match.index + whole.indexOf(written, whole.indexOf(named) + named.length)
      if (seen.has(start) || isAmount(named, written)) continue
      if (!counts(text, match.index, whole, meant, place)) continue
      seen.add(start)
      yield mention(block, named, written, meant, spanOf(start, start + written.length))
    }
  for (const match of [...text.matchAll(unnamed)].slice(0, mostInBlock)) {
    const [whole, written = ''] = match
    const start = match.index + whole.lastIndexOf(written)
    const named = toolsIn(sentenceBefore(text, match.index))
    const [tool] = named
    if (tool === undefined || named.size > 1 || seen.has(start)) continue
    if (!counts(text, match.index, whole, 'needed', { ...place, underNeeds: true })) continue
    seen.add(start)
    yield mention(block, tool, written, 'minimum', spanOf(start, start + written.length))
  }
  for (const match of text.matchAll(msrv)) {
    const written = match[1] ?? ''
    const start = match.index + match[0].lastIndexOf(written)
    if (seen.has(start)) continue
    yield mention(block, 'Rust', written, 'minimum', spanOf(start, start + written.length))
  }
}

const mention = (
  block: Block,
  named: string,
  written: string,
  meant: Meant,
  span: readonly [number, number],
): Mention => ({
  subject: toolOf(named) ?? toolOf(lastWord(named)) ?? bareName(named),
  sense: meant,
  value: written.replace(/^v/, ''),
  token: written,
  span,
  block,
})

/** "Data Centers 40+": a large whole number behind what is no known tool counts something. */
const isAmount = (name: string, written: string): boolean =>
  toolOf(name) === null &&
  toolOf(lastWord(name)) === null &&
  /^\d{2,}$/.test(written) &&
  Number(written) > 30

const lastWord = (name: string): string => name.slice(name.lastIndexOf(' ') + 1)

/** A sentence may begin with the verb: "Requires Redis 6". */
const bareName = (name: string): string =>
  name.replace(/^(?:Requires?|Needs?|Uses?|Installs?|Supports?|Requirements?) /, '').toLowerCase()
