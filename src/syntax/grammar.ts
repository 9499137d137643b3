import type { Language, Parser, Query, Tree } from 'web-tree-sitter'
import { nestsDeeperThan } from './nesting.ts'
import type { SyntaxNode } from './node.ts'
import { type NodeTypes, nodeTypesOf, plainTree } from './plain-tree.ts'
import { grammarFile, type Runtime, runtime } from './runtime.ts'

/** The languages whose grammar comes with Plumbline. */
export const grammarNames = [
  'bash',
  'c-sharp',
  'cpp',
  'css',
  'go',
  'java',
  'javascript',
  'php',
  'powershell',
  'python',
  'ruby',
  'rust',
  'tsx',
  'typescript',
] as const
export type GrammarName = (typeof grammarNames)[number]

/** How much one text may cost. Beyond any of these there is no tree. */
export interface Limits {
  readonly characters: number
  readonly milliseconds: number
  readonly depth: number
  /** Brackets, commas, full stops and quotes are left out of the tree: an eighth of the time saved. */
  readonly withoutPunctuation: boolean
}

export const defaultLimits: Limits = {
  characters: 1_000_000,
  milliseconds: 5_000,
  depth: 1_000,
  withoutPunctuation: false,
}

/** A text as its grammar sees it. */
export interface SyntaxTree {
  readonly root: SyntaxNode
  /** Somewhere the text does not follow the grammar; the tree is the parser's best guess there. */
  readonly hasError: boolean
}

/** One capture of a query. */
export interface Capture {
  readonly name: string
  readonly type: string
  readonly text: string
  readonly start: number
  readonly end: number
  /** From 1. */
  readonly line: number
  /** Captures with the same number belong to one match. */
  readonly match: number
}

/** A language that texts can be read in. */
export interface Grammar {
  readonly name: GrammarName
  /** The text's tree, or null when it is too large, too deep, too slow or breaks the parser. */
  parse(text: string, limits?: Partial<Limits>): SyntaxTree | null
  /** What a tree-sitter query captures in the text, in its order; null as for `parse`. */
  captures(text: string, query: string, limits?: Partial<Limits>): readonly Capture[] | null
}

const loaded = new Map<GrammarName, Promise<LoadedGrammar>>()

/**
 * The grammar of a language, loaded on first use. Ask for it again for each text:
 * after a text that breaks the parser the old one reads nothing more, and this gives a fresh one.
 */
export const grammar = async (name: GrammarName): Promise<Grammar> => {
  const existing = await loaded.get(name)
  if (existing !== undefined && !existing.isBroken) return existing
  const fresh = load(name)
  loaded.set(name, fresh)
  return fresh
}

const load = async (name: GrammarName): Promise<LoadedGrammar> => {
  const instance = await runtime()
  const language = instance.owns(await instance.treeSitter.Language.load(grammarFile(name)))
  return new LoadedGrammar(name, instance, language)
}

class LoadedGrammar implements Grammar {
  readonly name: GrammarName
  readonly #runtime: Runtime
  readonly #language: Language
  readonly #parser: Parser
  readonly #types: NodeTypes
  readonly #queries = new Map<string, Query>()

  constructor(name: GrammarName, instance: Runtime, language: Language) {
    this.name = name
    this.#runtime = instance
    this.#language = language
    this.#parser = instance.owns(new instance.treeSitter.Parser().setLanguage(language))
    this.#types = nodeTypesOf(language)
  }

  get isBroken(): boolean {
    return this.#runtime.isBroken
  }

  parse(text: string, limits: Partial<Limits> = {}): SyntaxTree | null {
    const bounds = { ...defaultLimits, ...limits }
    return this.#withTree(text, limits, (tree) => {
      const root = plainTree(tree, this.#runtime.cursor, this.#types, text, bounds)
      return root === null ? null : { root, hasError: tree.rootNode.hasError }
    })
  }

  captures(text: string, query: string, limits: Partial<Limits> = {}): readonly Capture[] | null {
    const compiled = this.#query(query)
    return this.#withTree(text, limits, (tree) =>
      compiled.matches(tree.rootNode).flatMap(({ captures }, match) =>
        captures.map(({ name, node }) => ({
          name,
          type: node.type,
          text: text.slice(node.startIndex, node.endIndex),
          start: node.startIndex,
          end: node.endIndex,
          line: node.startPosition.row + 1,
          match,
        })),
      ),
    )
  }

  #query(source: string): Query {
    const known = this.#queries.get(source)
    if (known !== undefined) return known
    const query = this.#runtime.owns(new this.#runtime.treeSitter.Query(this.#language, source))
    this.#queries.set(source, query)
    return query
  }

  #withTree<Result>(
    text: string,
    limits: Partial<Limits>,
    read: (tree: Tree) => Result | null,
  ): Result | null {
    const { characters, milliseconds, depth } = { ...defaultLimits, ...limits }
    if (this.isBroken || text.length > characters || nestsDeeperThan(text, depth)) return null
    let tree: Tree | null = null
    try {
      const start = performance.now()
      const progressCallback = (): boolean => performance.now() - start > milliseconds
      tree = this.#parser.parse(text, null, { progressCallback })
      if (tree === null) this.#parser.reset()
      return tree === null ? null : read(tree)
    } catch {
      if (tree !== null) this.#runtime.owns(tree)
      this.#runtime.giveUp()
      return null
    } finally {
      if (!this.isBroken) tree?.delete()
    }
  }
}
