import { Document } from '@langchain/core/documents'
import type { Citation, Contradiction, JudgedBy } from '../domain/citation.ts'
import type { Age, FreshnessState } from '../domain/freshness.ts'
import type { Instant } from '../domain/instant.ts'
import type { Span } from '../domain/passage.ts'
import type { FoundPassage } from '../domain/requests.ts'

/** What Plumbline knows of a passage, beside its text. A type, not an interface: LangChain wants an index signature. */
export type PassageMetadata = {
  readonly citation: {
    /** The page's id. */
    readonly page: string
    readonly title: string
    readonly url: string | null
    readonly source: string
    readonly owner: string | null
    readonly genre: Citation['page']['genre']
    /** The headings above it, outermost first. */
    readonly heading: readonly string[]
    /** The revision of the page that was read. */
    readonly revision: string
    /** Where the passage stands in the page's text, in UTF-16 units. */
    readonly span: Span
    /** SHA-256 of the quote as UTF-8, in hex. */
    readonly sha256: string
    /** The passage word for word, without any tag. */
    readonly quote: string
  }
  readonly freshness: {
    readonly state: FreshnessState
    readonly because: readonly string[]
    readonly ages: Age
  }
  /** Whether evidence speaks against some of it: no answer of Plumbline would quote that. */
  readonly contradicted: boolean
  readonly contradictions: readonly Contradiction[]
  /** Stretches of the quote that no answer would quote, in UTF-16 units from the quote's start. */
  readonly unusable: readonly Span[]
  readonly claims: Citation['claims']
  readonly judgedBy: readonly JudgedBy[]
  /** Passages of other pages that say the same, for which this one stands. */
  readonly copies: readonly string[]
  readonly searchedAt: Instant
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
}

/** Whether evidence speaks against a passage, or against some of it. */
export const isContradicted = ({ citation, unusable }: FoundPassage): boolean =>
  unusable.length > 0 ||
  citation.claims.contradicted > 0 ||
  citation.freshness.state === 'contradicted' ||
  citation.contradictions.some(({ status }) => status === 'contradicted')

/**
 * A passage as LangChain hands it round. A chain puts nothing but `pageContent` into its prompt, so what speaks against a
 * passage stands there, in front of its words, unless only metadata are wanted.
 */
export function documentOf(
  found: FoundPassage,
  searchedAt: Instant,
  warnIn: 'text' | 'metadata',
): Document<PassageMetadata> {
  const { citation, copies, score, parts } = found
  const tag = warnIn === 'text' ? tagOf(found) : null
  return new Document({
    id: citation.passage,
    pageContent: tag === null ? citation.quote : `${tag}\n\n${citation.quote}`,
    metadata: {
      citation: {
        page: citation.page.id,
        title: citation.page.title,
        url: citation.page.url,
        source: citation.page.source,
        owner: citation.page.owner,
        genre: citation.page.genre,
        heading: citation.heading,
        revision: citation.revision,
        span: citation.span,
        sha256: citation.sha256,
        quote: citation.quote,
      },
      freshness: {
        state: citation.freshness.state,
        because: citation.freshness.because,
        ages: citation.age,
      },
      contradicted: isContradicted(found),
      contradictions: citation.contradictions,
      unusable: withinQuote(found),
      claims: citation.claims,
      judgedBy: citation.judgedBy,
      copies,
      searchedAt,
      score,
      parts,
    },
  })
}

const withinQuote = ({ citation: { span, quote }, unusable }: FoundPassage): Span[] =>
  unusable.map(
    ([start, end]): Span => [Math.max(0, start - span[0]), Math.min(quote.length, end - span[0])],
  )

/** States in which a page is not to be followed, whatever its claims. */
const past: readonly FreshnessState[] = ['gone', 'superseded', 'expired']

/** What speaks against a passage, in one line; null where nothing does. */
function tagOf(found: FoundPassage): string | null {
  const { contradictions, freshness } = found.citation
  const because = [
    ...contradictions.map((one) => one.because),
    ...(past.includes(freshness.state) ? freshness.because : []),
  ]
  const isDoubted = isContradicted(found)
  if (because.length === 0 && !isDoubted) return null
  const why = because.length > 0 ? because.join('; ') : 'evidence speaks against some of it'
  const follow = isDoubted ? ' Do not follow what it says of this.' : ''
  return `[Plumbline: ${freshness.state}; ${oneLine(why)}.${follow}]`
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replace(/\.$/, '')
