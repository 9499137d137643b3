import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { extract } from '../../../src/answers/extract.ts'
import { join } from '../../../src/answers/join.ts'
import type { AccessLists } from '../../../src/domain/principal.ts'
import { groundsOf } from '../../../src/flows/grounds.ts'
import { readPage } from '../../../src/pages/read-page.ts'
import { retrieve } from '../../../src/retrieval/retrieve.ts'
import type { Store } from '../../../src/store/store.ts'
import { put } from '../../store/support/samples.ts'

/** Reads all pages of a folder into the store. */
export const index = async (
  store: Store,
  source: string,
  folder: string,
  access: AccessLists,
): Promise<void> => {
  for (const path of readdirSync(folder).sort()) {
    const format = { '.html': 'html', '.md': 'markdown' }[extname(path)]
    if (format !== 'html' && format !== 'markdown') continue
    const text = readFileSync(`${folder}/${path}`, 'utf8')
    const home = { url: null, home: null, created: null, modified: null, revision: null }
    const document = { source, path, format, text, access, ...home } as const
    const { page, passages } = readPage(document, '2026-11-01T09:00:00Z')
    await put(store, page, passages)
  }
}

/** What became of one question: the pages found, best first, and the answer's text or null. */
export const answer = async (
  store: Store,
  question: string,
  reader: { readonly id: string; readonly groups: readonly string[] },
) => {
  const found = await retrieve(question, { search: store.passages }, { reader })
  const { candidates, measure, keywords } = found
  const { fitting, isGrounded } = groundsOf(found)
  const extraction = extract(fitting, measure, { asks: keywords.asks })
  return {
    pages: candidates.map(({ page }) => `${page.source}/${page.path}`),
    text: isGrounded && extraction.is === 'answer' ? join(extraction.parts).text : null,
  }
}

/** The share of questions whose first page is one of those wanted. */
export const shareFirst = (
  results: readonly { readonly pages: readonly string[]; readonly wanted: readonly string[] }[],
): number =>
  results.filter(({ pages, wanted }) => wanted.includes(pages[0] ?? '')).length / results.length
