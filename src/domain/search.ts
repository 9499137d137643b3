import type { Genre, Page } from './page.ts'
import type { Passage } from './passage.ts'
import type { Principal } from './principal.ts'
import type { VectorHit, VisibleKeys } from './vectors.ts'

/** Something to look for: one word, words in a row, a name out of code however it is spelt, or a name just as it is written. */
export interface SearchTerm {
  readonly kind: 'word' | 'phrase' | 'identifier' | 'name'
  readonly text: string
}

/** What a search may see at all: applied before anything is ranked. */
export interface SearchScope {
  readonly reader: Pick<Principal, 'id' | 'groups'>
  /** Only these pages; all when left out. */
  readonly pages?: readonly string[]
  /** Only these sources; all when left out. */
  readonly sources?: readonly string[]
  /** Only pages that stand in one of these repositories, or say that they speak of it; all when left out. */
  readonly repositories?: readonly string[]
  /** Only pages of these genres; all when left out. */
  readonly genres?: readonly Genre[]
  /** Only pages that are neither gone nor superseded. */
  readonly current?: boolean
}

/** A passage that matched, by the store's number of it; the higher the score the better. */
export interface SearchHit {
  readonly key: number
  readonly score: number
}

/** A passage with its page. */
export interface Located {
  readonly passage: Passage
  readonly page: Page
}

/** What of a passage and its page decides where it stands among others. */
export interface Glimpse {
  readonly key: number
  readonly passage: Pick<Passage, 'id' | 'heading' | 'text' | 'changed'>
  readonly page: Pick<
    Page,
    'id' | 'source' | 'title' | 'genre' | 'supersededBy' | 'times' | 'visits'
  >
}

/** In how many passages each word stands, of how many in all. */
export interface WordCounts {
  readonly passages: number
  readonly of: ReadonlyMap<string, number>
}

/** Search over what a reader may see. */
export interface SearchPort {
  /** The passages that hold any of the terms, best first; of equals the one whose id comes first. */
  search(
    terms: readonly SearchTerm[],
    scope: SearchScope,
    limit: number,
  ): Promise<readonly SearchHit[]>
  /** Counted among what the scope lets be seen: how rare a word is must not tell of anything else. */
  countWords(words: readonly string[], scope: SearchScope): Promise<WordCounts>
  /** Words that share letters with a word, wherever they stand: nobody may be told of one that is not counted among what they may see. */
  wordsLike(word: string): Promise<readonly string[]>
  /** What the scope lets be seen. */
  visible(scope: SearchScope): Promise<VisibleKeys>
  /** What decides where the passages with these keys stand: the same as `locate` would give, without the rest. */
  glimpse(keys: readonly number[], scope: SearchScope): Promise<readonly Glimpse[]>
  /** The passages with these keys, as far as they are still there and the scope still lets them be seen. */
  locate(keys: readonly number[], scope: SearchScope): Promise<ReadonlyMap<number, Located>>
}

/** Search by nearness in meaning, over what a reader may see. */
export interface DenseLeg {
  /** The passages nearest to a text, best first; null where there is nothing to tell by, or nothing that may tell this reader. */
  nearest(text: string, scope: SearchScope, limit: number): Promise<readonly VectorHit[] | null>
}

/** A word of a question that stands nowhere, and the one that was looked for in its place. */
export interface Correction {
  readonly asked: string
  readonly read: string
}

/** What kind of thing a question is after: something to do, a number or a moment, or anything else. */
export type Asks = 'deed' | 'quantity' | 'other'

/** What stands above a passage: its page's title, and the headings down to it. */
export const topOf = ({
  page,
  passage,
}: {
  readonly page: Pick<Page, 'title'>
  readonly passage: Pick<Passage, 'heading'>
}): string => [page.title, ...passage.heading].join('\n')

/** A passage that may answer, and what its score is made of, each part from 0 to 1. */
export interface Candidate extends Located {
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
  /** Passages of other pages that say the same, for which this one stands. */
  readonly copies?: readonly string[]
}

/** The words of a text in order, names taken apart, lower case; and the stem of each. */
export interface Read {
  readonly tokens: readonly string[]
  readonly stems: readonly string[]
}

/** What a query asks for, as a scale to hold any text against. */
export interface Measure {
  /**
   * Each word of the query, by its stem, with its share of the whole; together they weigh 1.
   * A name out of code stands there whole as well, as `=` and its parts.
   */
  readonly weights: ReadonlyMap<string, number>
  /** The words of a text; the same text is read once. */
  read(text: string): Read
  /** Which of them a text holds. */
  holds(text: string): ReadonlySet<string>
  /** Which of them some words hold. */
  among(words: Read): ReadonlySet<string>
  /** The share of the query that some of them make up, from 0 to 1. */
  weigh(held: Iterable<string>): number
  /** How much of the query stands in a text word for word, small words included, from 0 to 1; short runs are chance. */
  runIn(text: string): number
}
