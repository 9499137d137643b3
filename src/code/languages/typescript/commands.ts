import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { stringOf } from './literals.ts'
import { keyOf, lastName } from './names.ts'
import { valueAt } from './schemas.ts'

/** Which command the flags at a node belong to, by the names that a file binds commands to. */
export interface Commands {
  /** The command's words; `''` for the program itself. */
  wordsAt(node: SyntaxNode): string
}

const mostBindings = 2_000

/** Reads the commands of a file: `const db = program.command('db')`, `exports.command = 'serve'`. */
export const commandsOf = (root: SyntaxNode): Commands => {
  const words = new Map<string, string>()
  const roots = new Set(
    [...root.text.matchAll(/\b(\w{1,60})\.parse(?:Async)?\(/g)].map(([, name]) => name),
  )
  let handedOut: string | null = null
  // Hardly any file builds commands: only one that does is walked.
  if (/\bcommand\b/.test(root.text))
    for (const node of walk(root)) {
      if (words.size > mostBindings) break
      if (node.type === 'variable_declarator') {
        const name = node.child('name')
        const value = node.child('value')
        if (name?.type === 'identifier' && name.text === 'command')
          handedOut = namesCommand(stringOf(value)) ?? handedOut
        if (name?.type === 'identifier' && value !== null) {
          // What parses the command line is the program itself, whatever it calls itself.
          const own = roots.has(name.text) ? '' : chainWords(value, words)
          if (own !== null) words.set(name.text, own)
        }
      } else if (
        node.type === 'assignment_expression' &&
        node.child('left')?.text === 'exports.command'
      )
        handedOut = namesCommand(stringOf(node.child('right'))) ?? handedOut
    }
  return {
    wordsAt: (node) => aroundWords(node, words) ?? handedOut ?? '',
  }
}

/** `serve` of `serve <dir>`, `db migrate` of `db migrate [name]`; null for the default command and for anything else. */
export const namesCommand = (usage: string | null): string | null => {
  const words = (usage ?? '').split(/\s+/).filter((word) => /^[A-Za-z][\w:.-]*$/.test(word))
  return usage !== null && /^[A-Za-z]/.test(usage) && words.length > 0 ? words.join(' ') : null
}

/** The words that a chain of calls builds: `program.command('db').command('migrate')`; null when none is in it. */
const chainWords = (end: SyntaxNode, words: ReadonlyMap<string, string>): string | null => {
  const found: string[] = []
  let at: SyntaxNode | null = end
  for (let depth = 0; at !== null && depth < 200; depth++) {
    if (at.type === 'call_expression') {
      const callee: SyntaxNode | null = at.child('function')
      const given = at.child('arguments')?.parts ?? []
      const method = lastName(callee)
      // Behind an action the next command is a sibling.
      if (method === 'action' && found.length > 0) return found.join(' ')
      const named = method === 'command' ? namesCommand(firstName(given)) : null
      if (named !== null && found.length < 6 && !isBuilt(given)) {
        if (found.length === 0 || callee?.child('object')?.type === 'identifier')
          found.unshift(named)
      }
      at = callee
    } else if (at.type === 'member_expression') at = at.child('object')
    else break
  }
  const root = at?.type === 'identifier' ? (words.get(at.text) ?? '') : ''
  if (at?.type === 'new_expression' && lastName(at.child('constructor')) === 'Command') {
    const named = namesCommand(stringOf(at.child('arguments')?.parts[0] ?? null))
    if (named !== null) found.unshift(named)
  }
  return found.length === 0 ? root || null : [root, ...found].filter((one) => one !== '').join(' ')
}

/** yargs hands a builder to `command`: what follows in the chain belongs to the parent again. */
const isBuilt = (given: readonly SyntaxNode[]): boolean =>
  given.some(({ type }) => type === 'arrow_function' || type === 'function_expression')

const firstName = (given: readonly SyntaxNode[]): string | null => {
  const first = given[0]
  return first?.type === 'array' ? stringOf(first.parts[0] ?? null) : stringOf(first ?? null)
}

/** The chain that a call ends, or the builder of a yargs command that it stands in. */
function aroundWords(node: SyntaxNode, words: ReadonlyMap<string, string>): string | null {
  const chained =
    node.type === 'call_expression' || node.type === 'identifier' ? chainWords(node, words) : null
  const outer: string[] = []
  let at = node
  for (let parent = at.parent, depth = 0; parent !== null && depth < 300; depth++) {
    if (parent.type === 'arguments' && parent.parent !== null) {
      const call = parent.parent
      if (lastName(call.child('function')) === 'command' && parent.parts[0] !== at) {
        const named = namesCommand(firstName(parent.parts))
        if (named !== null) outer.unshift(named)
      } else if (lastName(call.child('function')) === 'addOption') {
        const own = chainWords(call, words)
        if (own !== null) outer.unshift(own)
      }
    } else if (parent.type === 'object' && at.type === 'pair' && isBuilder(at)) {
      const named = namesCommand(
        stringOf(valueAt(parent, 'command')) ?? stringOf(valueAt(parent, 'name')),
      )
      if (named !== null) outer.unshift(named)
    }
    at = parent
    parent = at.parent
  }
  const all = [...outer, ...(chained === null ? [] : [chained])]
  return all.length === 0 ? null : all.join(' ')
}

const isBuilder = (pair: SyntaxNode): boolean =>
  /^(?:builder|args|options|flags)$/.test(keyOf(pair.child('key')) ?? '')
