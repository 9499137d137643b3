import { classifyText } from '../actions/classify.ts'
import { extract, type Part } from '../answers/extract.ts'
import { join } from '../answers/join.ts'
import type { Statement, Withheld } from '../domain/answer.ts'
import type { Assessment } from '../domain/assessment.ts'
import type { Citation } from '../domain/citation.ts'
import type { Finding } from '../domain/finding.ts'
import type { AskRequest, Provenance } from '../domain/requests.ts'
import type { Candidate } from '../domain/search.ts'
import type { RetrievalPorts } from '../retrieval/retrieve.ts'
import { intentOf } from '../verdicts/action-reasons.ts'
import { reasonsForUnjudged } from '../verdicts/citation-reasons.ts'
import { entitlement } from '../verdicts/entitlement.ts'
import { setAside, verdictFor } from '../verdicts/judge.ts'
import { candidatesAs, isTouched } from './candidates-as.ts'
import { type CitingDesk, cite, findingsWithin, unquoted } from './cite.ts'
import type { Composing, Held } from './compose-answer.ts'
import { composedOr } from './composed-draft.ts'
import { decidedBy } from './decided-by.ts'
import { type DraftAnswer, outline } from './draft-answer.ts'
import { groundsOf } from './grounds.ts'
import { lookUp } from './look-up.ts'
import {
  excludedOf,
  isBad,
  type JudgingDesk,
  type Knowledge,
  withKnownScripts,
} from './withhold.ts'

/** What answering needs from the rest of Plumbline. */
export interface AnsweringDesk extends JudgingDesk, RetrievalPorts {
  /** A model that puts answers together; without one, pages are quoted. */
  readonly composing?: Composing | undefined
  findingsOf(passages: readonly string[]): Promise<readonly Finding[]>
  assessmentsOf(pages: readonly string[]): Promise<ReadonlyMap<string, Assessment>>
}

export interface Answered {
  readonly draft: DraftAnswer
  readonly candidates: Provenance['candidates']
  /** Findings on everything that was cited or set aside. */
  readonly findings: readonly Finding[]
}

/** query -> passages -> answer -> verdict */
export async function answerQuery(request: AskRequest, desk: AnsweringDesk): Promise<Answered> {
  const { query, intent } = request
  const found = await lookUp(query, desk, { reader: desk.reader })
  const { keywords, corrections, measure, candidates } = found
  const { fitting, isGrounded } = groundsOf(found)
  const known = await knowledgeOf(fitting, desk)
  const wanted = extract(fitting, measure, { asks: keywords.asks })
  const bad = fitting.flatMap((candidate) => excludedOf(candidate, known, intent, desk))
  const usable =
    wanted.is === 'answer' && bad.length > 0
      ? extract(fitting, measure, { asks: keywords.asks, without: bad })
      : wanted
  // Where evidence stands against all that came near, that is told rather than that there is no ground.
  const parts = isGrounded && usable.is === 'answer' ? usable.parts : []
  const lost =
    wanted.is === 'answer'
      ? wanted.parts.filter(
          (part) => !parts.some((kept) => kept.page === part.page && kept.span[0] === part.span[0]),
        )
      : []
  const aside = lost.filter((part) => isBad(part, bad))
  const judge = (said: readonly Part[], held: readonly Held[] = []) =>
    draftFrom(said, held, aside, known, desk, request)
  const quoting = {
    question: query,
    draft: await judge(parts),
    parts,
    usable: fitting.filter((candidate) => !isTouched(candidate, bad)),
    judge,
  }
  const { draft, parts: used } = desk.composing
    ? await composedOr(quoting, desk.composing)
    : quoting
  return {
    draft: corrections.length === 0 ? draft : { ...draft, readAs: corrections },
    candidates: candidatesAs(candidates, fitting, used, bad),
    findings: known.findings,
  }
}

/** What is known of passages: the findings on their claims, and how their pages were judged. */
export async function knowledgeOf(
  candidates: readonly Candidate[],
  desk: AnsweringDesk,
): Promise<Knowledge> {
  const [findings, assessments] = await Promise.all([
    desk.findingsOf(candidates.map(({ passage }) => passage.id)),
    desk.assessmentsOf(candidates.map(({ page }) => page.id)),
  ])
  return { candidates, findings, assessments }
}

async function draftFrom(
  parts: readonly Part[],
  held: readonly Held[],
  lost: readonly Part[],
  known: Knowledge,
  desk: JudgingDesk,
  declared: AskRequest,
): Promise<DraftAnswer> {
  const joined = join(parts)
  const commands = withKnownScripts(await classifyText(joined.text), parts, joined, known)
  const intent = intentOf(declared.intent ?? null, commands)
  const citations = citationsOf(parts, known, desk, 1)
  const { policy } = desk
  const lostCitations = citationsOf(lost, known, desk, citations.length + 1)
  const withheld = withheldOf(setAside(lostCitations, intent, policy))
  const statements = parts.map((part, index) =>
    statementOf(part, held[index], joined.spans[index] ?? [0, 0], citations, known),
  )
  const action = commands.length > 0 ? { digest: '', commands, unseen: [] } : null
  const unjudged = citations.flatMap(({ id, passage }) => {
    const spans = parts.filter((part) => part.passage === passage).map(({ span }) => span)
    const said = known.findings.filter(({ claim }) => claim.passage === passage)
    return reasonsForUnjudged(findingsWithin(said, spans), intent, { citation: id }, policy)
  })
  const verdict = verdictFor({
    intent,
    citations,
    withheld,
    statements,
    action,
    bare: false,
    further: [
      ...entitlement(desk.reader, declared.environment ?? null, policy.environments),
      ...unjudged,
    ],
    circumstances: {
      principal: desk.reader,
      now: desk.now,
      task: declared.query,
      ...{ role: null, runAs: null, declared: declared.environment ?? null, read: [] },
    },
    policy,
  })
  return outline(verdict, joined.text, statements, citations, withheld)
}

/** One citation a passage, over the parts that are used of it, in the order of use. */
function citationsOf(
  parts: readonly Part[],
  known: Knowledge,
  desk: CitingDesk,
  from: number,
): Citation[] {
  const passages = [...new Set(parts.map(({ passage }) => passage))]
  return passages.flatMap((id, index) => {
    const candidate = known.candidates.find(({ passage }) => passage.id === id)
    if (!candidate) return []
    const spans = parts.filter(({ passage }) => passage === id).map(({ span }) => span)
    const findings = known.findings.filter(({ claim }) => claim.passage === id)
    const assessment = known.assessments.get(candidate.page.id) ?? null
    return [
      cite(
        {
          id: `c${from + index}`,
          page: candidate.page,
          passage: candidate.passage,
          spans,
          findings,
          assessment,
        },
        desk,
      ),
    ]
  })
}

const withheldOf = ({ withheld }: ReturnType<typeof setAside>): Withheld[] =>
  withheld.map(({ citation, reasons }) => ({
    citation: unquoted(citation),
    reasons,
  }))

function statementOf(
  part: Part,
  held: Held | undefined,
  span: Statement['span'],
  citations: readonly Citation[],
  known: Knowledge,
): Statement {
  const found = findingsWithin(
    known.findings.filter(({ claim }) => claim.passage === part.passage),
    [part.span],
  )
  const cited = citations.filter(({ passage }) => passage === part.passage).map(({ id }) => id)
  return {
    text: part.text,
    span,
    citations: cited,
    support: held?.support ?? 'supported',
    ...decidedIn(part, held, cited[0], known),
    findings: found.filter(({ status }) => status === 'moved').map(({ id }) => id),
  }
}

/** Words that are quoted stand in their citation; of a model's, what they were held against. */
function decidedIn(
  { text, passage: id }: Part,
  held: Held | undefined,
  citation: string | undefined,
  { candidates }: Knowledge,
): Pick<Statement, 'decidedBy'> {
  const passage = candidates.find((candidate) => candidate.passage.id === id)?.passage
  return held && passage && citation ? decidedBy(text, held, passage, citation) : {}
}
