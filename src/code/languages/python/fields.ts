import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { lastName, namedArgument, positionals } from './names.ts'

/** What a class is for: its attributes are an enum's members, fields that callers set, variables of the environment, or its own. */
export type ClassKind = 'enum' | 'fields' | 'settings' | 'plain'

/** Tells a class's kind by what it inherits and how it is decorated. */
export const classKind = (node: SyntaxNode): ClassKind => {
  const parents = node.child('superclasses')?.text.slice(0, 300) ?? ''
  if (/\b\w*(?:Enum|Flag|Choices)\b/.test(parents)) return 'enum'
  if (/\b\w*Settings\b/.test(parents)) return 'settings'
  if (
    /\b(?:\w*(?:Model|Schema|Config|Options)|NamedTuple|TypedDict|Struct|SQLModel)\b/.test(parents)
  )
    return 'fields'
  const decorators = node.parent?.type === 'decorated_definition' ? node.parent.parts : []
  const isFields = decorators.some(
    ({ type, text }) =>
      type === 'decorator' && /dataclass|\battrs?\b|\bdefine\b|\bfrozen\b/.test(text.slice(0, 100)),
  )
  return isFields ? 'fields' : 'plain'
}

/** The default of a field: a literal, or what `Field(default=30)`, `Field(30)`, `attr.ib(default=30)` say. */
export const fieldDefault = (value: SyntaxNode | null, file: File): string | null => {
  if (value === null) return null
  const call = bare(value)
  if (call.type !== 'call') return literalOf(call, file.constants)
  const plain = literalOf(call, file.constants)
  if (plain !== null) return plain
  const named = namedArgument(call, 'default')
  if (named !== null) return literalOf(named, file.constants)
  const takesDefaultFirst = /^(?:Field|Query|Header|Body|Path|Cookie|Form|Option|Argument)$/.test(
    lastName(call.child('function')) ?? '',
  )
  return takesDefaultFirst ? literalOf(positionals(call)[0] ?? null, file.constants) : null
}

/** Classes whose fields are read from the environment (pydantic's settings). */
export const settingsRules: Rules = {
  *class_definition(node, file) {
    if (classKind(node) !== 'settings') return
    const prefix = prefixOf(node)
    for (const statement of node.child('body')?.parts ?? []) {
      const assignment = statement.parts[0]
      const field = assignment?.child('left')
      if (
        assignment?.type !== 'assignment' ||
        field?.type !== 'identifier' ||
        assignment.child('type') === null
      )
        continue
      const value = fieldDefault(assignment.child('right'), file)
      for (const subject of namesOf(assignment.child('right'), prefix, field.text))
        yield {
          kind: 'environment-variable',
          subject,
          role: 'read',
          value,
          isDefault: value !== null,
          at: assignment.start,
        } satisfies Stated
    }
  },
}

/** An alias replaces the field's own name, prefix and all. */
const namesOf = (value: SyntaxNode | null, prefix: string, field: string): readonly string[] => {
  const call = value === null ? null : bare(value)
  if (call?.type === 'call') {
    const alias = ['validation_alias', 'alias', 'env']
      .map((name) => namedArgument(call, name))
      .find((given) => given !== null)
    const names =
      alias === undefined || alias === null
        ? []
        : stringOf(alias) === null
          ? (alias.text.match(/[A-Z][A-Z0-9_]+/g) ?? [])
          : [stringOf(alias) ?? '']
    if (names.length > 0) return names.map((name) => name.toUpperCase())
  }
  return [`${prefix}${field}`.toUpperCase()]
}

const prefixOf = (node: SyntaxNode): string => {
  for (const statement of node.child('body')?.parts ?? []) {
    const config =
      statement.type === 'class_definition'
        ? (statement.child('body')?.parts ?? []).map((inner) => inner.parts[0])
        : [statement.parts[0]]
    for (const assignment of config) {
      const value = assignment?.child('right')
      if (!assignment || !value) continue
      const given =
        assignment.child('left')?.text === 'env_prefix'
          ? value
          : value.type === 'call'
            ? namedArgument(value, 'env_prefix')
            : null
      const prefix = stringOf(given)
      if (prefix !== null) return prefix
    }
  }
  return ''
}
