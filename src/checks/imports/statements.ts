import type { Block, Span } from '../../domain/passage.ts'
import { sampleKind } from '../sample-kinds.ts'

/** One name that a sample imports, and from where. */
export interface Imported {
  /** The name as the module hands it out; null where the module itself is all that is imported. */
  readonly name: string
  readonly module: string
  /** Place of the name, or of the module where it is the subject, in the page's text. */
  readonly span: Span
  readonly isModule: boolean
  readonly language: 'python' | 'javascript' | 'rust' | 'go'
}

const python =
  /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^()]{1,1000}\)|[^\n#]{1,500})|^[ \t]*import[ \t]+([\w.]+)/gm
const javascript =
  /\b(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?(?:\{([^{}]{1,1000})\}|\*\s+as\s+[\w$]+|[\w$]+)\s+from\s+["']([^"'\n]{1,200})["']|(?:\{([^{}]{1,1000})\}|(?<![\w$])[\w$]+)\s*=\s*(?:await\s+)?(?:require|import)\(\s*["']([^"'\n]{1,200})["']/g
const rust = /^[ \t]*(?:pub )?use[ \t]+((?:\w+::){1,8})(\{[^{}]{1,500}\}|\w+)/gm
const go =
  /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.-]+\.[a-z]{2,6}\/[\w./-]{1,200})"[ \t]*$/gm

const largest = 50_000

/** Everything that a sample imports. */
export function* importsIn(block: Block): Iterable<Imported> {
  if (block.kind !== 'code' || block.text.length > largest) return
  const language = block.language ?? ''
  if (sampleKind(block) === 'code') {
    if (/^py/.test(language)) yield* pythonImports(block)
    else yield* javascriptImports(block)
  } else if (/^(?:rust|rs)$/.test(language)) yield* rustImports(block)
  else if (/^(?:go|golang)$/.test(language)) yield* goImports(block)
  // No other language has `from … import …` in this order, whatever the block is said to hold.
  else if (/^[ \t]*from[ \t]+[\w.]+[ \t]+import[ \t]/m.test(block.text)) yield* pythonImports(block)
}

function* pythonImports(block: Block): Iterable<Imported> {
  for (const match of block.text.matchAll(python)) {
    const module = match[1] ?? match[3] ?? ''
    if (module.startsWith('.') || module === '') continue
    const at = match.index + match[0].indexOf(module)
    yield moduleAt(block, module, at, 'python')
    const list = match[2]
    if (list !== undefined)
      yield* namesAt(block, list, match.index + match[0].lastIndexOf(list), module, 'python')
  }
}

function* javascriptImports(block: Block): Iterable<Imported> {
  for (const match of block.text.matchAll(javascript)) {
    const module = match[2] ?? match[4] ?? ''
    if (/^[./#~]|^node:/.test(module)) continue
    yield moduleAt(block, module, match.index + match[0].lastIndexOf(module), 'javascript')
    const list = match[1] ?? match[3]
    if (list !== undefined)
      yield* namesAt(block, list, match.index + match[0].indexOf(list), module, 'javascript')
  }
}

function* rustImports(block: Block): Iterable<Imported> {
  for (const match of block.text.matchAll(rust)) {
    const module = (match[1] ?? '').replace(/::$/, '')
    const list = match[2] ?? ''
    if (/^(?:crate|self|super|std|core|alloc)\b/.test(module)) continue
    yield* namesAt(block, list, match.index + match[0].lastIndexOf(list), module, 'rust')
  }
}

function* goImports(block: Block): Iterable<Imported> {
  for (const match of block.text.matchAll(go)) {
    const module = match[1] ?? ''
    yield moduleAt(block, module, match.index + match[0].indexOf(module), 'go')
  }
}

const moduleAt = (
  block: Block,
  module: string,
  at: number,
  language: Imported['language'],
): Imported => {
  const start = block.textStart + at
  return { name: module, module, span: [start, start + module.length], isModule: true, language }
}

/** `A, type B as C,` one by one, each by the name that the module hands it out under. */
function* namesAt(
  block: Block,
  list: string,
  at: number,
  module: string,
  language: Imported['language'],
): Iterable<Imported> {
  for (const match of list.matchAll(
    /(?:^|[,({\s])(?:type\s+)?([A-Za-z_$][\w$]*)(?:\s*(?:\bas\b|:)\s*[\w$]+)?(?=\s*(?:[,)}#]|\/\/|$))/gm,
  )) {
    const name = match[1] ?? ''
    if (/^(?:as|type|self|default)$/.test(name)) continue
    const start =
      block.textStart + at + match.index + match[0].indexOf(name, match[0].search(/[A-Za-z_$]/))
    yield { name, module, span: [start, start + name.length], isModule: false, language }
  }
}
