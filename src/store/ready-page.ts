import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { AccessLists } from '../domain/principal.ts'
import { wordsIn } from '../values/identifiers.ts'
import { type SearchColumns, searchColumns } from './search-columns.ts'
import type { Tables } from './tables.ts'

/** A page, the passages it is cited by, and the stamp by which its source knows it again. */
export interface PageToPut {
  readonly page: Page
  readonly passages: readonly Passage[]
  readonly stamp: string | null
  /** Those of its access lists that the page states itself: they stay when its source's change. */
  readonly own?: AccessLists
}

/** A page as its rows: plain texts and numbers, so that whoever read it beside other work can hand it over cheaply. */
export interface ReadyPage {
  readonly row: Omit<Tables['pages'], 'key' | 'access_key'>
  readonly access: AccessLists
  readonly passages: readonly ReadyPassage[]
  /** The words that stand on it, once each. */
  readonly words: readonly string[]
}

export interface ReadyPassage {
  readonly id: string
  readonly position: number
  readonly sha256: string
  readonly document: string
  readonly columns: SearchColumns
}

const repositoriesOf = ({ home, about }: Page): readonly string[] => [
  ...new Set([...(home === null ? [] : [home.repository]), ...about]),
]

/** Makes a page ready to be stored. */
export const readyPage = ({ page, passages, stamp, own = [] }: PageToPut): ReadyPage => {
  const { times, access, visits, ...kept } = page
  return {
    row: {
      id: page.id,
      source: page.source,
      path: page.path,
      title: page.title,
      owner: page.owner,
      genre: page.genre,
      revision: page.revision,
      sha256: page.sha256,
      superseded_by: page.supersededBy,
      gone_at: times.gone?.at ?? null,
      times: JSON.stringify(times),
      document: JSON.stringify(kept),
      own_access: JSON.stringify(own),
      repositories: JSON.stringify(repositoriesOf(page)),
      stamp,
      visits: visits.count,
      changes: visits.changes,
    },
    access,
    words: [...wordsIn([page.title, page.text].join('\n'))],
    passages: passages.map((passage) => ({
      id: passage.id,
      position: passage.position,
      sha256: passage.sha256,
      document: JSON.stringify(passage),
      columns: searchColumns(page, passage),
    })),
  }
}
