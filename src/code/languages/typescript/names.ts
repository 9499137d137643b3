import type { SyntaxNode } from '../../../syntax/node.ts'
import { bare, stringOf } from './literals.ts'

const functions = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
  'function_signature',
])
const classes = new Set(['class_declaration', 'abstract_class_declaration', 'class'])

/** Whether the expression makes a function. */
export const isFunction = (node: SyntaxNode): boolean => functions.has(bare(node).type)

/** Whether the expression makes a class. */
export const isClass = (node: SyntaxNode): boolean => classes.has(bare(node).type)

/** A property's name; null when it is computed. */
export const keyOf = (node: SyntaxNode | null): string | null => {
  if (node === null) return null
  if (node.type === 'string') return stringOf(node)
  if (node.type === 'computed_property_name') {
    const inside = node.parts[0]
    return inside ? stringOf(inside) : null
  }
  // A table keyed by numbers names nothing that a page could speak of.
  if (node.type === 'number' || node.text.length > 100) return null
  return node.text.replace(/^#/, '')
}

/** The last name of an expression: `listen` of `server.app.listen()`, `timeout` of `options['timeout']`. */
export const lastName = (node: SyntaxNode | null): string | null => {
  if (node === null) return null
  const value = bare(node)
  switch (value.type) {
    case 'identifier':
    case 'type_identifier':
    case 'property_identifier':
    case 'private_property_identifier':
      return value.text.replace(/^#/, '')
    case 'this':
    case 'super':
      return null
    case 'member_expression':
      return value.child('property')?.text.replace(/^#/, '') ?? null
    case 'subscript_expression':
      return stringOf(value.child('index'))
    case 'call_expression':
      return lastName(value.child('function'))
    case 'new_expression':
      return lastName(value.child('constructor'))
    case 'await_expression':
      return lastName(value.parts[0] ?? null)
    default:
      return null
  }
}

/** The nearest named class around a node. */
export const classAround = (node: SyntaxNode): string | null => {
  for (let at = node.parent; at !== null; at = at.parent)
    if (classes.has(at.type)) return at.child('name')?.text ?? boundName(at)
  return null
}

/** What code at a node belongs to: `connect`, `Pool` (its constructor), `Pool.connect`; null at the top of the file. */
export const ownerAround = (node: SyntaxNode): string | null => {
  for (let at = node.parent; at !== null; at = at.parent) {
    const owner = functions.has(at.type)
      ? nameOfFunction(at)
      : classes.has(at.type)
        ? (at.child('name')?.text ?? boundName(at))
        : null
    if (owner !== null) return owner
  }
  return null
}

/** The name a function goes by, with its class or object; null for a callback. */
export const nameOfFunction = (node: SyntaxNode): string | null => {
  const name = keyOf(node.child('name'))
  if (node.type !== 'method_definition') return name ?? boundName(node)
  const holder =
    node.parent?.type === 'class_body' ? classAround(node) : node.parent && boundName(node.parent)
  if (name === 'constructor') return holder
  return holder === null ? name : name === null ? holder : `${holder}.${name}`
}

/** What an expression is bound to by the declaration, the assignment or the property around it. */
export const boundName = (node: SyntaxNode): string | null => {
  const parent = node.parent
  switch (parent?.type) {
    case 'variable_declarator':
      return parent.child('name')?.type === 'identifier'
        ? (parent.child('name')?.text ?? null)
        : null
    case 'pair': {
      const key = keyOf(parent.child('key'))
      const outer = parent.parent && boundName(parent.parent)
      return key === null || outer === null ? (key ?? outer) : `${outer}.${key}`
    }
    case 'assignment_expression':
      return node.field === 'right' ? assignedName(parent.child('left')) : null
    case 'public_field_definition':
    case 'field_definition': {
      const key = keyOf(parent.child('name') ?? parent.child('property'))
      const holder = classAround(parent)
      return holder === null || key === null ? (key ?? holder) : `${holder}.${key}`
    }
    default:
      return parent !== null && parent !== undefined && wraps(parent) ? boundName(parent) : null
  }
}

const wraps = (node: SyntaxNode): boolean => bare(node) !== node

const assignedName = (left: SyntaxNode | null): string | null => {
  if (left?.type !== 'member_expression') return lastName(left)
  const property = left.child('property')?.text ?? null
  const holder = holderOf(left.child('object'))
  return holder === null || property === null ? property : `${holder}.${property}`
}

/** What `X`, `X.prototype` and `this` name as the holder of a property; null for `module.exports` and `exports`. */
export const holderOf = (node: SyntaxNode | null): string | null => {
  if (node === null) return null
  if (node.type === 'this') return classAround(node) ?? ownerAround(node)
  if (isExports(node)) return null
  if (node.type === 'member_expression' && node.child('property')?.text === 'prototype')
    return lastName(node.child('object'))
  return lastName(node)
}

/** Whether an expression is what the module hands out. */
export const isExports = (node: SyntaxNode | null): boolean =>
  node !== null && (node.text === 'exports' || node.text === 'module.exports')
