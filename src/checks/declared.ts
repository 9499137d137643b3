import type { Block } from '../domain/passage.ts'
import { languageOf, sampleKind } from './sample-kinds.ts'
import { withoutText } from './samples.ts'

const keyword =
  /\b(?:const|let|var|val|function\*?|class|def|interface|type|enum|fn|func|fun|struct|trait|union|record|module|namespace|typedef|protocol|object)[ \t]+(?:mut[ \t]+|self\.|\([^()\n]{1,80}\)[ \t]*)?([A-Za-z_$][\w$]*)/g
/** `total = …`, `$total = …`, `total := …`, `self.total = …`. */
const assigned = /^[ \t]*(?:(?:self|this)\.|[$@]{1,2})?([A-Za-z_]\w*)[ \t]*(?::=|=[^=>])/gm
/** `MyBerth.prototype.close = function () {`: a class that only a reader calls so. */
const ofPrototype =
  /\b(?:My|Your|Custom|Example)[A-Z]\w{0,60}\.prototype\.([A-Za-z_$][\w$]*)[ \t]*=[^=>]/g
/** `OrderLine line = …` */
const typedVariable =
  /^[ \t]*[A-Z][\w.]{0,60}(?:<[^=;\n]{1,80}>)?(?:\[\])?[ \t]+([A-Za-z_]\w*)[ \t]*[=;]/gm
/** `public decimal GetTotal()`, `private readonly IList<Line> _lines = …`. */
const modified =
  /^[ \t]*(?:(?:public|private|protected|internal|static|final|override|virtual|abstract|async|readonly|sealed|pub|open|suspend|inline|constexpr|extern|unsafe|const|mutable)[ \t]+){1,6}(?:[\w.<>[\],?*&:]{1,80}[ \t]+){0,3}[*&$]?([A-Za-z_]\w*)[ \t]*(?=[({;=:]|$|=>)/gm
/** `close() {` in the body of a class. */
const method =
  /^[ \t]*(?:async[ \t]+|\*[ \t]?)?(?!(?:if|for|while|switch|catch|return|with)\b)([A-Za-z_$][\w$]*)[ \t]*\([^()\n]{0,200}\)[ \t]*(?::[^{\n]{1,80})?\{[ \t]*$/gm
/** `int32_t read(float** out, Reader& in)` with a body behind it, as C and its kin have them. */
const typedFunction =
  /^[ \t]*(?!(?:return|else|new|throw|case|delete|await|yield)\b)[A-Za-z_][\w:]{0,60}(?:<[^<>;\n]{0,80}>)?[ \t*&]+([A-Za-z_]\w*)[ \t]*\([^()\n]{0,300}\)[ \t]*(?:const[ \t]*)?(?:\n[ \t]*)?\{[ \t]*$/gm
/** What functions, blocks and loops take. */
const taken =
  /\b(?:def|function\*?|fn|func|fun|sub)[ \t]+\w*[ \t]*\(([^()]{1,300})\)|(?:^|[\s(,])\(?([\w$]{1,40}(?:, ?[\w$]{1,40}){0,5})\)?[ \t]*=>|(?<=[{(,=][ \t]{0,4}|\b(?:do|move)[ \t]{1,4})\|([\w, ]{1,80})\||\bfor[ \t]+\(?(?:(?:const|let|var|auto)[ \t]+)?([\w$, ]{1,80}?)[ \t]+(?:in|of)\b/g
/** `with open(path) as out_file:`, `except LedgerError as fault:` */
const bound =
  /(?<=^[ \t]*(?:async[ \t]+)?(?:with|except)\b[^\n]{1,300})\bas[ \t]+\(?([A-Za-z_][\w, ]{0,80})/gm
/** Go's `var (` and `const (` with a name on each line. */
const grouped = /^[ \t]*(?:var|const)[ \t]*\(([^()]{1,4000})/gm
/** What a type of Go or Rust that the sample defines holds: `type Gauge struct { … }`. */
const held =
  /\b(?:type[ \t]+(\w{1,60})[ \t]+struct|struct[ \t]+(\w{1,60}))\b[^{}\n]{0,80}\{((?:[^{}]|\{\}){1,4000})\}/g
const field = /^[ \t]*(?:pub[ \t]+)?([A-Za-z_]\w*)(?::|[ \t]+[\w*[<])/gm
/** `func (g *Gauge) Push(`, `impl Sized for Gauge {`: what the sample has a type do. */
const methodOf = (type: string): RegExp =>
  new RegExp(
    String.raw`\bfunc[ \t]*\(\w*[ \t]*\*?${type}\)|^[ \t]*impl\b[^{\n]{0,120}\b${type}\b`,
    'm',
  )
const lineStart = /^[ \t]*([A-Za-z_]\w*)/gm
/** `attr_reader :total, :lines` */
const attributes = /\battr_(?:reader|writer|accessor)\b([^\n]{1,200})/g
/** What a sample brings in from files beside it: `import { Route } from "./types"`, `from .models import User`. */
const beside =
  /\bimport[ \t]+(?:type[ \t]+)?([\w$*{}, \t]{1,200}?)[ \t]+from[ \t]+["']\.{1,2}\/|\bfrom[ \t]+\.{1,3}[\w.]{0,60}[ \t]+import[ \t]+([\w, ]{1,200})/g
const word = /[A-Za-z_$][\w$]*/g

/**
 * What stands in the brackets of a call is handed over: `limit=5` on a line of its own names what the other side takes. A body in such
 * brackets has statements of its own.
 */
function withoutArguments(text: string): string {
  const open: string[] = []
  let isOdd = false
  const bare = text.replace(/[()[\]{}]|[^()[\]{}\n]+/g, (piece) => {
    if ('([{'.includes(piece)) open.push(piece)
    else if (')]}'.includes(piece)) isOdd ||= closes[piece] !== open.pop()
    const around = open.at(-1)
    return around === '(' || around === '[' ? ' '.repeat(piece.length) : piece
  })
  // Brackets of patterns and of words left out pair with nothing: nobody knows what stands inside then.
  return isOdd || open.length > 0 ? text : bare
}

const closes: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** `berthList:` above what it is made of, `berthList ::= berth`: a rule of a grammar. */
const rule = /^[ \t]{0,8}<?([A-Za-z][\w-]*)>?(?:[ \t]*::=|[ \t]*:[ \t]*\n(?=[ \t]+\S))/gm

/** The rules of a grammar that a sample writes out: they are made of each other. */
function rulesIn({ text }: Block): string[] {
  const found = Array.from(text.matchAll(rule), ([, name = '']) => name)
  const made = new Set(
    text.split('\n').flatMap((line) => (/^\s/.test(line) ? (line.match(/[\w-]+/g) ?? []) : [])),
  )
  return found.length > 1 && found.some((name) => made.has(name)) ? found : []
}

/** The names that a sample itself brings into being, in whatever language: they are its reader's, not the code's. */
export function declaredIn(block: Block): string[] {
  const is = sampleKind(block)
  if (is !== 'code') return is === 'text' && block.kind === 'code' ? rulesIn(block) : []
  const bare = withoutText(block.text, /^(?:py|python)/.test(languageOf(block)))
  const found: string[] = []
  for (const pattern of [keyword, typedVariable, typedFunction, modified, method, ofPrototype])
    for (const [, name = ''] of bare.matchAll(pattern)) found.push(name)
  for (const [, name = ''] of withoutArguments(bare).matchAll(assigned)) found.push(name)
  for (const [, ...lists] of block.text.matchAll(beside))
    for (const list of lists) for (const [name] of (list ?? '').matchAll(word)) found.push(name)
  for (const pattern of [taken, bound])
    for (const [, ...lists] of bare.matchAll(pattern))
      for (const list of lists) for (const [name] of (list ?? '').matchAll(word)) found.push(name)
  for (const [, list = ''] of bare.matchAll(grouped))
    for (const [, name = ''] of list.matchAll(lineStart)) found.push(name)
  // A definition alone may be a copy of what the code has; a type that is given methods is the sample's.
  for (const [, ofGo, ofRust, list = ''] of bare.matchAll(held))
    if (methodOf(ofGo ?? ofRust ?? '').test(bare))
      for (const [, name = ''] of list.matchAll(field)) found.push(name)
  for (const [, list = ''] of bare.matchAll(attributes))
    for (const [name] of list.matchAll(word)) found.push(name)
  return found
}
