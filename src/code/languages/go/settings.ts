import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { anyOf, key } from '../states.ts'
import type { File, Rules } from './file.ts'
import { literalOf, namedString } from './literals.ts'
import { argumentsOf, keyedElements, lastName, operandOf } from './names.ts'

const gets =
  /^(?:Get(?:String|Bool|Int|Int32|Int64|Uint|Uint64|Float64|Duration|Time|SizeInBytes|StringSlice|IntSlice|StringMap\w*)?|IsSet|InConfig|Sub|UnmarshalKey|String|Strings|Bool|Int|Int64|Ints|Float64|Duration|Exists|Cut|BindEnv|BindPFlag|RegisterAlias)$/

/** Keys of viper and koanf, and feature gates with their defaults. */
export const settingRules: Rules = {
  *call_expression(node, file) {
    const operand = operandOf(node)
    if (operand === null || !file.imports(/\/viper$|\/koanf(?:\/v\d)?$/)) return
    if (
      !/^(?:viper|koanf|ko?|v|vp|cfg|conf|config|settings?)$|viper$|koanf$/i.test(
        lastName(operand) ?? '',
      )
    )
      return
    const method = lastName(node.child('function')) ?? ''
    const [first, second] = argumentsOf(node)
    if (method === 'AutomaticEnv') yield anyOf('environment-variable', node.start)
    if (method !== 'SetDefault' && !gets.test(method)) return
    const subject = namedString(first, file.constants)
    if (subject === null || !/^[\w.-]+$/.test(subject)) return
    const value = method === 'SetDefault' ? literalOf(second, file.constants) : null
    yield value === null && method !== 'SetDefault'
      ? { kind: 'option', subject, role: 'read', at: node.start }
      : key(subject, 'key', { value, at: node.start })
  },
  *const_spec(node, file) {
    if (lastName(node.child('type')) !== 'Feature') return
    const subject = namedString(node.child('value')?.parts[0], file.constants)
    if (subject !== null) yield gate(subject, null, node.start)
  },
  *keyed_element(node, file) {
    const spec = node.child('value')?.parts[0]
    if (spec?.type !== 'composite_literal' && spec?.type !== 'literal_value') return
    const name = lastName(node.child('key')?.parts[0] ?? null)
    const value = name === null ? null : gateDefault(node, spec, file)
    if (value === null || name === null) return
    yield gate(namedString(file.constants.get(name), file.constants) ?? name, value, node.start)
  },
}

const gate = (subject: string, value: string | null, at: number): Stated => ({
  kind: 'feature-flag',
  subject,
  role: 'flag',
  value,
  isDefault: value !== null,
  at,
})

/** `map[featuregate.Feature]featuregate.FeatureSpec{FastSync: {Default: true, PreRelease: Beta}}`. */
const gateDefault = (element: SyntaxNode, spec: SyntaxNode, file: File): string | null => {
  const map = element.parent?.parent
  if (
    map?.type !== 'composite_literal' ||
    !/\bFeature(?:Spec|\])/.test(map.child('type')?.text ?? '')
  )
    return null
  return literalOf(keyedElements(spec).get('Default'), file.constants)
}
