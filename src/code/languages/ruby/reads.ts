import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import type { Call, Code, Rules } from '../common/code.ts'
import { environmentRead, isVariableName } from '../common/environment.ts'
import { featureFlagOf, metricOf } from '../common/observed.ts'
import { option, setVariable, unknowable, variable } from '../common/stated.ts'

const keyed = /^(?:fetch|\[\]|key\?|has_key\?|include\?|member\?|dig|values_at|slice|delete)$/
const setting = /^(?:store|\[\]=)$/
const fetches =
  /(?:^|[.:])ENV\.(?:fetch|\[\]|key\?|has_key\?|include\?|member\?|dig|values_at|slice|delete)$/

/** The environment, `config.x = literal`, metrics and switches. */
export const readRules: Rules = {
  *call(node, code) {
    const call = code.speech.callOf(node)
    if (call === null) return
    if (fetches.test(call.path)) yield* fetched(call, code)
    else yield* environmentRead(call, code, /^(?!)/)
    yield* metricOf(call, code)
    yield* featureFlagOf(call, code)
  },
  *element_reference(node, code) {
    if (node.child('object')?.text !== 'ENV') return
    const name = code.text(node.parts.at(-1))
    const assigned = /assignment$/.test(node.parent?.type ?? '') && node.field === 'left'
    if (name === null) yield unknowable(node, 'environment-variable')
    else if (!isVariableName(name)) return
    else if (assigned && node.parent?.type === 'assignment')
      yield setVariable(node, name, code.value(node.parent.child('right')))
    else if (assigned) yield variable(node, name, code.value(node.parent?.child('right')))
    else yield variable(node, name, code.fallback(node))
  },
  *constant(node) {
    if (node.end - node.start === 3 && node.text === 'ENV' && escapes(node))
      yield unknowable(node, 'environment-variable')
  },
  *assignment(node, code) {
    const path = configured(node.child('left'))
    if (path === null) return
    const value = code.value(node.child('right'))
    yield { ...option(node, path, 'key', 'config', value), isDefault: false }
    yield { ...option(node, `config.${path}`, 'key', null, value), isDefault: false }
  },
}

function* fetched(call: Call, code: Code): Iterable<Stated> {
  const names = /^(?:values_at|slice)$/.test(call.name) ? call.given : call.given.slice(0, 1)
  const block = call.node.child('block')?.child('body')?.parts
  const given =
    call.name === 'fetch' ? (call.given[1] ?? (block?.length === 1 ? block[0] : null)) : null
  for (const argument of names) {
    const name = code.text(argument)
    if (name === null) yield unknowable(call.node, 'environment-variable')
    else if (isVariableName(name))
      yield variable(call.node, name, code.value(given) ?? code.fallback(call.node))
  }
}

/** Handed on whole, the environment can be read under any name. */
const escapes = (node: SyntaxNode): boolean => {
  const parent = node.parent
  if (parent?.type === 'element_reference' && node.field === 'object') return false
  if (parent?.type !== 'call' || node.field !== 'receiver')
    return parent?.type !== 'scope_resolution'
  const method = parent.child('method')?.text ?? ''
  return (
    !keyed.test(method) &&
    !setting.test(method) &&
    !/^(?:class|freeze|replace|update|clear|merge!)$/.test(method)
  )
}

/** `active_job.queue_adapter` of `config.active_job.queue_adapter`; null for other names. */
const configured = (left: SyntaxNode | null): string | null => {
  if (left?.type !== 'call' || left.child('arguments') !== null) return null
  const text = left.text
  return text.length > 120
    ? null
    : (/^(?:(?:\w+(?:::\w+)?\.){0,3})?config(?:uration)?((?:\.\w+){1,5})$/
        .exec(text)?.[1]
        ?.slice(1) ?? null)
}
