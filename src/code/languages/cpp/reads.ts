import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { type Call, type Code, partsOf, type Rules } from '../common/code.ts'
import { environmentRead } from '../common/environment.ts'
import { metricOf } from '../common/observed.ts'
import { route, routePaths } from '../common/routes.ts'
import { metric, option, setVariable, variable } from '../common/stated.ts'
import { flagCall } from './flags.ts'
import { declaredName, isOutside } from './speech.ts'

const reads = /(?:^|\W)(?:secure_|_w|_)?getenv(?:_s)?$|(?:^|\W)GetEnvironmentVariable[AW]?$/
const key = /^[A-Za-z][\w.-]{1,80}$/

/** The environment, flags, metrics, and tables of settings. */
export const readRules: Rules = {
  *call_expression(node, code) {
    const call = code.speech.callOf(node)
    if (call === null) return
    yield* environment(call, code)
    yield* flagCall(call, code)
    yield* metricOf(call, code)
    yield* built(call, code)
    yield* routed(call, code)
  },
  *preproc_arg(node) {
    if (node.end - node.start > 400 || !node.text.includes('getenv')) return
    for (const [, name = ''] of node.text.matchAll(/getenv\(\s*"([A-Za-z_]\w{0,99})"/g))
      yield variable(node, name)
  },
  *init_declarator(node, code) {
    if (node.parent !== null && isOutside(node.parent)) yield* settings(node, code)
  },
}

function* environment(call: Call, code: Code): Iterable<Stated> {
  if (/^(?:setenv|_putenv_s|SetEnvironmentVariable[AW]?)$/.test(call.name)) {
    const name = code.text(call.given[0])
    if (name !== null) yield setVariable(call.node, name, code.value(call.given[1]))
  } else if (reads.test(call.path))
    // What else is given says where the value goes.
    yield* environmentRead({ ...call, given: call.given.slice(0, 1) }, code, reads)
  else yield* environmentRead(call, code, reads)
}

/** prometheus-cpp: `BuildCounter().Name("x")`. */
function* built(call: Call, code: Code): Iterable<Stated> {
  if (call.name !== 'Name') return
  const type = /Build(Counter|Gauge|Histogram|Summary|Info)\(\)$/.exec(
    call.receiver?.text.slice(-40) ?? '',
  )?.[1]
  const name = code.text(call.given[0])
  if (type !== undefined && name !== null) yield metric(call.node, name, type.toLowerCase())
}

/** Crow's `CROW_ROUTE(app, "/x")`, cpp-httplib's `server.Get("/x", …)`. */
function* routed(call: Call, code: Code): Iterable<Stated> {
  const verb =
    /^(?:Get|Post|Put|Patch|Delete|Options)$/.test(call.name) && call.given.length > 1
      ? call.name
      : null
  if (verb === null && call.name !== 'CROW_ROUTE') return
  // What asks others for a path looks the same.
  if (verb !== null && !/sv|server|app|router/i.test(call.receiver?.text.slice(-40) ?? '')) return
  const text = code.text(call.given[verb === null ? 1 : 0])
  if (text?.startsWith('/')) for (const path of routePaths(text)) yield route(call.node, path, verb)
}

/** An array that its name calls settings: the first string of each row is a key. */
function* settings(node: SyntaxNode, code: Code): Iterable<Stated> {
  const list = node.child('value')
  const owner = declaredName(node)?.text ?? ''
  if (list?.type !== 'initializer_list' || !/conf(?:ig)?|setting|param|directive/i.test(owner))
    return
  for (const entry of partsOf(list)) {
    const first =
      entry.type === 'initializer_list' ? partsOf(entry)[0] : code.speech.callOf(entry)?.given[0]
    const subject = first?.type === 'string_literal' ? code.text(first) : null
    if (subject !== null && key.test(subject)) yield option(entry, subject, 'key', owner)
  }
}
