import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Language, Parser, Query, Tree } from 'web-tree-sitter'
import { type Cursor, cursorIn } from './cursor.ts'

type TreeSitter = typeof import('web-tree-sitter')

type Made = Language | Parser | Query | Tree

/** One WebAssembly instance of the parser, with everything that was made in it. */
export class Runtime {
  readonly treeSitter: TreeSitter
  readonly cursor: Cursor
  readonly #made: Made[] = []
  #broken = false

  constructor(treeSitter: TreeSitter, cursor: Cursor) {
    this.treeSitter = treeSitter
    this.cursor = cursor
  }

  /** A text has broken the instance's memory: nothing more may be asked of it. */
  get isBroken(): boolean {
    return this.#broken
  }

  /** Remembers what lives in the instance. */
  owns<Thing extends Made>(thing: Thing): Thing {
    this.#made.push(thing)
    return thing
  }

  /** Gives the instance up, but keeps its objects reachable: their finalizers would run inside it and end the process. */
  giveUp(): void {
    this.#broken = true
    broken.push(this)
  }
}

const broken: Runtime[] = []

const require = createRequire(import.meta.url)
const runtimeFile = require.resolve('web-tree-sitter').replace(/\.cjs$/, '.js')

let count = 0
let current: Promise<Runtime> | null = null

/** The instance in use; a new one when the last was broken. */
export const runtime = async (): Promise<Runtime> => {
  const existing = current === null ? null : await current
  if (existing !== null && !existing.isBroken) return existing
  current = start()
  return current
}

const start = async (): Promise<Runtime> => {
  count += 1
  // A module is evaluated once per URL, so the number gives each instance a memory of its own.
  const url = `${pathToFileURL(runtimeFile).href}?instance=${count}`
  const treeSitter: TreeSitter = await import(url)
  // The instance's own functions are put on the object that it is started with.
  const module = {}
  await treeSitter.Parser.init(module)
  return new Runtime(treeSitter, cursorIn(module))
}

/** Where the package keeps the compiled grammar of a language. */
export const grammarFile = (name: string): string =>
  require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`)
