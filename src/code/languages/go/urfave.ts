import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { anyOf, command, flagNamed, isFlagName, variable } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf, namedString } from './literals.ts'
import { keyedElements, lastName, listed } from './names.ts'

/** Flags and commands of urfave/cli and ffcli: `&cli.StringFlag{Name: "config", Aliases: []string{"c"}}`. */
export const urfaveRules: Rules = {
  *composite_literal(node, file) {
    const type = lastName(node) ?? ''
    const isFlag = /Flag$/.test(type)
    if (!(isFlag || type === 'Command') || !file.imports(/\/cli(?:\/v\d)?$|\/ffcli$|\/cli\.v\d$/))
      return
    const elements = keyedElements(node)
    const given = elements.get('Name')
    if (given === undefined) return
    const names = (namedString(given, file.constants) ?? '').split(/,\s*/)
    const aliases = listed(elements.get('Aliases')).map((alias) =>
      namedString(alias, file.constants),
    )
    const owner = commandAround(node, file)
    if (isFlag) yield* flags(node, [...names, ...aliases], owner, elements, file)
    else
      for (const name of [...names, ...aliases])
        if (name !== null && /^[\w.:-]+$/.test(name)) yield command(name, owner, node.start)
  },
}

function* flags(
  node: SyntaxNode,
  names: readonly (string | null)[],
  owner: string | null,
  elements: ReadonlyMap<string, SyntaxNode>,
  file: File,
): Iterable<Stated> {
  const at = node.start
  const isSwitch = lastName(node) === 'BoolFlag'
  const value = literalOf(elements.get('Value'), file.constants) ?? (isSwitch ? 'false' : null)
  if (names[0] === '') yield anyOf('cli-flag', at, owner)
  for (const name of names) if (isFlagName(name)) yield flagNamed(name, { owner, value, at })
  const single = namedString(elements.get('EnvVar'), file.constants)?.split(/,\s*/) ?? []
  const several = listed(elements.get('EnvVars')).map((one) => namedString(one, file.constants))
  for (const name of [...single, ...several])
    if (name !== null && isScreaming(name)) yield variable(name, { value, at })
}

/** The words of the commands and of the program that a literal stands inside. */
const commandAround = (node: SyntaxNode, file: File): string | null => {
  const words: string[] = []
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'function_declaration' || at.type === 'method_declaration') break
    if (at.type !== 'composite_literal' || !/^(?:Command|App)$/.test(lastName(at) ?? '')) continue
    const name = namedString(keyedElements(at).get('Name'), file.constants)
    if (name !== null) words.unshift(name)
  }
  return words.join(' ') || null
}
