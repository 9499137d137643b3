import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { lastName, namedArgument, ownerAround, positionals } from './names.ts'

/** Flags of the command line: argparse, click, typer, absl. */
export const flagRules: Rules = {
  *call(node, file) {
    const name = lastName(node.child('function')) ?? ''
    if (name === 'add_argument') yield* flags(node, ownerAround(node), argparseDefault(node, file))
    else if (name === 'option')
      yield* flags(node, decorated(node), literalOf(namedArgument(node, 'default'), file.constants))
    else if (name === 'Option') yield* typer(node, file)
    else if (/^DEFINE_(?:string|integer|float|bool(?:ean)?|enum|list)$/.test(name))
      yield* absl(node, file)
    else if (/^(?:add_parser|command|group)$/.test(name)) yield* command(node)
  },
}

function* flags(node: SyntaxNode, owner: string | null, value: string | null): Iterable<Stated> {
  for (const argument of positionals(node)) {
    // click joins a switch and its opposite: `--shout/--no-shout`.
    for (const subject of stringOf(argument)?.split(/\s*\/\s*/) ?? [])
      if (/^--?[A-Za-z][\w-]*$/.test(subject))
        yield {
          kind: 'option',
          subject,
          role: 'flag',
          owner,
          value,
          isDefault: value !== null,
          at: argument.start,
        }
  }
}

const argparseDefault = (node: SyntaxNode, file: File): string | null => {
  const stated = literalOf(namedArgument(node, 'default'), file.constants)
  const action = stringOf(namedArgument(node, 'action'))
  if (stated !== null || action === null) return stated
  return action === 'store_true' ? 'False' : action === 'store_false' ? 'True' : null
}

/** The function that a decorator stands over. */
const decorated = (node: SyntaxNode): string | null => {
  const definition = node.parent?.type === 'decorator' ? node.parent.parent : null
  return definition?.child('definition')?.child('name')?.text ?? ownerAround(node)
}

/** `retries: int = typer.Option(3, '--retries')`: without a name the parameter gives it. */
function* typer(node: SyntaxNode, file: File): Iterable<Stated> {
  const [first, ...rest] = positionals(node)
  const value = literalOf(namedArgument(node, 'default') ?? first ?? null, file.constants)
  const named = [...rest, ...(first ? [first] : [])]
    .map(stringOf)
    .filter((name) => name?.startsWith('-') ?? false)
  const parameter = node.parent?.type.endsWith('default_parameter')
    ? node.parent.child('name')?.text
    : undefined
  const names =
    named.length > 0 ? named : parameter === undefined ? [] : [`--${parameter.replace(/_/g, '-')}`]
  const fallback = value?.startsWith('--') ? null : value
  for (const subject of names.flatMap((name) => name?.split('/') ?? []))
    yield {
      kind: 'option',
      subject,
      role: 'flag',
      owner: ownerAround(node),
      value: fallback,
      isDefault: fallback !== null,
      at: node.start,
    }
}

function* absl(node: SyntaxNode, file: File): Iterable<Stated> {
  const [first, second] = positionals(node)
  const name = stringOf(first ?? null)
  const value = literalOf(second ?? null, file.constants)
  if (name !== null)
    yield {
      kind: 'option',
      subject: `--${name}`,
      role: 'flag',
      owner: null,
      value,
      isDefault: value !== null,
      at: node.start,
    }
}

function* command(node: SyntaxNode): Iterable<Stated> {
  const given = positionals(node)[0]
  const name = stringOf(given ?? null)
  if (name !== null && /^[a-z][\w:-]*$/.test(name))
    yield {
      kind: 'symbol',
      subject: name,
      role: 'declaration',
      owner: 'command',
      at: given?.start ?? node.start,
    }
}
