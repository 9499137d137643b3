import type { SyntaxNode } from '../../../syntax/node.ts'
import { bare, stringOf } from './literals.ts'
import { keyOf } from './names.ts'

/** The description of one option by a schema, with the expression of its default. */
export interface Schema {
  readonly fallback: SyntaxNode | null
  /** The object literal that describes it, if that is how it is described. */
  readonly literal: SyntaxNode | null
}

const typeNames =
  /^(?:string|number|integer|boolean|object|array|null|bool|int|float|String|Number|Boolean|Array|Object|Date|Buffer|Map)$/
const builders = /^(?:z|zod|Joi|joi|yup|Yup|t|Type|s|v|Flags|flags|Args|envalid)$/

/** How an expression describes an option: `{ type: 'integer', default: 5 }`, `z.number().default(5)`; null for a plain value. */
export const schemaOf = (node: SyntaxNode): Schema | null => {
  const value = bare(node)
  if (value.type === 'object') return ofObject(value)
  return value.type === 'call_expression' ? ofChain(value) : null
}

const ofObject = (object: SyntaxNode): Schema | null => {
  const fallback = valueAt(object, 'default') ?? valueAt(object, 'defaultValue')
  const type = valueAt(object, 'type')
  const named = type !== null && typeNames.test(stringOf(type) ?? type.text)
  const alternatives = ['anyOf', 'oneOf', 'allOf', '$ref', 'enum'].some(
    (key) => valueAt(object, key) !== null,
  )
  const isNested = valueAt(object, 'properties') !== null
  if (isNested || (fallback === null && !named && !alternatives)) return null
  return { fallback, literal: object }
}

/** The value of a key of an object literal. */
export const valueAt = (object: SyntaxNode, key: string): SyntaxNode | null =>
  object.children
    .find((part) => part.type === 'pair' && keyOf(part.child('key')) === key)
    ?.child('value') ?? null

function ofChain(call: SyntaxNode): Schema | null {
  let fallback: SyntaxNode | null = null
  let isSchema = false
  let at: SyntaxNode | null = call
  for (let depth = 0; at !== null && depth < 40; depth++) {
    if (at.type === 'call_expression') {
      const callee = at.child('function')
      if (
        callee?.type === 'member_expression' &&
        /^(?:default|catch)$/.test(callee.child('property')?.text ?? '')
      ) {
        fallback ??= at.child('arguments')?.parts[0] ?? null
        isSchema = true
      }
      const first = at.child('arguments')?.parts.at(-1)
      const described = first?.type === 'object' ? valueAt(first, 'default') : null
      if (described !== null) isSchema = true
      fallback ??= described
      at = callee
    } else if (at.type === 'member_expression') at = at.child('object')
    else break
  }
  const root = at?.type === 'identifier' ? at.text : ''
  if (!isSchema && !(builders.test(root) && at !== call.child('function'))) return null
  return { fallback, literal: null }
}
