import { anyName, type Stated } from '../../extractor.ts'
import type { Call, Code, Rules } from '../common/code.ts'
import { environmentRead } from '../common/environment.ts'
import { configurationKey, featureFlagOf, metricOf } from '../common/observed.ts'
import { option, unknowable, variable } from '../common/stated.ts'
import { flagCall } from './flag-calls.ts'

const system = /(?:^|\.)System\.getenv$/

/** Calls that read the environment, system properties and configuration, and those that name metrics, switches and flags. */
export const readRules: Rules = {
  *method_invocation(node, code) {
    const call = code.speech.callOf(node)
    if (call === null) return
    yield* environment(call, code)
    yield* configuration(call, code)
    yield* metricOf(call, code)
    yield* featureFlagOf(call, code)
    yield* flagCall(call, code)
  },
  *object_creation_expression(node, code) {
    const call = code.speech.callOf(node)
    if (call !== null) yield* flagCall(call, code)
  },
}

function* environment(call: Call, code: Code): Iterable<Stated> {
  if (system.test(call.path) && call.given.length === 0) {
    if (!isAsked(call)) yield unknowable(call.node, 'environment-variable')
    return
  }
  const isMap =
    /^(?:get|getOrDefault|containsKey)$/.test(call.name) &&
    /(?:^|\.)System\.getenv\(\)$/.test(call.receiver?.text.slice(-40) ?? '')
  if (isMap) {
    const name = code.text(call.given[0])
    if (name === null) yield unknowable(call.node, 'environment-variable')
    else yield variable(call.node, name, code.value(call.given[1]) ?? code.fallback(call.node))
  } else yield* environmentRead(call, code, system)
}

/** `System.getenv().get(…)`: the map is asked where it stands. */
const isAsked = ({ node }: Call): boolean =>
  node.parent?.type === 'method_invocation' &&
  node.field === 'object' &&
  /^(?:get|getOrDefault|containsKey)$/.test(node.parent.child('name')?.text ?? '')

const property =
  /(?:^|\.)(?:System\.getProperty|(?:Boolean\.getBoolean|Integer\.getInteger|Long\.getLong))$/

function* configuration(call: Call, code: Code): Iterable<Stated> {
  const [first, second] = call.given
  if (property.test(call.path)) {
    const name = code.text(first)
    if (name === null) yield { ...unknowable(call.node, 'option'), subject: anyName }
    else yield option(call.node, name, 'key', null, code.value(second) ?? code.fallback(call.node))
    return
  }
  const key = configurationKey(call, code, '.')
  const fallback = call.given.length > 1 ? code.value(call.given.at(-1)) : null
  if (key !== null) yield option(call.node, key, 'key', null, fallback ?? code.fallback(call.node))
}
