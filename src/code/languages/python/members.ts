import type { SyntaxNode } from '../../../syntax/node.ts'
import { anyName, type Stated } from '../../extractor.ts'
import { classKind } from './fields.ts'
import type { Rules } from './file.ts'
import { membersIn } from './flags.ts'
import { bare, stringOf } from './literals.ts'
import { classOf, lastName, ownerAround } from './names.ts'

/** The values of closed sets: enums, choices of Django, `Literal['a', 'b']`, lists of choices. */
export const memberRules: Rules = {
  *assignment(node) {
    const left = node.child('left')
    const right = node.child('right')
    const holder = classOf(node)
    if (left?.type !== 'identifier' || right === null) return
    if (holder !== null && classKind(holder) === 'enum' && !left.text.startsWith('_'))
      yield member(runtimeValue(right) ?? left.text, holder.child('name')?.text ?? null, node.start)
    else if (
      /(?:_CHOICES|_VALUES|_MODES|_STATUSES|_LEVELS|_FORMATS|_KINDS|_TYPES)$/.test(left.text)
    )
      yield* membersIn(right, left.text)
  },
  *subscript(node) {
    if (lastName(node.child('value')) === 'Literal')
      yield* literals(node.parts.slice(1), ownerOfType(node), node.start)
  },
  *generic_type(node) {
    if (node.parts[0]?.text === 'Literal')
      yield* literals(node.parts[1]?.parts ?? [], ownerOfType(node), node.start)
  },
}

const member = (subject: string, owner: string | null, at: number): Stated => ({
  kind: 'member',
  subject,
  role: 'constant',
  owner,
  at,
})

/** The text that a member stands for; Django writes `'draft', _('Draft')`. */
const runtimeValue = (right: SyntaxNode): string | null => {
  const value = bare(right)
  if (/^(?:tuple|expression_list)$/.test(value.type)) return stringOf(value.parts[0] ?? null)
  return stringOf(value)
}

function* literals(
  parts: readonly SyntaxNode[],
  owner: string | null,
  at: number,
): Iterable<Stated> {
  if (owner === null) return
  for (const part of parts) {
    const inner = part.type === 'type' ? (part.parts[0] ?? part) : part
    const text = stringOf(bare(inner))
    yield member(text === null || text === '' ? anyName : text, owner, at)
  }
}

/** What a type belongs to: the name it is given, or the parameter or field that has it. */
const ownerOfType = (node: SyntaxNode): string | null => {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'assignment' || at.type === 'type_alias_statement') {
      const name = at.child('left')?.text ?? null
      const holder = classOf(at)?.child('name')?.text
      return holder === undefined || name === null ? name : `${holder}.${name}`
    }
    if (/parameter$/.test(at.type)) {
      const name = at.child('name')?.text ?? at.parts[0]?.text ?? null
      const around = ownerAround(at)
      return around === null || name === null ? name : `${around}.${name}`
    }
    if (/definition$|block/.test(at.type)) return null
  }
  return null
}
