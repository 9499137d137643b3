import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Call, type Code, partsOf, type Rules } from '../common/code.ts'
import { dashed, flagsIn, isFlagName } from '../common/flags.ts'
import { command, flag, unknowable } from '../common/stated.ts'
import { blocksAround } from './speech.ts'
import { thorClass } from './thor.ts'

const declares =
  /^(?:on|on_head|on_tail|def_option|option|global_option|opt|flag|switch|string|bool|boolean|integer|int|float|symbol|array|null|regexp|separator|add_option)$/

/** Flags and commands: OptionParser, slop, optimist, commander, gli, thor. */
export const flagRules: Rules = {
  class: thorClass,
  *call(node, code) {
    const call = code.speech.callOf(node)
    if (call === null) return
    if (declares.test(call.name)) yield* declared(call, code)
    else if (/(?:^|[.:])OptionParser\.new$/.test(call.path))
      // They are there without being written.
      for (const name of ['-h', '--help', '-v', '--version']) yield flag(node, name, null)
    else if (call.name === 'command' && node.child('block') !== null) yield* commanded(call, code)
    else if (call.name === 'alias' && call.receiver !== null) yield* alsoCalled(call, code)
  },
}

function* declared(call: Call, code: Code): Iterable<Stated> {
  const owner = commandAround(call.node, code)
  const texts = call.given.map((argument) => code.text(argument))
  const value = code.value(call.named.get('default') ?? call.named.get('default_value'))
  const names = texts.filter((text) => text?.startsWith('-') ?? false)
  for (const name of names)
    for (const subject of flagsIn(name ?? '')) yield flag(call.node, subject, owner, value)
  const isParser = /^(?:o|op|opt|opts|options|parser|option_parser|optparse|slop)$/.test(
    call.receiver?.text.slice(0, 20) ?? '',
  )
  if (
    names.length === 0 &&
    isParser &&
    /^(?:on|on_tail|on_head)$/.test(call.name) &&
    (texts[0] ?? null) === null
  )
    yield unknowable(call.node, 'cli-flag', owner)
  // optimist, and the parameter of a command's block in gli, name flags by symbols.
  const isOptimist = call.name === 'opt' && call.receiver === null && texts[1] !== null
  const isGli =
    /^(?:flag|switch)$/.test(call.name) && call.receiver?.type === 'identifier' && owner !== null
  if (names.length === 0 && (isOptimist || isGli)) {
    const given = isOptimist ? call.given.slice(0, 1) : call.given
    for (const name of given.flatMap((argument) => code.texts(argument).all))
      if (isFlagName(name)) yield flag(call.node, dashed(name.replace(/_/g, '-')), owner, value)
  }
}

/** `command :add do |c| … end` (gli, commander). */
function* commanded(call: Call, code: Code): Iterable<Stated> {
  if (partsOf(call.node.child('block')?.child('parameters')).length !== 1) return
  const owner = commandAround(call.node, code)
  for (const name of code.texts(call.given[0]).all)
    if (/^[a-z][\w-]*$/.test(name)) yield command(call.node, name, owner)
}

/** `c.alias :b` in the block of a command (mercenary). */
function* alsoCalled(call: Call, code: Code): Iterable<Stated> {
  const owner = commandAround(call.node, code)
  if (owner === null) return
  const parent = owner.split(' ').slice(0, -1).join(' ') || null
  for (const name of code.texts(call.given[0]).all) yield command(call.node, name, parent)
}

/** The words of the commands whose blocks a node stands in. */
function commandAround(node: SyntaxNode, code: Code): string | null {
  const names = blocksAround(node).flatMap((outer) => {
    const call = code.speech.callOf(outer)
    const name = call?.name === 'command' ? code.texts(call.given[0]).all[0] : undefined
    return name === undefined ? [] : [name]
  })
  return names.length === 0 ? null : names.join(' ')
}
