import type { SyntaxNode } from '../../../syntax/node.ts'
import { isScreaming, type Stated } from '../../extractor.ts'
import { classKind, fieldDefault } from './fields.ts'
import type { File, Rules } from './file.ts'
import { bare, literalOf, stringOf } from './literals.ts'
import { classAround, classOf, ownerAround } from './names.ts'

/** Functions, classes, module constants, attributes, and the names that `__all__` hands out. */
export const declarationRules: Rules = {
  *function_definition(node) {
    const subject = node.child('name')?.text
    if (subject === undefined || /^__\w+__$/.test(subject)) return
    const holder = classOf(node)?.child('name')?.text ?? null
    yield {
      kind: 'symbol',
      subject,
      role: holder === null ? 'function' : 'method',
      owner: holder,
      at: node.start,
    }
  },
  *class_definition(node) {
    const subject = node.child('name')?.text
    if (subject !== undefined)
      yield {
        kind: 'symbol',
        subject,
        role: 'class',
        owner: classOf(node)?.child('name')?.text ?? null,
        at: node.start,
      }
  },
  *assignment(node, file) {
    const left = node.child('left')
    if (left?.type === 'attribute') yield* attribute(node, left, file)
    else if (left?.type === 'identifier') yield* name(node, left.text, file)
  },
}

function* attribute(node: SyntaxNode, left: SyntaxNode, file: File): Iterable<Stated> {
  const object = left.child('object')?.text
  const subject = left.child('attribute')?.text
  if (subject === undefined || (object !== 'self' && object !== 'cls')) return
  // What is set in one case only is not what holds when nobody sets anything.
  const value = isInCase(node) ? null : literalOf(node.child('right'), file.constants)
  const owner = classAround(node)
  const isInitial = ownerAround(node) === owner
  yield {
    kind: 'symbol',
    subject,
    role: 'property',
    owner,
    value,
    isDefault: isInitial && value !== null,
    at: node.start,
  }
}

/** Whether a statement runs in some cases only. */
function isInCase(node: SyntaxNode): boolean {
  for (let at = node.parent; at !== null && at.type !== 'function_definition'; at = at.parent)
    if (/^(?:if_statement|for_statement|while_statement|except_clause|case_clause)$/.test(at.type))
      return true
  return false
}

function* name(node: SyntaxNode, subject: string, file: File): Iterable<Stated> {
  const right = node.child('right')
  const holder = classOf(node)
  if (subject === '__all__') yield* handedOut(right)
  else if (holder !== null) yield* member(node, subject, holder, file)
  else if (isAtTop(node) && !/^__\w+__$/.test(subject)) {
    const isConstant =
      isScreaming(subject.replace(/^_/, '')) || /\bFinal\b/.test(node.child('type')?.text ?? '')
    const role = right?.type === 'lambda' ? 'function' : isConstant ? 'constant' : 'variable'
    yield { kind: 'symbol', subject, role, value: literalOf(right, file.constants), at: node.start }
  } else if (isAtTop(node) && subject === '__version__')
    yield {
      kind: 'symbol',
      subject,
      role: 'constant',
      value: literalOf(right, file.constants),
      at: node.start,
    }
}

function* handedOut(list: SyntaxNode | null): Iterable<Stated> {
  for (const part of list === null ? [] : bare(list).parts) {
    const subject = stringOf(part)
    if (subject !== null) yield { kind: 'symbol', subject, role: 'property', at: part.start }
  }
}

/** An attribute of a class: a member of an enum, a field that callers may set, or a plain attribute. */
function* member(
  node: SyntaxNode,
  subject: string,
  holder: SyntaxNode,
  file: File,
): Iterable<Stated> {
  const owner = holder.child('name')?.text ?? null
  const kind = classKind(holder)
  const value =
    kind === 'enum'
      ? literalOf(node.child('right'), file.constants)
      : fieldDefault(node.child('right'), file)
  const at = node.start
  if (kind === 'enum' || isScreaming(subject))
    yield { kind: 'symbol', subject, role: 'constant', owner, value, at }
  else if (kind !== 'plain' && subject !== 'model_config')
    yield { kind: 'option', subject, role: 'property', owner, value, isDefault: value !== null, at }
  else
    yield { kind: 'symbol', subject, role: 'property', owner, value, isDefault: value !== null, at }
}

const isAtTop = (node: SyntaxNode): boolean => {
  for (let at = node.parent; at !== null; at = at.parent)
    if (at.type === 'function_definition' || at.type === 'lambda') return false
  return true
}
