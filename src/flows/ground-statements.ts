import type { Statement, Support } from '../domain/answer.ts'
import type { Citation } from '../domain/citation.ts'
import { type Finding, isWrong } from '../domain/finding.ts'
import type { Candidate } from '../domain/search.ts'
import { fits } from '../retrieval/fits.ts'
import { firmly, type Supported, supportOf } from '../support/support.ts'
import type { AdviceStatement } from './advice-statements.ts'
import type { AnsweringDesk } from './answer-query.ts'
import { cite } from './cite.ts'
import { supportByCode } from './code-support.ts'
import { decidedBy } from './decided-by.ts'
import { lookUp } from './look-up.ts'
import { findingsOnWords, spokenAgainst } from './words-of-pages.ts'

/** Statements with their support, and the passages that support was found in. */
export interface Grounded {
  readonly statements: readonly Statement[]
  readonly citations: readonly Citation[]
  /** What code says against pages whose words were repeated. */
  readonly findings: readonly Finding[]
  /** All that code says of words that were repeated: support rests on it, whatever it says. */
  readonly rests: readonly Finding[]
}

// What bears a statement out says nearly the same words: it is among the first.
const candidatesLooked = 3
const glimpsed = 8

/** For each statement: what code says of it, else what the pages say that its reader may see. */
export async function groundStatements(
  advice: readonly AdviceStatement[],
  desk: AnsweringDesk,
): Promise<Grounded> {
  const found = await Promise.all(advice.map((statement) => supportFor(statement, desk)))
  const used = [
    ...new Map(found.flatMap(({ by }) => (by ? [[by.passage.id, by] as const] : []))).values(),
  ]
  const citations = await citationsFor(used, desk)
  const statements = advice.map(
    ({ text, span, findings }, index): Statement => ({
      text,
      span,
      support: found[index]?.support ?? 'not-enough-info',
      ...citedBy(text, found[index], citations),
      findings: [...findings, ...(found[index]?.against ?? [])].filter(isWrong).map(({ id }) => id),
    }),
  )
  const against = found.flatMap((one) => one.against ?? [])
  const rests = found.flatMap((one) => one.rests ?? [])
  return { statements, citations, findings: against, rests }
}

/** The passage that decided, and its words that did. */
function citedBy(
  text: string,
  found: Found | undefined,
  citations: readonly Citation[],
): Pick<Statement, 'citations' | 'decidedBy'> {
  const cited = citations.find(({ passage }) => passage === found?.by?.passage.id)
  if (!found?.by || !cited) return { citations: [] }
  return { citations: [cited.id], ...decidedBy(text, found, found.by.passage, cited.id) }
}

interface Found extends Pick<Supported, 'reasons'> {
  readonly support: Support
  readonly by: Candidate | null
  /** What code says against words of pages that the statement repeats. */
  readonly against?: readonly Finding[]
  readonly rests?: readonly Finding[]
}

async function supportFor(statement: AdviceStatement, desk: AnsweringDesk): Promise<Found> {
  const { text, isCode, findings } = statement
  const byCode = supportByCode(statement)
  if (byCode === 'contradicted') return { support: 'contradicted', by: null, reasons: [] }
  const { candidates, measure } = await lookUp(text, desk, {
    reader: desk.reader,
    limit: candidatesLooked,
    depth: glimpsed,
  })
  const said = candidates
    .filter((candidate) => fits(candidate, measure))
    .map((by) => {
      const found = supportOf(text, by.passage.text)
      return { support: firmly(found), reasons: found.reasons, by }
    })
    // A page whose time is over is no evidence against anything.
    .filter(({ support, by }) => support !== 'contradicted' || isCurrent(by, desk))
  const repeated = said.filter(({ support }) => support === 'supported')
  const onWords = await Promise.all(
    repeated.map(({ by }) => findingsOnWords(text, by.passage, desk)),
  )
  const against = spokenAgainst(onWords, findings)
  if (against.some(({ status }) => status === 'contradicted'))
    return { support: 'contradicted', by: null, reasons: [], against }
  for (const support of ['supported', 'contradicted'] as const) {
    const one = said.find((each) => each.support === support)
    // Code, where it speaks, decides between a page and the advice.
    if (one && !(support === 'contradicted' && byCode === 'supported'))
      return { ...one, against, rests: onWords.flat() }
  }
  if (byCode === 'supported') return { support: 'supported', by: null, reasons: [] }
  if (isCode) return { support: 'not-checkable', by: null, reasons: [] }
  const inPart = said.find(({ support }) => support === 'partially-supported')
  return inPart ?? { support: byCode ?? firmly(supportOf(text, '')), by: null, reasons: [] }
}

const isCurrent = ({ page, passage }: Candidate, { wearOf }: AnsweringDesk): boolean =>
  page.supersededBy === null &&
  page.times.gone === null &&
  wearOf?.({ key: 0, page, passage }) !== 'stale'

async function citationsFor(
  candidates: readonly Candidate[],
  desk: AnsweringDesk,
): Promise<Citation[]> {
  const assessments = await desk.assessmentsOf(candidates.map(({ page }) => page.id))
  return candidates.map(({ page, passage }, index) =>
    cite(
      {
        id: `c${index + 1}`,
        page,
        passage,
        spans: [],
        // The advice's own claims are judged by themselves; what else its source gets wrong is not used.
        findings: [],
        assessment: assessments.get(page.id) ?? null,
      },
      desk,
    ),
  )
}
