import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { keyOf, lastName } from './names.ts'
import { schemaOf, valueAt } from './schemas.ts'

/** Flags of the command line: commander, yargs, cac, oclif, meow, `parseArgs`. */
export const flagRules: Rules = {
  *call_expression(node, file) {
    const name = lastName(node.child('function'))
    const given = node.child('arguments')?.parts ?? []
    if (name === 'option' || name === 'requiredOption')
      yield* written(node, given, commandOf(node), file)
    else if (name === 'options' || name === 'parseArgs' || name === 'meow')
      yield* listed(given, file)
    else if (name === 'command') yield* command(node, given)
  },
  *new_expression(node, file) {
    if (lastName(node.child('constructor')) !== 'Option') return
    const given = node.child('arguments')?.parts ?? []
    const fallback = chained(node, 'default')
    for (const fact of written(node, given, null, file)) {
      const value = literalOf(fallback, file.constants) ?? fact.value ?? null
      yield { ...fact, value, isDefault: value !== null }
    }
    const env = stringOf(chained(node, 'env'))
    if (env !== null)
      yield {
        kind: 'environment-variable',
        subject: env,
        role: 'read',
        value: literalOf(fallback, file.constants),
        isDefault: fallback !== null,
        at: node.start,
      }
  },
  *public_field_definition(node, file) {
    yield* staticFlags(node, file)
  },
  *field_definition(node, file) {
    yield* staticFlags(node, file)
  },
}

/** The flags in `-p, --port <number>`, with the default among the arguments after it. */
function* written(
  node: SyntaxNode,
  given: readonly SyntaxNode[],
  owner: string | null,
  file: File,
): Iterable<Stated> {
  const [first, ...rest] = given
  const usage = first ? stringOf(first) : null
  if (usage === null) return
  const flags = usage.match(/(?<![\w-])--?[A-Za-z][\w-]*/g) ?? []
  const described = rest.find(({ type }) => type === 'object')
  const positional = rest
    .slice(1)
    .map((argument) => literalOf(argument, file.constants))
    .find((value) => value !== null)
  const value =
    positional ?? (described ? literalOf(valueAt(described, 'default'), file.constants) : null)
  // yargs names the option without dashes and describes it by an object.
  const names = flags.length === 0 && described !== undefined ? [`--${usage}`] : flags
  for (const subject of names)
    yield {
      kind: 'option',
      subject,
      role: 'flag',
      owner,
      value,
      isDefault: value !== null,
      at: first?.start ?? node.start,
    }
}

function* listed(given: readonly SyntaxNode[], file: File): Iterable<Stated> {
  for (const argument of given) {
    if (argument.type !== 'object') continue
    const inside = valueAt(argument, 'options') ?? valueAt(argument, 'flags')
    yield* keysAsFlags(inside?.type === 'object' ? inside : argument, null, file)
  }
}

function* staticFlags(node: SyntaxNode, file: File): Iterable<Stated> {
  const value = node.child('value')
  const name = keyOf(node.child('name') ?? node.child('property'))
  if (name === 'flags' && value?.type === 'object') yield* keysAsFlags(value, null, file)
}

function* keysAsFlags(object: SyntaxNode, owner: string | null, file: File): Iterable<Stated> {
  for (const part of object.parts) {
    const key = keyOf(part.child('key'))
    const described = part.type === 'pair' ? part.child('value') : null
    const schema = described && schemaOf(described)
    if (key === null || schema === null) continue
    const value = literalOf(schema.fallback, file.constants)
    yield {
      kind: 'option',
      subject: `--${key}`,
      role: 'flag',
      owner,
      value,
      isDefault: value !== null,
      at: part.start,
    }
    const short =
      schema.literal &&
      stringOf(valueAt(schema.literal, 'short') ?? valueAt(schema.literal, 'alias'))
    if (short !== null && short.length === 1)
      yield {
        kind: 'option',
        subject: `-${short}`,
        role: 'flag',
        owner,
        value,
        isDefault: value !== null,
        at: part.start,
      }
  }
}

/** The name of the command that a chain of calls builds: `.command('serve <dir>').option(…)`. */
function commandOf(node: SyntaxNode): string | null {
  let at = node.child('function')?.child('object') ?? null
  for (let depth = 0; at !== null && depth < 100; depth++) {
    if (lastName(at.child('function')) === 'command') {
      const first = stringOf(at.child('arguments')?.parts[0] ?? null)
      return first?.split(/\s/)[0] ?? null
    }
    at = at.child('function')?.child('object') ?? null
  }
  return null
}

function* command(node: SyntaxNode, given: readonly SyntaxNode[]): Iterable<Stated> {
  const name = stringOf(given[0] ?? null)?.split(/\s/)[0]
  if (name !== undefined && /^[a-z][\w:-]*$/.test(name))
    yield {
      kind: 'symbol',
      subject: name,
      role: 'declaration',
      owner: 'command',
      at: given[0]?.start ?? node.start,
    }
}

/** The argument of a later call in the chain that starts at a node: `new Option(…).default(5)`. */
function chained(node: SyntaxNode, method: string): SyntaxNode | null {
  let at: SyntaxNode = node
  for (let depth = 0; depth < 20; depth++) {
    const member = at.parent
    const call = member?.parent
    if (member?.type !== 'member_expression' || call?.type !== 'call_expression') return null
    if (member.child('property')?.text === method) return call.child('arguments')?.parts[0] ?? null
    at = call
  }
  return null
}
