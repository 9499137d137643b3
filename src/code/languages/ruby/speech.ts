import { type SyntaxNode, walk } from '../../../syntax/node.ts'
import { around, type Call, partsOf, type Speech, words } from '../common/code.ts'
import type { Constants } from '../common/literals.ts'

/** Declarations that have members. */
export const classes = words('class module')
const lists = words('array string_array symbol_array')
// Parts of an argument list that are no positional arguments.
const noPosition = words('pair block_argument splat_argument hash_splat_argument')

/** How Ruby builds expressions. */
export const speech: Speech = {
  callOf: (node) => (node.type === 'call' ? callOf(node) : null),
  itemsOf(node) {
    if (lists.has(node.type)) return partsOf(node)
    const isFrozen = node.type === 'call' && node.child('method')?.text === 'freeze'
    const receiver = isFrozen ? node.child('receiver') : null
    return receiver && lists.has(receiver.type) ? partsOf(receiver) : null
  },
  classAround: (node) => lastPart(around(node, classes)?.child('name')?.text ?? null),
}

const lastPart = (name: string | null): string | null =>
  name === null ? null : name.slice(name.lastIndexOf(':') + 1)

function callOf(node: SyntaxNode): Call {
  const name = node.child('method')?.text ?? ''
  const receiver = node.child('receiver')
  const parts = partsOf(node.child('arguments'))
  const named = new Map<string, SyntaxNode>()
  for (const part of parts) {
    const key = part.type === 'pair' ? part.child('key') : null
    const value = part.child('value')
    if (key !== null && value !== null && /symbol$/.test(key.type))
      named.set(key.text.replace(/^:/, ''), value)
  }
  return {
    node,
    name,
    receiver,
    path: `${receiver?.text.slice(-80) ?? ''}.${name}`.slice(-80),
    given: parts.filter(({ type }) => !noPosition.has(type)),
    named,
  }
}

/** What a file's names in capitals stand for. */
export const constantsOf = (root: SyntaxNode): Constants => {
  const constants = new Map<string, SyntaxNode>()
  const twice = new Set<string>()
  for (const node of walk(root)) {
    const left = node.type === 'assignment' ? node.child('left') : null
    const right = node.child('right')
    if (left?.type !== 'constant' || right === null) continue
    if (constants.has(left.text)) twice.add(left.text)
    constants.set(left.text, right)
  }
  for (const name of twice) constants.delete(name)
  return constants
}

/** The calls whose blocks a node stands in, from the outside. */
export const blocksAround = (node: SyntaxNode): readonly SyntaxNode[] => {
  const found: SyntaxNode[] = []
  for (let at = node.parent; at !== null; at = at.parent)
    if ((at.type === 'do_block' || at.type === 'block') && at.parent?.type === 'call')
      found.unshift(at.parent)
  return found
}
