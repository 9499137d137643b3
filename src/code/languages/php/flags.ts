import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { around, type Call, type Code, lastWord, type Rules } from '../common/code.ts'
import { dashed, isFlagName } from '../common/flags.ts'
import { command, flag, unknowable } from '../common/stated.ts'
import { attributed, attributesOf, classes } from './speech.ts'

// Every console application of Symfony has them.
const standard =
  '-h --help -q --quiet --silent -v -vv -vvv --verbose -V --version --ansi --no-ansi -n --no-interaction'.split(
    ' ',
  )
const commandName = /^[A-Za-z][\w:.-]{0,80}$/

/** Commands by attributes and properties: `#[AsCommand(name: …)]`, `$defaultName`, Laravel's `$signature`. */
export const flagRules: Rules = {
  *attribute(node, code) {
    const call = code.speech.callOf(node)
    if (call?.name !== 'AsCommand') return
    const name = code.text(call.named.get('name') ?? call.given[0])
    if (name !== null) yield* commanded(node, name, attributed(node))
    for (const alias of code.texts(call.named.get('aliases')).all) yield command(node, alias)
  },
  *property_element(node, code) {
    const name = node.child('name')?.text
    const text = code.text(node.child('default_value'))
    if (text === null) return
    if (name === '$defaultName') yield* commanded(node, text, around(node, classes))
    else if (name === '$signature') yield* signed(node, text)
  },
  *method_declaration(node) {
    // Flags that an application gives to all its commands.
    if (node.child('name')?.text === 'getDefaultInputDefinition') yield unknowable(node, 'cli-flag')
  },
}

function* commanded(
  node: SyntaxNode,
  written: string,
  holder: SyntaxNode | null,
): Iterable<Stated> {
  const [name = '', ...aliases] = written.split('|')
  if (!commandName.test(name)) return
  for (const one of [name, ...aliases]) if (commandName.test(one)) yield command(node, one)
  for (const one of standard) yield flag(node, one, name)
  const base = lastWord(
    holder?.children.find(({ type }) => type === 'base_clause')?.parts[0]?.text ?? 'Command',
  )
  // A class of the project's own in between adds flags of its own.
  if (!/^(?:Symfony)?Command$/.test(base)) yield unknowable(node, 'cli-flag', name)
}

/** `mail:send {user} {--Q|queue=default : Which queue} {--force}` */
function* signed(node: SyntaxNode, signature: string): Iterable<Stated> {
  const name = signature.trim().split(/[\s{]/)[0] ?? ''
  if (!commandName.test(name)) return
  yield command(node, name)
  for (const one of [...standard, '--env']) yield flag(node, one, name)
  for (const [, text = ''] of signature.matchAll(/\{\s*--([^{}]{1,200})\}/g)) {
    const [names = '', value] = (text.split(/\s+:\s/)[0] ?? '').trim().split('=')
    const fallback = value === undefined || value === '' || value === '*' ? null : value
    for (const one of names.split('|'))
      if (isFlagName(one)) yield flag(node, dashed(one), name, fallback)
  }
}

/** `setName('app:send')`, `addOption('queue', 'Q', …, 'default')`, `new InputOption(…)`, `Artisan::command(…)`. */
export function* flagCall(call: Call, code: Code): Iterable<Stated> {
  const { node, name, given } = call
  if (name === 'setName' && isCommand(node)) {
    const text = code.text(given[0])
    if (text !== null) yield* commanded(node, text, around(node, classes))
    else yield unknowable(node, 'command')
  } else if (name === 'setDefaultCommand') {
    // The only command of a program goes unnamed: what stands behind the program's name is an argument.
    const single = (call.named.get('isSingleCommand') ?? given[1])?.text
    if (single !== undefined && single !== 'false') yield unknowable(node, 'command')
  } else if (name === 'setAliases' && isCommand(node))
    for (const alias of code.texts(given[0]).all) yield command(node, alias)
  else if (name === 'addOption' && given.length + call.named.size > 0) yield* declared(call, code)
  else if (name === 'InputOption' && node.type === 'object_creation_expression')
    yield* declared(call, code)
  else if (
    name === 'setDefinition' &&
    isCommand(node) &&
    given[0]?.type !== 'array_creation_expression'
  )
    yield unknowable(node, 'cli-flag', ownerOf(node, code))
  else if (/(?:^|\\)Artisan::command$/.test(call.path)) {
    const text = code.text(given[0])
    if (text !== null) yield* signed(node, text)
  } else if (/(?:^|\\)WP_CLI::add_command$/.test(call.path)) yield* ofWordPress(call, code)
}

function* ofWordPress(call: Call, code: Code): Iterable<Stated> {
  const names = code.text(call.given[0])?.trim().split(/\s+/) ?? []
  const last = names.at(-1)
  if (last !== undefined && commandName.test(last))
    yield command(call.node, last, names.slice(0, -1).join(' ') || 'wp')
}

function* declared(call: Call, code: Code): Iterable<Stated> {
  const owner = ownerOf(call.node, code)
  const name = code.text(call.named.get('name') ?? call.given[0])?.replace(/^--/, '') ?? null
  if (name === null) {
    yield unknowable(call.node, 'cli-flag', owner)
    return
  }
  if (!isFlagName(name)) return
  const value = code.value(call.named.get('default') ?? call.given[4])
  yield flag(call.node, `--${name}`, owner, value)
  for (const mode of [call.named.get('mode') ?? call.given[2]])
    if (mode?.text.includes('VALUE_NEGATABLE')) yield flag(call.node, `--no-${name}`, owner)
  const short = code.text(call.named.get('shortcut') ?? call.given[1])
  for (const one of short?.split('|') ?? [])
    if (/^-?[A-Za-z?]\w{0,5}$/.test(one))
      yield flag(call.node, `-${one.replace(/^-/, '')}`, owner, value)
}

const isCommand = (node: SyntaxNode): boolean =>
  /Command/.test(
    around(node, classes)?.children.find(({ type }) => type === 'base_clause')?.text ?? '',
  )

/** The name of the command whose class a node stands in. */
function ownerOf(node: SyntaxNode, code: Code): string | null {
  const holder = around(node, classes)
  if (holder === null) return null
  const attribute = attributesOf(holder).find(({ name }) => name === 'AsCommand')
  const told =
    code.text(attribute?.named.get('name') ?? attribute?.given[0]) ?? propertyOf(holder, code)
  return (told ?? chained(node, code) ?? null)?.split('|')[0] ?? null
}

const propertyOf = (holder: SyntaxNode, code: Code): string | null => {
  for (const part of holder.child('body')?.parts ?? [])
    for (const element of part.type === 'property_declaration' ? part.parts : [])
      if (/^\$(?:defaultName|signature)$/.test(element.child('name')?.text ?? ''))
        return code.text(element.child('default_value'))?.trim().split(/[\s{]/)[0] ?? null
  return null
}

const configuring = new WeakMap<SyntaxNode, string | null>()

/** The name that the method around sets: `$this->setName('install')`. */
function chained(node: SyntaxNode, code: Code): string | null {
  let method = node.parent
  while (method !== null && method.type !== 'method_declaration') method = method.parent
  if (method === null) return null
  const known = configuring.get(method)
  if (known !== undefined) return known
  const stack = [method]
  let name: string | null = null
  for (let at = stack.pop(); at !== undefined && name === null; at = stack.pop()) {
    if (/^member_call_expression$/.test(at.type) && at.child('name')?.text === 'setName')
      name = code.text(code.speech.callOf(at)?.given[0])
    stack.push(...at.children)
  }
  configuring.set(method, name)
  return name
}
