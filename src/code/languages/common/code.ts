import type { SyntaxNode } from '../../../syntax/node.ts'
import type * as shared from '../rules.ts'
import { fallbackOf } from './fallbacks.ts'
import { type Constants, literalOf, textOf } from './literals.ts'

/** A call, a construction or an annotation, the same in every language: what is called, on what, with which arguments. */
export interface Call {
  readonly node: SyntaxNode
  /** The last name of what is called: `getenv` of `System.getenv`. */
  readonly name: string
  readonly receiver: SyntaxNode | null
  /** The end of the whole callee as written, at most 80 characters: `System.getenv`. */
  readonly path: string
  /** Arguments by position. */
  readonly given: readonly SyntaxNode[]
  /** Arguments by name. */
  readonly named: ReadonlyMap<string, SyntaxNode>
}

/** What differs between languages in how expressions are built. */
export interface Speech {
  callOf(node: SyntaxNode): Call | null
  /** The elements of a list literal, or null for anything else. */
  itemsOf(node: SyntaxNode): readonly SyntaxNode[] | null
  /** The name of the class around a node, or null. */
  classAround(node: SyntaxNode): string | null
}

/** One file as rules see it. */
export class Code {
  readonly path: string
  readonly constants: Constants
  readonly speech: Speech

  constructor(path: string, constants: Constants, speech: Speech) {
    this.path = path
    this.constants = constants
    this.speech = speech
  }

  /** The text of a string literal, or of a constant of this file that holds one; null when it is computed. */
  text(node: SyntaxNode | null | undefined): string | null {
    return textOf(node ?? null, this.constants)
  }

  /** A literal's value as text, constants of this file followed; null when it is computed. */
  value(node: SyntaxNode | null | undefined): string | null {
    return literalOf(node ?? null, this.constants)
  }

  /** The texts of a string or of a list of strings, and whether they are all there is. */
  texts(node: SyntaxNode | null | undefined): {
    readonly all: readonly string[]
    readonly isWhole: boolean
  } {
    if (!node) return { all: [], isWhole: true }
    const items = this.speech.itemsOf(node) ?? [node]
    const all = items.map((item) => this.text(item)).filter((text) => text !== null)
    return { all, isWhole: all.length === items.length }
  }

  /** The literal that stands in when an expression gives nothing. */
  fallback(node: SyntaxNode): string | null {
    return fallbackOf(node, this)
  }
}

export type Rule = shared.Rule<Code>
/** Rules by the node type they read. */
export type Rules = shared.Rules<Code>

/** The last name of what is written: `b` of `a.b`, `a::b`, `a->b` and `$b`; generic arguments are left out. */
export const lastWord = (text: string): string => /\w*$/.exec(text.slice(-100))?.[0] ?? ''

/** Named children without comments, under whatever type a grammar has for them. */
export const partsOf = (node: SyntaxNode | null | undefined): readonly SyntaxNode[] =>
  node?.children.filter((part) => part.named && !part.type.endsWith('comment')) ?? []

/** The nearest node of one of these types around a node. */
export const around = (node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode | null => {
  for (let at = node.parent; at !== null; at = at.parent) if (types.has(at.type)) return at
  return null
}

/** A set of words. */
export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))
