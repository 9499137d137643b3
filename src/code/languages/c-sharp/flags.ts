import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Call, type Code, partsOf, type Rules } from '../common/code.ts'
import { dashed, flagsIn, isFlagName } from '../common/flags.ts'
import { command, flag, unknowable } from '../common/stated.ts'
import { attributed, attributeNamed, classes } from './speech.ts'

const commandName = /^[A-Za-z][\w:-]{0,60}$/
const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()

/** Flags and commands by attributes: CommandLineParser, Spectre.Console, McMaster's CommandLineUtils. */
export const flagRules: Rules = {
  *attribute(node, code) {
    const call = code.speech.callOf(node)
    const target = attributed(node)
    if (call === null || target === null) return
    if (call.name === 'Verb' || call.name === 'Command') yield* commanded(call, target, code)
    else if (call.name === 'CommandOption') yield* templated(call, target, code)
    else if (call.name === 'Option') {
      const isTemplate = call.given.some((given) => code.text(given)?.startsWith('-'))
      yield* isTemplate ? templated(call, target, code) : parsed(call, target, code)
    }
  },
}

function* commanded(call: Call, target: SyntaxNode, code: Code): Iterable<Stated> {
  const name = code.text(call.named.get('Name') ?? call.given[0])
  if (name === null || !commandName.test(name) || !classes.has(target.type)) return
  yield command(call.node, name)
  for (const one of ['--help', '--version']) yield flag(call.node, one, name)
  if (target.children.some(({ type }) => type === 'base_list'))
    yield unknowable(call.node, 'cli-flag', name)
}

const ownerOf = (target: SyntaxNode, code: Code): string | null => {
  const call = attributeNamed(around(target, classes), /^(?:Verb|Command)$/)
  return code.text(call?.named.get('Name') ?? call?.given[0])
}

const fallbackOf = (call: Call, target: SyntaxNode, code: Code): string | null =>
  code.value(
    call.named.get('Default') ??
      attributeNamed(target, /^DefaultValue$/)?.given[0] ??
      target.child('value'),
  )

/** `[Option('p', "port", Default = 80)]`; without a name the property gives it. */
function* parsed(call: Call, target: SyntaxNode, code: Code): Iterable<Stated> {
  const owner = ownerOf(target, code)
  const value = fallbackOf(call, target, code)
  const texts = call.given.map((given) => code.text(given))
  if (texts.includes(null)) yield unknowable(call.node, 'cli-flag', owner)
  const names = texts.filter((text) => text !== null && isFlagName(text))
  const own = target.child('name')?.text
  const all = names.length === 0 && own !== undefined ? [own.toLowerCase(), kebab(own)] : names
  for (const name of new Set(all))
    if (name !== null) yield flag(call.node, dashed(name), owner, value)
}

/** `[CommandOption("-p|--port <PORT>")]`, `[Option("-p|--port <PORT>", "…")]` */
function* templated(call: Call, target: SyntaxNode, code: Code): Iterable<Stated> {
  const owner = ownerOf(target, code)
  const template = code.text(call.named.get('Template') ?? call.given[0])
  if (template === null) yield unknowable(call.node, 'cli-flag', owner)
  for (const name of flagsIn(template ?? ''))
    yield flag(call.node, name, owner, fallbackOf(call, target, code))
}

/**
 * Flags and commands by calls: `new Option<int>("--port", "-p")`, `new Command("send")`, `app.Option("-p|--port <PORT>", …)`,
 * `config.AddCommand<Send>("send")`, `new OptionSet { { "p|port=", … } }`.
 */
export function* flagCall(call: Call, code: Code): Iterable<Stated> {
  const { node, name, given } = call
  const isNew = node.type !== 'invocation_expression'
  if (isNew && name === 'Option') yield* option(call, code)
  else if (isNew && name === 'RootCommand')
    for (const one of ['-h', '--help', '-?', '--version']) yield flag(node, one, null)
  else if (isNew && name === 'OptionSet') yield* optionSet(node, code)
  else if ((isNew && name === 'Command') || /^(?:AddCommand|AddBranch|Command)$/.test(name)) {
    const text = code.text(call.named.get('name') ?? given[0])
    if (text !== null && commandName.test(text)) yield command(node, text)
  } else if (name === 'Option' || name === 'AddAlias') {
    const text = code.text(given[0])
    if (text?.startsWith('-')) for (const one of flagsIn(text)) yield flag(node, one, null)
  }
}

function* option(call: Call, code: Code): Iterable<Stated> {
  const places = [call.named.get('name') ?? null, call.named.get('aliases') ?? null, ...call.given]
  const first = places.find((place) => place !== null)
  if (first !== undefined && first !== null && !code.texts(first).isWhole) {
    yield unknowable(call.node, 'cli-flag')
    return
  }
  const initializer = partsOf(
    call.node.child('initializer') ??
      call.node.children.find(({ type }) => type === 'initializer_expression'),
  )
  const aliases = initializer.find((part) => part.child('left')?.text === 'Aliases')?.child('right')
  const texts = [...places, aliases ?? null].flatMap((place) => code.texts(place).all)
  const value = defaultOf(call, initializer, code)
  for (const text of texts)
    if (/^-{1,2}[A-Za-z?][\w.-]*$/.test(text)) yield flag(call.node, text, null, value)
}

/** `() => 80` among the arguments, or `DefaultValueFactory = _ => 80`. */
function defaultOf(call: Call, initializer: readonly SyntaxNode[], code: Code): string | null {
  const factory = initializer
    .find((part) => part.child('left')?.text === 'DefaultValueFactory')
    ?.child('right')
  const made =
    call.named.get('getDefaultValue') ??
    call.given.find(({ type }) => type === 'lambda_expression') ??
    factory
  return made?.type === 'lambda_expression' ? code.value(made.child('body')) : null
}

function* optionSet(node: SyntaxNode, code: Code): Iterable<Stated> {
  for (const entry of partsOf(node.child('initializer'))) {
    const names = code.text(entry.parts[0])?.replace(/[=:].*$/, '') ?? ''
    for (const name of names.split('|')) if (isFlagName(name)) yield flag(entry, dashed(name), null)
  }
}
