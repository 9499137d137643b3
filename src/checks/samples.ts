import type { Block, Span } from '../domain/passage.ts'
import { languageOf, promptSigns, sampleKind } from './sample-kinds.ts'
import type { Token } from './tokens.ts'

/** A sample with more names than this is no sample for people. */
const mostTokens = 4_000

/** The tokens of a code block, by what sort of block it is. */
export function sampleTokens(block: Block): Token[] {
  const kind = sampleKind(block)
  if (block.text.length > 100_000) return []
  if (kind === 'shell') return shellTokens(block).slice(0, mostTokens)
  if (kind === 'data') return dataTokens(block).slice(0, mostTokens)
  if (kind === 'code') return codeTokens(block).slice(0, mostTokens)
  return []
}

const token = (block: Block, text: string, start: number, rest: Partial<Token>): Token => ({
  text,
  span: [block.textStart + start, block.textStart + start + text.length],
  place: 'sample',
  block,
  lead: false,
  column: null,
  ...rest,
})

const prompt = new RegExp(String.raw`^[ \t]*(${promptSigns}|>) (?=\S)`)
const promptOf = (line: string): string | null => prompt.exec(line)?.[1]?.slice(0, 2) ?? null

/** Each command line as one token; in a transcript only what stands behind a prompt is a command. */
function shellTokens(block: Block): Token[] {
  const lines = [...block.text.matchAll(/^.*$/gm)]
  const prompts = new Set(lines.map(([line]) => promptOf(line)))
  const own = prompts.has('$') ? '$' : null
  const first = lines.find(([line]) => line.trim() !== '')?.[0] ?? ''
  const isTranscript = own !== null || promptOf(first) !== null
  const found: Token[] = []
  for (const { 0: whole, index } of lines) {
    const written = promptOf(whole)
    if (isTranscript && (written === null || written !== (own ?? written))) continue
    const line = (written === null ? whole : whole.replace(prompt, '')).trimStart()
    if (line === '' || line.startsWith('#')) continue
    found.push(token(block, line, index + whole.length - line.length, { place: 'shell' }))
  }
  return found
}

const keyLine = /^([ \t]*)(?:- )?["']?([A-Za-z_][\w.-]{0,80})["']?[ \t]*[:=]/gm

/** Keys of settings, with the key they are nested under. */
function dataTokens(block: Block): Token[] {
  const open: { indent: number; key: string }[] = []
  const found: Token[] = []
  for (const match of block.text.matchAll(keyLine)) {
    const indent = (match[1] ?? '').length
    const key = match[2] ?? ''
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= indent) open.pop()
    const owner = open.map((parent) => parent.key).join('.')
    open.push({ indent, key })
    const start = match.index + match[0].indexOf(key, (match[1] ?? '').length)
    found.push(token(block, key, start, { place: 'data', use: 'key', ...(owner ? { owner } : {}) }))
    const inner = owner ? `${owner}.${key}` : key
    found.push(...inlineTokens(block, match.index + match[0].length, inner))
  }
  for (const { index } of block.text.matchAll(/^[ \t]*[[{]/gm))
    found.push(...inlineTokens(block, index, null))
  return found
}

const inlineKey = /[{,][ \t]{0,4}["']([A-Za-z_][\w.-]{0,80})["'][ \t]{0,4}:/g

/** Keys of JSON that stand further on in the line: `"to": { "moduleTypes": ["core"], "path": "x" }`. */
function inlineTokens(block: Block, from: number, owner: string | null): Token[] {
  const end = block.text.indexOf('\n', from)
  const rest = block.text.slice(from, end < 0 ? undefined : end).slice(0, 2_000)
  return Array.from(rest.matchAll(inlineKey), (match) => {
    const [whole, key = ''] = match
    return token(block, key, from + match.index + whole.indexOf(key), {
      place: 'data',
      use: 'key',
      ...(owner === null ? {} : { owner }),
    })
  })
}

const chainOf = (joints: string, lead: string): RegExp =>
  new RegExp(
    String.raw`(?<![\w$.'"\x60]${lead})([A-Za-z_$][\w$]*(?:(?:${joints})[A-Za-z_$][\w$]*)*)(\s{0,2}\()?(\s{0,2}:(?!:))?`,
    'g',
  )
const chained = /[A-Za-z_$][\w$]*/g
const chain = chainOf(String.raw`\?\.|\.|::`, '')
/** Elsewhere an arrow begins a body: `item->keep(item)`. */
const arrows = /^(?:php|c|cpp|c\+\+)$/
const chainWithArrows = chainOf(String.raw`\?\.|\.|::|->`, '|->')

/** What languages bring along: `process.argv`, `sys.argv`, `Math.max`. */
const ofRuntime =
  /^(?:process|console|window|Deno|Bun|document|navigator|performance|globalThis|Math|JSON|Object|Array|Promise|Reflect|Intl|Buffer|os|sys|System|Console)$/

/** Packages that Go brings along whose types are given their fields by name. */
const goOwn =
  /\b(?:tls|http|httptest|net|url|x509|pkix|template|sql|json|xml|slog|log|exec|os|time|sync|big|tar|zip|gzip|smtp|mail|cookiejar|reflect|testing|bufio|bytes)\.[A-Z]\w{1,40}$/

/** Whether a key stands in a value of a type that Go itself has: `&tls.Config{InsecureSkipVerify: true}`. */
function isOfGo(text: string, at: number): boolean {
  let depth = 0
  for (let index = at - 1; index >= Math.max(0, at - 2_000); index -= 1) {
    if (text[index] === '}') depth += 1
    else if (text[index] === '{') {
      if (depth === 0) return goOwn.test(text.slice(Math.max(0, index - 60), index).trimEnd())
      depth -= 1
    }
  }
  return false
}

/** `at acme.Ledger.close(Ledger.java:70)`: what a program went through when it failed, as it put it out then. */
const frameOfTrace = /^[ \t]*at [\w$.<>/]{1,300}\([^()\n]{0,300}\)[ \t]*$/gm

/** `style={{ justifyContent: 'center' }}`: properties of CSS, which is no code's of anybody here. */
const styles = /\b(?:\w+S|s)tyle=\{\{[^{}]{0,2000}\}\}/g

const keysIn = /[{,]\s*[\w$]+(?=\s*:)/g

const blanks = (found: string): string => found.replace(/[^\n]/g, ' ')

/** Names of a program: member chains, calls, keys, and bare names of two words or more. */
function codeTokens(block: Block): Token[] {
  const isPython = /^(?:py|python)/.test(languageOf(block))
  const isGo = /^go(?:lang)?$/.test(languageOf(block))
  const text = withoutText(block.text, isPython)
  const bare = (isPython ? withoutModules(text) : text)
    .replace(frameOfTrace, blanks)
    .replace(styles, (style) => style.replace(keysIn, blanks))
  const ownClass = /^[ \t]*(?:export )?(?:default )?(?:abstract )?class [A-Z]/m.test(bare)
  const found: Token[] = []
  for (const match of bare.matchAll(arrows.test(languageOf(block)) ? chainWithArrows : chain)) {
    const places = [...(match[1] ?? '').matchAll(chained)]
    const names = places.map(([name]) => name)
    for (const [index, { 0: name, index: from }] of places.entries()) {
      // `Ledger.prototype.close` is a member of `Ledger`.
      const owner = names[index - 1] === 'prototype' ? names[index - 2] : names[index - 1]
      // What a sample's own class calls on itself may be its own, or come from any of its bases.
      const isOwn =
        name === 'prototype' ||
        ofRuntime.test(owner ?? '') ||
        (ownClass && /^(?:self|\$?this|cls)$/.test(owner ?? ''))
      const isLast = index === names.length - 1
      const use =
        isLast && match[2]
          ? 'call'
          : owner !== undefined
            ? 'member'
            : isLast && match[3]
              ? 'key'
              : 'name'
      const isForeign = use === 'key' && isGo && isOfGo(bare, match.index)
      // `Ledger.default` says that there is a Ledger; `ledger.close()` may speak of the sample's own.
      const isFirst = index === 0 && names.length > 1
      if (!(isFirst && !/^[A-Z][a-z]\w*[A-Z]/.test(name)) && !isOwn && !isForeign)
        found.push(
          token(block, name, match.index + from, {
            use,
            ...(owner ? { owner } : {}),
            ...(index > 1 ? { root: names[0] } : {}),
          }),
        )
    }
  }
  for (const match of bare.matchAll(onResult)) {
    const name = match[1] ?? ''
    found.push(token(block, name, match.index + match[0].lastIndexOf(name), { use: 'call' }))
  }
  return found
}

/** A method of what another call gave: `Project::from(x).assert_ui()`, or on a line of its own. */
const onResult = /(?:^[ \t]{1,40}|[)\]])(?:\?\.|\.)([A-Za-z_$][\w$]*)(?=\s{0,2}\()/gm

/** A module that is imported is a file, not a member of the one above it. */
const withoutModules = (text: string): string =>
  text.replace(
    /^([ \t]*(?:>>> )?(?:from|import)[ \t]+)([\w.]{1,200})/gm,
    (_, lead: string, path: string) => lead + ' '.repeat(path.length),
  )

/** The text with comments and strings blanked out, every other character in its place. */
export function withoutText(text: string, python: boolean): string {
  const pattern = python
    ? /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|#[^\n]*|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g
    : /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\.|[^`\\])*`?/g
  return text.replace(pattern, blanks)
}

/** Words of a command line with their places; quotes taken off. */
export function shellWords(line: string): { readonly text: string; readonly span: Span }[] {
  const found: { text: string; span: Span }[] = []
  for (const match of line.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)) {
    const text = match[1] ?? match[2] ?? match[0]
    const start = match.index + match[0].indexOf(text)
    found.push({ text, span: [start, start + text.length] })
  }
  return found
}
