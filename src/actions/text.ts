import type { ClassedCommand } from '../domain/action.ts'
import type { Span } from '../domain/passage.ts'
import { type Grammar, grammar } from '../syntax/grammar.ts'
import { asRead } from './as-read.ts'
import { hides } from './effect.ts'
import { codeEffect } from './interpreters.ts'
import { judgeScript } from './judge-command.ts'
import { limits, tooLarge } from './limits.ts'
import { destructiveProse } from './prose.ts'
import { statementEffect } from './statement.ts'
import { toolFor } from './tools/index.ts'
import { sqlEffect } from './tools/sql-statements.ts'
import { unconditional, unmarkedCommands } from './unmarked.ts'

/** A command that a text shows. */
export interface CommandText {
  readonly text: string
  readonly span: Span
  readonly language: 'shell' | 'sql'
}

const fence =
  /^([ \t]*)(`{3,}(?!`)|~{3,}(?!~))[ \t]*([^\s`]*)[^\n]*\n([\s\S]*?)(?:^[ \t]*\2[`~]*[ \t]*$|$(?![\s\S]))/gm
const shellNames =
  /^(?:sh|bash|zsh|shell|console|terminal|shellsession|shell-session|fish|ksh|command|cmd)$/i
const sqlNames = /^(?:sql|mysql|psql|postgres(?:ql)?|plsql|sqlite)$/i
const plainNames = /^(?:text|txt|plain|plaintext|none|output|log)$/i
const prompt = /^[ \t]*(?:[\w.@:~/-]*[$%❯]|>)[ \t]+(?=\S)/
const warned =
  /\b(?:never|not|avoid|instead of|rather than|forbidden|removed|deprecated|dangerous)\b|n['’]t\b/i

/** Commands in fenced shell or SQL blocks, in `$ ` lines and in inline code that begins with a known program. */
export function commandsInText(text: string): readonly CommandText[] {
  const blocks = [...text.matchAll(fence)]
  const fenced = blocks.flatMap((block) => inFence(block))
  const rest = blanked(
    text,
    blocks.map((block) => [block.index, block.index + block[0].length]),
  )
  return [...fenced, ...promptLines(rest, 0, true), ...inlineCode(rest)].toSorted(
    (a, b) => a.span[0] - b.span[0],
  )
}

function inFence(block: RegExpExecArray): readonly CommandText[] {
  const [whole, , , name = '', body = ''] = block
  const start = block.index + whole.indexOf('\n') + 1
  if (sqlNames.test(name))
    return [{ text: body, span: [start, start + body.length], language: 'sql' }]
  const prompted = promptLines(body, start, false)
  const isPlain = name === '' || plainNames.test(name)
  if (prompted.length > 0 && (isPlain || shellNames.test(name))) return prompted
  const [first = ''] = body.trim().split(/\s/, 1)
  const looksShell =
    isPlain && (toolFor(first) !== undefined || first === 'sudo' || statementEffect(body) !== null)
  return shellNames.test(name) || looksShell
    ? [{ text: body, span: [start, start + body.length], language: 'shell' }]
    : []
}

/** Lines after a prompt, with the lines they continue on. Outside a fence only `$` counts as a prompt. */
function promptLines(text: string, offset: number, strict: boolean): readonly CommandText[] {
  const found: CommandText[] = []
  let place = 0
  let open = false
  for (const line of text.split('\n')) {
    const mark = prompt.exec(line)?.[0]
    const last = found.at(-1)
    if (open && last) {
      const end = place + line.length
      found[found.length - 1] = {
        ...last,
        text: text.slice(last.span[0] - offset, end),
        span: [last.span[0], offset + end],
      }
    } else if (mark && (!strict || /^[ \t]*\$ /.test(line))) {
      const start = place + mark.length
      found.push({
        text: line.slice(mark.length),
        span: [offset + start, offset + place + line.length],
        language: 'shell',
      })
    }
    open = (open || mark !== undefined) && line.endsWith('\\')
    place += line.length + 1
  }
  return found
}

/** As far back as the clause is looked for in which code stands. */
const clauseLength = 500

function inlineCode(text: string): readonly CommandText[] {
  return [...text.matchAll(/(?<!`)(`{1,2})(?!`)([^`\n]+(?:\n[^`\n]+)?)\1(?!`)/g)].flatMap(
    (match) => {
      const [, ticks = '', code = ''] = match
      const [first = '', second] = code.trim().replace(/^\$ /, '').split(/\s+/, 2)
      const command =
        second !== undefined &&
        (toolFor(first) !== undefined ||
          /^(?:sudo|env|bash|sh|xargs|ssh|eval|time|nohup|timeout)$/.test(first))
      if (!command && statementEffect(code) === null) return []
      const clause =
        text
          .slice(Math.max(0, match.index - clauseLength), match.index)
          .split(/[.!?;\n]\s|\n\n/)
          .at(-1) ?? ''
      if (warned.test(unconditional(clause))) return []
      const start = match.index + ticks.length
      return [
        {
          text: code.replace(/^\$ /, '  '),
          span: [start, start + code.length] as const,
          language: 'shell' as const,
        },
      ]
    },
  )
}

/** The text with blanks for what these spans hold. */
function blanked(text: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let place = 0
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    const from = Math.max(start, place)
    if (end <= from) continue
    parts.push(text.slice(place, from), text.slice(from, end).replaceAll(/[^\n]/g, ' '))
    place = end
  }
  return [...parts, text.slice(place)].join('')
}

/** Classes every command a text shows, and every sentence in it that tells to destroy something. */
export async function classifyText(text: string): Promise<readonly ClassedCommand[]> {
  if (text.length > limits.textCharacters) {
    const why = `the text has ${text.length} characters, more than the ${limits.textCharacters} that are read`
    return [{ argv: [], span: [0, text.length], ...hides(why) }]
  }
  const bash = await grammar('bash')
  const told = classifyWritten(bash, text)
  const read = asRead(text)
  if (read === text) return told
  // What only shows once tags and references are read stands somewhere in the whole.
  const known = new Set(told.map((each) => each.class))
  const hidden = classifyWritten(bash, read).filter(
    (each) => isGrave(each) && !known.has(each.class),
  )
  return [...told, ...hidden.map((each) => ({ ...each, span: [0, text.length] as const }))]
}

const isGrave = (each: ClassedCommand): boolean => !/^D[01]$/.test(each.class)

function classifyWritten(bash: Grammar, text: string): readonly ClassedCommand[] {
  const found = commandsInText(text)
  const commands = found.flatMap((command): readonly ClassedCommand[] => {
    const excess = tooLarge(command.text)
    if (excess !== null) return [{ argv: [], span: command.span, ...hides(excess) }]
    const statement =
      command.language === 'sql' ? sqlEffect(command.text) : statementEffect(command.text)
    if (statement) return [{ argv: [command.text.trim()], span: command.span, ...statement }]
    const { commands: judged, unseen } = judgeScript(bash, command.text)
    const opaque = unseen.map((part) => ({
      argv: [command.text.trim()],
      span: command.span,
      ...hides(part),
    }))
    return [
      ...judged.map((each) => ({ ...each, span: moved(each.span, command.span[0]) })),
      ...opaque,
    ]
  })
  const rest = withoutMarked(text, found)
  const unmarked = unmarkedIn(rest, bash)
  const prose = destructiveProse(
    blanked(text, [
      ...fencesOf(text),
      ...found.map(({ span }) => span),
      ...unmarked.map(({ span }) => span),
    ]),
  )
  const quoted = prose.map((each) => ({ ...each, argv: [text.slice(...each.span)] }))
  return [...commands, ...unmarked, ...codeIn(bash, text), ...quoted].toSorted(
    (a, b) => a.span[0] - b.span[0],
  )
}

/** The texts of all commands that a text shows, with marks and without. */
export function commandTextsIn(text: string): readonly string[] {
  const found = commandsInText(text)
  return [...found, ...unmarkedCommands(withoutMarked(text, found))].map((one) => one.text)
}

const codeNames =
  /^(?:py|python3?|js|javascript|node|ts|typescript|rb|ruby|perl|pl|php|pwsh|powershell|ps1|lua)$/i

/** Code in other languages, as far as its calls change something. */
const codeIn = (bash: Grammar, text: string): readonly ClassedCommand[] =>
  [...text.matchAll(fence)].flatMap((block): readonly ClassedCommand[] => {
    const [whole, , , name = '', body = ''] = block
    if (!codeNames.test(name)) return []
    const effect = codeEffect(body, (script) => judgeScript(bash, script).commands)
    const start = block.index + whole.indexOf('\n') + 1
    const one = { argv: [body.trim()], span: [start, start + body.length] as const, ...effect }
    return isGrave(one) ? [one] : []
  })

const fencesOf = (text: string): readonly Span[] =>
  [...text.matchAll(fence)].map((block) => [block.index, block.index + block[0].length])

/** A text without the commands that were found by their marks; a fence in which none was found is read line by line. */
function withoutMarked(text: string, found: readonly CommandText[]): string {
  const known = fencesOf(text).filter(([start, end]) =>
    found.some(({ span }) => start <= span[0] && span[0] < end),
  )
  return blanked(bareFences(text), [...known, ...found.map(({ span }) => span)])
}

/** Fences without their own lines, without what marks an added line, and without the quotes of values. */
const bareFences = (text: string): string =>
  text.replaceAll(fence, (whole: string, ...[, , name = '', body = '']: string[]) => {
    const start = whole.indexOf('\n') + 1
    const end = start + body.length
    const lines = codeNames.test(name)
      ? body.replaceAll(/[^\n]/g, ' ')
      : body.replaceAll(/^\+/gm, ' ').replaceAll(/([:,[] {0,3})(["'])([^"'\n]*)\2/g, '$1 $3 ')
    const blank = (part: string) => part.replaceAll(/[^\n]/g, ' ')
    return `${blank(whole.slice(0, start))}${lines}${blank(whole.slice(end))}`
  })

/** Commands without any mark, as far as they change something or make up a line: words that follow in a sentence are no part that could not be read. */
const unmarkedIn = (text: string, bash: Grammar): readonly ClassedCommand[] =>
  unmarkedCommands(text).flatMap((one): readonly ClassedCommand[] => {
    const effect = one.language === 'sql' ? statementEffect(one.text) : null
    if (effect) return [{ argv: [one.text], span: one.span, ...effect }]
    return judgeScript(bash, one.text)
      .commands.filter(({ unknownProgram }) => unknownProgram === undefined)
      .filter((each) => one.isWhole || isGrave(each))
      .map((each) => ({ ...each, span: one.span }))
  })

const moved = ([start, end]: Span, by: number): Span => [start + by, end + by]
