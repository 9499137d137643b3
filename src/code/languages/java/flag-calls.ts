import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { Call, Code } from '../common/code.ts'
import { dashed, isFlagName } from '../common/flags.ts'
import { flag } from '../common/stated.ts'

/**
 * Flags that calls declare: commons-cli (`options.addOption("p", "port", true, "…")`, `Option.builder("p").longOpt("port")`,
 * `new Option("p", "port", true, "…")`), JOpt Simple (`parser.accepts("port")`) and argparse4j (`addArgument("--port")`).
 */
export function* flagCall(call: Call, code: Code): Iterable<Stated> {
  const { name, given, node } = call
  const isSpec = name === 'builder' && /(?:^|\.)OptionSpec$/.test(call.receiver?.text ?? '')
  if (name === 'addArgument' || isSpec) yield* written(call, code)
  else if (name === 'addOption' || name === 'Option') yield* short(call, code)
  else if (name === 'longOpt' || name === 'withLongOpt') yield* named(node, given[0], '--', code)
  else if (name === 'builder' && /(?:^|\.)Option$/.test(call.receiver?.text ?? ''))
    yield* named(node, given[0], '-', code)
  else if (
    /^accepts(?:All)?$/.test(name) &&
    /pars|opt/i.test(call.receiver?.text.slice(-40) ?? '')
  ) {
    for (const text of code.texts(given[0]).all)
      if (isFlagName(text)) yield flag(node, dashed(text), null)
  }
}

/** argparse4j and picocli's `OptionSpec.builder("-p", "--port")`: every name with its dashes, the default later in the chain. */
function* written({ node, given }: Call, code: Code): Iterable<Stated> {
  for (const argument of given) {
    const text = code.text(argument)
    if (text?.startsWith('-') && isFlagName(text))
      yield flag(node, text, null, chainedDefault(node, code))
  }
}

/** commons-cli: the short name, the long name where four are given, whether it takes a value, what it is for. */
function* short({ node, name, receiver, given }: Call, code: Code): Iterable<Stated> {
  const isFour = given.length === 4
  const isOptions =
    name === 'Option' || /opt(?:ion)?s?(?:\(\))?$/i.test(receiver?.text.slice(-40) ?? '')
  const isSwitch = given.some(({ type }) => type === 'true' || type === 'false')
  // Menus have options too.
  if (!isOptions || (name === 'Option' && !isSwitch)) return
  if (given.length < 2 || given.length > 4) return
  const first = code.text(given[0])
  if (!isFour && (first === null || first.length > 2)) return
  yield* named(node, given[0], '-', code)
  if (isFour) yield* named(node, given[1], '--', code)
}

function* named(
  at: SyntaxNode,
  name: SyntaxNode | undefined,
  dashes: '-' | '--',
  code: Code,
): Iterable<Stated> {
  const text = code.text(name)
  if (text !== null && /^[A-Za-z?][\w.-]{0,60}$/.test(text))
    yield flag(at, `${dashes}${text}`, null)
}

/** `….setDefault(5)` later in the chain. */
function chainedDefault(call: SyntaxNode, code: Code): string | null {
  let at = call
  for (let depth = 0; depth < 12; depth++) {
    const parent = at.parent
    if (parent?.type !== 'method_invocation' || at.field !== 'object') return null
    if (/^(?:setDefault|defaultValue)$/.test(parent.child('name')?.text ?? ''))
      return code.value(parent.child('arguments')?.parts[0])
    at = parent
  }
  return null
}
