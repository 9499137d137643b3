import { createHash } from 'node:crypto'
import type { ClassedCommand } from '../domain/action.ts'
import type { Risk } from '../domain/review.ts'
import type { Decision, Intent } from '../domain/verdict.ts'

/** What is known of a verification when it is decided whether a person should look at it afterwards. */
export interface Sampled {
  readonly verification: string
  readonly decision: Decision
  readonly intent: Intent
  readonly commands: readonly ClassedCommand[]
  /** It went through because people approved it. */
  readonly approved: boolean
}

/** How much more often than the configured share each risk is sampled. */
const weights: Readonly<Record<Risk, number>> = { low: 0.25, medium: 1, high: 3 }

/** The risk of advice that goes through without people; null where there is nothing to look at. */
export function riskOf({ decision, intent, commands, approved }: Sampled): Risk | null {
  const goesThrough = decision === 'allow' || decision === 'warn'
  // What people approved, they have looked at.
  if (!goesThrough || approved || intent === 'inform') return null
  const onlyReads = commands.length > 0 && commands.every((command) => command.class === 'D0')
  if (onlyReads && decision === 'allow') return null
  const harmless = commands.every((command) => command.class === 'D0' || command.class === 'D1')
  if (intent === 'destroy') return 'high'
  const guessed = commands.some(({ unknownProgram }) => unknownProgram)
  if (!harmless && decision === 'warn') return guessed ? 'high' : 'medium'
  return decision === 'warn' || guessed || !harmless ? 'medium' : 'low'
}

/** Whether a person should look at it: the same answer whenever it is asked of the same verification. */
export function isSampled(sampled: Sampled, share: number): boolean {
  const risk = riskOf(sampled)
  if (risk === null) return false
  const chance = Math.min(1, share * weights[risk])
  return fractionOf(sampled.verification) < chance
}

/** A number from 0 to 1 that nobody who is judged can choose: ids of verifications are made here. */
const fractionOf = (id: string): number =>
  createHash('sha256').update(`review:${id}`).digest().readUInt32BE(0) / 2 ** 32
