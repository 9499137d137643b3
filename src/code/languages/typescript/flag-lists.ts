import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'
import * as stated from '../states.ts'
import type { File } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { keyOf } from './names.ts'
import { schemaOf, valueAt } from './schemas.ts'

/** One flag of a command. */
export const flag = (
  subject: string,
  owner: string | null,
  value: string | null,
  at: number,
): Stated => stated.flag(subject, { at, owner, value })

/** The texts of an array as members of a set. */
export function* membersIn(list: SyntaxNode | null, owner: string): Iterable<Stated> {
  const array = list === null ? null : bare(list)
  if (array?.type !== 'array') return
  for (const part of array.parts) {
    const subject = stringOf(bare(part))
    yield {
      kind: 'member',
      subject: subject === null || subject === '' ? anyName : subject,
      role: 'constant',
      owner,
      at: part.start,
    }
  }
}

/** A flag with what an object says of it: its other names and what it can be given. */
export function* describedFlags(
  name: string,
  described: SyntaxNode,
  owner: string | null,
  value: string | null,
  at: number,
): Iterable<Stated> {
  const long = name.length === 1 ? `-${name}` : `--${name}`
  yield flag(long, owner, value, at)
  for (const key of ['short', 'shortFlag', 'char', 'alias', 'aliases']) {
    const given = valueAt(described, key)
    const names = given?.type === 'array' ? given.parts.map(stringOf) : [stringOf(given)]
    for (const other of names)
      if (other !== null && /^[A-Za-z][\w.-]*$/.test(other))
        yield flag(other.length === 1 ? `-${other}` : `--${other}`, owner, value, at)
  }
  yield* membersIn(valueAt(described, 'choices'), owner === null ? long : `${owner} ${long}`)
}

/** An object whose keys are flags, each described by an object or a call. */
export function* keysAsFlags(
  object: SyntaxNode,
  owner: string | null,
  file: File,
): Iterable<Stated> {
  for (const part of object.parts) {
    if (part.type === 'spread_element') yield flag(anyName, owner, null, part.start)
    const key = keyOf(part.child('key'))
    const described = part.type === 'pair' ? part.child('value') : null
    const schema = described && schemaOf(described)
    if (key === null || described === null) continue
    const kind = stringOf(valueAt(bare(described), 'type'))
    if (kind === 'positional') continue
    if (schema === null) {
      const shape = bare(described)
      if (shape.type === 'object') yield* describedFlags(key, shape, owner, null, part.start)
      continue
    }
    const value = literalOf(schema.fallback, file.constants)
    const literal = schema.literal ?? lastObject(described)
    if (literal === null) yield flag(`--${key}`, owner, value, part.start)
    else yield* describedFlags(key, literal, owner, value, part.start)
  }
}

/** `Flags.integer({ char: 'p' })`. */
const lastObject = (node: SyntaxNode): SyntaxNode | null => {
  const given = bare(node).child('arguments')?.parts.at(-1)
  return given?.type === 'object' ? given : null
}

/** minimist: `{ boolean: ['verbose'], string: 'name', alias: { h: 'help' }, default: { port: 80 } }`. */
export function* listedNames(
  options: SyntaxNode,
  owner: string | null,
  file: File,
): Iterable<Stated> {
  const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`)
  for (const key of ['boolean', 'string', 'number']) {
    const given = valueAt(options, key)
    const names = given?.type === 'array' ? given.parts : given === null ? [] : [given]
    for (const part of names) {
      const name = stringOf(part)
      if (name !== null && name !== '') yield flag(dashed(name), owner, null, part.start)
    }
  }
  for (const key of ['alias', 'default']) {
    const given = valueAt(options, key)
    for (const pair of given?.type === 'object' ? given.parts : []) {
      const name = keyOf(pair.child('key'))
      const value = pair.child('value')
      if (name === null || value === null) continue
      const stated = key === 'default' ? literalOf(value, file.constants) : null
      yield flag(dashed(name), owner, stated, pair.start)
      const others = value.type === 'array' ? value.parts.map(stringOf) : [stringOf(value)]
      for (const other of key === 'alias' ? others : [])
        if (other !== null && other !== '') yield flag(dashed(other), owner, null, pair.start)
    }
  }
}
