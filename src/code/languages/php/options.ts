import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { Call, Code, Rules } from '../common/code.ts'
import { option } from '../common/stated.ts'
import { pairsOf } from './speech.ts'

const deepest = 8
const key = /^[A-Za-z][\w.:-]{0,100}$/

/** Files that return an array of settings: `config/mail.php` gives `mail.from.name`. */
export const optionRules: Rules = {
  *return_statement(node, code) {
    const stem = /(?:^|\/)config\/(?:[\w-]+\/){0,3}([\w-]+)\.php$/.exec(code.path)?.[1]
    if (stem === undefined || node.parent?.type !== 'program') return
    yield* keysOf(node.parts[0] ?? null, stem, code, 0)
  },
}

function* keysOf(
  array: SyntaxNode | null,
  prefix: string,
  code: Code,
  depth: number,
): Iterable<Stated> {
  if (depth > deepest) return
  for (const pair of pairsOf(array)) {
    const name = code.text(pair.key)
    if (name === null || !key.test(name)) continue
    const path = `${prefix}.${name}`
    yield option(
      pair.at,
      path,
      'key',
      prefix,
      code.value(pair.value) ?? fallbackOf(pair.value, code),
    )
    yield* keysOf(pair.value, path, code, depth + 1)
  }
}

/** `env('MAIL_PORT', 25)` holds its default when nobody sets the variable. */
const fallbackOf = (value: SyntaxNode, code: Code): string | null => {
  const call = code.speech.callOf(value)
  return call?.name === 'env' ? code.value(call.given[1]) : null
}

const nodes = /^(?:scalar|boolean|integer|float|enum|array|variable|string)Node$/

/**
 * Keys that calls name: `config('mail.from.name', 'x')`, `Config::get(…)`, `$container->setParameter('mailer.port', 25)`,
 * `->integerNode('port')->defaultValue(25)`, `get_option('posts_per_page', 10)`.
 */
export function* configurationCall(call: Call, code: Code): Iterable<Stated> {
  const { node, name, path, given } = call
  const first = given[0]
  if (first === undefined) return
  const isRead =
    /(?:^|\\)config$|(?:^|\\)Config::(?:get|string|integer|boolean|float|array)$|->getParameter$/.test(
      path,
    )
  if (isRead || name === 'get_option') {
    const subject = code.text(first)
    if (subject !== null && key.test(subject) && (name === 'get_option' || subject.includes('.')))
      yield option(node, subject, 'key', null, code.value(given[1]))
  } else if (
    name === 'setParameter' ||
    (name === 'set' && /\bparameters(?:\(\))?$/.test(call.receiver?.text.slice(-30) ?? ''))
  ) {
    const subject = code.text(first)
    if (subject?.includes('.') && key.test(subject))
      yield { ...option(node, subject, 'key', null, code.value(given[1])), isDefault: true }
  } else if (nodes.test(name)) {
    const subject = code.text(first)
    if (subject !== null && key.test(subject))
      yield option(node, subject, 'key', null, chainedDefault(node, code))
  }
}

/** `->defaultValue(25)`, `->defaultTrue()` later in the chain. */
function chainedDefault(call: SyntaxNode, code: Code): string | null {
  let at = call
  for (let depth = 0; depth < 12; depth++) {
    const parent = at.parent
    if (parent === null || !/member_call_expression$/.test(parent.type) || at.field !== 'object')
      return null
    const next = code.speech.callOf(parent)
    if (next?.name === 'defaultValue') return code.value(next.given[0])
    if (next?.name === 'defaultTrue') return 'true'
    if (next?.name === 'defaultFalse') return 'false'
    if (next?.name === 'end') return null
    at = parent
  }
  return null
}
