import { availableParallelism } from 'node:os'
import type { WholePage } from '../freshness/aged.ts'
import type { Handed } from '../sources/source.ts'
import type { CrawlStep } from '../store/crawl-steps.ts'
import type { Store } from '../store/store.ts'
import { openPool } from '../workers/pool.ts'
import { type DocumentQuestion, documentStep } from './document-step.ts'

/** What a source hands over of single documents. */
export type OfDocuments = Exclude<Handed, { is: 'whole' | 'groups' }>

const pool = openPool<DocumentQuestion, CrawlStep>({
  file: new URL('./document-worker.js', import.meta.url),
  most: availableParallelism(),
  worthAnother: 4,
  megabytes: 512,
})

/** So many documents of a crawl are read before workers are worth their start. */
const fewDocuments = 12

/** So many steps may be under way at once: each worker has something to do, and little waits in memory. */
export const stepsAtOnce = 8 * availableParallelism()

/** Makes steps of what one source hands over; a document is read beside other work. */
export const stepMaker = (
  store: Store,
  source: string,
  kept: (stamp: string | null) => string | null,
  now: () => string,
): ((handed: OfDocuments) => Promise<CrawlStep>) => {
  let documents = 0
  const olderOf = olderCopies(store, source)
  return async (handed) => {
    if (handed.is === 'document') {
      documents += 1
      const { document } = handed
      const older = await olderOf(document.path)
      const question = { document, stamp: kept(handed.stamp), older, now: now() }
      return documents > fewDocuments && pool.canStart
        ? readAside(question)
        : documentStep(question)
    }
    if (handed.is !== 'same') return handed
    const { stamp: own, ...same } = handed
    const stamp = own === undefined ? null : kept(own)
    return stamp === null ? same : { ...same, stamp }
  }
}

/** What we have of documents: of a source that had none, only what was met before is asked for. */
const olderCopies = (
  { pages, passages }: Store,
  source: string,
): ((path: string) => Promise<WholePage | null>) => {
  const met = new Set<string>()
  const had = pages.list({ source, limit: 1 }).then((first) => first.pages.length > 0)
  // Awaited with the first document.
  had.catch(() => undefined)
  return async (path) => {
    const isNew = !met.has(path)
    met.add(path)
    if (isNew && !(await had)) return null
    const page = await pages.get(`${source}:${path}`)
    return page && { page, passages: await passages.ofPage(page.id) }
  }
}

/** A document over which its reader ended is not read; the others are. */
const readAside = async (question: DocumentQuestion): Promise<CrawlStep> => {
  try {
    return await pool.ask(question)
  } catch {
    const because = 'reading it took more memory than one page may take'
    return { is: 'unread', path: question.document.path, because }
  }
}
