import { lookUp } from '../../../domain/lookup.ts'
import type { SyntaxNode } from '../../../syntax/node.ts'

const units: Readonly<Record<string, string>> = {
  millis: 'ms',
  milliseconds: 'ms',
  millisecond: 'ms',
  second: 's',
  seconds: 's',
  minute: 'min',
  minutes: 'min',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
}

/**
 * A duration that a library makes of a number: `Duration.ofSeconds(30)`, `TimeSpan.FromMinutes(5)`, `30.seconds`,
 * `std::chrono::seconds(30)` are `30s`, `5min`, `30s`, `30s`; null for anything else.
 */
export const durationOf = (
  node: SyntaxNode,
  numberOf: (node: SyntaxNode) => number | null,
): string | null => {
  if (!/^(?:call|method_invocation|invocation_expression|call_expression)$/.test(node.type))
    return null
  const callee = (node.child('name') ?? node.child('function') ?? node.child('method'))?.text
  const name = callee?.slice(-80) ?? ''
  const whole = `${node.child('object')?.text.slice(-40) ?? ''}.${name}`
  const made = /(?:Duration\.of|TimeSpan\.From|chrono::)(\w+)$/.exec(whole)?.[1]
  const unit = lookUp(units, (made ?? name).toLowerCase())
  const amount =
    made === undefined ? node.child('receiver') : (node.child('arguments')?.parts[0] ?? null)
  if (unit === undefined || amount === null) return null
  const number = numberOf(amount)
  return number === null ? null : `${number}${unit}`
}
