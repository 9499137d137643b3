import type { Statement } from '../domain/answer.ts'
import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import type { Attestor } from '../verdicts/attestations.ts'
import { capabilityClaims } from '../verdicts/capability.ts'
import { type Proofs, proofsIn } from '../verdicts/proofs.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** What attestations are judged with. */
export interface ProvingDesk {
  readonly now: Instant
  readonly attestors: readonly Attestor[]
  readonly repositories: readonly Pick<SurveyedRepository, 'id' | 'survey'>[]
}

/** What the request's attestations bear out, of the repositories that its advice speaks of and of its action. */
export const proofsOf = (
  request: VerifyRequest,
  action: string | null,
  findings: readonly Finding[],
  desk: ProvingDesk,
): Proofs =>
  proofsIn(request.attestations ?? [], {
    attestors: desk.attestors,
    commits: spokenOf(request, findings, desk).map(({ survey }) => survey.commit),
    action,
    now: desk.now,
  })

/** Repositories that the advice names, or whose code bears on what it claims; all of them where that tells nothing. */
function spokenOf(
  { advice, action, task }: VerifyRequest,
  findings: readonly Finding[],
  { repositories }: ProvingDesk,
): ProvingDesk['repositories'] {
  const words = wordsIn([advice?.text, action?.command, action?.diff, task].join('\n'))
  const seen = new Set(
    findings.flatMap(({ judgement }) =>
      (judgement.evidence ?? []).flatMap((one) => (one.in === 'code' ? [one.repository] : [])),
    ),
  )
  const spoken = repositories.filter(
    ({ id, survey }) =>
      seen.has(id) || [id, ...survey.names].some((name) => words.has(name.toLowerCase())),
  )
  return spoken.length > 0 ? spoken : repositories
}

const wordsIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .match(/[\w@][\w./@-]*/g)
      ?.map((word) => word.replace(/(?<![./-])[./-]+$/, '')),
  )

/** A statement that claims nothing but what is proven is supported, though no page says so. */
export const withProofs = (
  statements: readonly Statement[],
  { proven }: Proofs,
): readonly Statement[] =>
  statements.map((statement) => {
    const claims = capabilityClaims(statement.text)
    const isProven =
      claims.length > 0 &&
      claims.every(({ code, by, alone }) => proven.has(code) && by !== null && alone)
    return isProven && statement.support === 'not-enough-info'
      ? { ...statement, support: 'supported' }
      : statement
  })
