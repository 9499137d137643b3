import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import type { Call, Code, Rule, Rules } from '../common/code.ts'
import { environmentRead, isVariableName } from '../common/environment.ts'
import { featureFlagOf, metricOf } from '../common/observed.ts'
import { metric, setVariable, unknowable, variable } from '../common/stated.ts'
import { flagCall } from './flags.ts'
import { configurationCall } from './options.ts'
import { routeCall } from './routes.ts'
import { tableCall } from './tables.ts'

const reads = /(?:^|\\)getenv$|^env$|^Env(?:ironment)?::get(?:OrFail)?$/
// What a web server says of a request in the same array.
const ofServer =
  /^(?:HTTP_|REQUEST_|SERVER_|SCRIPT_|REMOTE_|DOCUMENT_|QUERY_|PATH_|PHP_|ORIG_|CONTENT_|GATEWAY_|REDIRECT_|HTTPS$|AUTH_TYPE$|UNIQUE_ID$)/

const call: Rule = function* (node, code) {
  const one = code.speech.callOf(node)
  if (one === null) return
  yield* environment(one, code)
  yield* configurationCall(one, code)
  yield* metrics(one, code)
  yield* featureFlagOf(one, code)
  yield* flagCall(one, code)
  yield* routeCall(one, code)
  yield* tableCall(one, code)
}

/** Calls: the environment, configuration, metrics, switches, flags, routes and tables. */
export const readRules: Rules = {
  function_call_expression: call,
  member_call_expression: call,
  nullsafe_member_call_expression: call,
  scoped_call_expression: call,
  object_creation_expression: call,
  *subscript_expression(node, code) {
    const [holder, key] = node.parts
    const from = /^\$_(ENV|SERVER)$/.exec(holder?.text.slice(0, 10) ?? '')?.[1]
    if (from === undefined || key === undefined) return
    const name = code.text(key)
    const parent = node.parent
    if (name === null) {
      if (from === 'ENV') yield unknowable(node, 'environment-variable')
    } else if (
      !isVariableName(name) ||
      (from === 'SERVER' && !(isScreaming(name) && !ofServer.test(name)))
    )
      return
    else if (parent?.type === 'assignment_expression' && node.field === 'left')
      yield setVariable(node, name, code.value(parent.child('right')))
    else yield variable(node, name, code.fallback(node))
  },
  *variable_name(node) {
    if (
      node.end - node.start === 5 &&
      node.text === '$_ENV' &&
      node.parent?.type !== 'subscript_expression'
    )
      yield unknowable(node, 'environment-variable')
  },
  string: placeholders,
  encapsed_string: placeholders,
}

function* environment(one: Call, code: Code): Iterable<Stated> {
  if (/(?:^|\\)getenv$/.test(one.path) && one.given.length === 0)
    yield unknowable(one.node, 'environment-variable')
  else if (one.name === 'putenv') yield* put(one.node, code.text(one.given[0]))
  // The second argument of `getenv` says where to look.
  else if (/(?:^|\\)getenv$/.test(one.path))
    yield* environmentRead({ ...one, given: one.given.slice(0, 1) }, code, reads)
  else yield* environmentRead(one, code, reads)
}

function* put(node: SyntaxNode, text: string | null): Iterable<Stated> {
  const found = /^([A-Za-z_]\w{0,99})=(.*)$/.exec(text ?? '')
  if (found !== null) yield setVariable(node, found[1] ?? '', found[2] ?? null)
}

/** Symfony's `%env(int:WORKERS)%` in configuration that is written in PHP. */
function* placeholders(node: SyntaxNode): Iterable<Stated> {
  if (node.end - node.start > 300) return
  const { text } = node
  if (!text.includes('env(')) return
  for (const [, name = ''] of text.matchAll(
    /%env\((?:[\w.]{1,60}:){0,6}([A-Z][A-Z0-9_]{0,99})\)%/g,
  ))
    yield variable(node, name)
}

function* metrics(one: Call, code: Code): Iterable<Stated> {
  const type = /^(?:getOrRegister|register)(Counter|Gauge|Histogram|Summary)$/.exec(one.name)?.[1]
  if (type === undefined) {
    yield* metricOf(one, code)
    return
  }
  const [space, name] = [code.text(one.given[0]), code.text(one.given[1])]
  if (space !== null && name !== null)
    yield metric(one.node, space === '' ? name : `${space}_${name}`, type.toLowerCase())
}
