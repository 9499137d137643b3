import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'
import type { File } from './file.ts'
import { command, flag, membersIn } from './flags.ts'
import { literalOf, stringOf } from './literals.ts'
import { lastName, namedArgument, positionals } from './names.ts'

const written = /^--?[A-Za-z][\w.-]*$/

/** `@click.option('--shout/--no-shout', default=False)`. */
export function* clickFlags(node: SyntaxNode, file: File): Iterable<Stated> {
  const definition = definitionUnder(node)
  const words = definition === null ? null : file.commands.wordsAt(definition)
  const owner = words === '' ? null : words
  const stated = literalOf(namedArgument(node, 'default'), file.constants)
  const isSwitch = namedArgument(node, 'is_flag')?.type === 'true'
  const value = stated ?? (isSwitch ? 'False' : null)
  if (lastName(node.child('function')) === 'version_option') {
    if (positionals(node).every((part) => !stringOf(part)?.startsWith('-')))
      yield flag('--version', owner, null, node.start)
  }
  let long: string | null = null
  for (const argument of positionals(node)) {
    const text = stringOf(argument)
    // click joins a switch and its opposite, or several spellings, by a slash.
    for (const subject of text?.split(/\s*\/\s*/) ?? [])
      if (written.test(subject)) {
        if (subject.startsWith('--')) long ??= subject
        yield flag(subject, owner, value, argument.start)
      }
  }
  const type = namedArgument(node, 'type')
  const isChoice = type?.type === 'call' && lastName(type) === 'Choice'
  if (long !== null && isChoice)
    yield* membersIn(positionals(type)[0] ?? null, owner === null ? long : `${owner} ${long}`)
}

const definitionUnder = (node: SyntaxNode): SyntaxNode | null =>
  node.parent?.type === 'decorator' ? (node.parent.parent?.child('definition') ?? null) : null

const known =
  /^(?:option|argument|command|group|callback|pass_(?:context|obj|command|config)|make_pass_decorator|version_option|help_option|confirmation_option|password_option|wraps|staticmethod|classmethod|asynccontextmanager|contextmanager)$/

/** A function that is a command: its name, and why its list of flags may not be whole. */
export function* clickCommand(node: SyntaxNode, file: File): Iterable<Stated> {
  const definition = node.child('definition')
  const words = definition === null ? null : file.commands.wordsAt(definition)
  if (definition === null || words === null) return
  const parts = words.split(' ')
  const name = parts.at(-1) ?? ''
  const owner = words === '' ? null : words
  if (/^[A-Za-z][\w:.-]*$/.test(name))
    yield command(name, parts.slice(0, -1).join(' '), placeOf(node) ?? definition.start)
  for (const decorator of node.parts) {
    const made = decorator.type === 'decorator' ? decorator.parts[0] : undefined
    if (made === undefined) continue
    const isOpen =
      !known.test(lastName(made) ?? '') ||
      (made.type === 'call' &&
        (namedArgument(made, 'cls') !== null ||
          namedArgument(made, 'params') !== null ||
          /allow_extra_args|ignore_unknown_options/.test(made.text.slice(0, 2_000)) ||
          (made.child('arguments')?.parts ?? []).some(({ type }) => type === 'dictionary_splat')))
    if (!isOpen && lastName(made) !== 'argument') continue
    if (isOpen) yield flag(anyName, owner, null, made.start)
    yield { ...command(anyName, words, made.start) }
  }
}

/** The decorator that names the command, where one does. */
const placeOf = (node: SyntaxNode): number | undefined =>
  node.parts.find(
    ({ type, parts }) =>
      type === 'decorator' &&
      parts[0]?.type === 'call' &&
      /^(?:command|group)$/.test(lastName(parts[0]) ?? '') &&
      stringOf(namedArgument(parts[0], 'name') ?? positionals(parts[0])[0] ?? null) !== null,
  )?.start

/** `retries: int = typer.Option(3, '--retries')`: without a name the parameter gives it. */
export function* typerParameters(definition: SyntaxNode, file: File): Iterable<Stated> {
  const words = file.commands.wordsAt(definition)
  const parameters = definition.child('parameters')
  for (const parameter of parameters?.parts ?? []) {
    const call = typerCall(parameter)
    const name = parameter.child('name')?.text ?? nameOf(parameter)
    if (call === null || name === null) continue
    yield* typerOption(parameter, call, name, words === '' ? null : words, file)
  }
}

const nameOf = (parameter: SyntaxNode): string | null =>
  parameter.parts[0]?.type === 'identifier' ? parameter.parts[0].text : null

/** The `typer.Option(…)` of a parameter: its default, or a part of its annotation. */
const typerCall = (parameter: SyntaxNode): SyntaxNode | null => {
  const value = parameter.child('value')
  if (value?.type === 'call' && lastName(value) === 'Option') return value
  const type = parameter.child('type')
  if (type === null || !/\bOption\(/.test(type.text.slice(0, 1_000))) return null
  const stack = [type]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.type === 'call' && lastName(at) === 'Option') return at
    stack.push(...at.parts)
  }
  return null
}

function* typerOption(
  parameter: SyntaxNode,
  call: SyntaxNode,
  name: string,
  owner: string | null,
  file: File,
): Iterable<Stated> {
  const isDefault = parameter.child('value') === call
  const [first, ...rest] = positionals(call)
  const fallback = isDefault
    ? (namedArgument(call, 'default') ?? first ?? null)
    : parameter.child('value')
  const value = literalOf(fallback, file.constants)
  const given = [...rest, ...(first ? [first] : [])]
    .map(stringOf)
    .filter((text) => text?.startsWith('-') ?? false)
  const names = given.length > 0 ? given : [`--${name.replace(/_/g, '-')}`]
  const stated = value?.startsWith('--') ? null : value
  for (const subject of names.flatMap((text) => text?.split('/') ?? []))
    if (written.test(subject)) yield flag(subject, owner, stated, call.start)
}
