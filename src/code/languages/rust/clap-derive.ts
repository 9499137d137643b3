import { wordsOf } from '../../../domain/fact.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { anyOf, command, flag, isFlagName, variable } from '../states.ts'
import { attributesOf, type Entry, entriesOf, tokensOf } from './attributes.ts'
import { boxed, clapEntries, clapNames, isClap, variantWord } from './command-types.ts'
import type { File, Rules } from './file.ts'
import { stringOf, tokenLiteral } from './literals.ts'
import { kebab, lastName, plain, spelt } from './names.ts'

/** Flags and commands that clap, structopt and argh derive from structs and enums. */
export const clapDeriveRules: Rules = {
  *struct_item(node, file) {
    const attributes = attributesOf(node)
    const name = node.child('name')?.text
    if (name === undefined || !isClap(attributes)) return
    const owner = file.commands.wordsOf(name)
    yield* fields(node.child('body'), owner, entriesOf(attributes, clapNames), file)
  },
  *enum_item(node, file) {
    const attributes = attributesOf(node)
    const name = node.child('name')?.text
    if (name === undefined || !isClap(attributes)) return
    const entries = entriesOf(attributes, clapNames)
    const before = file.commands.wordsOf(name)
    for (const variant of node.child('body')?.parts ?? []) {
      const word = variant.type === 'enum_variant' ? variantWord(variant, entries) : null
      if (variant.type === 'enum_variant' && word === null)
        yield anyOf('command', variant.start, before)
      if (word === null) continue
      const own = clapEntries(variant)
      for (const subject of [word, ...namesIn(own, /^(?:visible_)?alias(?:es)?$/)])
        yield command(subject, before, variant.start)
      const owner = before === null ? word : `${before} ${word}`
      yield* fields(variant.child('body'), owner, [...entries, ...own], file)
    }
  },
}

function* fields(
  body: SyntaxNode | null,
  owner: string | null,
  container: readonly Entry[],
  file: File,
): Iterable<Stated> {
  const rule = stringOf(tokensOf(container, 'rename_all')?.[0])
  for (const field of body?.parts ?? []) {
    if (field.type !== 'field_declaration') continue
    const entries = clapEntries(field)
    const names = new Set(entries.map(({ name }) => name))
    if (names.has('flatten')) {
      const type = lastName(boxed(field.child('type')))
      if (type === null || !file.commands.has(type)) yield anyOf('cli-flag', field.start, owner)
    } else if (!names.has('skip') && !names.has('subcommand'))
      yield* flags(field, entries, rule, owner, file)
  }
}

function* flags(
  field: SyntaxNode,
  entries: readonly Entry[],
  rule: string | null,
  owner: string | null,
  file: File,
): Iterable<Stated> {
  const name = plain(field.child('name')?.text ?? '')
  const isArgh = entries.some((entry) => entry.name === 'option' || entry.name === 'switch')
  const at = field.start
  const given = tokenLiteral(
    tokensOf(entries, 'default_value') ?? tokensOf(entries, 'default_value_t') ?? [],
    file.constants,
  )
  const isSwitch = field.child('type')?.text === 'bool'
  const value = given ?? (isSwitch ? 'false' : null)
  const place = { owner, value, at }
  const own = rule === null ? kebab(name) : spelt(name, wordsOf(name), rule)
  const long = entries.find((entry) => entry.name === 'long')
  if (long !== undefined || isArgh) {
    const told = long?.value.length ? stringOf(long.value[0]) : own
    if (told === null) yield anyOf('cli-flag', at, owner)
    for (const one of [told, ...namesIn(entries, /^(?:visible_)?alias(?:es)?$/)])
      if (isFlagName(one)) yield flag(`--${one}`, place)
  }
  const shown = stringOf(tokensOf(entries, 'value_name')?.[0]) ?? name.toUpperCase()
  // The help shows it in the value's place: `--depth <MAX_DEPTH>`.
  if (long !== undefined && !isSwitch && isScreaming(shown))
    yield { kind: 'symbol', subject: shown, role: 'argument', owner, at }
  const short = entries.find((entry) => entry.name === 'short')
  if (short !== undefined) {
    const told = short.value.length > 0 ? tokenLiteral(short.value, file.constants) : name.charAt(0)
    const letter = told?.replace(/^-/, '')
    if (letter?.length === 1) yield flag(`-${letter}`, place)
  }
  const env = entries.find((entry) => entry.name === 'env')
  const read =
    env === undefined
      ? null
      : env.value.length > 0
        ? tokenLiteral(env.value, file.constants)
        : name.toUpperCase()
  if (read !== null && isScreaming(read)) yield variable(read, { value: given, at })
}

/** The strings that entries of such a name are given, alone or in a list. */
const namesIn = (entries: readonly Entry[], wanted: RegExp): readonly string[] =>
  entries.flatMap(({ name, value }) =>
    wanted.test(name)
      ? value
          .flatMap((token) => (token.type === 'token_tree' ? token.parts : [token]))
          .map((token) => stringOf(token) ?? '')
          .filter((text) => text !== '')
      : [],
  )
