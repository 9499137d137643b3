import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Call, type Code, partsOf, type Rule } from '../common/code.ts'
import { dashed, isFlagName } from '../common/flags.ts'
import { command, flag, unknowable } from '../common/stated.ts'

/** Thor: `desc "send USER", "…"` and `method_option :force` stand before the method that is the command. */
export const thorClass: Rule = function* (node, code) {
  const body = partsOf(node.child('body'))
  const shared: Call[] = []
  let usage: string | null = null
  let own: Call[] = []
  for (const part of body) {
    const call = code.speech.callOf(part)
    if (call?.receiver === null) {
      if (call.name === 'desc' && call.given.length >= 2) usage = code.text(call.given[0])
      else if (/^(?:method_)?options?$/.test(call.name)) own.push(call)
      else if (/^class_options?$/.test(call.name)) shared.push(call)
      else if (call.name === 'subcommand' && usage !== null) {
        const name = code.text(call.given[0])
        if (name !== null) yield command(part, name)
        ;[usage, own] = [null, []]
      }
    } else if (part.type === 'method') {
      const name = part.child('name')?.text ?? ''
      if (usage !== null)
        yield* commanded(part, commandName(usage, name), { own, shared, node, code })
      ;[usage, own] = [null, []]
    }
  }
}

/** The usage's first word where it is the method's name in another spelling. */
const commandName = (usage: string, method: string): string => {
  const first = usage.trim().split(/\s/)[0] ?? ''
  return first.replace(/-/g, '_') === method ? first : method.replace(/_/g, '-')
}

interface Around {
  readonly own: readonly Call[]
  readonly shared: readonly Call[]
  readonly node: SyntaxNode
  readonly code: Code
}

function* commanded(
  method: SyntaxNode,
  name: string,
  { own, shared, node, code }: Around,
): Iterable<Stated> {
  yield command(method, name)
  for (const call of [...own, ...shared]) yield* optionOf(call, name, code)
  const parent = node.child('superclass')?.text.replace(/^<\s*/, '') ?? ''
  // Options of a class in between are inherited.
  if (!/^(?:::)?Thor(?:::Group)?$/.test(parent)) yield unknowable(method, 'cli-flag', name)
}

function* optionOf(call: Call, owner: string, code: Code): Iterable<Stated> {
  if (/s$/.test(call.name)) {
    // `method_options force: :boolean`
    for (const [name] of call.named) yield flag(call.node, dashed(name.replace(/_/g, '-')), owner)
    return
  }
  const name = code.text(call.given[0])
  if (name === null) {
    yield unknowable(call.node, 'cli-flag', owner)
    return
  }
  const value = code.value(call.named.get('default'))
  const long = name.replace(/_/g, '-')
  const aliases = code.texts(call.named.get('aliases')).all
  const isSwitch = code.text(call.named.get('type')) === 'boolean'
  for (const one of [`--${long}`, ...aliases.map(dashed)])
    if (isFlagName(one)) yield flag(call.node, one, owner, value)
  if (isSwitch) for (const no of ['no', 'skip']) yield flag(call.node, `--${no}-${long}`, owner)
  if (name.includes('_')) yield flag(call.node, `--${name}`, owner, value)
}
