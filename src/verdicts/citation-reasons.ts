import type { Citation, Contradiction } from '../domain/citation.ts'
import type { Finding, UnknownReason } from '../domain/finding.ts'
import type { Intent, Reason } from '../domain/verdict.ts'
import { cellFor, defaultPolicy, type Policy } from './policy.ts'
import { because, type Pointers, type ReasonCode } from './reasons.ts'

/** What speaks against resting on these citations, for this intent. */
export const reasonsForCitations = (
  citations: readonly Citation[],
  intent: Intent,
  policy: Policy = defaultPolicy,
): readonly Reason[] => citations.flatMap((citation) => reasonsFor(citation, intent, policy))

function reasonsFor(citation: Citation, intent: Intent, policy: Policy): readonly Reason[] {
  const decide = (code: ReasonCode) => cellFor(policy, code, intent).decision
  const disproved = reasonsForContradictions(citation.contradictions, intent, policy).map(
    (reason) => ({ ...reason, citation: citation.id }),
  )
  const unlisted = unlistedCode(citation)
  const aged = freshnessCodes(citation)
  const current: readonly ReasonCode[] =
    citation.page.genre === 'plan' ? ['freshness.not-current'] : []
  const general = [...(unlisted ? [unlisted] : []), ...aged, ...current].map((code) =>
    because(code, decide(code), messageFor(code, citation), { citation: citation.id }),
  )
  return [...disproved, ...general]
}

/** What code says against claims, of a citation or of advice itself. */
export const reasonsForContradictions = (
  contradictions: readonly Contradiction[],
  intent: Intent,
  policy: Policy = defaultPolicy,
): readonly Reason[] =>
  contradictions.map((contradiction) => {
    const code = codeOf(contradiction)
    const { finding, evidence } = contradiction
    return because(code, cellFor(policy, code, intent).decision, contradiction.because, {
      finding,
      evidence,
    })
  })

/** What code can neither bear out nor contradict of one citation or one statement, as one reason. */
export function reasonsForUnjudged(
  findings: readonly Finding[],
  intent: Intent,
  pointers: Pick<Pointers, 'citation' | 'statement'>,
  policy: Policy = defaultPolicy,
): readonly Reason[] {
  const subjects = new Set(findings.filter(isUnjudged).map(({ claim }) => claim.subject))
  if (subjects.size === 0) return []
  const named = [...subjects].slice(0, mostNamed).join(', ')
  const more = subjects.size > mostNamed ? ` and ${subjects.size - mostNamed} more` : ''
  const { decision } = cellFor(policy, 'code.unjudged', intent)
  const message = `code can neither bear out nor contradict what is said of ${named}${more}`
  return [because('code.unjudged', decision, message, pointers)]
}

const mostNamed = 5

/**
 * No code was asked, or a value is stated that code does not tell. A bare name asks nobody to believe anything of it, and
 * what a control is said of is guessed from the words around it.
 */
const isUnjudged = ({ claim, judgement }: Finding): boolean =>
  judgement.status === 'unknown' &&
  (judgement.reason === 'no-repository' ||
    (claim.value !== null && claim.kind !== 'control' && undecided.has(judgement.reason)))

/** The reasons for which code does not tell; under the others the page does not state it as a fact. */
const undecided: ReadonlySet<UnknownReason> = new Set([
  'never-existed',
  'incomplete-survey',
  'ambiguous',
  'shallow-history',
  'pages-disagree',
  'overdue',
  'rule-demoted',
])

function codeOf(contradiction: Contradiction): ReasonCode {
  const { status, kind, claimed, actual, suggestion, evidence } = contradiction
  // Moved to nobody knows where is no help to a reader: it counts as gone.
  if (status === 'moved' && (actual !== null || suggestion !== null)) return 'code.moved'
  if (kind === 'control') return 'code.control-ineffective'
  // A reader who may not see the code is told no value; the kind alone says that one differs.
  const isTold = claimed !== null && (actual !== null || evidence.length === 0)
  if (kind === 'default-value' && status !== 'moved' && isTold) return 'code.value-differs'
  return claimed !== null && actual !== null && status !== 'moved'
    ? 'code.value-differs'
    : 'code.contradicted'
}

/** A reader without access gets counts and a state instead of the contradictions: they decide all the same. */
function unlistedCode({ claims, contradictions, freshness }: Citation): ReasonCode | null {
  const listed = (status: Contradiction['status']) =>
    contradictions.some((contradiction) => contradiction.status === status)
  const contradicted = claims.contradicted > 0 || freshness.state === 'contradicted'
  if (contradicted && !listed('contradicted')) return 'code.contradicted'
  return claims.moved > 0 && !listed('moved') ? 'code.moved' : null
}

function freshnessCodes({ freshness, age, claims }: Citation): readonly ReasonCode[] {
  switch (freshness.state) {
    case 'fresh':
    case 'aging':
    case 'contradicted':
      return []
    case 'expired':
      return age.commitsBehind !== null && age.commitsBehind > 0
        ? ['freshness.expired-behind', 'freshness.expired']
        : ['freshness.expired']
    case 'stale':
      return [claims.holds > 0 && claims.unknown === 0 ? 'freshness.aging' : 'freshness.stale']
    default:
      return [`freshness.${freshness.state}`]
  }
}

function messageFor(code: ReasonCode, { page, freshness }: Citation): string | undefined {
  const details = freshness.because.join('; ')
  if (code === 'freshness.not-current')
    return `“${page.title}” is a plan: it says what was meant, not what is`
  if (!code.startsWith('freshness.') || details === '') return undefined
  return `“${page.title}” is ${freshness.state}: ${details}`
}
