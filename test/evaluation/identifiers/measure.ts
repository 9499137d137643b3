import type { Candidate } from '../../../src/domain/search.ts'
import { type Mean, meanOf } from '../../../src/evaluation/bootstrap.ts'
import { lookUp } from '../../../src/flows/look-up.ts'
import type { ReadPage } from '../../../src/pages/read-page.ts'
import { openStore } from '../../../src/store/store.ts'
import { type IdentifierQuery, partsOf } from './draw.ts'

/** What became of one query: where its passage stood, and what stood first. */
export interface Looked extends IdentifierQuery {
  /** From 1; null where it was not among those found. */
  readonly rank: number | null
  readonly first: string | null
}

/** Indexes pages, and looks every query up among them as questions are. */
export async function lookAllUp(
  pages: readonly ReadPage[],
  queries: readonly IdentifierQuery[],
): Promise<readonly Looked[]> {
  const store = await openStore(':memory:')
  try {
    await store.pages.put(pages.map(({ page, passages }) => ({ page, passages, stamp: null })))
    const reader = { id: 'agent:a', groups: ['group:all'] }
    const looked: Looked[] = []
    for (const query of queries) {
      const { candidates } = await lookUp(query.query, { search: store.passages }, { reader })
      const at = candidates.findIndex(({ passage }) => passage.id === query.passage)
      looked.push({
        ...query,
        rank: at < 0 ? null : at + 1,
        first: shownOf(candidates[0]),
      })
    }
    return looked
  } finally {
    await store.close()
  }
}

const shownOf = (candidate: Candidate | undefined): string | null =>
  candidate === undefined
    ? null
    : [candidate.page.title, ...candidate.passage.heading, candidate.passage.text].join('\n')

/** Why something else stood first, as far as its text tells. */
export function causeOf({ identifier, first }: Looked): string {
  if (first === null) return 'nothing was found'
  const parts = partsOf(identifier)
  if (parts.length === 1) return 'a name of one part is looked for as a word'
  return ` ${partsOf(first).join(' ')} `.includes(` ${parts.join(' ')} `)
    ? 'the same parts in a row, written otherwise, stood first'
    : 'its parts, scattered, stood first'
}

/** The mean of the reciprocal ranks. */
export const mrrOf = (looked: readonly Looked[]): Mean =>
  meanOf(looked.map(({ rank }) => (rank === null ? 0 : 1 / rank)))
