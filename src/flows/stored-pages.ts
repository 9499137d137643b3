import type { Page } from '../domain/page.ts'
import type { Store } from '../store/store.ts'
import type { ReadPage } from './check-claims.ts'

/** What reading pages of the store for judging needs. */
interface Desk {
  readonly store: Pick<Store, 'passages'>
  /** Repositories that a source is configured to speak of. */
  aboutOf(source: string): readonly string[]
}

/** Pages of the store with all that they are judged by. */
export const storedPages = (
  pages: readonly Page[],
  { store, aboutOf }: Desk,
): Promise<ReadPage[]> =>
  Promise.all(
    pages.map(async (page) => ({
      page,
      passages: await store.passages.ofPage(page.id),
      about: aboutOf(page.source),
    })),
  )
