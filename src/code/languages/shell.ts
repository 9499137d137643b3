import { type SyntaxNode, walk } from '../../syntax/node.ts'
import { anyName, isScreaming, type Language, type Stated } from '../extractor.ts'
import { ruled } from './rules.ts'

interface File {
  /** Names that the script gives a value itself: reading one tells nothing of the environment. */
  readonly own: ReadonlySet<string>
  /** The script completes what people type for another program: its flags are that program's. */
  readonly completes: boolean
}

const facts = ruled<File>([
  {
    *function_definition(node) {
      const subject = node.child('name')?.text
      if (subject !== undefined) yield { kind: 'symbol', subject, role: 'function', at: node.start }
    },
    *variable_assignment(node) {
      const subject = node.child('name')?.text ?? ''
      if (!isScreaming(subject)) return
      const value = literalOf(node.child('value'))
      if (isExported(node))
        yield { kind: 'environment-variable', subject, role: 'declaration', value, at: node.start }
      else if (node.parent?.type === 'program')
        yield { kind: 'symbol', subject, role: 'variable', value, at: node.start }
    },
    *simple_expansion(node, { own }) {
      const subject = node.parts[0]?.type === 'variable_name' ? (node.parts[0]?.text ?? '') : ''
      if (isScreaming(subject) && !own.has(subject)) yield variable(node, subject, null)
    },
    *expansion(node, { own }) {
      const [name, fallback] = node.parts
      const subject = name?.type === 'variable_name' ? name.text : ''
      if (node.text.startsWith('${!')) yield variable(node, anyName, null)
      else if (isScreaming(subject) && takesDefault(node))
        yield variable(node, subject, isConditional(node) ? null : literalOf(fallback ?? null))
      else if (isScreaming(subject) && !own.has(subject)) yield variable(node, subject, null)
    },
    *case_item(node, { completes }) {
      if (completes) return
      const subject = node.parent?.type === 'case_statement' ? node.parent.child('value') : null
      // Only a `case` over the script's own arguments tells its flags.
      if (
        subject === null ||
        !/^"?\$\{?(?:1|\w*(?:arg|opt|key|param|flag)\w*)\b/i.test(subject.text.slice(0, 40))
      )
        return
      for (const part of node.parts) {
        if (part.field !== 'value') continue
        const name = /^["']?(--?[A-Za-z][\w-]*)/.exec(part.text.slice(0, 80))?.[1]
        if (name !== undefined) yield flag(name, part.start)
      }
    },
    *command(node) {
      if (node.child('name')?.text !== 'getopts') return
      const letters = literalOf(node.parts[1] ?? null) ?? ''
      for (const letter of letters.match(/[A-Za-z]/g) ?? []) yield flag(`-${letter}`, node.start)
    },
  },
])

const flag = (subject: string, at: number): Stated => ({
  kind: 'cli-flag',
  subject,
  role: 'flag',
  owner: null,
  at,
})

/** Shell scripts: functions, environment variables that they read and export, and the flags that they take. */
export const shell: Language = {
  about:
    'Shell scripts: functions, environment variables that they read and export, and the flags that they take.',
  states: ['symbol', 'environment-variable', 'cli-flag'],
  files: /\.(?:sh|bash|zsh|ksh)$/,
  grammar: () => 'bash',
  facts: (root, path) => facts(root, { own: ownNames(root), completes: /complet/i.test(path) }),
}

const variable = (node: SyntaxNode, subject: string, value: string | null): Stated => ({
  kind: 'environment-variable',
  subject,
  role: 'read',
  value,
  isDefault: value !== null,
  at: node.start,
})

/** `${X:-5}`, `${X-5}`, `${X:=5}`, `${X=5}`. */
const takesDefault = (node: SyntaxNode): boolean => /^\$\{\w+:?[-=]/.test(node.text.slice(0, 120))

/** What stands below a condition is the default of one case among others. */
function isConditional(node: SyntaxNode): boolean {
  for (let above = node.parent; above !== null; above = above.parent)
    if (/^(?:if|case|elif|else)_/.test(above.type)) return true
  return false
}

const isExported = (node: SyntaxNode): boolean =>
  node.parent?.type === 'declaration_command' &&
  /^(?:export|(?:declare|typeset)\s+-\w*x)/.test(node.parent.text.slice(0, 40))

const literalOf = (node: SyntaxNode | null): string | null => {
  if (node === null || /[$`\\]/.test(node.text) || node.end - node.start > 200) return null
  return node.type === 'array' ? null : node.text.replace(/^(["'])(.*)\1$/s, '$2')
}

/** A name that only ever gets a value with itself as the default (`X="${X:-5}"`) still comes from outside. */
function ownNames(root: SyntaxNode): ReadonlySet<string> {
  const own = new Set<string>()
  for (const node of walk(root)) {
    const name =
      node.type === 'variable_assignment'
        ? node.child('name')?.text
        : node.field === 'variable'
          ? node.text
          : undefined
    if (name !== undefined && !readsItself(name, node.child('value')?.text ?? '')) own.add(name)
  }
  return own
}

/** `PATH="$PATH:bin"` sets what was there before; names may hold characters that patterns would read otherwise. */
const readsItself = (name: string, value: string): boolean =>
  [...value.matchAll(/\$\{?(\w+)/g)].some((read) => read[1] === name)
