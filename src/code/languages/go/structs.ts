import type { SyntaxNode } from '../../../syntax/node.ts'
import { stringOf } from './literals.ts'

/** The structs of a file by name, with the configuration keys of each field. */
export type Structs = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

/** Tags by which encoders and loaders of configuration name a field. */
const encoders = ['yaml', 'json', 'toml', 'mapstructure', 'koanf', 'hcl', 'ini', 'river', 'alloy']

/** The pairs of a struct tag: `yaml:"port,omitempty" default:"80"`. */
export const tagsOf = (field: SyntaxNode): ReadonlyMap<string, string> => {
  const tags = new Map<string, string>()
  const tag = field.child('tag')
  const text = tag === null ? null : stringOf(tag)
  for (const [, name, value] of (text ?? '').matchAll(/([\w-]{1,40}):"([^"]{0,200})"/g))
    if (name !== undefined && value !== undefined) tags.set(name, value)
  return tags
}

/** The keys that a field has in files of configuration; none for one that is left out or folded into its parent. */
export const keysOf = (tags: ReadonlyMap<string, string>): readonly string[] => {
  const names = encoders.map((encoder) => tags.get(encoder)?.split(',')[0] ?? '')
  return [...new Set(names)].filter((name) => /^[A-Za-z_][\w.-]*$/.test(name))
}

/** The fields of a struct, each with its names. */
export function* fieldsOf(
  struct: SyntaxNode,
): Iterable<{ readonly field: SyntaxNode; readonly names: readonly SyntaxNode[] }> {
  for (const field of struct.parts.find(({ type }) => type === 'field_declaration_list')?.parts ??
    [])
    if (field.type === 'field_declaration')
      yield { field, names: field.parts.filter((part) => part.field === 'name') }
}

/** The structs that are declared at the top of a file. */
export const structsOf = (root: SyntaxNode): Structs => {
  const structs = new Map<string, ReadonlyMap<string, readonly string[]>>()
  for (const declaration of root.parts) {
    if (declaration.type !== 'type_declaration') continue
    for (const spec of declaration.parts) {
      const [name, type] = [spec.child('name'), spec.child('type')]
      if (name === null || type?.type !== 'struct_type') continue
      const keys = new Map<string, readonly string[]>()
      for (const { field, names } of fieldsOf(type))
        for (const { text } of names) keys.set(text, keysOf(tagsOf(field)))
      structs.set(name.text, keys)
    }
  }
  return structs
}
