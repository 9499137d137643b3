import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { anyOf, flag, flagNamed, isFlagName, key, variable } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf } from './literals.ts'
import { functionAround, keyedElements, lastName } from './names.ts'
import { fieldsOf, keysOf, tagsOf } from './structs.ts'

/** Fields of structs: what their tags say of configuration, of the environment and of flags, and their defaults. */
export const fieldRules: Rules = {
  *struct_type(node, file) {
    const owner = nameOf(node)
    for (const { field, names } of fieldsOf(node)) {
      for (const name of names)
        yield { kind: 'symbol', subject: name.text, role: 'property', owner, at: name.start }
      yield* tagged(field, names[0]?.text ?? null, owner, file)
    }
  },
  *composite_literal(node, file) {
    if (!isDefaulting(node)) return
    const owner = lastName(node)
    if (owner === null || node.child('type')?.type === 'map_type') return
    const keys = file.structs.get(owner)
    for (const [name, element] of keyedElements(node)) {
      const value = literalOf(element, file.constants)
      if (value === null) continue
      const at = element.start
      for (const subject of keys?.get(name) ?? [])
        yield key(subject, 'property', { owner, value, at })
      yield { kind: 'symbol', subject: name, role: 'property', owner, value, isDefault: true, at }
    }
  },
}

/** The type that a struct is declared as; of one inside another, the way to it. */
const nameOf = (struct: SyntaxNode): string | null => {
  const names: string[] = []
  for (let at = struct.parent; at !== null; at = at.parent) {
    if (at.type === 'type_spec') return [at.child('name')?.text ?? '', ...names].join('.')
    if (at.type === 'field_declaration') names.unshift(at.child('name')?.text ?? '')
    else if (
      !/^(?:slice_type|array_type|map_type|pointer_type|field_declaration_list|struct_type)$/.test(
        at.type,
      )
    )
      return names.join('.') || null
  }
  return null
}

function* tagged(
  field: SyntaxNode,
  name: string | null,
  owner: string | null,
  file: File,
): Iterable<Stated> {
  const tags = tagsOf(field)
  if (tags.size === 0) return
  const at = field.start
  const value = tags.get('default') ?? tags.get('envDefault') ?? null
  for (const subject of keysOf(tags)) yield key(subject, 'property', { owner, value, at })
  for (const tag of ['env', 'envconfig'])
    for (const subject of (tags.get(tag) ?? '').split(','))
      if (isScreaming(subject)) yield variable(subject, { value, at })
  if (tags.has('envPrefix')) yield anyOf('environment-variable', at)
  yield* flagTags(tags, name, { owner: null, value, at }, file)
}

/** Flags by tags: go-flags names them, kong takes the field's own name. */
function* flagTags(
  tags: ReadonlyMap<string, string>,
  name: string | null,
  place: { readonly owner: string | null; readonly value: string | null; readonly at: number },
  file: File,
): Iterable<Stated> {
  const isKong = file.imports(/\/kong$/)
  if (!isKong && !file.imports(/go-flags|go-arg$/)) return
  if (tags.has('cmd') || tags.has('arg') || tags.has('command')) return
  const long = tags.get('long') ?? tags.get('name') ?? (isKong && name ? kebab(name) : null)
  if (isFlagName(long)) yield flag(`--${long}`, place)
  const short = tags.get('short')
  if (short?.length === 1) yield flagNamed(short, place)
}

const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()

/** Bound to a name that says default, or made in a function that does. */
const isDefaulting = (literal: SyntaxNode): boolean => {
  for (let at = literal.parent, depth = 0; at !== null && depth < 12; at = at.parent, depth++) {
    if (at.type === 'function_declaration' || at.type === 'method_declaration') break
    if (at.type === 'var_spec' || at.type === 'const_spec' || at.type === 'short_var_declaration')
      if (/default/i.test(at.parts[0]?.text.slice(0, 200) ?? '')) return true
  }
  const around = functionAround(literal)
  return /^(?:new|get|set|with|make)?default/i.test(around?.child('name')?.text ?? '')
}
