import { createHash } from 'node:crypto'
import { classifyAction, classifyText } from '../actions/classify.ts'
import type { Action, ClassedCommand } from '../domain/action.ts'
import type { Statement, Support, Verification } from '../domain/answer.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { Citation } from '../domain/citation.ts'
import type { Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import type { Intent, Reason } from '../domain/verdict.ts'
import { quoteStands } from '../support/support.ts'
import { intentOf } from '../verdicts/action-reasons.ts'
import { reasonsForContradictions, reasonsForUnjudged } from '../verdicts/citation-reasons.ts'
import { entitlement } from '../verdicts/entitlement.ts'
import { quoteNotFound, verdictFor } from '../verdicts/judge.ts'
import { because, fixFor } from '../verdicts/reasons.ts'
import { readAdvice } from './advice-statements.ts'
import type { AnsweringDesk } from './answer-query.ts'
import { cite } from './cite.ts'
import { contradictionOf } from './disclose.ts'
import { groundStatements } from './ground-statements.ts'
import { type ProvingDesk, proofsOf, withProofs } from './prove-claims.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** What verifying needs from the rest of Plumbline. */
export interface VerifyingDesk extends AnsweringDesk, Pick<ProvingDesk, 'attestors'> {
  readonly repositories: readonly SurveyedRepository[]
  /** A page that the reader may see, by its address. */
  pageAt(url: string): Promise<Page | null>
  passagesOf(page: string): Promise<readonly Passage[]>
}

/** A verification before it has an id, an approval and a receipt. */
export type DraftVerification = Omit<
  Verification,
  'id' | 'verifiedAt' | 'escalation' | 'receipt'
> & {
  readonly intent: Intent
}

export interface Verified {
  readonly draft: DraftVerification
  readonly findings: readonly Finding[]
}

/** advice, action -> claims + sources -> verdict */
export async function verifyAdvice(request: VerifyRequest, desk: VerifyingDesk): Promise<Verified> {
  const text = request.advice?.text ?? ''
  const read = await readAdvice(text, desk.repositories, desk.now)
  const { policy } = desk
  const action = await actionOf(request, read.beyond === null)
  const intent = intentOf(request.intent ?? null, action?.commands ?? [])
  const grounded = await groundStatements(read.statements, desk)
  const proofs = proofsOf(request, action?.digest ?? null, read.findings, desk)
  const statements = withProofs(grounded.statements, proofs)
  const cited = await citedBy(request, intent, desk)
  const citations = [...cited.citations, ...grounded.citations]
  const verdict = verdictFor({
    intent,
    citations,
    withheld: [],
    statements,
    action,
    ...proofs,
    bare: read.statements.length === 0 && read.beyond === null,
    mustCite: false,
    further: [
      ...entitlement(desk.reader, request.action?.target?.environment ?? null),
      ...reasonsForContradictions(
        read.findings.flatMap((finding) => contradictionOf(finding, desk)),
        intent,
        policy,
      ),
      ...read.statements.flatMap(({ findings }, statement) =>
        // What no page supports is told already.
        statements[statement]?.support === 'supported'
          ? reasonsForUnjudged(findings, intent, { statement }, policy)
          : [],
      ),
      ...cited.reasons,
      ...(read.beyond === null ? [] : [because('system.limit', 'block', read.beyond)]),
    ],
    policy,
  })
  return {
    draft: {
      intent,
      task: request.task ?? null,
      verdict,
      statements,
      citations,
      counts: countsOf(statements),
      action,
      unblock: verdict.decision === 'block' ? unblockingOf(verdict.reasons) : [],
    },
    findings: read.findings,
  }
}

/** The command of the request and every command in the advice's text, unless that is too much to be read, as one action. */
async function actionOf(
  { action, advice }: VerifyRequest,
  isReadable: boolean,
): Promise<Action | null> {
  const asked = action ? await classifyAction(action) : null
  const told = advice && isReadable ? await classifyText(advice.text) : []
  if (asked === null)
    return told.length > 0 ? { digest: digestOf(told), commands: told, unseen: [] } : null
  return { ...asked, commands: [...asked.commands, ...told] }
}

const digestOf = (commands: readonly ClassedCommand[]): string =>
  `sha256:${createHash('sha256')
    .update(canonicalJson(commands.map(({ argv }) => argv)))
    .digest('hex')}`

interface Cited {
  readonly citations: readonly Citation[]
  readonly reasons: readonly Reason[]
}

/** The citations that came with the advice: those that stand as they are, and a reason for each that does not. */
async function citedBy(
  { advice }: VerifyRequest,
  intent: Intent,
  desk: VerifyingDesk,
): Promise<Cited> {
  const citations: Citation[] = []
  const reasons: Reason[] = []
  for (const [index, { url, revision, quote = '' }] of (advice?.citations ?? []).entries()) {
    const id = `a${index + 1}`
    const page = url === undefined ? null : await desk.pageAt(url)
    const stands =
      page !== null &&
      (revision === undefined || revision === page.revision) &&
      quoteStands(quote, page.text)
    const passage =
      page && stands
        ? (await desk.passagesOf(page.id)).find(({ text }) => quoteStands(quote, text))
        : undefined
    if (!page || !passage) reasons.push(quoteNotFound(id, intent, desk.policy))
    else {
      const assessment = (await desk.assessmentsOf([page.id])).get(page.id) ?? null
      // The advice's own claims are judged by themselves; what else its source gets wrong is not used.
      citations.push(cite({ id, page, passage, spans: [], findings: [], assessment }, desk))
    }
  }
  return { citations, reasons }
}

/** How many statements there are of each support. */
export function countsOf(statements: readonly Statement[]): Verification['counts'] {
  const tally = (support: Support) => statements.filter((one) => one.support === support).length
  return {
    statements: statements.length,
    checked: statements.length - tally('not-checkable'),
    supported: tally('supported'),
    'partially-supported': tally('partially-supported'),
    contradicted: tally('contradicted'),
    'not-enough-info': tally('not-enough-info'),
    'not-checkable': tally('not-checkable'),
  }
}

/** What would lift each reason that blocks, once. */
const unblockingOf = (reasons: readonly Reason[]): string[] => [
  ...new Set(
    reasons.filter(({ decision }) => decision === 'block').map(({ code }) => fixFor(code)),
  ),
]
