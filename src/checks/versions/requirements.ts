import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'
import { sampleKind } from '../sample-kinds.ts'
import { plainOf } from './plain.ts'
import { anyTool, toolOf, versionPattern } from './tools.ts'

/** How a statement on a tool's version is meant. */
export type Meant = 'minimum' | 'needed' | 'pin'

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

const requirement =
  /\b(?:requires?d?|requirements?|prerequisites?|needs?|needed|must (?:have|be)|compiles? (?:with|on)|builds? (?:with|on)|works? (?:with|on)|runs? (?:with|on)|supports?|supported|minimum|at least|depends? on|make sure|ensure|(?:compatible|used) with)\b|≥/i
const sectionOfNeeds =
  /requirement|prerequisit|dependenc|before you (?:begin|start)|you(?:['’]ll| will)? need|what you need|compil|building|(?:development|build|local) (?:environment|setup)/i
/** Words by which a sentence speaks of a time, a case or a part rather than of the project as it is. */
const elsewhere =
  /\b(?:since|as of|start(?:ing|s) (?:with|from|in|at)|introduced|added|dropp(?:ed|ing|s)|deprecat\w*|no longer|removed|before|until|prior|earlier|older|previous(?:ly)?|used to|formerly|if|when|unless|whether|depending|only (?:available|work)\w*|upgrad\w+|migrat\w+|\w+n['’]t|cannot|can only|any ?more|EOL|will|next|future|upcoming|e\.g|for example|example|otherwise|in case|not|syntax|target(?:s|ed|ing)?|feature)\b/i

/** "PHP 7.4 is required in order to use TLS 1.3": what one feature asks for, not the project. */
const forFeature =
  /^[^.;]{0,30}\b(?:required|needed|necessary) (?:in order )?to (?:use(?! (?:this|it\b|the (?:library|package|project|tool)))|specify|enable|access|connect|take advantage|benefit)\b/i

/** "Go 1.23+ has changed how sums are rounded": what a language is from then on, not what is needed. */
const ofItself =
  /^,? (?:has|have|had|adds?|added|brings?|brought|changes?|changed|introduces?|introduced|comes? with|ships?|shipped|provides?|includes?|allows?|makes?)\b/i

/** "At least Python 3.11 (older versions should be fine)" */
const orOlder =
  /^[^.;]{0,40}\b(?:older|earlier|lower)(?: (?:and|or) newer)?(?: (?:versions?|releases?|ones))? (?:should|may|might|will|can|do)\b(?! not)[^.;]{0,20}\b(?:fine|work|ok(?:ay)?|do|suffice)\b/i

/** What a page says the project needs to be built or to run. */
export function* requirementsIn({ page, passage }: Reading): Iterable<Mention> {
  const place: Place = {
    underNeeds: sectionOfNeeds.test(passage.heading.at(-1) ?? ''),
    introduces: passage.heading.length === 0 && front.test(page.path),
    atInstall: passage.heading.length === 0 && /install|setup|start/i.test(page.path),
  }
  for (const block of passage.blocks) {
    if (block.kind === 'paragraph' || block.kind === 'list-item' || block.kind === 'table-row')
      yield* inBlock(block, place)
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

/** Where a statement stands on its page. */
interface Place {
  /** Below a heading that speaks of what is needed. */
  readonly underNeeds: boolean
  /** Where a project's front page says what the project is: `it` is the project there. */
  readonly introduces: boolean
  /** At the top of a page on installing: "this package" is the project there. */
  readonly atInstall: boolean
}

const front = /(?:^|\/)(?:readme|index)\.\w+$/i

function* inBlock(block: Block, place: Place): Iterable<Mention> {
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

/** "Endless ranges are also supported with Acme >= 6": what is possible from then on, not what is needed. */
const isPossible =
  /\b(?:is|are|was|were)(?: (?:also|only|now|fully))? (?:supported|available|allowed|possible|enabled)(?: only)? (?:with|in|on|since|from|as of|for) [^.]{0,30}$/i

/** "Use this function with Ruby 2.4 or newer": what one part of the whole asks for. */
const ofFeature =
  /\bth(?:is|ese) (?:\w{1,20} )?(?:function|method|feature|option|type|filter|flag|setting|macro|helper|field)s?\b[^.]{0,60}$/i

/** "For PHP >= 7.3, short syntax is used": what is so under some version, not what is needed. */
const inCase = /^\W{0,4}(?:for|under|with|using) $/i
/** "There is a bug in the debugger for at least Python 3.8" */
const ofTrouble =
  /\b(?:bugs?|issues?|problems?|errors?|fails?|crash(?:es)?|broken|affects?)\b[^.;]{0,120}$/i
/** "Version 4.x runs on PHP >= 7.0": a line of releases by itself, which need not be the one that code is. */
const ofLine =
  /\b(?:versions?|releases?) v?\d{1,4}(?:\.\d{1,4})?\.x\b|\b\d{1,4}\.x (?:branch|series|line|releases?)\b|^\W{0,6}v?\d{1,4}(?:\.\d{1,4})?\.x\b/i

/** "On Python 3.9+, and from `typing` on older versions": what one does with each, not what is needed. */
const forOthers =
  /^,? (?:and|but) [^.;(\n]{0,80}\b(?:on|in|for|under|with) (?:older|earlier|lower|previous|other) (?:\w+ )?versions?\b(?! (?:is|are|will|would|do|does|can|may|must)\b)/i

const ofWhole =
  /^[\s"'(*_]*this (?:package|library|project|gem|crate|bundle|program|tool|sdk|app|application)\b/i

/** "It" is the project where no sentence before names anything else. */
const isOfProject = (text: string, start: number, sentence: string): boolean =>
  /^\s*it\b/i.test(sentence) &&
  [...text.slice(0, start).matchAll(/(?<=\w,? )[A-Z][\w.+-]*/g)].every(
    ([word]) => toolOf(word) !== null,
  )

const pointing = /^[\s"'(*_]*(?:that|it|which|this)\b/i

function counts(
  text: string,
  at: number,
  whole: string,
  meant: Meant,
  { underNeeds, introduces, atInstall }: Place,
): boolean {
  const start = Math.max(text.lastIndexOf('. ', at) + 1, 0)
  const stop = text.indexOf('. ', at + whole.length)
  const sentence = text.slice(start, stop < 0 ? undefined : stop)
  const before = text.slice(start, at)
  const after = text.slice(at + whole.length)
  const clause = /^[^,;(]{0,80}/.exec(after.split(/\.\s/, 1)[0] ?? '')?.[0] ?? ''
  if (elsewhere.test(before + whole + clause)) return false
  if (forFeature.test(after) || orOlder.test(after) || ofItself.test(after)) return false
  if (ofLine.test(before) || ofTrouble.test(before)) return false
  if (forOthers.test(after)) return false
  // "(Python 3.6+)" behind a thing says since when there is such a thing.
  const inBrackets = /\(\s?$/.test(text.slice(0, at)) && /^\s?\)/.test(after)
  if (inBrackets && !underNeeds) return false
  if (meant === 'minimum' && (isPossible.test(before) || ofFeature.test(before))) return false
  // "This requires Python 3.5" speaks of what stands before it.
  if (ofWhole.test(sentence)) return introduces || underNeeds || atInstall
  if (pointing.test(sentence) && !(introduces && isOfProject(text, start, sentence)))
    return underNeeds
  if (meant !== 'minimum') return true
  // "For Python" may have been taken for a name of two words.
  const opener = /^(?:For|Under|With|Using) /.exec(whole)?.[0] ?? ''
  if (inCase.test(before + opener) && clause === '') return false
  const leads = /^[\s:–-]*(?:an? )?(?:installed |working )?$/.test(before)
  return requirement.test(sentence) || (underNeeds && leads)
}
