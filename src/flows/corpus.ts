import type { CorpusFilter, CorpusView, PageCounts } from '../domain/corpus.ts'
import type { FreshnessState } from '../domain/freshness.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { freshnessOf } from '../freshness/freshness.ts'
import type { AgeLimits } from '../freshness/limits.ts'
import type { Standing, StateSince } from '../store/standings.ts'
import type { Store } from '../store/store.ts'
import { grouped } from '../values/grouped.ts'

/** What telling how pages stand needs. */
export interface CorpusDesk {
  readonly store: Store
  readonly copyLimitSeconds: number
  ageLimitsOf(source: string): AgeLimits
  now(): Instant
}

const mostDays = 90
const mostOwners = 50
const day = 86_400_000

/** pages -> how they stand, by source and owner, and how they stood */
export const corpus = (desk: CorpusDesk): Pick<Plumbline, 'corpus'> => ({
  async corpus(filter, reader): Promise<CorpusView> {
    const { store } = desk
    const now = desk.now()
    const stateOf = await statesAt(now, desk)
    const readable = (await store.standings.list(reader)).map((page) => ({
      ...page,
      state: stateOf(page),
    }))
    const there = readable.filter(({ state }) => state !== 'gone')
    const counted = there.filter((page) => isAmong(page, filter))
    const keys = new Set(readable.filter((page) => isAmong(page, filter)).map(({ key }) => key))
    const history = (await store.standings.history(reader)).filter(({ key }) => keys.has(key))
    const sources = await Promise.all(
      countedBy(there, ({ source }) => source).map(async ([id, states]) => ({
        id,
        states,
        crawledAt: (await store.crawls.latest(id))?.finishedAt ?? null,
      })),
    )
    const owners = countedBy(there, ({ owner }) => owner).map(([owner, states]) => ({
      owner,
      states,
    }))
    const states = countsOf(counted)
    return {
      at: now,
      pages: counted.length,
      states,
      sources: sources.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      owners: owners
        .toSorted(
          (a, b) =>
            wrongOf(b.states) - wrongOf(a.states) || ((a.owner ?? '') < (b.owner ?? '') ? -1 : 1),
        )
        .slice(0, mostOwners),
      days: [...daysBefore(history, now), { day: now.slice(0, 10), states }],
    }
  },
})

/** Remembers how all pages stand today. */
export async function notePageStates(desk: CorpusDesk): Promise<void> {
  const { standings } = desk.store
  const now = desk.now()
  const stateOf = await statesAt(now, desk)
  const states = (await standings.list()).map((page) => [page.key, stateOf(page)] as const)
  await standings.note(now.slice(0, 10), new Map(states))
}

/** How a page stands as a whole; what an answer cites of it may stand better. */
async function statesAt(
  now: Instant,
  { store, copyLimitSeconds, ageLimitsOf }: CorpusDesk,
): Promise<(page: Standing) => FreshnessState> {
  const surveys = await store.surveys.list()
  const surveyedAt = new Map(
    surveys.map((one) => [`${one.repository} ${one.commit}`, one.surveyedAt]),
  )
  return ({ assessment, source, ...page }) => {
    const behind = Object.values(assessment?.commitsBehind ?? {}).filter((many) => many !== null)
    const surveyed = (assessment?.surveys ?? []).map(
      ({ repository, commit }) => surveyedAt.get(`${repository} ${commit}`) ?? '',
    )
    const question = {
      ...page,
      sectionChanged: null,
      commitsBehind: behind.length === 0 ? null : Math.max(...behind),
      surveyedAt: surveyed.sort()[0] ?? null,
      neverJudged: assessment === null,
      copyLimitSeconds,
      limits: ageLimitsOf(source),
    }
    return freshnessOf(question, now).state
  }
}

const isAmong = ({ source, owner }: Standing, filter: CorpusFilter): boolean =>
  (filter.source === undefined || filter.source === source) &&
  (filter.owner === undefined || filter.owner === owner)

const countsOf = (pages: readonly { readonly state: FreshnessState }[]): PageCounts => {
  const counts: Partial<Record<FreshnessState, number>> = {}
  for (const { state } of pages) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

function countedBy<Key>(
  pages: readonly (Standing & { readonly state: FreshnessState })[],
  keyOf: (page: Standing) => Key,
): (readonly [Key, PageCounts])[] {
  return [...grouped(pages, keyOf)].map(([key, members]) => [key, countsOf(members)] as const)
}

const wrongOf = ({ contradicted = 0, superseded = 0 }: PageCounts): number =>
  contradicted + superseded

/** The days before today on which anything was known, from how pages stood from which day on. */
function daysBefore(history: readonly StateSince[], now: Instant): CorpusView['days'] {
  const today = Date.parse(now.slice(0, 10))
  const first = Math.min(...history.map(({ since }) => Date.parse(since)))
  const from = Math.max(first, today - (mostDays - 1) * day)
  const days = Number.isFinite(first) ? Math.max(0, Math.round((today - from) / day)) : 0
  const changes = Array.from({ length: days + 1 }, () => new Map<FreshnessState, number>())
  const change = (at: number, state: FreshnessState, by: number): void => {
    const counts = changes[Math.max(0, Math.round((at - from) / day))]
    counts?.set(state, (counts.get(state) ?? 0) + by)
  }
  for (const [index, { key, since, state }] of history.entries()) {
    change(Date.parse(since), state, 1)
    const next = history[index + 1]
    if (next?.key === key) change(Date.parse(next.since), state, -1)
  }
  const standing = new Map<FreshnessState, number>()
  return changes.slice(0, days).map((counts, index) => {
    for (const [state, by] of counts) standing.set(state, (standing.get(state) ?? 0) + by)
    const states = [...standing].filter(([state, many]) => many > 0 && state !== 'gone')
    return {
      day: new Date(from + index * day).toISOString().slice(0, 10),
      states: Object.fromEntries(states),
    }
  })
}
