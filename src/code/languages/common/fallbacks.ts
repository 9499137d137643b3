import type { SyntaxNode } from '../../../syntax/node.ts'
import type { Code } from './code.ts'
import { bare } from './literals.ts'

const or = ['||', '??', 'or', '?:']
const choices = /^(?:ternary_expression|conditional_expression|conditional)$/
const passes =
  /^(?:parenthesized_expression|parenthesized_statements|argument|arguments|argument_list|cast_expression)$/
/** Calls that hand on what they are given in another type or trimmed. */
const converts =
  /^(?:to_\w+|as\w*|parse\w*|Parse\w*|TryParse|To\w+|valueOf|\w+val|ato\w+|strto\w+|Integer|Float|String|trim|strip|ofNullable|map|toLowerCase|downcase|filter|presence)$/
const standIns =
  /^(?:orElse|getOrElse|requireNonNullElse|defaultIfEmpty|defaultIfBlank|defaultString|firstNonNull|coalesce)$/

/**
 * The literal that stands in when an expression gives nothing: `x || 5`, `x ?? 5`, `x ?: 5`, `x != null ? x : 5`,
 * `Optional.ofNullable(x).orElse(5)`, `intval(x ?: 5)`.
 */
export const fallbackOf = (node: SyntaxNode, code: Code): string | null => {
  let at = node
  for (let depth = 0; depth < 24; depth++) {
    const parent: SyntaxNode | null = at.parent
    if (parent === null) return null
    if (/^binary/.test(parent.type)) {
      if (!or.some((operator) => parent.has(operator)) || at.field !== 'left') return null
      return code.value(parent.child('right'))
    }
    if (choices.test(parent.type)) return chosen(parent, at, node, code)
    const call = code.speech.callOf(parent)
    if (call !== null) {
      if (standIns.test(call.name))
        return code.value(isInside(call.given[0], at) ? call.given[1] : call.given[0])
      if (!converts.test(call.name)) return null
    } else if (!passes.test(parent.type) && !isCallee(parent)) return null
    at = parent
  }
  return null
}

const isCallee = ({ type, field }: SyntaxNode): boolean =>
  /^(?:member_access_expression|field_expression)$/.test(type) && field === 'function'

const isInside = (outer: SyntaxNode | undefined, inner: SyntaxNode): boolean =>
  outer !== undefined && outer.start <= inner.start && inner.end <= outer.end

/** A choice falls back to its last branch where the other one is the expression itself, or is not written (`?:`). */
function chosen(choice: SyntaxNode, at: SyntaxNode, asked: SyntaxNode, code: Code): string | null {
  const [condition, yes, no] = choice.parts
  if (condition === undefined || yes === undefined) return null
  if (no === undefined) return condition === at ? code.value(yes) : null
  const isItself = bare(yes) === bare(at) && condition.text.slice(0, 300).includes(asked.text)
  return isItself ? code.value(no) : null
}
