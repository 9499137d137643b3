import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { fallbackOf } from './fallbacks.ts'
import type { File, Rules } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { keyOf, lastName, nameOfFunction, ownerAround } from './names.ts'

const generic =
  /^(?:options?|opts|config(?:uration)?|cfg|conf|settings|params|props|query|args|argv|flags|preferences|defaults?)$/i
const suffixed =
  /(?:Options?|Opts|Config(?:uration)?|Settings|Params|Props|Query|Args|Flags|Defaults?|_(?:options?|opts|config|settings|params|args))$/
const methods = new Set(
  'map filter forEach reduce some every find includes indexOf join split slice push pop shift concat length toString hasOwnProperty keys values entries get set has delete trim replace test call apply bind then catch'.split(
    ' ',
  ),
)

/** Whether a name is one that options go by. */
export const isOptions = (name: string | null): boolean =>
  name !== null && (generic.test(name) || suffixed.test(name))

/** Reads of options, and options taken apart: in parameters, in declarations, in `config.get('name')`. */
export const optionRules: Rules = {
  *member_expression(node, file) {
    const property = node.child('property')
    if (property !== null) yield* read(node, property.text.replace(/^#/, ''), file)
  },
  *subscript_expression(node, file) {
    const name = stringOf(node.child('index'))
    if (name !== null) yield* read(node, name, file)
  },
  *variable_declarator(node, file) {
    const pattern = node.child('name')
    const from = node.child('value')
    if (pattern?.type !== 'object_pattern' || from === null) return
    const source = bare(from)
    if (/\benv$/.test(source.text.slice(0, 40))) return
    const options = isOptions(lastName(source))
    if (!options && (source.type === 'call_expression' || source.type === 'await_expression'))
      return
    for (const taken of takenApart(pattern, file))
      if (options || taken.isDefault) yield { ...taken, role: 'read', owner: ownerAround(node) }
  },
  *call_expression(node) {
    const callee = node.child('function')
    const first = stringOf(node.child('arguments')?.parts[0] ?? null)
    if (callee?.type !== 'member_expression' || first === null) return
    if (!/^get(?:OrThrow)?$|^has$/.test(callee.child('property')?.text ?? '')) return
    if (
      !isOptions(lastName(callee.child('object'))) ||
      isScreaming(first) ||
      !/^[\w.-]+$/.test(first)
    )
      return
    yield { kind: 'option', subject: first, role: 'read', owner: ownerAround(node), at: node.start }
  },
  function_declaration: parameters,
  generator_function_declaration: parameters,
  function_signature: parameters,
  function_expression: parameters,
  arrow_function: parameters,
  method_definition: parameters,
}

function* read(node: SyntaxNode, subject: string, file: File): Iterable<Stated> {
  const object = node.child('object')
  const from = lastName(object)
  // `.option(…)` and `new Option(…)` build options, they do not hold them.
  const isBuilt = object?.type === 'call_expression' || object?.type === 'new_expression'
  if (!isOptions(from) || (isBuilt && generic.test(from ?? '')) || subject.length > 100) return
  if (methods.has(subject) && node.parent?.type === 'call_expression') return
  const around = ownerAround(node)
  const owner =
    from === null || generic.test(from) ? around : around === null ? from : `${around}.${from}`
  const value = fallbackOf(node, file)
  const isAssigned = node.parent?.type === 'assignment_expression' && node.field === 'left'
  if (isAssigned && value === null) return
  yield {
    kind: 'option',
    subject,
    role: 'read',
    owner,
    value,
    isDefault: value !== null,
    at: node.start,
  }
}

/** The names that a pattern takes out of an object, each with its default. */
function* takenApart(pattern: SyntaxNode, file: File): Iterable<Stated> {
  for (const part of pattern.parts) {
    const key = keyOf(part.child('key') ?? part.child('left') ?? part)
    if (key === null || part.type === 'rest_pattern') continue
    const inner = part.child('value')
    const fallback =
      part.type === 'object_assignment_pattern'
        ? part.child('right')
        : inner?.type === 'assignment_pattern'
          ? inner.child('right')
          : null
    const value = literalOf(fallback, file.constants)
    yield {
      kind: 'option',
      subject: key,
      role: 'parameter',
      value,
      isDefault: value !== null,
      at: part.start,
    }
    const nested = inner?.type === 'assignment_pattern' ? inner.child('left') : inner
    if (nested?.type === 'object_pattern') yield* takenApart(nested, file)
  }
}

function* parameters(node: SyntaxNode, file: File): Iterable<Stated> {
  const owner = nameOfFunction(node)
  for (const parameter of node.child('parameters')?.parts ?? []) {
    const pattern = parameter.child('pattern') ?? parameter.child('left') ?? parameter
    const fallback = parameter.child('value') ?? parameter.child('right')
    if (pattern.type === 'object_pattern')
      for (const taken of takenApart(pattern, file)) yield { ...taken, owner }
    else if (pattern.type === 'identifier' && (owner !== null || fallback !== null)) {
      const value = literalOf(fallback, file.constants)
      yield {
        kind: 'option',
        subject: pattern.text,
        role: 'parameter',
        owner,
        value,
        isDefault: value !== null,
        at: parameter.start,
      }
    }
  }
}
