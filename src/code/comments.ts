import { lookUp } from '../domain/lookup.ts'
import { escaped } from '../values/escaped.ts'

interface Syntax {
  readonly line: readonly string[]
  readonly block: readonly (readonly [open: string, close: string])[]
  /** Delimiters of strings; a doubled or escaped delimiter inside does not matter, since words are all that is read. */
  readonly strings: readonly string[]
}

const slashes: Syntax = { line: ['//'], block: [['/*', '*/']], strings: ['"', "'", '`'] }
const hashes: Syntax = { line: ['#'], block: [], strings: ['"', "'"] }
const none: Syntax = { line: [], block: [], strings: [] }

const byEnding: Readonly<Record<string, Syntax>> = {
  ...Object.fromEntries(
    'js jsx ts tsx mjs cjs mts cts go java kt kts scala groovy gradle rs c h cc cpp cxx hpp cs swift dart proto css scss less jsonc json5 zig v sol'
      .split(' ')
      .map((ending) => [ending, slashes]),
  ),
  ...Object.fromEntries(
    'py rb sh bash zsh fish yaml yml toml pl r ex exs nim conf cfg ini properties env mk cmake dockerfile containerfile makefile gitignore'
      .split(' ')
      .map((ending) => [ending, hashes]),
  ),
  php: { ...slashes, line: ['//', '#'] },
  tf: { ...slashes, line: ['//', '#'] },
  hcl: { ...slashes, line: ['//', '#'] },
  sql: { line: ['--'], block: [['/*', '*/']], strings: ["'", '"'] },
  lua: { line: ['--'], block: [['--[[', ']]']], strings: ['"', "'"] },
  hs: { line: ['--'], block: [['{-', '-}']], strings: ['"'] },
  elm: { line: ['--'], block: [['{-', '-}']], strings: ['"'] },
  clj: { line: [';'], block: [], strings: ['"'] },
  el: { line: [';'], block: [], strings: ['"'] },
  erl: { line: ['%'], block: [], strings: ['"'] },
  ps1: { line: ['#'], block: [['<#', '#>']], strings: ['"', "'"] },
  xml: { line: [], block: [['<!--', '-->']], strings: [] },
  html: { line: [], block: [['<!--', '-->']], strings: [] },
  vue: { line: [], block: [['<!--', '-->']], strings: [] },
  svelte: { line: [], block: [['<!--', '-->']], strings: [] },
}

const syntaxOf = (path: string): Syntax => {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const ending = name.slice(name.lastIndexOf('.') + 1)
  return lookUp(byEnding, ending) ?? (/^(?:dockerfile|makefile|\.env)/.test(name) ? hashes : none)
}

/** The text with its comments blanked out; strings are kept, so that `'http://x'` starts no comment. */
export function stripComments(path: string, text: string): string {
  const { line, block, strings } = syntaxOf(path)
  const tokens = [...block.map(([open]) => open), ...line, ...strings]
  if (tokens.length === 0) return text
  const starts = new RegExp(tokens.map(escaped).join('|'), 'g')
  const kept: string[] = []
  let from = 0
  for (let found = starts.exec(text); found !== null; found = starts.exec(text)) {
    const token = found[0]
    const close = block.find(([open]) => open === token)?.[1]
    if (close === undefined && !line.includes(token)) {
      starts.lastIndex = endOfString(text, starts.lastIndex, token)
      continue
    }
    // `a#b` and `$#` start no comment in a shell, nor does `#` in a colour or an anchor.
    if (token === '#' && found.index > 0 && !/\s/.test(text.charAt(found.index - 1))) continue
    kept.push(text.slice(from, found.index), ' ')
    const end = text.indexOf(close ?? '\n', starts.lastIndex)
    from = end < 0 ? text.length : end + (close?.length ?? 0)
    starts.lastIndex = from
  }
  kept.push(text.slice(from))
  return kept.join('')
}

/** Strings end at their line's end at the latest: a lone apostrophe must not swallow the rest of the file. */
function endOfString(text: string, start: number, delimiter: string): number {
  for (let index = start; index < text.length; index++) {
    const unit = text.charAt(index)
    if (unit === '\\') index += 1
    else if (unit === delimiter) return index + 1
    else if (unit === '\n' && delimiter !== '`') return index
  }
  return text.length
}
