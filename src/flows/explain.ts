import type { WithheldCitation } from '../domain/answer.ts'
import type { CitationToday, DecidedRecord, Explanation } from '../domain/explanation.ts'
import type { Page } from '../domain/page.ts'
import type { Passage, Span } from '../domain/passage.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { mayReadAll, type Principal } from '../domain/principal.ts'
import type { PolicyView } from '../domain/requests.ts'
import { sha256Of } from '../values/digests.ts'
import type { AnsweringDesk } from './answer-query.ts'
import { type AdviserDesk, deskFor } from './answering-desk.ts'
import { cite, unquoted } from './cite.ts'

/** What was kept of decisions, as each reader may see it, and the policy of today. */
export interface Records
  extends Pick<Plumbline, 'answer' | 'verification' | 'provenance' | 'receipt' | 'receiptStatus'> {
  policy(): Promise<PolicyView>
}

/** answer or verification -> how it came about, and what its sources are today */
export function explainer(desk: AdviserDesk, records: Records): Pick<Plumbline, 'explanation'> {
  return {
    async explanation(id, reader): Promise<Explanation | null> {
      const record = await recordOf(id, reader, records)
      if (record === null) return null
      const { receipt: link } = record.about === 'answer' ? record.answer : record.verification
      const [receipt, status] = await Promise.all([
        records.receipt(link.id, reader),
        records.receiptStatus(link.id, reader),
      ])
      if (receipt === null || status === null) return null
      const answering = await deskFor(reader, null, desk.now(), desk)
      return {
        record,
        principal: receipt.content.principal,
        provenance: await records.provenance(id, reader),
        receipt,
        status,
        today: await todayOf(citedIn(record), answering, desk),
        policy: await records.policy(),
      }
    },
  }
}

async function recordOf(
  id: string,
  reader: Principal,
  { answer, verification }: Records,
): Promise<DecidedRecord | null> {
  const answered = await answer(id, reader)
  if (answered !== null) return { about: 'answer', answer: answered }
  const verified = await verification(id, reader)
  return verified && { about: 'verification', verification: verified }
}

const citedIn = (record: DecidedRecord): readonly WithheldCitation[] =>
  record.about === 'answer'
    ? [...record.answer.citations, ...record.answer.withheld.map(({ citation }) => citation)]
    : record.verification.citations

async function todayOf(
  citations: readonly WithheldCitation[],
  answering: AnsweringDesk,
  { store }: Pick<AdviserDesk, 'store'>,
): Promise<ReadonlyMap<string, CitationToday>> {
  const cited = [...new Set(citations.map(({ page }) => page.id))]
  const passages = citations.map(({ passage }) => passage)
  const [pages, known, findings, assessments] = await Promise.all([
    store.pages.getMany(cited),
    store.passages.getMany(passages),
    answering.findingsOf(passages),
    answering.assessmentsOf(cited),
  ])
  const todayFor = (citation: WithheldCitation): CitationToday => {
    const page = pages.get(citation.page.id)
    const passage = known.get(citation.passage)
    if (!page || !passage || !mayReadAll(answering.reader, page.access)) return { is: 'not-there' }
    const taken = citation.taken ?? [citation]
    const spans = taken
      .map((words) => whereIs(words, page, passage))
      .filter((span) => span !== null)
    const isSame = spans.length === taken.length
    const now = cite(
      {
        id: citation.id,
        page,
        passage,
        // Where words were changed, what counts is the passage that stands there now.
        spans: isSame ? spans : [],
        findings: findings.filter(({ claim }) => claim.passage === passage.id),
        assessment: assessments.get(page.id) ?? null,
      },
      answering,
    )
    return { is: isSame ? 'same' : 'changed', now: unquoted(now) }
  }
  return new Map(citations.map((citation) => [citation.id, todayFor(citation)]))
}

/** Where the very words stand now that were taken, which begin with a word; null where they do not stand in the passage any more. */
function whereIs(
  { span, sha256 }: Pick<WithheldCitation, 'span' | 'sha256'>,
  { text }: Page,
  passage: Passage,
): Span | null {
  const length = span[1] - span[0]
  const isThere = (start: number): boolean =>
    start + length <= passage.span[1] && sha256Of(text.slice(start, start + length)) === sha256
  // What changed above moves a passage with its words.
  const starts = [...passage.text.matchAll(/(?<!\S)\S|^/g)].map(({ index }) => index)
  const start = [span[0], ...starts.map((index) => passage.span[0] + index)].find(isThere)
  return start === undefined ? null : [start, start + length]
}
