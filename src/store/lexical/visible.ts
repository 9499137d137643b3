import { type Kysely, sql } from 'kysely'
import type { SearchScope } from '../../domain/search.ts'
import type { VisibleKeys } from '../../domain/vectors.ts'
import { readableBy } from '../access.ts'
import { amongTexts } from '../among.ts'
import { gatheredIn } from '../full-text.ts'
import type { Tables } from '../tables.ts'
import { dampingOf } from './bm25.ts'
import { type Catalogue, placeOf } from './catalogue.ts'

/** What a search may see of a catalogue. */
export interface Visible extends VisibleKeys {
  readonly catalogue: Catalogue
  /** 1 at the place of each passage that may be seen. */
  readonly places: Uint8Array
  /** What the length of the passage at a place, beside what is usual among them, does to how often a term stands in it. */
  readonly damping: Float64Array
}

/** So many scopes are remembered: readers of the same groups share one. */
const mostScopes = 32

/** Finds what scopes may see, and remembers it as long as nothing comes, goes, opens or closes. */
export class VisibleKeeper {
  readonly #db: Kysely<Tables>
  readonly #known = new Map<string, Visible>()
  #version = ''

  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async of(catalogue: Catalogue, scope: SearchScope): Promise<Visible> {
    if (catalogue.version !== this.#version) {
      this.#known.clear()
      this.#version = catalogue.version
    }
    const name = nameOf(scope)
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const visible = visibleAmong(catalogue, await pagesOf(this.#db, scope))
    if (catalogue.version !== this.#version) return visible
    if (this.#known.size >= mostScopes) this.#known.clear()
    this.#known.set(name, visible)
    return visible
  }
}

const nameOf = (scope: SearchScope): string => {
  const { reader, pages, sources, repositories, genres, current } = scope
  return JSON.stringify([
    [...new Set([reader.id, ...reader.groups])].sort(),
    pages ?? null,
    sources ?? null,
    repositories ?? null,
    genres ?? null,
    current ?? false,
  ])
}

const pagesOf = async (db: Kysely<Tables>, scope: SearchScope): Promise<Float64Array> => {
  const { reader, pages, sources, repositories, genres, current } = scope
  let visible = readableBy(db, reader)
  if (pages !== undefined) visible = visible.where('pages.id', 'in', [...pages])
  if (sources !== undefined) visible = visible.where('pages.source', 'in', [...sources])
  if (repositories !== undefined) {
    const wanted = amongTexts(repositories)
    visible = visible.where(
      sql<boolean>`exists (select 1 from json_each(pages.repositories) where value in ${wanted})`,
    )
  }
  if (genres !== undefined) visible = visible.where('pages.genre', 'in', [...genres])
  if (current === true)
    visible = visible.where('gone_at', 'is', null).where('superseded_by', 'is', null)
  const { rows } = await sql<{ numbers: Uint8Array | null }>`
    select gathered(key) as numbers from (${visible})`.execute(db)
  return gatheredIn(rows[0]?.numbers ?? null)
}

const visibleAmong = (catalogue: Catalogue, pages: Float64Array): Visible => {
  const { count, keys, pageKeys, lengths, alive } = catalogue
  const open = new Uint8Array(1 + pages.reduce((most, key) => Math.max(most, key), 0))
  for (const key of pages) open[key] = 1
  const places = new Uint8Array(count)
  let [seen, words] = [0, 0]
  for (let place = 0; place < count; place += 1) {
    if (alive[place] === 0 || open[pageKeys[place] ?? 0] !== 1) continue
    places[place] = 1
    seen += 1
    words += lengths[place] ?? 0
  }
  const usual = Math.max(1, seen === 0 ? 1 : words / seen)
  return {
    catalogue,
    places,
    count: seen,
    damping: Float64Array.from(places, (_, place) => dampingOf(lengths[place] ?? 0, usual)),
    has: (key) => places[placeOf(catalogue, key)] === 1,
    *keys() {
      for (let place = 0; place < count; place += 1) if (places[place] === 1) yield keys[place] ?? 0
    },
  }
}
