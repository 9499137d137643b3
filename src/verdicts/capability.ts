import type { Intent, Reason } from '../domain/verdict.ts'
import { sentencesOf } from '../values/sentences.ts'
import {
  type CapabilityCode,
  type Evidence,
  type Pattern,
  patterns,
} from './capability-patterns.ts'
import { cellFor, defaultPolicy, type Policy } from './policy.ts'
import { because, type ReasonCode } from './reasons.ts'

/** A sentence that claims something only evidence can show. */
export interface CapabilityClaim {
  readonly code: CapabilityCode
  /** What evidence can bear it out: a test result, a rehearsal; null where no attestation says as much. */
  readonly by: Evidence | null
  /** The sentence claims nothing besides. */
  readonly alone: boolean
  readonly sentence: string
  readonly span: readonly [start: number, end: number]
}

/** Sentences that claim that tests pass, or that something can or cannot be undone. */
export function capabilityClaims(text: string): readonly CapabilityClaim[] {
  return sentencesOf(text).flatMap(({ text: sentence, span }) => {
    if (/\?["'”’)]*$/.test(sentence) || /^\s*[-*+]?\s*\[ \]/.test(sentence)) return []
    const found = patterns.flatMap((pattern) => {
      const claim = claimIn(sentence, pattern)
      return claim === null ? [] : [{ code: pattern.code, by: pattern.by, ...claim }]
    })
    const codes = [...new Set(found.map(({ code }) => code))]
    return codes.map((code) => {
      const same = found.filter((one) => one.code === code)
      // Of two readings the one counts that is harder to bear out.
      const by = same.some((one) => one.by === null) ? null : (same[0]?.by ?? null)
      return { code, by, alone: same.every(({ alone }) => alone), sentence, span }
    })
  })
}

function claimIn(
  sentence: string,
  { says, unlessBefore, unlessInside, unlessAfter }: Pattern,
): { readonly alone: boolean } | null {
  const plain = sentence.replaceAll(/[*_`]+/g, '')
  const found = says.exec(plain)
  if (!found) return null
  const before = plain.slice(0, found.index)
  // Only the clause that holds the claim counts: "if you drop it, it cannot be restored" is one.
  const clause = before.slice(
    Math.max(...[',', ';', ':'].map((mark) => before.lastIndexOf(mark))) + 1,
  )
  const after = plain.slice(found.index + found[0].length)
  if (unlessBefore.test(clause) || unlessInside?.test(found[0]) || unlessAfter?.test(after))
    return null
  const rest = `${before} ${after}`
  const words = rest.match(/[\w@/.-]+/g) ?? []
  return {
    alone: words.length <= mostBeside && !/[,;:]|\b(?:and|but|so|because|then)\b/i.test(rest),
  }
}

/** More words than these beside a claim may say something else. */
const mostBeside = 6

/** What is known besides the words. */
export interface CapabilityContext {
  readonly proven?: ReadonlySet<ReasonCode> | undefined
  /** Why attestations that came along bear out nothing, in words. */
  readonly shortfalls?: ReadonlyMap<ReasonCode, string> | undefined
  readonly statement?: number
  readonly policy?: Policy
}

/** The reasons against capability claims that nothing bears out. */
export function reasonsForCapabilities(
  text: string,
  intent: Intent,
  { proven, shortfalls, statement, policy = defaultPolicy }: CapabilityContext = {},
): readonly Reason[] {
  return capabilityClaims(text)
    .filter(({ code, by }) => by === null || !proven?.has(code))
    .map(({ code, by, sentence }) =>
      because(
        code,
        cellFor(policy, code, intent).decision,
        `“${sentence}” stands without evidence${whyNot(code, by, shortfalls)}`,
        statement === undefined ? {} : { statement },
      ),
    )
}

const whyNot = (
  code: ReasonCode,
  by: CapabilityClaim['by'],
  shortfalls: CapabilityContext['shortfalls'],
): string => {
  if (by === null && shortfalls !== undefined && shortfalls.size > 0)
    return ': a test result does not say that it was tried there'
  const shortfall = shortfalls?.get(code)
  return shortfall === undefined ? '' : `: ${shortfall}`
}
