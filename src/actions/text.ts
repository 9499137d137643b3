import type { ClassedCommand } from '../domain/action.ts'
import type { Span } from '../domain/passage.ts'
import { type Grammar, grammar } from '../syntax/grammar.ts'
import { hides } from './effect.ts'
import { judgeScript } from './judge-command.ts'
import { limits, tooLarge } from './limits.ts'
import { destructiveProse } from './prose.ts'
import { statementEffect } from './statement.ts'
import { toolFor } from './tools/index.ts'
import { sqlEffect } from './tools/sql-statements.ts'
import { unmarkedCommands } from './unmarked.ts'

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
  if (prompted.length > 0 && (name === '' || shellNames.test(name))) return prompted
  const [first = ''] = body.trim().split(/\s/, 1)
  const looksShell =
    (name === '' || /^(?:text|txt|plain|plaintext|none)$/i.test(name)) &&
    (toolFor(first) !== undefined || first === 'sudo' || statementEffect(body) !== null)
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
      if (warned.test(clause)) return []
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
    blanked(
      rest,
      unmarked.map(({ span }) => span),
    ),
  )
  const quoted = prose.map((each) => ({ ...each, argv: [text.slice(...each.span)] }))
  return [...commands, ...unmarked, ...quoted].toSorted((a, b) => a.span[0] - b.span[0])
}

/** The texts of all commands that a text shows, with marks and without. */
export function commandTextsIn(text: string): readonly string[] {
  const found = commandsInText(text)
  return [...found, ...unmarkedCommands(withoutMarked(text, found))].map((one) => one.text)
}

/** What is left of a text without its fences and the commands that were found by their marks. */
function withoutMarked(text: string, found: readonly CommandText[]): string {
  const fences = [...text.matchAll(fence)].map(
    (block): Span => [block.index, block.index + block[0].length],
  )
  return blanked(text, [...fences, ...found.map(({ span }) => span)])
}

/** Commands without any mark, as far as they change something or make up a line: words that follow in a sentence are no part that could not be read. */
const unmarkedIn = (text: string, bash: Grammar): readonly ClassedCommand[] =>
  unmarkedCommands(text).flatMap((one): readonly ClassedCommand[] => {
    const effect = one.language === 'sql' ? statementEffect(one.text) : null
    if (effect) return [{ argv: [one.text], span: one.span, ...effect }]
    return judgeScript(bash, one.text)
      .commands.filter(({ unknownProgram }) => unknownProgram === undefined)
      .filter((each) => one.isWhole || !/^D[01]$/.test(each.class))
      .map((each) => ({ ...each, span: one.span }))
  })

const moved = ([start, end]: Span, by: number): Span => [start + by, end + by]
