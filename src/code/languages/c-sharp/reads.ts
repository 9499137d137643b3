import type { Stated } from '../../extractor.ts'
import type { Call, Code, Rule, Rules } from '../common/code.ts'
import { environmentRead } from '../common/environment.ts'
import { featureFlagOf, metricOf } from '../common/observed.ts'
import { featureFlag, setVariable, unknowable } from '../common/stated.ts'
import { flagCall } from './flags.ts'
import { configurationCall } from './options.ts'
import { routeCall } from './routes.ts'
import { tableCall } from './tables.ts'

const reads = /(?:^|\.)(?:Environment\.)?GetEnvironmentVariable$/

const call: Rule = function* (node, code) {
  const one = code.speech.callOf(node)
  if (one === null) return
  yield* environment(one, code)
  yield* configurationCall(one, code)
  yield* metricOf(one, code)
  yield* featureFlagOf(one, code)
  yield* flagCall(one, code)
  yield* routeCall(one, code)
  yield* tableCall(one, code)
}

/** Calls: the environment, configuration, metrics, switches, flags, routes and tables. */
export const readRules: Rules = {
  invocation_expression: call,
  object_creation_expression: call,
  implicit_object_creation_expression: call,
  *attribute(node, code) {
    const one = code.speech.callOf(node)
    if (one?.name !== 'FeatureGate') return
    for (const name of one.given.flatMap((given) => code.texts(given).all))
      yield featureFlag(node, name)
  },
}

// These take every variable as configuration, whatever it is called.
const takesAll =
  /^(?:GetEnvironmentVariables|AddEnvironmentVariables)$|(?:Host|WebApplication|WebHost)\.Create(?:Default|Slim|Application)?Builder$/

function* environment(one: Call, code: Code): Iterable<Stated> {
  if (takesAll.test(one.name) || takesAll.test(one.path))
    yield unknowable(one.node, 'environment-variable')
  else if (/(?:^|\.)SetEnvironmentVariable$/.test(one.path)) {
    const name = code.text(one.given[0])
    if (name !== null) yield setVariable(one.node, name, code.value(one.given[1]))
  } else if (reads.test(one.path))
    // A second argument says where to look.
    yield* environmentRead({ ...one, given: one.given.slice(0, 1) }, code, reads)
  else yield* environmentRead(one, code, reads)
}
