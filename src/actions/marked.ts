import type { Span } from '../domain/passage.ts'
import { blanked, type Fence } from './fences.ts'
import { statementEffect } from './statement.ts'
import { toolFor } from './tools/index.ts'
import { unconditional } from './unmarked.ts'

/** A command that a text shows. */
export interface CommandText {
  readonly text: string
  readonly span: Span
  readonly language: 'shell' | 'sql'
}

const shellNames =
  /^(?:sh|bash|zsh|shell|console|terminal|shellsession|shell-session|fish|ksh|command|cmd)$/i
const sqlNames = /^(?:sql|mysql|psql|postgres(?:ql)?|plsql|sqlite)$/i
const plainNames = /^(?:text|txt|plain|plaintext|none|output|log)$/i
const prompt = /^[ \t]*(?:[\w.@:~/-]*[$%❯]|>)[ \t]+(?=\S)/
const warned =
  /\b(?:never|not|avoid|instead of|rather than|forbidden|removed|deprecated|dangerous)\b|n['’]t\b/i

/** Commands in fenced shell or SQL blocks, in `$ ` lines and in inline code that begins with a known program. */
export function markedCommands(text: string, fences: readonly Fence[]): readonly CommandText[] {
  const rest = blanked(
    text,
    fences.map(({ span }) => span),
  )
  return [...fences.flatMap(inFence), ...promptLines(rest, 0, true), ...inlineCode(rest)].toSorted(
    (a, b) => a.span[0] - b.span[0],
  )
}

function inFence({ name, body, inside }: Fence): readonly CommandText[] {
  if (sqlNames.test(name)) return [{ text: body, span: inside, language: 'sql' }]
  const prompted = promptLines(body, inside[0], false)
  const isPlain = name === '' || plainNames.test(name)
  if (prompted.length > 0 && (isPlain || shellNames.test(name))) return prompted
  const [first = ''] = body.trim().split(/\s/, 1)
  const looksShell =
    isPlain && (toolFor(first) !== undefined || first === 'sudo' || statementEffect(body) !== null)
  return shellNames.test(name) || looksShell
    ? [{ text: body, span: inside, language: 'shell' }]
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
