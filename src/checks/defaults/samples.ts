import type { Block } from '../../domain/passage.ts'
import { sampleKind } from '../sample-kinds.ts'
import { isLiteral, noValue } from './literals.ts'
import { type StatedDefault, stated } from './stated.ts'

/** A sample longer than this was written by a machine. */
const longest = 60_000
const mostLines = 1_500

/** Defaults as samples state them: help texts, commented settings, grammars of settings, and samples that are the defaults. */
export function* inSample(block: Block, lead: string | null): Iterable<StatedDefault> {
  if (block.text.length > longest) return
  const lines = linesOf(block.text)
  yield* inHelp(block, lines)
  yield* inSettings(block, lines)
  if (lead !== null && isOfDefaults(lead) && /^(?:data|code)$/.test(sampleKind(block)))
    yield* asDefaults(block)
}

interface Line {
  readonly text: string
  readonly at: number
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let at = 0
  for (const line of text.split('\n').slice(0, mostLines)) {
    lines.push({ text: line.slice(0, 400), at })
    at += line.length + 1
  }
  return lines
}

const literal = String.raw`"[^"\n]{0,80}"|'[^'\n]{0,80}'|[^\s"'()[\]|;,]{1,80}`
/** `(default 5)`, `[default: 5; required]`, `| default = 5 ]`, "Default: 5", "Defaults to 5." */
const cue = new RegExp(
  String.raw`(?:[([|] {0,2}defaults?(?: value)?(?: to\b| is\b)? {0,2}[:=]? {0,2}|(?:^|[.#;/] {1,4})Defaults?(?: to\b| is\b|:| value:| value is\b) {0,2})(${literal})(?=$|[\s)\];,|]|\.\s|\.$)`,
  'i',
)

/** The default that a piece of a line states. */
function defaultIn({ text, at }: Line, from = 0): { value: string; at: number } | null {
  const match = cue.exec(text.slice(from))
  const written = match?.[1]?.replace(/\.$/, '')
  if (match === null || written === undefined) return null
  const bare = written.replace(/^(["'])(.*)\1$/, '$2')
  // "Default to preferring the older one": a sentence, and no value.
  const isVerb =
    /^[a-z]+(?:-[a-z]+)*ing$/.test(bare) &&
    /^ \w/.test(text.slice(from + match.index + match[0].length))
  if (isVerb) return null
  if (noValue.test(bare) || !isLiteral(bare) || /^[A-Z_<$]+$/.test(bare)) return null
  const start = from + match.index + match[0].lastIndexOf(match[1] ?? '')
  return { value: written, at: at + start }
}

const flagLine =
  /^[ \t]{0,24}(?:-[A-Za-z0-9](?:[ =][\w<[>\].|-]{1,30})?[,/|]? {0,3})?(--[A-Za-z][\w.-]{1,80})/
const usageLine = /^[ \t]{0,8}usage:?[ \t]+(?:\$ )?([a-z][\w.-]{0,40}(?: [a-z][\w-]{0,40}){0,2})/i

/** `--retries int   how often (default 5)`: on the flag's line, or on those that go on from it. */
function* inHelp(block: Block, lines: readonly Line[]): Iterable<StatedDefault> {
  let flag: string | null = null
  let owner: string | null = null
  for (const line of lines) {
    const named = flagLine.exec(line.text)
    owner = usageLine.exec(line.text)?.[1] ?? owner
    if (named !== null) flag = (named[1] ?? '').replace(/[.-]+$/, '')
    else if (/^\s*$|^\S/.test(line.text)) flag = null
    const found = flag === null ? null : defaultIn(line, named?.[0].length ?? 0)
    if (found === null || flag === null) continue
    yield { ...stated(block, flag, found.value, found.at), owner }
    flag = null
  }
}

const comment = /^[ \t]{0,60}(?:#|\/\/|;)/
const keyLine =
  /^[ \t]{0,60}(?:[[#;] ?)?(?:- )?["']?([A-Za-z_][\w.-]{0,80})["']?[ \t]{0,4}[:=](?!=)/
const namedFlag = /\bflag: {1,2}-{1,2}([a-z][\w.-]{1,80})/i

/** The default in a comment behind a key or above it, or in a grammar such as `[ key: <duration> | default = 5s ]`. */
function* inSettings(block: Block, lines: readonly Line[]): Iterable<StatedDefault> {
  if (sampleKind(block) === 'shell') return
  let above: Line[] = []
  for (const line of lines) {
    const key = keyLine.exec(line.text)
    const isKey = key !== null && (!comment.test(line.text) || isSetting(line.text))
    if (!isKey) {
      above = comment.test(line.text) ? [...above, line] : []
      continue
    }
    const name = key[1] ?? ''
    const behind = line.text.slice(key[0].length).search(/\s(?:#|\/\/) |[|] {0,2}default/i)
    const found =
      behind >= 0
        ? defaultIn(line, key[0].length + behind)
        : above.flatMap((one) => defaultIn(one) ?? []).at(-1)
    const flag = above.flatMap(({ text }) => namedFlag.exec(text)?.[1] ?? []).at(-1)
    above = []
    if (found && name !== 'default')
      yield stated(block, flag === undefined ? name : `--${flag}`, found.value, found.at)
  }
}

/** `#timeout = 30`: a setting that is only switched off, against a sentence with a colon. */
const isSetting = (text: string): boolean =>
  /^[ \t]{0,60}[#;] ?[\w.-]{2,80} ?[:=] ?\S{1,80}$/.test(text)

/** "…with the following defaults:", "The default configuration is:" */
const ofDefaults =
  /(?:^|\b(?:the|its|following|these|our|as) )(?:default (?:values?|settings?|options?|config(?:uration)?(?: file)?)|defaults)(?: (?:are|is|values?|look(?:s)? like(?: this)?|as follows|below|shown(?: below| here)?|for [\w `-]{1,40}))*\s*:?$/i
const otherThan =
  /\b(?:overrid|chang|replac|differ|instead|custom|extend|modif|disabl|without|not|example|before|old)\w*\b/i

const isOfDefaults = (lead: string): boolean => ofDefaults.test(lead) && !otherThan.test(lead)

const pair =
  /(?<![\w.$-])["']?([A-Za-z_$][\w$-]{1,60})["']?[ \t]{0,4}[:=](?![:=])[ \t]{0,4}("[^"\n]{1,60}"|'[^'\n]{1,60}'|-?\d[\w.]{0,20}|true|false)(?=[\s,;})\]]|$)/g

/** A sample that is introduced as the defaults: each of its keys with one plain value. */
function* asDefaults(block: Block): Iterable<StatedDefault> {
  for (const match of block.text.matchAll(pair)) {
    const [whole, name = '', value = ''] = match
    yield stated(block, name, value, match.index + whole.lastIndexOf(value))
  }
}
