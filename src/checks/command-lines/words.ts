import type { Block, Span } from '../../domain/passage.ts'
import { promptSigns } from '../sample-kinds.ts'

/** A word of a command line, and where it stands in the page's text. */
export interface Word {
  readonly text: string
  readonly span: Span
  /** It stood in quotes: a text, not a name. */
  readonly isQuoted: boolean
}

/** One command of a line: what stands between pipes and semicolons. */
export interface Line {
  readonly words: readonly Word[]
  readonly block: Block
}

const piece = /<[\w .|:-]{1,60}>|"(?:\\.|[^"\\])*"|'[^']*'|\|\|?|&&?|;|[<>]+|`|[^\s"'|&;<>`]+/g
const ends = /^(?:\|\|?|&&?|;|`)$/
const longest = 4_000
/** `$(acme token --short)`: a command of its own, whose output stands in its place. */
const substituted = /\$\((?!\()([^()]{1,1000})\)/g

/** Splits the text of a command line that starts at an offset into commands and their words. */
export function commandsIn(text: string, start: number, block: Block): Line[] {
  const lines: Line[] = []
  const given = text.slice(0, longest).replace(substituted, (whole, inner: string, at: number) => {
    lines.push(...commandsIn(inner, start + at + 2, block))
    return '_'.repeat(whole.length)
  })
  let words: Word[] = []
  let isFile = false
  const finish = (): void => {
    if (words.length > 0) lines.push({ words, block })
    words = []
  }
  for (const match of given.matchAll(piece)) {
    const found = match[0]
    const isBehind = isFile
    isFile = /^[<>]+$/.test(found)
    if (ends.test(found)) {
      finish()
      continue
    }
    // What stands behind a redirection is a file.
    if (isFile || isBehind) continue
    // The rest of the line is a comment.
    if (found.startsWith('#') && (match.index === 0 || /\s/.test(text[match.index - 1] ?? '')))
      break
    const isQuoted = /^["']/.test(found)
    const bare = isQuoted ? found.slice(1, found.length > 1 ? -1 : undefined) : found
    const at = start + match.index + (isQuoted ? 1 : 0)
    const glued = words.at(-1)
    const isValue = isQuoted || /^<.*>$/.test(found)
    if (glued && isValue && glued.span[1] === start + match.index && glued.text.endsWith('='))
      continue
    words.push({ text: bare, span: [at, at + bare.length], isQuoted })
  }
  finish()
  return lines
}

/** A backslash at the end of a line, or before the comment that pages put behind it. */
const goesOn = /[\\`^][ \t]*$|\\[ \t]+#[^\n]{0,200}$/

const promptedLine = new RegExp(String.raw`^[ \t]*(?:${promptSigns}) \S`, 'm')
/** Behind the name of an environment, and with the sign of root before what plainly is a command. */
const anyPrompt = new RegExp(
  String.raw`^[ \t]*(?:(?:\([\w.-]{1,40}\) ?)?(?:${promptSigns}|>|#(?= [a-z./]+ -)) )`,
)
/** `acme> var x = 1`, `mysql> show tables`: said to a program that asks, and not to the shell. */
const ofAnotherShell =
  /^[ \t]*(?:> )?(?!(?:PS|[A-Z]:|(?:ba|z|fi|da|k|c|pw)?sh[\d.-]*|user|host|root|admin|me|sort|cat|echo)\b)[A-Za-z][\w.-]{0,30}> +\S/
const signsOnly = new RegExp(`(?:${promptSigns}) $`)

/** The lines of a shell sample, those that a backslash breaks put together, with everything else in its place. */
export function linesOf(block: Block): { readonly text: string; readonly start: number }[] {
  const prompted = promptedLine.test(block.text)
  const found: { text: string; start: number }[] = []
  let open: { text: string; start: number } | null = null
  for (const match of block.text.matchAll(/^.*$/gm)) {
    const line = match[0]
    const prompt = anyPrompt.exec(line)?.[0] ?? ''
    if (open === null) {
      if (ofAnotherShell.test(line)) continue
      if (line.trim() === '' || (prompted && !signsOnly.test(prompt))) continue
      if (/^[ \t]*#/.test(line) && prompt === '') continue
      open = {
        text: line.slice(prompt.length),
        start: block.textStart + match.index + prompt.length,
      }
    } else {
      const gap: number = block.textStart + match.index - (open.start + open.text.length)
      open = { text: `${open.text}${' '.repeat(Math.max(0, gap))}${line}`, start: open.start }
    }
    if (goesOn.test(line) && open.text.length < longest) {
      open = {
        text: open.text.replace(goesOn, (end) => ' '.repeat(end.length)),
        start: open.start,
      }
      continue
    }
    found.push(open)
    open = null
  }
  if (open !== null) found.push(open)
  return found
}
