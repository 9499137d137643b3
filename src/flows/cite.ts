import type { WithheldCitation } from '../domain/answer.ts'
import type { Assessment } from '../domain/assessment.ts'
import type { Citation, JudgedBy } from '../domain/citation.ts'
import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Passage, Span } from '../domain/passage.ts'
import { ageOf, type FreshnessQuestion, freshnessOf } from '../freshness/freshness.ts'
import type { AgeLimits } from '../freshness/limits.ts'
import { sha256Of } from '../values/digests.ts'
import { contradictionOf, type DisclosingDesk } from './disclose.ts'

/** What citing needs to know beside the passage. */
export interface CitingDesk extends DisclosingDesk {
  readonly now: Instant
  readonly copyLimitSeconds: number
  ageLimitsOf(source: string): AgeLimits
  /** When a repository was last surveyed at a commit; null when it never was. */
  surveyedAt(repository: string, commit: string): Instant | null
}

/** A passage to be cited: the parts of it that are used, and what is known of its claims. */
export interface Used {
  readonly id: string
  readonly page: Page
  readonly passage: Passage
  /** Parts of the page's text that the answer takes; the whole passage when empty. */
  readonly spans: readonly Span[]
  /** All findings of the passage. */
  readonly findings: readonly Finding[]
  readonly assessment: Assessment | null
}

/** The findings on claims that stand inside some parts of a page. */
export const findingsWithin = (findings: readonly Finding[], spans: readonly Span[]): Finding[] =>
  findings.filter(({ claim }) =>
    spans.some(([start, end]) => start <= claim.span[0] && claim.span[0] < end),
  )

/** A citation as it stands now, tagged with its age and with what code says against the parts that are used. */
export function cite(used: Used, desk: CitingDesk): Citation {
  const { page, passage } = used
  const spans = used.spans.length > 0 ? used.spans : [passage.span]
  const found = findingsWithin(used.findings, spans)
  const question = freshnessQuestion(used, found, desk)
  // One of the parts that are used, not all from the first to the last: what was set aside may stand between them.
  const span = spans.reduce((longest, one) =>
    one[1] - one[0] > longest[1] - longest[0] ? one : longest,
  )
  const quote = page.text.slice(span[0], span[1])
  const { id, title, url, source, owner, genre } = page
  const tally = (status: Finding['status']) =>
    found.filter((finding) => finding.status === status).length
  return {
    id: used.id,
    page: { id, title, url, source, owner, genre },
    passage: passage.id,
    heading: passage.heading,
    quote,
    span,
    ...(spans.length > 1 ? { taken: spans.map((one) => takenFrom(page, one)) } : {}),
    revision: page.revision,
    sha256: sha256Of(quote),
    age: ageOf(question, desk.now),
    freshness: freshnessOf(question, desk.now),
    claims: {
      holds: tally('holds'),
      contradicted: tally('contradicted'),
      moved: tally('moved'),
      unknown: tally('unknown'),
    },
    contradictions: found.flatMap((finding) => contradictionOf(finding, desk)),
    judgedBy: judgedBy(used, desk),
  }
}

const takenFrom = ({ text }: Page, span: Span) => ({
  span,
  sha256: sha256Of(text.slice(span[0], span[1])),
})

/** A survey that nobody recorded counts as older than any limit. */
const never: Instant = new Date(0).toISOString()

const judgedBy = ({ assessment }: Used, { surveyedAt }: CitingDesk): JudgedBy[] =>
  (assessment?.surveys ?? []).map(({ repository, commit }) => ({
    repository,
    commit,
    surveyedAt: surveyedAt(repository, commit) ?? never,
  }))

function freshnessQuestion(
  used: Used,
  found: readonly Finding[],
  desk: CitingDesk,
): FreshnessQuestion {
  const { page, passage, assessment } = used
  const surveyed = judgedBy(used, desk).map(({ surveyedAt }) => surveyedAt)
  return {
    times: page.times,
    visits: page.visits,
    genre: page.genre,
    sectionChanged: passage.changed,
    supersededBy: page.supersededBy,
    contradicted: found.filter(({ status }) => status === 'contradicted').length,
    commitsBehind: behind(passage.id, assessment),
    surveyedAt: surveyed.sort()[0] ?? null,
    neverJudged: assessment === null,
    copyLimitSeconds: desk.copyLimitSeconds,
    limits: desk.ageLimitsOf(page.source),
  }
}

/** Of the passage; where it names no files, of its page. */
function behind(passage: string, assessment: Assessment | null): number | null {
  const counts = assessment?.commitsBehind ?? {}
  const known = Object.values(counts).filter((count) => count !== null)
  return counts[passage] ?? (known.length > 0 ? Math.max(...known) : null)
}

/** A citation without the words that nobody should follow: neither the quote nor the line of an edit. */
export function unquoted({ quote: _, ...citation }: Citation): WithheldCitation {
  const contradictions = citation.contradictions.map((one) => ({ ...one, suggestion: null }))
  return { ...citation, contradictions }
}
