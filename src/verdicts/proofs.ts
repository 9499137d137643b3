import type { Instant } from '../domain/instant.ts'
import type { Envelope } from '../domain/receipt.ts'
import {
  type Attested,
  type Attestor,
  type ReadAttestation,
  readAttestation,
} from './attestations.ts'
import type { ReasonCode } from './reasons.ts'

/** What attestations are held against. */
export interface ProofContext {
  readonly attestors: readonly Attestor[]
  /** The surveyed commits of the repositories that the advice speaks of; a test result must be given for each. */
  readonly commits: readonly string[]
  /** `sha256:` of the canonical action; null where there is none. */
  readonly action: string | null
  readonly now: Instant
}

/** Which capability claims are borne out, and what is wrong with what was to bear them out. */
export interface Proofs {
  readonly proven: ReadonlySet<ReasonCode>
  /** Why attestations of this kind count for nothing, in words. */
  readonly shortfalls: ReadonlyMap<ReasonCode, string>
}

/** A rehearsal says something for so many days: what surrounds an action changes. */
const rehearsalDays = 30

const tests = 'capability.test-unattested'
const oneWay = 'capability.irreversibility-unproven'
const bothWays = 'capability.reversibility-unproven'

/** Holds attestations against the commits and the action of today. Whatever is not whole, current and trusted proves nothing. */
export function proofsIn(envelopes: readonly Envelope[], context: ProofContext): Proofs {
  const read = envelopes.map((envelope) => readAttestation(envelope, context.attestors))
  const proven = new Set<ReasonCode>()
  const shortfalls = new Map<ReasonCode, string>()
  const judge = (code: ReasonCode, because: string | null) => {
    if (because === null) proven.add(code)
    else if (read.length > 0) shortfalls.set(code, because)
  }
  const refusals = read.flatMap((one) => (one.is === 'refused' ? [one.because] : []))
  judge(tests, whyNotTested(read, refusals, context))
  judge(bothWays, whyNotRehearsed('RESTORED', read, refusals, context))
  judge(oneWay, whyNotRehearsed('NOT_RESTORED', read, refusals, context))
  return { proven, shortfalls }
}

type TestResult = Extract<Attested, { readonly is: 'test-result' }>

function whyNotTested(
  read: readonly ReadAttestation[],
  refusals: readonly string[],
  { commits }: ProofContext,
): string | null {
  const results = read.filter((one): one is TestResult => one.is === 'test-result')
  if (results.length === 0) return refusals[0] ?? 'no test result is attested'
  if (commits.length === 0) return 'no repository is surveyed that it could be about'
  for (const commit of commits) {
    const about = results.filter((one) => one.commits.includes(commit))
    if (about.length === 0)
      return 'a test result is attested for another commit than the one that is surveyed'
    const bad = about.find(({ result }) => result !== 'PASSED')
    if (bad) return `${bad.by} attests that the tests ${bad.result.toLowerCase()}`
  }
  return null
}

type Rehearsal = Extract<Attested, { readonly is: 'rehearsal' }>

function whyNotRehearsed(
  wanted: Rehearsal['result'],
  read: readonly ReadAttestation[],
  refusals: readonly string[],
  { action, now }: ProofContext,
): string | null {
  const rehearsals = read.filter((one): one is Rehearsal => one.is === 'rehearsal')
  if (rehearsals.length === 0) return refusals[0] ?? 'no rehearsal is attested'
  if (action === null) return 'there is no action that it could be about'
  const about = rehearsals.filter(({ actions }) =>
    actions.some((one) => `sha256:${one}` === action),
  )
  if (about.length === 0) return 'another action than this one was rehearsed'
  const other = about.find(({ result }) => result !== wanted)
  if (other)
    return other.result === 'RESTORED'
      ? `${other.by} attests that it was undone`
      : `${other.by} attests that it could not be undone`
  return about.every(({ rehearsedAt }) => isRecent(rehearsedAt, now))
    ? null
    : `it was not rehearsed within the last ${rehearsalDays} days`
}

/** Written so that an unreadable moment is not recent. */
const isRecent = (at: Instant, now: Instant): boolean => {
  const days = (Date.parse(now) - Date.parse(at)) / 86_400_000
  return days >= 0 && days <= rehearsalDays
}
