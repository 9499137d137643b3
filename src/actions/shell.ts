import type { Span } from '../domain/passage.ts'
import type { Grammar, SyntaxTree } from '../syntax/grammar.ts'
import { isComment, type SyntaxNode, walk } from '../syntax/node.ts'
import { type Budget, millisecondsLeft } from './budget.ts'
import { literal, type Word, wordOf } from './word.ts'

/** What a command reads from its standard input. */
export type Input =
  | { readonly from: 'text'; readonly text: string; readonly dynamic: boolean }
  | { readonly from: 'pipe'; readonly words: readonly Word[] }
  | { readonly from: 'file'; readonly path: string }
  | null

/** What of a command's input the text itself shows; empty where it shows nothing. */
export function fedText(input: Input): string {
  if (input?.from === 'text') return input.text
  return input?.from === 'pipe' ? input.words.map(({ text }) => text).join(' ') : ''
}

/** Where a command's output goes. */
export interface Redirect {
  readonly appends: boolean
  readonly target: Word
}

/** One simple command as the shell would run it. */
export interface SimpleCommand {
  readonly words: readonly Word[]
  /** `NAME=value` before the command, or alone. */
  readonly assignments: readonly string[]
  readonly input: Input
  readonly redirects: readonly Redirect[]
  readonly span: Span
  /** Where the outermost pipeline begins that it stands in; null where it stands in none. */
  readonly pipeline: number | null
}

/** A shell text, taken apart. */
export interface Script {
  readonly commands: readonly SimpleCommand[]
  /** Names of functions that the text itself defines. */
  readonly functions: ReadonlySet<string>
  /** What could not be read, in words. */
  readonly unseen: readonly string[]
}

const limits = { characters: 100_000, milliseconds: 1_000, depth: 200 }

/** Takes a shell text apart into the simple commands that stand anywhere in it. */
export function parseShell(bash: Grammar, text: string, budget: Budget): Script {
  const tree = parsed(bash, text, budget)
  if (tree === null) {
    return {
      commands: [],
      functions: new Set(),
      unseen: ['the command is too long or too deep to be read'],
    }
  }
  const nodes = [...walk(tree.root)]
  const functions = nodes.filter(({ type }) => type === 'function_definition')
  const bombs = functions
    .filter(callsItself)
    .map((node) => `the function ${nameOf(node)} calls itself without end`)
  const broken = tree.hasError ? ['part of the command is not valid shell'] : []
  return {
    commands: nodes.flatMap(commandOf),
    functions: new Set(functions.map(nameOf)),
    unseen: [...broken, ...bombs, ...(nodes.some(isNoArithmetic) ? [twoReadings] : [])],
  }
}

/**
 * The grammar knows neither `3<>file` nor `;;&`; what differs from them only in which way it reads or goes on is read in
 * their place, as long as that leaves nothing unread. Places in the text stay the same.
 */
function parsed(bash: Grammar, text: string, budget: Budget): SyntaxTree | null {
  const within = () => ({
    ...limits,
    milliseconds: Math.min(limits.milliseconds, millisecondsLeft(budget)),
  })
  const tree = bash.parse(text, within())
  if (!tree?.hasError || !/<>|;;?&/.test(text)) return tree
  const other = bash.parse(
    text.replaceAll('<>', '< ').replaceAll(';;&', ';; ').replaceAll(';&', ';;'),
    within(),
  )
  return other === null || other.hasError ? tree : other
}

const nameOf = (node: SyntaxNode): string => node.child('name')?.text ?? ''

const callsItself = (definition: SyntaxNode): boolean =>
  [...walk(definition)].some(
    ({ type, text }) => type === 'command_name' && text === nameOf(definition),
  )

function commandOf(node: SyntaxNode): readonly SimpleCommand[] {
  if (node.type === 'command') return isArithmetic(node) ? [] : [simpleCommand(node)]
  if (node.type === 'declaration_command' || node.type === 'unset_command') {
    const [keyword = ''] = node.text.split(/\s/, 1)
    const words = [literal(keyword), ...node.parts.map((part) => literal(part.text))]
    return [{ ...aloneIn(node), words }]
  }
  const bare =
    node.type === 'variable_assignment' &&
    !['command', 'declaration_command'].includes(node.parent?.type ?? '')
  const alone = node.type === 'redirected_statement' && node.child('body') === null
  if (!bare && !alone) return []
  const redirects = alone ? redirectsOf([node]) : []
  return [{ ...aloneIn(node), assignments: bare ? [node.text] : [], redirects }]
}

const aloneIn = (node: SyntaxNode): SimpleCommand => ({
  words: [],
  assignments: [],
  input: null,
  redirects: [],
  span: [node.start, node.end],
  pipeline: pipelineOf(node),
})

function pipelineOf(node: SyntaxNode): number | null {
  let start: number | null = null
  for (let at = node.parent; at !== null; at = at.parent)
    if (at.type === 'pipeline') start = at.start
  return start
}

/** Two words in a row are no arithmetic: where bash sees a fault in `$((rm x))`, another shell runs `rm x`. */
const isNoArithmetic = ({ type, text }: SyntaxNode): boolean =>
  type === 'arithmetic_expansion' && /[A-Za-z_]\w*[ \t]+[./~-]*[A-Za-z_]/.test(text)
const twoReadings = 'part of the command is arithmetic to one shell and a command to another'

/** `((x > 3)) && …` is read as a command, but runs none. */
const isArithmetic = (node: SyntaxNode): boolean => {
  const [only] = node.child('name')?.parts ?? []
  return only?.type === 'arithmetic_expansion' && only.text.startsWith('((')
}

function simpleCommand(node: SyntaxNode): SimpleCommand {
  const around = node.parent?.type === 'redirected_statement' ? [node, node.parent] : [node]
  return {
    words: [...wordsIn(node), ...wordsAfterRedirects(node)],
    assignments: node.parts
      .filter(({ type }) => type === 'variable_assignment')
      .map(({ text }) => text),
    input: inputOf(node, around),
    redirects: redirectsOf([...around, ...enclosing(node)]),
    span: [node.start, node.end],
    pipeline: pipelineOf(node),
  }
}

const wordsIn = (command: SyntaxNode): readonly Word[] =>
  wordsOf(
    command.parts.filter(({ type, field }) => type === 'command_name' || field === 'argument'),
  )

/** The grammar ends a word where a quote meets a backslash (`"r"\\m`); a shell ends it at a blank. */
function wordsOf(nodes: readonly SyntaxNode[]): readonly Word[] {
  const words: Word[] = []
  let end = -1
  for (const node of nodes) {
    const word = wordOf(node)
    const before = node.start === end ? words.pop() : undefined
    words.push(
      before ? { text: before.text + word.text, dynamic: before.dynamic || word.dynamic } : word,
    )
    end = node.end
  }
  return words
}

/** `rm > log -rf /srv`: the grammar takes every word after a redirection into it; only the first is its target. */
function wordsAfterRedirects(command: SyntaxNode): readonly Word[] {
  const { parent } = command
  if (parent?.type !== 'redirected_statement' || parent.child('body') !== command) return []
  return parent.children
    .filter(({ type }) => type === 'file_redirect')
    .flatMap(({ parts }) => wordsOf(parts.filter(({ field }) => field === 'destination')).slice(1))
}

/** `{ a; b; } > file`: what is redirected around a group holds for each command in it. */
function enclosing(node: SyntaxNode): readonly SyntaxNode[] {
  const outer: SyntaxNode[] = []
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'redirected_statement' && at !== node.parent) outer.push(at)
  }
  return outer
}

function redirectsOf(nodes: readonly SyntaxNode[]): readonly Redirect[] {
  return nodes
    .flatMap(({ children }) => children)
    .filter(({ type }) => type === 'file_redirect')
    .flatMap((redirect) => {
      const target = redirect.child('destination')
      const operator = redirect.children.find(({ named }) => !named)?.type ?? ''
      if (target === null || !operator.includes('>') || target.type === 'number') return []
      return [{ appends: operator.includes('>>'), target: wordOf(target) }]
    })
}

function inputOf(node: SyntaxNode, around: readonly SyntaxNode[]): Input {
  for (const redirect of around.flatMap(({ children }) => children)) {
    if (redirect.type === 'heredoc_redirect') return heredoc(redirect)
    if (redirect.type === 'herestring_redirect') {
      const [content] = redirect.parts
      const word = content ? wordOf(content) : literal('')
      return { from: 'text', text: word.text, dynamic: word.dynamic }
    }
    if (redirect.type === 'file_redirect' && redirect.has('<')) {
      return { from: 'file', path: redirect.child('destination')?.text ?? '' }
    }
  }
  return pipedInput(node)
}

function heredoc(redirect: SyntaxNode): Input {
  const body = redirect.children.find(({ type }) => type === 'heredoc_body')
  const quoted = /['"\\]/.test(
    redirect.children.find(({ type }) => type === 'heredoc_start')?.text ?? '',
  )
  const dynamic = !quoted && (body?.parts.some(({ type }) => type !== 'heredoc_content') ?? false)
  return { from: 'text', text: body?.text ?? '', dynamic }
}

/** The nearest part before a node: a long pipeline is walked once, not once for every stage. */
function partBefore(node: SyntaxNode, parent: SyntaxNode): SyntaxNode | null {
  for (let place = node.position - 1; place >= 0; place--) {
    const before = parent.children[place]
    if (before?.named && !isComment(before)) return before
  }
  return null
}

/** The command before it in the pipeline; everything inside a group reads the group's pipe. */
function pipedInput(node: SyntaxNode): Input {
  let inner = node
  for (let outer = node.parent; outer !== null; inner = outer, outer = outer.parent) {
    if (outer.type === 'heredoc_redirect') return { from: 'pipe', words: [] }
    if (outer.type !== 'pipeline') continue
    const before = partBefore(inner, outer)
    if (before === null) continue
    return { from: 'pipe', words: before.type === 'command' ? wordsIn(before) : [] }
  }
  return null
}
