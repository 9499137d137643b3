import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Stated } from '../../extractor.ts'
import { fallbackOf } from './fallbacks.ts'
import { fieldDefault } from './fields.ts'
import type { Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { classOf, lastName, nameOfFunction, ownerAround, positionals } from './names.ts'

const options =
  /(?:^|_)(?:options?|opts|config(?:uration)?|cfg|conf|settings|params|kwargs|args|flags|defaults?|preferences)$/i
const methods = new Set(
  'get pop setdefault update items keys values copy append extend split join strip format clear add remove index count sort'.split(
    ' ',
  ),
)

const isOptions = (name: string | null): boolean => name !== null && options.test(name)

/** Parameters, dictionaries of options, and reads of them. */
export const optionRules: Rules = {
  *function_definition(node, file) {
    const owner = nameOfFunction(node)
    const isMethod = classOf(node) !== null
    for (const [index, parameter] of (node.child('parameters')?.parts ?? []).entries()) {
      const subject = nameOfParameter(parameter)
      if (subject === null || (isMethod && index === 0) || subject === '_') continue
      const value = fieldDefault(parameter.child('value'), file)
      yield {
        kind: 'option',
        subject,
        role: 'parameter',
        owner,
        value,
        isDefault: value !== null,
        at: parameter.start,
      }
    }
  },
  *attribute(node, file) {
    const subject = node.child('attribute')?.text ?? ''
    if (!isOptions(lastName(node.child('object'))) || subject.startsWith('__')) return
    if (node.field === 'function' || (methods.has(subject) && node.parent?.type === 'call')) return
    yield read(node, subject, fallbackOf(node, file))
  },
  *subscript(node, file) {
    const subject = stringOf(node.child('subscript'))
    if (subject !== null && isOptions(lastName(node.child('value'))))
      yield read(node, subject, fallbackOf(node, file))
  },
  *call(node, file) {
    const callee = node.child('function')
    const [first, second] = positionals(node)
    if (
      callee?.type === 'identifier' &&
      callee.text === 'getattr' &&
      isOptions(lastName(first ?? null))
    ) {
      const subject = stringOf(second ?? null)
      if (subject !== null)
        yield read(node, subject, literalOf(positionals(node)[2] ?? null, file.constants))
    } else if (
      callee?.type === 'attribute' &&
      /^(?:get|pop|setdefault)$/.test(callee.child('attribute')?.text ?? '')
    ) {
      const subject = stringOf(first ?? null)
      if (
        subject === null ||
        !isOptions(lastName(callee.child('object'))) ||
        !/^[\w.-]+$/.test(subject)
      )
        return
      yield read(node, subject, literalOf(second ?? null, file.constants) ?? fallbackOf(node, file))
    }
  },
}

const read = (node: SyntaxNode, subject: string, value: string | null): Stated => ({
  kind: 'option',
  subject,
  role: 'read',
  owner: ownerAround(node),
  value,
  isDefault: value !== null,
  at: node.start,
})

const nameOfParameter = (parameter: SyntaxNode): string | null => {
  switch (parameter.type) {
    case 'identifier':
      return parameter.text
    case 'default_parameter':
    case 'typed_default_parameter':
      return parameter.child('name')?.text ?? null
    case 'typed_parameter':
      return parameter.parts[0]?.type === 'identifier' ? parameter.parts[0].text : null
    default:
      return null
  }
}
