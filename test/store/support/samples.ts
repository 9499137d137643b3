import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '../../../src/domain/page.ts'
import type { Block, Passage } from '../../../src/domain/passage.ts'
import type { Located, SearchScope, SearchTerm } from '../../../src/domain/search.ts'
import type { Store } from '../../../src/store/store.ts'
import { unknownTimes } from '../../support/times.ts'

export const at = '2026-11-23T09:00:00.000Z'
export const everyone = { id: 'agent:a', groups: ['group:all'] }

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export const makePage = (id: string, text: string, changes: Partial<Page> = {}): Page => ({
  id,
  source: id.slice(0, id.indexOf(':')),
  path: id.slice(id.indexOf(':') + 1),
  url: null,
  title: 'A page',
  owner: null,
  access: [['group:all']],
  about: [],
  home: null,
  genre: 'runbook',
  revision: '1',
  text,
  lines: null,
  sha256: sha256(text),
  times: { ...unknownTimes, modified: { at, basis: 'git' } },
  visits: { count: 1, changes: 0 },
  supersededBy: null,
  flags: [],
  problems: [],
  ...changes,
})

/** One passage over the whole page, each blank-line-separated run a paragraph. */
export const makePassage = (page: Page, changes: Partial<Passage> = {}): Passage => {
  const blocks: Block[] = [...page.text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)].map((run) => ({
    kind: 'paragraph',
    span: [run.index, run.index + run[0].length],
    line: 1,
    endLine: 1,
    text: run[0],
    textStart: run.index,
    marks: [],
  }))
  return {
    id: `${page.id}#0`,
    page: page.id,
    position: 0,
    heading: ['Top'],
    anchor: 'top',
    span: [0, page.text.length],
    line: 1,
    endLine: 1,
    text: page.text,
    blocks,
    sha256: page.sha256,
    changed: null,
    ...changes,
  }
}

/** Stores one page, known by no stamp. */
export const put = (
  { pages }: Pick<Store, 'pages'>,
  page: Page,
  passages: readonly Passage[],
): Promise<void> => pages.put([{ page, passages, stamp: null }])

export const temporaryFile = (name = 'store.sqlite'): string =>
  join(mkdtempSync(join(tmpdir(), 'plumbline-store-')), name)

/** Searches, and looks the passages up that were found. */
export const searchIn = async (
  store: Store,
  terms: readonly SearchTerm[],
  scope: SearchScope,
  limit = 5,
): Promise<readonly (Located & { readonly score: number })[]> => {
  const hits = await store.passages.search(terms, scope, limit)
  const located = await store.passages.locate(
    hits.map(({ key }) => key),
    scope,
  )
  return hits.flatMap(({ key, score }) => {
    const one = located.get(key)
    return one === undefined ? [] : [{ ...one, score }]
  })
}
