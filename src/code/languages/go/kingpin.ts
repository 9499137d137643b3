import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { anyOf, command, flag, isFlagName, variable } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf, namedString } from './literals.ts'
import { argumentsOf, chainedFrom, functionAround, lastName, operandOf } from './names.ts'

/** Flags, commands and variables of kingpin: `cmd.Flag("max-retries", "…").Default("5").Int()`. */
export const kingpinRules: Rules = {
  *call_expression(node, file) {
    const method = lastName(node.child('function'))
    if (method !== 'Flag' && method !== 'Arg' && method !== 'Command') return
    const given = argumentsOf(node)
    if (given.length !== 2 || operandOf(node) === null) return
    const chain = chainedFrom(node)
    if (!file.imports(/kingpin/) && ![...chain.keys()].some((name) => finishes.test(name))) return
    if (method === 'Flag') yield* flags(node, chain, file)
    else if (method === 'Arg')
      yield* read(chain, literalOf(argumentOf(chain, 'Default'), file.constants), node.start, file)
    else yield* commands(node, chain, file)
  },
}

const finishes =
  /^(?:Default|Envar|Required|Hidden|PlaceHolder|OverrideDefaultFromEnvar)$|^[A-Z]\w*Var$/

function* flags(
  node: SyntaxNode,
  chain: ReadonlyMap<string, SyntaxNode>,
  file: File,
): Iterable<Stated> {
  const first = argumentsOf(node)[0]
  const name = namedString(first, file.constants)
  const owner = wordsOf(operandOf(node), file, 0)
  const at = node.start
  if (name === null) yield anyOf('cli-flag', at, owner)
  if (!isFlagName(name)) return
  const isSwitch = chain.has('Bool') || chain.has('BoolVar')
  const given = literalOf(argumentOf(chain, 'Default'), file.constants)
  const value = given === null && isSwitch ? 'false' : given === '' ? null : given
  const place = { owner, value, at }
  yield flag(`--${name}`, place)
  // kingpin gives every switch its opposite.
  if (isSwitch) yield flag(`--no-${name}`, { owner, at })
  const short = literalOf(argumentOf(chain, 'Short'), file.constants)
  if (short !== null && /^\w$/.test(short)) yield flag(`-${short}`, place)
  yield* read(chain, value, at, file)
}

function* read(
  chain: ReadonlyMap<string, SyntaxNode>,
  value: string | null,
  at: number,
  file: File,
): Iterable<Stated> {
  const given = argumentOf(chain, 'Envar') ?? argumentOf(chain, 'OverrideDefaultFromEnvar')
  const name = namedString(given, file.constants)
  if (name !== null && isScreaming(name)) yield variable(name, { value, at })
}

function* commands(
  node: SyntaxNode,
  chain: ReadonlyMap<string, SyntaxNode>,
  file: File,
): Iterable<Stated> {
  const owner = wordsOf(operandOf(node), file, 0)
  const subjects = [argumentsOf(node)[0], argumentOf(chain, 'Alias')]
  for (const subject of subjects) {
    const name = namedString(subject, file.constants)
    if (name !== null && /^[\w.:-]+$/.test(name)) yield command(name, owner, node.start)
    else if (subject !== undefined) yield anyOf('command', node.start, owner)
  }
}

const argumentOf = (
  chain: ReadonlyMap<string, SyntaxNode>,
  method: string,
): SyntaxNode | undefined => {
  const call = chain.get(method)
  return call === undefined ? undefined : argumentsOf(call)[0]
}

/** The words of what an expression was made as: `app.Command("serve", "…")`, `kingpin.New("tool", "…")`. */
function wordsOf(expression: SyntaxNode | null, file: File, depth: number): string | null {
  if (expression === null || depth > 6) return null
  if (expression.type === 'identifier') return wordsOf(madeAs(expression, file), file, depth + 1)
  if (expression.type !== 'call_expression') return null
  const method = lastName(expression.child('function'))
  const own = namedString(argumentsOf(expression)[0], file.constants)
  const operand = operandOf(expression)
  if (method === 'New' && operand?.text === 'kingpin') return own
  if (method !== 'Command') return wordsOf(operand, file, depth + 1)
  const before = wordsOf(operand, file, depth + 1)
  return own === null ? null : before === null ? own : `${before} ${own}`
}

const madeAs = (name: SyntaxNode, file: File): SyntaxNode | null => {
  const body = functionAround(name)?.child('body')
  const statements = (body?.parts ?? []).flatMap((part) =>
    part.type === 'statement_list' ? part.parts : [part],
  )
  for (const statement of statements) {
    const left = statement.type === 'short_var_declaration' ? statement.child('left') : null
    const index = left?.parts.findIndex(({ text }) => text === name.text) ?? -1
    const right = statement.child('right')?.parts[index]
    if (right !== undefined && right.start < name.start) return right
  }
  return file.constants.get(name.text) ?? null
}
