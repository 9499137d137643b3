import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'

/** A value of a YAML text with the line it stands on, from 1. */
export type YamlTree =
  | { readonly is: 'map'; readonly line: number; readonly entries: readonly YamlEntry[] }
  | { readonly is: 'list'; readonly line: number; readonly items: readonly YamlTree[] }
  | {
      readonly is: 'scalar'
      readonly line: number
      readonly value: string | number | boolean | null
    }

export interface YamlEntry {
  readonly key: string
  readonly line: number
  readonly value: YamlTree
}

/** What a YAML text holds, or what is wrong with it and on which line. */
export type YamlRead =
  | { readonly tree: YamlTree; readonly problem: null }
  | {
      readonly tree: null
      readonly problem: { readonly line: number; readonly message: string }
    }

/**
 * Reads a YAML text (of which JSON is a part) strictly: no key twice, no tags, no aliases, nothing nested deeper than people nest.
 * What is read here decides something, so that nothing is guessed.
 */
export function yamlTree(text: string): YamlRead {
  const lines = new LineCounter()
  const lineOf = (at: number | undefined): number => Math.max(1, lines.linePos(at ?? 0).line)
  try {
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', version: '1.2' })
    const [fault] = [...document.errors, ...document.warnings]
    if (fault) return refused(lineOf(fault.pos[0]), firstSentence(fault.message))
    return { tree: treeOf(document.contents, { lineOf, depth: 0, line: 1 }), problem: null }
  } catch (error) {
    if (error instanceof Unreadable) return refused(error.line, error.message)
    return refused(1, 'it is nested too deep to be read')
  }
}

const refused = (line: number, message: string): YamlRead => ({
  tree: null,
  problem: { line, message },
})

interface Place {
  readonly depth: number
  /** The line of what it stands in. */
  readonly line: number
  lineOf(at: number | undefined): number
}

const deepest = 20

function treeOf(node: unknown, place: Place): YamlTree {
  const line = startOf(node, place)
  if (place.depth > deepest) throw new Unreadable(line, 'it is nested too deep to be read')
  const inner: Place = { ...place, depth: place.depth + 1, line }
  if (isAlias(node)) throw new Unreadable(line, 'write it out: an alias is not read')
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): YamlEntry => {
      const at = startOf(key, inner)
      const name = isScalar(key) ? key.value : undefined
      if (typeof name !== 'string' && typeof name !== 'number')
        throw new Unreadable(at, 'a key is not a word')
      return { key: String(name), line: at, value: treeOf(value, { ...inner, line: at }) }
    })
    return { is: 'map', line, entries }
  }
  if (isSeq(node)) return { is: 'list', line, items: node.items.map((item) => treeOf(item, inner)) }
  return { is: 'scalar', line, value: isScalar(node) ? scalarOf(node.value, line) : null }
}

function scalarOf(value: unknown, line: number): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Unreadable(line, 'a value is neither text, nor a number, nor true or false')
}

function startOf(node: unknown, { lineOf, line }: Place): number {
  const ranged = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)
  return ranged && node.range ? lineOf(node.range[0]) : line
}

const firstSentence = (message: string): string =>
  message
    .split('\n')[0]
    ?.replace(/ at line \d+, column \d+:?$/, '')
    .slice(0, 200) ?? 'it is not valid YAML'

class Unreadable extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}
