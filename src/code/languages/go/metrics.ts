import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyOf, isMetricName, metric } from '../states.ts'
import type { File, Rules } from './file.ts'
import { namedString } from './literals.ts'
import { argumentsOf, keyedElements, lastName } from './names.ts'

const types = /(Counter|Gauge|Histogram|Summary|Untyped)/

/** Metrics of the Prometheus client and of OpenTelemetry. */
export const metricRules: Rules = {
  *composite_literal(node, file) {
    const type = lastName(node) ?? ''
    if (!/^(?:Counter|Gauge|Histogram|Summary|Untyped)?(?:Vec)?Opts$/.test(type)) return
    const elements = keyedElements(node)
    const given = elements.get('Name')
    if (given === undefined || !(elements.has('Help') || file.imports(/prometheus/))) return
    const parts = ['Namespace', 'Subsystem', 'Name'].map((part) => {
      const value = elements.get(part)
      return value === undefined ? '' : namedString(value, file.constants)
    })
    const made = types.exec(type)?.[1] ?? types.exec(callAround(node))?.[1] ?? ''
    const name = joined(parts)
    if (name === null) yield anyOf('metric', node.start)
    else if (isMetricName(name)) yield metric(name, made.toLowerCase() || 'gauge', node.start)
  },
  *call_expression(node, file) {
    const method = lastName(node.child('function')) ?? ''
    if (method === 'NewDesc') yield* described(node, file)
    else if (
      /^(?:Int64|Float64)(?:Observable)?(?:UpDown)?(?:Counter|Gauge|Histogram)$/.test(method)
    ) {
      if (!file.imports(/opentelemetry|otel/)) return
      const name = namedString(argumentsOf(node)[0], file.constants)
      const made = method.includes('UpDown') ? 'gauge' : types.exec(method)?.[1]?.toLowerCase()
      if (name === null) yield anyOf('metric', node.start)
      else if (isMetricName(name)) yield metric(name, made ?? 'gauge', node.start)
    }
  },
}

function* described(node: SyntaxNode, file: File) {
  if (!file.imports(/prometheus/)) return
  const first = argumentsOf(node)[0]
  const isBuilt = lastName(first ?? null) === 'BuildFQName' && first !== undefined
  const name = isBuilt
    ? joined(argumentsOf(first).map((part) => namedString(part, file.constants)))
    : namedString(first, file.constants)
  // A description does not tell its type: that is said where the metric is collected.
  if (name === null) yield anyOf('metric', node.start)
  else if (isMetricName(name)) yield { ...metric(name, '', node.start), value: null }
}

/** As the client joins them: empty parts are left out. */
const joined = (parts: readonly (string | null)[]): string | null =>
  parts.includes(null) ? null : parts.filter((part) => part !== '').join('_')

const callAround = (literal: SyntaxNode): string => {
  const call = literal.parent?.type === 'argument_list' ? literal.parent.parent : null
  return lastName(call?.child('function') ?? null) ?? ''
}
