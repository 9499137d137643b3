import type { SyntaxNode } from '../../../syntax/node.ts'
import {
  attributesOf,
  derivedBy,
  type Entry,
  entriesIn,
  entriesOf,
  tokensOf,
} from './attributes.ts'
import { stringOf } from './literals.ts'
import { plain, serdeWords, spelt } from './names.ts'

/** Keys of configuration by the field that they fill. */
export type Keys = ReadonlyMap<string, readonly string[]>

/** Whether serde reads or writes an item. */
export const isSerde = (item: SyntaxNode): boolean => {
  const derived = derivedBy(attributesOf(item))
  return derived.has('Deserialize') || derived.has('Serialize')
}

/** The structs of a file that serde knows. */
export const keysIn = (root: SyntaxNode): ReadonlyMap<string, Keys> =>
  new Map(
    root.parts.flatMap((item) => {
      const name = item.type === 'struct_item' ? item.child('name')?.text : undefined
      return name === undefined || !isSerde(item) ? [] : [[name, keysOf(item)] as const]
    }),
  )

const keysOf = (struct: SyntaxNode): Keys => {
  const rule = renameRule(entriesOf(attributesOf(struct), ['serde']))
  const keys = new Map<string, readonly string[]>()
  for (const field of struct.child('body')?.parts ?? []) {
    const name = field.type === 'field_declaration' ? field.child('name')?.text : undefined
    if (name !== undefined) keys.set(plain(name), namesOf(plain(name), field, rule, false))
  }
  return keys
}

/** How a container spells its fields or variants; null where it does not say. */
export const renameRule = (entries: readonly Entry[]): string | null => {
  const entry = entries.find(({ name }) => name === 'rename_all')
  if (entry === undefined) return null
  const read = entry.inside === null ? entry.value : readSide(entry.inside)
  return stringOf(read[0])
}

/** `rename(serialize = "a", deserialize = "b")`: what is read counts. */
const readSide = (inside: SyntaxNode): readonly SyntaxNode[] =>
  tokensOf(entriesIn(inside), 'deserialize') ?? tokensOf(entriesIn(inside), 'serialize') ?? []

/** The names that serde takes for a field or a variant; none for one that it skips or folds into its parent. */
export const namesOf = (
  name: string,
  item: SyntaxNode,
  rule: string | null,
  isVariant: boolean,
): readonly string[] => {
  const entries = entriesOf(attributesOf(item), ['serde'])
  if (entries.some((entry) => /^(?:skip|skip_deserializing|flatten)$/.test(entry.name))) return []
  const renamed = entries.find((entry) => entry.name === 'rename')
  const given = renamed?.inside ? readSide(renamed.inside)[0] : renamed?.value[0]
  const own =
    stringOf(given) ?? (rule === null ? name : spelt(name, serdeWords(name, isVariant), rule))
  const aliases = entries.flatMap((entry) =>
    entry.name === 'alias' ? [stringOf(entry.value[0]) ?? ''] : [],
  )
  return [own, ...aliases].filter((one) => one !== '')
}
