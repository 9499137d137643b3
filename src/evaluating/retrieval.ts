import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Progress } from '../domain/requests.ts'
import { embedding } from '../embedding.ts'
import { type RetrievalLabels, readRetrievalLabels } from '../evaluation/retrieval-labels.ts'
import { type Ranking, type RetrievalScore, scoreRetrieval } from '../evaluation/score-retrieval.ts'
import { indexDocuments, rankDocuments } from '../flows/evaluate-retrieval.ts'
import { openStore } from '../store/store.ts'
import { readLabelFiles } from './label-files.ts'

export interface RetrievalResult {
  readonly documents: number
  /** In the order of the queries. */
  readonly rankings: readonly Ranking[]
  /** Null where no judgements were given. */
  readonly score: RetrievalScore | null
  readonly warnings: readonly string[]
  readonly seconds: { readonly indexing: number; readonly asking: number }
}

/** Indexes a test collection aside, asks its queries, and scores what was found: `plumbline evaluate retrieval`. */
export async function evaluateRetrievalFiles(
  files: readonly string[],
  { clock }: Pick<Config, 'clock'>,
  progress?: Progress,
): Promise<RetrievalResult> {
  const labels = readRetrievalLabels(await readLabelFiles(files))
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-collection-'))
  try {
    return await evaluated(labels, folder, clock ?? new Date().toISOString(), progress)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function evaluated(
  labels: RetrievalLabels,
  folder: string,
  now: string,
  progress?: Progress,
): Promise<RetrievalResult> {
  const { documents, queries, relevant, warnings } = labels
  const store = await openStore(join(folder, 'plumbline.sqlite'))
  try {
    const begun = performance.now()
    const unread = await indexDocuments(documents, store, now, progress)
    const embedded = embedding({
      config: { learnFrom: ['group:everyone'], dataFolder: folder },
      store,
      model: null,
      staysUp: false,
      now: () => now,
    })
    await embedded.embed(progress)
    const ports = { search: store.passages, dense: embedded.dense }
    const indexed = performance.now()
    const rankings: Ranking[] = []
    for (const [done, query] of queries.entries()) {
      progress?.({ work: 'check', what: 'queries', done, total: queries.length })
      rankings.push(await rankDocuments(query, ports))
    }
    const asked = performance.now()
    await embedded.close()
    return {
      documents: documents.length,
      rankings,
      score: relevant.size === 0 ? null : scoreRetrieval(labels, rankings),
      warnings: [...warnings, ...unread],
      seconds: { indexing: (indexed - begun) / 1000, asking: (asked - indexed) / 1000 },
    }
  } finally {
    await store.close()
  }
}
