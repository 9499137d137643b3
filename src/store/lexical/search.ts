import type { Kysely } from 'kysely'
import type { SearchHit, SearchPort, SearchScope, SearchTerm } from '../../domain/search.ts'
import { bestOf } from '../../values/best.ts'
import { amongNumbers } from '../among.ts'
import { matchExpressions } from '../match.ts'
import type { Tables } from '../tables.ts'
import { type Scored, score, visibleIn } from './bm25.ts'
import { type Catalogue, CatalogueKeeper } from './catalogue.ts'
import { type Postings, PostingsKeeper } from './postings.ts'
import { type Visible, VisibleKeeper } from './visible.ts'
import { wordsLike } from './vocabulary.ts'

/** More terms than this a question does not have to be found by. */
const mostTerms = 400

/** Search by words: FTS5 holds what stands where, and what is asked for often is kept in memory. */
export const lexicalSearch = (
  db: Kysely<Tables>,
): Pick<SearchPort, 'search' | 'countWords' | 'visible' | 'wordsLike'> => {
  const catalogue = new CatalogueKeeper(db)
  const visible = new VisibleKeeper(db)
  const postings = new PostingsKeeper(db)
  const seenBy = async (scope: SearchScope): Promise<Visible> =>
    visible.of(await catalogue.current(), scope)
  const postingsOf = async (seen: Catalogue, matches: readonly string[]): Promise<Postings[]> => {
    const found: Postings[] = []
    for (const match of matches) found.push(await postings.of(seen, match))
    return found
  }
  return {
    visible: seenBy,
    wordsLike: (word) => wordsLike(db, word),

    async search(terms, scope, limit) {
      const matches = matchExpressions(terms).slice(0, mostTerms)
      const seen = await seenBy(scope)
      if (matches.length === 0 || seen.count === 0) return []
      const scored = score(await postingsOf(seen.catalogue, matches), seen)
      return byScoreAndId(db, best(scored, limit, seen.catalogue), limit)
    },

    async countWords(words, scope) {
      const seen = await seenBy(scope)
      const of = new Map<string, number>()
      for (const word of words) {
        const found = await postingsOf(seen.catalogue, matchExpressions([wordTerm(word)]))
        of.set(word, found[0] === undefined ? 0 : visibleIn(found[0], seen))
      }
      return { passages: seen.count, of }
    },
  }
}

const wordTerm = (text: string): SearchTerm => ({ kind: 'word', text })

/** The best, and all that are as good as the last of them. */
const best = ({ places, scores }: Scored, limit: number, { keys }: Catalogue): SearchHit[] => {
  const ranked = bestOf(places, scores, limit)
  const least = ranked.length < limit ? undefined : ranked.at(-1)?.score
  const hits = ranked
    .filter(({ score }) => score !== least)
    .map(({ item, score }) => ({ key: keys[item] ?? 0, score }))
  if (least === undefined) return hits
  for (const [at, score] of scores.entries())
    if (score === least) hits.push({ key: keys[places[at] ?? 0] ?? 0, score })
  return hits
}

/** More that are equally good are not told apart by their ids. */
const mostTied = 20_000

/** Best first; an order by id among equals makes them repeatable. */
const byScoreAndId = async (
  db: Kysely<Tables>,
  hits: readonly SearchHit[],
  limit: number,
): Promise<readonly SearchHit[]> => {
  const sorted = hits
    .slice(0, Math.max(limit, mostTied))
    .sort((one, other) => other.score - one.score)
  const ids = await idsOf(db, tiedIn(sorted))
  return sorted
    .sort((one, other) => other.score - one.score || compare(ids.get(one.key), ids.get(other.key)))
    .slice(0, limit)
}

/** Those that are as good as the one before or behind them. */
const tiedIn = (sorted: readonly SearchHit[]): readonly number[] =>
  sorted
    .filter(({ score }, at) => score === sorted[at - 1]?.score || score === sorted[at + 1]?.score)
    .map(({ key }) => key)

const idsOf = async (
  db: Kysely<Tables>,
  keys: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('passages')
    .select(['key', 'id'])
    .where('key', 'in', amongNumbers(keys))
    .execute()
  return new Map(rows.map(({ key, id }) => [key, id]))
}

const compare = (one = '', other = ''): number => {
  if (one === other) return 0
  return one < other ? -1 : 1
}
