import type { SourceDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { Reader } from '../domain/principal.ts'
import type { Progress } from '../domain/requests.ts'
import type { LabelledDocument, LabelledQuery } from '../evaluation/retrieval-labels.ts'
import type { Ranking } from '../evaluation/score-retrieval.ts'
import { refusal } from '../pages/limits.ts'
import { readPage } from '../pages/read-page.ts'
import type { RetrievalPorts } from '../retrieval/retrieve.ts'
import type { Store } from '../store/store.ts'
import { lookUp } from './look-up.ts'

const source = 'collection'
const reader: Reader = { id: 'evaluation', groups: ['group:everyone'] }
const access = [['group:everyone']]
/** So many documents are stored at once. */
const atOnce = 200
/** So many passages are asked for: their documents are enough to score the first ten. */
const mostPassages = 200

/** documents -> pages -> passages, as a crawl would store them; gives those that nobody could read, with the reason. */
export async function indexDocuments(
  documents: readonly LabelledDocument[],
  { pages }: Pick<Store, 'pages'>,
  now: Instant,
  progress?: Progress,
): Promise<readonly string[]> {
  const unread: string[] = []
  for (let from = 0; from < documents.length; from += atOnce) {
    progress?.({ work: 'crawl', what: 'documents', done: from, total: documents.length })
    const part = documents.slice(from, from + atOnce)
    const readable = part.filter(({ id, text }) => {
      const because = refusal(text)
      if (because !== null) unread.push(`document ${id} is left out: ${because}`)
      return because === null
    })
    await pages.put(readable.map((document) => pageToPut(document, now)))
  }
  return unread
}

/** query -> passages -> documents, each where its best passage stands, by the same way that questions go. */
export async function rankDocuments(
  { id, text }: LabelledQuery,
  ports: RetrievalPorts,
): Promise<Ranking> {
  const { candidates } = await lookUp(text, ports, { reader, limit: mostPassages })
  return { query: id, ranked: [...new Set(candidates.map(({ page }) => page.path))] }
}

function pageToPut({ id, title, text }: LabelledDocument, now: Instant) {
  const document: SourceDocument = {
    source,
    path: id,
    url: null,
    format: 'markdown',
    text,
    access,
    home: null,
    created: null,
    modified: null,
    revision: null,
    ...(title.trim() === '' ? {} : { told: { title } }),
  }
  const { page, passages } = readPage(document, now)
  // Whom a document lets in by its own words is not what is scored.
  return { page: { ...page, access }, passages, stamp: null }
}
