import type { FactRole } from '../../../domain/fact.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import type { File, Rules } from './file.ts'
import { literalOf, stringOf } from './literals.ts'
import { holderOf, isClass, isExports, isFunction, keyOf, lastName, ownerAround } from './names.ts'
import { isOptions } from './options.ts'

/** Names that code gives to objects: `exports.x =`, `X.prototype.y =`, `this.z =`, `Object.defineProperty(x, 'y', …)`. */
export const assignmentRules: Rules = {
  *assignment_expression(node, file) {
    const left = node.child('left')
    const right = node.child('right')
    if (left?.type !== 'member_expression' || right === null) return
    const object = left.child('object')
    const subject = left.child('property')?.text.replace(/^#/, '') ?? ''
    if (
      subject === '' ||
      subject === 'prototype' ||
      left.text === 'module.exports' ||
      isEnvironment(object)
    )
      return
    if (isOptions(lastName(object))) yield assignedOption(node, subject, file)
    else yield assigned(node, subject, file)
  },
  *call_expression(node) {
    const callee = node.child('function')?.text.slice(0, 40)
    const given = node.child('arguments')?.parts ?? []
    const owner = holderOf(given[0] ?? null)
    if (callee === 'Object.defineProperty' || callee === 'Reflect.defineProperty') {
      const subject = stringOf(given[1] ?? null)
      if (subject !== null)
        yield {
          kind: 'symbol',
          subject,
          role: 'property',
          owner,
          at: given[1]?.start ?? node.start,
        }
    } else if (callee === 'Object.defineProperties' && given[1]?.type === 'object')
      for (const part of given[1].parts) {
        const subject = keyOf(part.child('key') ?? part.child('name'))
        if (subject !== null)
          yield { kind: 'symbol', subject, role: 'property', owner, at: part.start }
      }
  },
}

const isEnvironment = (node: SyntaxNode | null): boolean =>
  node !== null && /(?:^|\.)env$/.test(node.text.slice(-20))

function assigned(node: SyntaxNode, subject: string, file: File): Stated {
  const right = node.child('right')
  const object = node.child('left')?.child('object') ?? null
  const value = literalOf(right, file.constants)
  const isHandedOut = isExports(object)
  const role: FactRole =
    right !== null && isFunction(right)
      ? isHandedOut
        ? 'function'
        : 'method'
      : right !== null && isClass(right)
        ? 'class'
        : isScreaming(subject) || (isHandedOut && value !== null)
          ? 'constant'
          : 'property'
  const initial = object?.type === 'this' && !(ownerAround(node) ?? '').includes('.')
  return {
    kind: 'symbol',
    subject,
    role,
    owner: holderOf(object),
    value,
    isDefault: initial && value !== null,
    at: node.start,
  }
}

function assignedOption(node: SyntaxNode, subject: string, file: File): Stated {
  const value = literalOf(node.child('right'), file.constants)
  return { kind: 'option', subject, role: 'key', owner: ownerAround(node), value, at: node.start }
}
