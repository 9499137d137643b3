import { wordsOf } from '../../../domain/fact.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import {
  type Attribute,
  attributesOf,
  derivedBy,
  type Entry,
  entriesOf,
  tokensOf,
} from './attributes.ts'
import { stringOf } from './literals.ts'
import { kebab, lastName, spelt } from './names.ts'

/** Attributes by which clap, structopt and argh are told what an item is on the command line. */
export const clapNames = ['command', 'clap', 'arg', 'structopt', 'argh', 'group']

const derives = /^(?:Parser|Args|Subcommand|StructOpt|Clap|FromArgs)$/

/** The entries that clap reads over an item. */
export const clapEntries = (item: SyntaxNode): readonly Entry[] =>
  entriesOf(attributesOf(item), clapNames)

/** Whether clap makes something of an item. */
export const isClap = (attributes: readonly Attribute[]): boolean =>
  [...derivedBy(attributes)].some((name) => derives.test(name))

/** Where a command's words come from. */
export interface CommandTypes {
  /** The words of the command that a struct or an enum belongs to; null where this file does not tell. */
  wordsOf(type: string): string | null
  /** Whether a type of this name is declared here, so that its flags are stated here. */
  has(type: string): boolean
}

interface Use {
  readonly holder: string
  /** The word that a variant adds; null for a field. */
  readonly word: string | null
}

/** Reads which struct holds which enum of subcommands, and which variant which struct. */
export const commandTypesOf = (root: SyntaxNode): CommandTypes => {
  const uses = new Map<string, Use>()
  const names = new Map<string, string | null>()
  for (const item of root.parts) {
    const holder = item.child('name')?.text
    const attributes = attributesOf(item)
    if (holder === undefined || !/^(?:struct|enum)_item$/.test(item.type)) continue
    if (!isClap(attributes)) continue
    const entries = entriesOf(attributes, clapNames)
    names.set(holder, stringOf(tokensOf(entries, 'name')?.[0]))
    for (const part of item.child('body')?.parts ?? [])
      for (const [type, use] of usesIn(part, holder, entries)) uses.set(type, use)
  }
  const find = (type: string, depth: number): string | null => {
    const use = depth > 8 ? undefined : uses.get(type)
    if (use === undefined) return names.get(type) ?? null
    const before = find(use.holder, depth + 1)
    if (use.word === null) return before
    return before === null ? use.word : `${before} ${use.word}`
  }
  return { wordsOf: (type) => find(type, 0), has: (type) => names.has(type) }
}

function* usesIn(
  part: SyntaxNode,
  holder: string,
  entries: readonly Entry[],
): Iterable<readonly [string, Use]> {
  if (part.type === 'enum_variant') {
    const word = variantWord(part, entries)
    const payload = lastName(
      boxed(part.child('body')?.parts.find(({ field }) => field === 'type') ?? null),
    )
    if (payload !== null && word !== null) yield [payload, { holder, word }]
  } else if (part.type === 'field_declaration') {
    const own = clapEntries(part)
    const isHeld = own.some(({ name }) => name === 'flatten' || name === 'subcommand')
    const type = lastName(boxed(part.child('type')))
    if (isHeld && type !== null) yield [type, { holder, word: null }]
  }
}

/** `Box<Args>` and `Option<Args>` hold `Args`. */
export const boxed = (type: SyntaxNode | null): SyntaxNode | null => {
  const outer = type?.type === 'generic_type' ? lastName(type) : null
  return outer === 'Box' || outer === 'Option'
    ? (type?.child('type_arguments')?.parts[0] ?? null)
    : type
}

/** The subcommand that a variant is called by; null where it is none. */
export const variantWord = (variant: SyntaxNode, entries: readonly Entry[]): string | null => {
  const name = variant.child('name')?.text
  const own = clapEntries(variant)
  if (
    name === undefined ||
    own.some((entry) => /^(?:flatten|skip|external_subcommand)$/.test(entry.name))
  )
    return null
  const rule = stringOf(tokensOf(entries, 'rename_all')?.[0])
  return (
    stringOf(tokensOf(own, 'name')?.[0]) ??
    (rule === null ? kebab(name) : spelt(name, wordsOf(name), rule))
  )
}
