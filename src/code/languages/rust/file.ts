import type { SyntaxNode } from '../../../syntax/node.ts'
import type * as shared from '../rules.ts'
import { attributesOf } from './attributes.ts'
import { type CommandTypes, commandTypesOf } from './command-types.ts'
import { type Constants, constantsOf } from './literals.ts'
import { type Keys, keysIn } from './serde-keys.ts'

/** What every rule may know of the file it reads. */
export interface File {
  readonly path: string
  readonly constants: Constants
  /** What functions without parameters give back. */
  readonly results: ReadonlyMap<string, SyntaxNode>
  /** The configuration keys of each field of a struct that serde reads or writes. */
  readonly keys: ReadonlyMap<string, Keys>
  /** The structs and enums that clap makes commands of. */
  readonly commands: CommandTypes
  /** Whether the file names something that fits, in a `use` or a path. */
  uses(name: RegExp): boolean
  /** Whether an offset lies in a module of tests. */
  isTest(offset: number): boolean
}

/** Rules by the node type they read. */
export type Rules = shared.Rules<File>
export type Rule = shared.Rule<File>

/** Looks through the top of a file once, before its rules are called. */
export const fileOf = (root: SyntaxNode, path: string): File => {
  const uses = root.parts
    .filter(({ type }) => type === 'use_declaration' || type === 'extern_crate_declaration')
    .map(({ text }) => text.slice(0, 2_000))
  const tests = root.parts.filter(
    (item) =>
      item.type === 'mod_item' &&
      attributesOf(item).some(
        ({ name, arguments: given }) => name === 'cfg' && /\btest\b/.test(given?.text ?? ''),
      ),
  )
  return {
    path,
    constants: constantsOf(root),
    results: new Map(root.parts.flatMap(resultOf)),
    keys: keysIn(root),
    commands: commandTypesOf(root),
    uses: (name) => uses.some((text) => name.test(text)),
    isTest: (offset) => tests.some(({ start, end }) => offset >= start && offset < end),
  }
}

const resultOf = (item: SyntaxNode): readonly (readonly [string, SyntaxNode])[] => {
  const inner = item.type === 'impl_item' ? (item.child('body')?.parts ?? []) : [item]
  return inner.flatMap((one) => {
    const name = one.type === 'function_item' ? one.child('name')?.text : undefined
    const body = one.child('body')?.parts ?? []
    const [only] = body
    return name !== undefined && only !== undefined && body.length === 1
      ? [[name, only] as const]
      : []
  })
}
