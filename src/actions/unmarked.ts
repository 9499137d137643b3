import type { Span } from '../domain/passage.ts'
import { statementEffect } from './statement.ts'
import { toolFor } from './tools/index.ts'

/** A command that stands in prose like any other words. */
export interface Unmarked {
  readonly text: string
  readonly span: Span
  readonly language: 'shell' | 'sql'
  /** It makes up a line, a list item or a table cell by itself. */
  readonly isWhole: boolean
}

/** What opens a line before what is told: quotes, list marks, numbers, a checkbox, a cell's bar, bold marks, “Step 2:”. */
const opening =
  /^(?:[\s>|*_]|#{1,6}(?=\s)|[-+](?=\s)|\d{1,3}[.)](?=\s)|\[[ xX]\](?=\s)|(?:step|option|command|fix|solution)(?: \d{1,2})?:\s)*/i

/** Where the words of a command end at the latest: with its cell, its sentence, its clause or its brackets. */
const ending = /[.!?:](?=\s|["'”’)*_]*$)|[,;](?=\s)|\s[—–|(]|\s-\s|[”“]|$/

/** Words after which a program's name is what somebody is told to run. */
const telling =
  /(?:^|[:;,.!?—–(]\s*|\b(?:run(?:ning)?|re-?run|execut(?:e|ing)|us(?:e|ing)|do(?:ing)?|issu(?:e|ing)|typ(?:e|ing)|enter|try(?:ing)?|invok(?:e|ing)|call(?:ing)?|launch|start with|apply|perform|fire off|kick off|paste|with|via|through|by|then|and|or|just|simply|first|next|finally|now|to|please|can|should|must|could)\s+(?:an?\s+|one\s+|another\s+)?)$/i

/** Words that make of a command something that is spoken of. */
const warned =
  /\b(?:never|not|avoid|avoids|instead of|rather than|forbidden|prohibited|refuse|removed|deprecated|dangerous|unlike|without|no longer|what does|why)\b|n['’]t\b/i
const described =
  /^(?:\S+\s+){1,4}?(?:commands?|subcommands?|flags?|options?|removes|deletes|destroys|drops|wipes|is|are|was|were|will|would|does|did|has|had|fails|failed|prints|shows|returns|takes|works|means)\b/i

/** A clause without its conditions: “if that does not help, run …” tells to run it. */
export const unconditional = (clause: string): string =>
  clause.replace(/\b(?:if|when|unless|until|as long as|in case)\b[^,:]{0,200}[,:]/gi, '')

/** Programs whose names are words of the language, told from these by what follows. */
const words = new Set(
  (
    'at bind cat clear cut date expect fail find finger fly fold go halt head help host info init install invoke join just kill last less link locate look make man ' +
    'mount more move node open paste patch play poweroff print read reboot rename reset return salt screen script seq service set shred shutdown sleep snap sort source split state stop suspend switch sync tail ' +
    'task tee test time top touch trap truncate type units unlink view wait watch which who write yes'
  ).split(' '),
)
const prose =
  /^(?:the|an?|that|this|these|those|it|its|sure|your|our|their|any|all|every|each|some|out|up|off|in|into|on|of|for|from|with|to|by|as|is|are|was|has|can|will|and|or|but|so|if|when|where|how|what|why|there|here|them|us|you|we|not|no|more|less|than|at|about|over|both|either|always|only|again)$/i

/** Characters before a command that are looked at: for a clause, and for the words that tell; and the longest command in a sentence. */
const near = 160
const nearest = 48
const longest = 1_000

const name = /(?:[\w./~-]{0,200}\/)?[a-zA-Z_][\w.+-]*/g
const upper =
  /\b(?:DROP|TRUNCATE|DELETE FROM|ALTER (?:TABLE|DATABASE|ROLE|USER|SCHEMA)|GRANT|REVOKE|UPDATE \S+ SET)\s/g

/** Commands that stand in a text without fences, ticks or prompts: whole lines, and words after “run”. */
export function unmarkedCommands(text: string): readonly Unmarked[] {
  const found: Unmarked[] = []
  let place = 0
  for (const line of joinedLines(text)) {
    const start = opening.exec(line)?.[0].length ?? 0
    // Cells of a table are lines of their own.
    for (const [from, to] of cellsOf(line, start)) found.push(...inLine(line, from, to, place))
    place += line.length + 1
  }
  return found
}

/** The lines of a text, those that a backslash continues with what follows; quote marks on these are blanks. */
function joinedLines(text: string): readonly string[] {
  const lines: string[][] = []
  let open: string[] | null = null
  for (const line of text.split('\n')) {
    if (open) open.push(line.replace(/^[ \t]*>+/, (marks) => ' '.repeat(marks.length)))
    else lines.push([line])
    open = line.endsWith('\\') ? (lines.at(-1) ?? null) : null
  }
  return lines.map((parts) => parts.join('\n'))
}

function cellsOf(line: string, start: number): readonly Span[] {
  if (!/^\s*\|/.test(line)) return [[start, line.length]]
  let from = 0
  return line.split('|').flatMap((cell): Span[] => {
    const begin = from + cell.length - cell.trimStart().length
    const end = from + cell.trimEnd().length
    from += cell.length + 1
    return begin < end ? [[begin, end]] : []
  })
}

function inLine(line: string, from: number, to: number, place: number): readonly Unmarked[] {
  const part = line.slice(from, to)
  const at = (start: number, text: string, language: Unmarked['language'], isWhole: boolean) => ({
    text,
    span: [place + from + start, place + from + start + text.length] as const,
    language,
    isWhole,
  })
  const whole = part.trimEnd()
  if (/\s/.test(whole) && statementEffect(whole) !== null && !isSentence(whole))
    return [at(0, whole, 'sql', true)]
  if (isCommand(whole, true) && !described.test(whole)) return [at(0, whole, 'shell', true)]
  const found: Unmarked[] = []
  let end = 0
  for (const match of part.matchAll(name)) {
    if (match.index < end) continue
    const text = told(part, match.index, (words) => isCommand(words, false))
    if (text === null) continue
    found.push(at(match.index, text, 'shell', false))
    end = match.index + text.length
  }
  for (const match of part.matchAll(upper)) {
    if (match.index < end) continue
    const text = told(part, match.index, (words) => statementEffect(words) !== null)
    if (text !== null) found.push(at(match.index, text, 'sql', false))
  }
  return found
}

/** What stands before a place, as far as it is looked at; what is cut off is no beginning of a line. */
const lastOf = (line: string, start: number, most: number): string =>
  start > most ? `\0${line.slice(start - most, start)}` : line.slice(0, start)

/** The command that a clause tells somebody to run from here on; null where it tells nothing of the kind. */
function told(line: string, start: number, isOne: (text: string) => boolean): string | null {
  // Only what stands close by tells, however long the line is.
  const before = lastOf(line, start, near)
  if (!telling.test(lastOf(line, start, nearest))) return null
  const clause = before.split(/[.!?;:]\s/).at(-1) ?? ''
  if (warned.test(unconditional(clause))) return null
  const rest = line.slice(start, start + longest)
  const text = rest.slice(0, ending.exec(rest)?.index ?? rest.length).trimEnd()
  return isOne(text) && !described.test(text) ? text : null
}

/** Words before a program that run it. */
const wrapper =
  /^(?:(?:sudo|doas|env|nohup|time|exec|command|nice|timeout \S+)\s+(?:-\S+\s+)*|[A-Z_][A-Z\d_]*=\S*\s+)+/

/** Whether a text begins as a command does: with a known program, and not with a word of the language. */
function isCommand(text: string, isWhole: boolean): boolean {
  const [first = '', second = ''] = text.replace(wrapper, '').split(/\s+/)
  const program = first.split('/').at(-1) ?? ''
  const known = toolFor(program) !== undefined || /^(?:(?:ba|z)?sh|eval|xargs|ssh)$/.test(program)
  if (!known || !/^[a-z]/i.test(program) || second === '' || prose.test(second)) return false
  if (!words.has(program)) return true
  // “just rm it”: the word of the language stands before the program.
  if (toolFor(second) !== undefined) return false
  return looksTyped.test(second) || (isWhole && isShort(text))
}

/** What nobody writes after a word of the language in a sentence. */
const looksTyped = /^(?:-{1,2}[A-Za-z]|[./~$]\S|\d+$)|^[^\s(]+[/=@]\S/

const isShort = (text: string): boolean =>
  text.split(/\s+/).length <= 4 &&
  !/[.!?,:)]$/.test(text) &&
  !text.split(/\s+/).some((word) => prose.test(word))

const isSentence = (text: string): boolean =>
  /\b(?:the|an?|is|are|you|your|we)\b.*[.!?]$/i.test(text)
