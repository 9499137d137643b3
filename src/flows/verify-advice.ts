import { aimOfChange } from '../actions/changes/aims.ts'
import { classifyDiff } from '../actions/changes/classify-diff.ts'
import { classifyAction } from '../actions/classify.ts'
import { aimAtResource, aimsOf } from '../actions/targets.ts'
import { type Told, toldBy } from '../actions/text.ts'
import type { Action, ClassedCommand } from '../domain/action.ts'
import type { Statement, Support, Verification } from '../domain/answer.ts'
import type { Citation } from '../domain/citation.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { VerifyRequest } from '../domain/requests.ts'
import type { Aim } from '../domain/target.ts'
import type { Intent, Reason } from '../domain/verdict.ts'
import { quoteStands } from '../support/support.ts'
import { asDigest, sha256OfValue } from '../values/digests.ts'
import { intentOf } from '../verdicts/action-reasons.ts'
import { environmentsOf, reasonsForSituation, type Situation } from '../verdicts/circumstances.ts'
import { reasonsForContradictions, reasonsForUnjudged } from '../verdicts/citation-reasons.ts'
import { quoteNotFound, verdictFor } from '../verdicts/judge.ts'
import type { Policy } from '../verdicts/policy.ts'
import { because, fixFor } from '../verdicts/reasons.ts'
import { distinct, readAdvice } from './advice-statements.ts'
import type { AnsweringDesk } from './answer-query.ts'
import { cite } from './cite.ts'
import { contradictionOf } from './disclose.ts'
import { groundStatements } from './ground-statements.ts'
import { type ProvingDesk, proofsOf, withProofs } from './prove-claims.ts'
import type { SurveyedRepository } from './survey-code.ts'
import { reasonsForUnread } from './unread-code.ts'
import { findingsOnWords } from './words-of-pages.ts'

/** What verifying needs from the rest of Plumbline. */
export interface VerifyingDesk extends AnsweringDesk, Pick<ProvingDesk, 'attestors'> {
  readonly repositories: readonly SurveyedRepository[]
  /** A page that the reader may see, by its address. */
  pageAt(url: string): Promise<Page | null>
  passagesOf(page: string): Promise<readonly Passage[]>
  /** The policy in the environments that were made out; null where none could be. */
  policyIn(environments: readonly string[] | null): Promise<Policy>
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
  /** What it was decided by. */
  readonly policy: Policy
  /** What code says of it, and of the words of pages that it rests on. */
  readonly findings: readonly Finding[]
}

/** advice, action -> claims + sources -> verdict */
export async function verifyAdvice(
  request: VerifyRequest,
  general: VerifyingDesk,
): Promise<Verified> {
  const text = request.advice?.text ?? ''
  const read = await readAdvice(text, general.repositories, general.now)
  // What is too much to be read is blocked, and tells nothing.
  const told = read.beyond === null && text !== '' ? await toldBy(text) : nothing
  const action = await actionOf(request, told)
  const aims = await aimsOfRequest(request, action, told)
  const situation = situationOf(request, action, aims, general)
  const environments = environmentsOf(situation)
  const policy = await general.policyIn(environments)
  const desk: VerifyingDesk = { ...general, policy }
  const intent = intentOf(request.intent ?? null, action?.commands ?? [])
  const grounded = await groundStatements(read.statements, desk)
  const proofs = proofsOf(request, action?.digest ?? null, read.findings, desk)
  const statements = withProofs(grounded.statements, proofs)
  const cited = await citedBy(request, intent, desk)
  const citations = [...cited.citations, ...grounded.citations]
  const findings = distinct([...read.findings, ...cited.findings, ...grounded.findings])
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
      ...reasonsForSituation({ ...situation, intent, policy }),
      ...reasonsForContradictions(
        findings.flatMap((finding) => contradictionOf(finding, desk)),
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
      ...(action === null ? reasonsForUnread(statements, told.unread, { intent, policy }) : []),
      ...(read.beyond === null ? [] : [because('system.limit', 'block', read.beyond)]),
    ],
    circumstances: { ...situation.circumstances, read: environments },
    policy,
  })
  return {
    policy,
    draft: {
      intent,
      environments,
      mode: request.mode === 'report' ? 'report' : policy.mode,
      task: request.task ?? null,
      verdict,
      statements,
      citations,
      counts: countsOf(statements),
      action,
      unblock: verdict.decision === 'block' ? unblockingOf(verdict.reasons) : [],
    },
    findings: distinct([...findings, ...grounded.rests]),
  }
}

/** The action with what is known of who wants it, where and for what. */
const situationOf = (
  { task, action: asked }: VerifyRequest,
  action: Action | null,
  aims: readonly Aim[],
  { reader, now, policy }: VerifyingDesk,
): Omit<Situation, 'intent'> => ({
  circumstances: {
    principal: reader,
    now,
    task: task ?? null,
    role: asked?.role ?? null,
    runAs: asked?.runAs ?? null,
    declared: asked?.target?.environment ?? null,
  },
  action: action ?? { digest: '', commands: [], unseen: [] },
  aims,
  policy,
})

/** Where each command is aimed; what the request says that the action is done to counts for all of its commands. */
async function aimsOfRequest(
  { action: asked }: VerifyRequest,
  action: Action | null,
  told: Told,
): Promise<readonly Aim[]> {
  if (action === null) return []
  const texts = [...(asked?.command === undefined ? [] : [asked.command]), ...told.texts]
  const read = await aimsOf(texts, action.commands, asked?.workingDirectory ?? null)
  const aims = read.map((aim) => {
    const classed = action.commands[aim.command]
    return (asked?.diff !== undefined && classed && aimOfChange(classed, aim.command)) || aim
  })
  const resource = asked?.target?.resource
  if (resource === undefined) return aims
  const at = aimAtResource(resource)
  return aims.map((aim) => ({ ...aim, targets: [...aim.targets, ...at] }))
}

const nothing: Told = { texts: [], commands: [], unread: [] }

/** The command of the request and every command that the advice tells of, as one action. */
async function actionOf(
  { action }: VerifyRequest,
  { commands: told }: Told,
): Promise<Action | null> {
  const asked = action ? await classified(action) : null
  if (asked === null)
    return told.length > 0 ? { digest: digestOf(told), commands: told, unseen: [] } : null
  return { ...asked, commands: [...asked.commands, ...told] }
}

/** A change is classed like a command. */
async function classified(action: NonNullable<VerifyRequest['action']>): Promise<Action> {
  const { command, diff, ...rest } = action
  if (command !== undefined && diff === undefined) return classifyAction({ command, ...rest })
  if (diff !== undefined && command === undefined) return classifyDiff({ diff, ...rest })
  throw new PlumblineError('input.invalid', 'an action is a command or a diff, and not both')
}

const digestOf = (commands: readonly ClassedCommand[]): string =>
  asDigest(sha256OfValue(commands.map(({ argv }) => argv)))

interface Cited {
  readonly citations: readonly Citation[]
  readonly reasons: readonly Reason[]
  /** What code says of the words that were quoted. */
  readonly findings: readonly Finding[]
}

/** The citations that came with the advice: those that stand as they are, and a reason for each that does not. */
async function citedBy(
  { advice }: VerifyRequest,
  intent: Intent,
  desk: VerifyingDesk,
): Promise<Cited> {
  const citations: Citation[] = []
  const reasons: Reason[] = []
  const findings: Finding[] = []
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
      findings.push(...(await findingsOnWords(quote, passage, desk)))
      citations.push(cite({ id, page, passage, spans: [], findings: [], assessment }, desk))
    }
  }
  return { citations, reasons, findings }
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
