import type { Block, Span } from '../../domain/passage.ts'
import type { Reading } from '../check.ts'
import { isPlaceholder } from '../shape.ts'
import { type CommandWord, commandsIn } from './commands.ts'
import { isObjectName, kindCalled } from './kinds.ts'

/** An object as a page names it. */
export interface NamedObject {
  readonly kind: string
  readonly name: string
  readonly span: Span
  readonly block: Block
}

/** Verbs whose object is there before the command runs. */
const existing =
  /^(?:get|describe|logs|exec|rollout|scale|edit|patch|annotate|label|port-forward|set|autoscale|wait|cp|attach|debug|top|delete|expose)$/
/** Verbs with another word between them and the object. */
const twofold = /^(?:rollout|set|top)$/
const valued =
  /^(?:-[nlcfo]|--(?:namespace|selector|container|context|kubeconfig|filename|output|replicas|tail|since|timeout|type|patch|min|max|cpu-percent|for|sort-by|field-selector|as|cluster|user))$/

/** The objects and namespaces that the kubectl commands of a passage speak of. */
export function* objectsInCommands(reading: Reading): Iterable<NamedObject> {
  for (const { words, block } of commandsIn(reading)) {
    if (!/^(?:kubectl|oc|k)$/.test(words[0]?.text ?? '')) continue
    yield* namespaceOf(words, block)
    const operands = operandsOf(words.slice(1))
    const [verb, ...rest] = operands
    if (verb === undefined || !existing.test(verb.text)) {
      if (verb?.text === 'create') yield* template(words, block)
      continue
    }
    yield* objectsAmong(twofold.test(verb.text) ? rest.slice(1) : rest, block)
  }
}

const named = (kind: string, word: CommandWord, name: string, block: Block): NamedObject => {
  const start = word.at + word.text.indexOf(name)
  return { kind, name, span: [start, start + name.length], block }
}

/** What the command names before a `--` that hands the rest to another program. */
function operandsOf(words: readonly CommandWord[]): readonly CommandWord[] {
  const end = words.findIndex(({ text }) => text === '--')
  const own = end < 0 ? words : words.slice(0, end)
  return own.filter(
    ({ text }, index) => !text.startsWith('-') && !valued.test(own[index - 1]?.text ?? ''),
  )
}

function* objectsAmong(words: readonly CommandWord[], block: Block): Iterable<NamedObject> {
  const [first, second] = words
  if (first === undefined) return
  const kind = kindCalled(first.text)
  if (kind !== null && second !== undefined && isName(second.text))
    yield named(kind, second, second.text, block)
  for (const word of words) {
    const [, before = '', name = ''] = /^([\w.-]+)\/([\w.-]+)$/.exec(word.text) ?? []
    const spoken = kindCalled(before)
    if (spoken !== null && isName(name)) yield named(spoken, word, name, block)
  }
}

/** `kubectl create job --from=cronjob/x now` takes an object that is there. */
function* template(words: readonly CommandWord[], block: Block): Iterable<NamedObject> {
  for (const word of words) {
    const name = /^--from=cronjob\/([\w.-]+)$/.exec(word.text)?.[1]
    if (name !== undefined && isName(name)) yield named('CronJob', word, name, block)
  }
}

function* namespaceOf(words: readonly CommandWord[], block: Block): Iterable<NamedObject> {
  for (const [index, word] of words.entries()) {
    const inline = /^(?:--namespace=|-n=?)([\w.-]+)$/.exec(word.text)?.[1]
    const next = /^(?:-n|--namespace)$/.test(word.text) ? words[index + 1] : undefined
    if (inline !== undefined && isName(inline)) yield named('Namespace', word, inline, block)
    else if (next !== undefined && isName(next.text))
      yield named('Namespace', next, next.text, block)
  }
}

const isName = (name: string): boolean => isObjectName(name) && !isPlaceholder(name)
