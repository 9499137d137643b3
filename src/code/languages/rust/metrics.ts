import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyOf, isMetricName, metric } from '../states.ts'
import { groupsIn } from './attributes.ts'
import type { Rules } from './file.ts'
import { namedString, stringOf } from './literals.ts'
import { argumentsOf, chainedFrom } from './names.ts'

const macros =
  /^(?:\w+::)?(?:register_(?:int_|uint_)?(counter|gauge|histogram)(?:_vec)?(?:_with_registry)?|(?:describe_|increment_|decrement_|absolute_)?(counter|gauge|histogram))$/
const makers =
  /(?:^|::)(?:Int|UInt|Float)?(Counter|Gauge|Histogram|Opts|HistogramOpts)(?:Vec)?::(?:new|with_opts)$/

/** Metrics of the prometheus crate and of the metrics crate. */
export const metricRules: Rules = {
  *macro_invocation(node, file) {
    const found = macros.exec(node.child('macro')?.text ?? '')
    const type = found?.[1] ?? found?.[2]
    const tree = node.parts.find((part) => part.type === 'token_tree')
    if (type === undefined || tree === undefined) return
    const isOurs =
      found?.[1] !== undefined || file.uses(/\bmetrics\b/) || /::/.test(found?.[0] ?? '')
    if (isOurs) yield* named(groupsIn(tree)[0]?.[0], type, node, file.constants)
  },
  *call_expression(node, file) {
    const found = makers.exec(node.child('function')?.text.slice(0, 80) ?? '')
    if (found === null || !file.uses(/\bprometheus\b/)) return
    const given = argumentsOf(node)
    if (given.length < 2 || stringOf(given[1]) === null) return
    // Of plain options it is told elsewhere what they are for.
    const type = found[1] === 'Opts' ? null : (found[1] ?? '').replace('Opts', '').toLowerCase()
    const { calls } = chainedFrom(node)
    const parts = ['namespace', 'subsystem'].flatMap((part) => {
      const call = calls.get(part)
      return call === undefined ? [] : [namedString(argumentsOf(call)[0], file.constants)]
    })
    const name = namedString(given[0], file.constants)
    if (name === null || parts.includes(null)) yield anyOf('metric', node.start)
    else {
      const whole = [...parts, name].join('_')
      if (isMetricName(whole)) yield { ...metric(whole, type ?? '', node.start), value: type }
    }
  },
}

function* named(
  token: SyntaxNode | undefined,
  type: string,
  node: SyntaxNode,
  constants: Parameters<typeof namedString>[1],
) {
  const name = namedString(token, constants)
  if (name !== null && isMetricName(name)) yield metric(name, type, node.start)
  else if (token?.type === 'identifier' && name === null) yield anyOf('metric', node.start)
}
