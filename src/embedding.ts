import type { Config } from './config/config.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Reader } from './domain/principal.ts'
import type { Progress } from './domain/requests.ts'
import type { DenseLeg, SearchScope } from './domain/search.ts'
import type { Embedder, VectorHit } from './domain/vectors.ts'
import { embedPassages, keptSpace } from './flows/embed-passages.ts'
import { mayServe } from './flows/learn-space.ts'
import { decodeModel } from './retrieval/lsa/codec.ts'
import { lsaEmbedder } from './retrieval/lsa/embedder.ts'
import type { LsaModel } from './retrieval/lsa/model.ts'
import { openVectorIndex, type VectorIndex } from './retrieval/vectors/vector-index.ts'
import type { Store } from './store/store.ts'
import type { KeptSpace } from './store/vector-spaces.ts'

/** What searching by nearness needs of an opened Plumbline. */
export interface EmbeddingParts {
  readonly config: Pick<Config, 'learnFrom' | 'dataFolder'>
  readonly store: Store
  /** A configured model; null where Plumbline learns one of its own. */
  readonly model: Embedder | null
  /** Whether it stays up, so that what takes long is worth beginning. */
  readonly staysUp: boolean
  now(): string
  /** Called when questions are answered by something else than before. */
  served?(): void
}

/** The vectors of passages, kept up to date, and the leg of the search that asks them. */
export interface Embedding {
  readonly dense: DenseLeg
  /** Makes what is missing, to the end. */
  embed(progress?: Progress): Promise<void>
  /**
   * The same, and waits for it only where it cannot take long: passages without vectors are found by their words meanwhile. Where that
   * is long and Plumbline does not stay up, what there is serves as it is. What goes wrong is told by `status`: a crawl is over all the same.
   */
  embedSoon(progress?: Progress): Promise<void>
  /** Serves what others made, and makes nothing. */
  follow(): Promise<void>
  status: Plumbline['vectors']
  /** Once what is being made is made, and the index that answers questions is whole, where there is one. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** More passages are not waited for. */
const fewPassages = 2_000

/** What questions are answered by just now. */
interface Serving {
  readonly space: KeptSpace
  readonly embedder: Embedder
  readonly index: VectorIndex
  /** Whether the space was learnt from passages, so that it serves only those who may read them all. */
  readonly isLearnt: boolean
}

export function embedding({
  config,
  store,
  model,
  staysUp,
  now,
  served,
}: EmbeddingParts): Embedding {
  const everyone: Reader = { id: '', groups: config.learnFrom }
  const ending = new AbortController()
  const known = modelCache(store)
  const server = serverOf({ config, store, model, staysUp }, known)
  let problem: string | null = null
  let running: Promise<void> = Promise.resolve()

  const serve = async (space: KeptSpace | null): Promise<void> => {
    await server.serve(space)
    served?.()
  }

  const { vectors } = store
  const desk = { vectors, everyone, model, modelOf: known, signal: ending.signal, now }
  const round = async (spaceToServe: () => Promise<KeptSpace | null>): Promise<void> => {
    if (ending.signal.aborted) return
    try {
      // Learning anew takes its time: until then nothing tells of what is closed.
      const before = server.serving()
      if (before?.isLearnt === true && !(await mayServe(before.space, desk))) await serve(null)
      const space = await spaceToServe()
      if (ending.signal.aborted) return
      await serve(space)
      problem = null
    } catch (fault) {
      // What is not wanted any more may end as it likes.
      if (!ending.signal.aborted) throw fault
    }
  }
  const inTurn = (spaceToServe: () => Promise<KeptSpace | null>): Promise<void> => {
    const next = running.then(() => round(spaceToServe))
    running = next.catch((fault: unknown) => {
      problem = fault instanceof Error ? fault.message : String(fault)
    })
    return next
  }
  const embed = (progress?: Progress) => inTurn(() => embedPassages(desk, progress))

  return {
    dense: {
      nearest: (text, scope, limit) =>
        nearest(server.serving(), everyone, store, text, scope, limit),
    },
    embed,
    follow: () => inTurn(() => keptSpace(desk)),
    async embedSoon(progress) {
      const isLong = (await vectors.countReadable(everyone)) > fewPassages
      const done = isLong && !staysUp ? inTurn(() => keptSpace(desk)) : embed(progress)
      const over = done.catch(() => undefined)
      if (!isLong || !staysUp) await over
    },
    status: () => statusOf(server.serving(), problem, config.learnFrom),
    settled: () => running.then(() => server.serving()?.index.settled()),
    async close() {
      ending.abort()
      await running
      await server.serve(null)
    },
  }
}

interface Server {
  serving(): Serving | null
  /** Answers questions by a space from now on, with what its rows hold now; by none where there is none, or nothing that asks it. */
  serve(space: KeptSpace | null): Promise<void>
}

function serverOf(
  { config, store, model, staysUp }: Omit<EmbeddingParts, 'now'>,
  known: (space: KeptSpace) => Promise<LsaModel | null>,
): Server {
  let serving: Serving | null = null
  const servingBy = async (space: KeptSpace): Promise<Serving | null> => {
    const embedder = model ?? (await embedderOf(space, known))
    if (embedder === null) return null
    const rows = store.vectors.rows(space)
    const index = openVectorIndex({ rows, folder: config.dataFolder, builds: staysUp })
    await index.update()
    return { space, embedder, index, isLearnt: model === null }
  }
  return {
    serving: () => serving,
    async serve(space) {
      if (space !== null && serving?.space.key === space.key) return serving.index.update()
      const before = serving
      serving = space === null ? null : await servingBy(space)
      await before?.index.close()
    },
  }
}

/** A model for vectors, loaded only where one is configured. */
export async function embedderBy(choice: Config['models']['embeddings']): Promise<Embedder | null> {
  if (choice === undefined) return null
  const { openEmbedder } = await import('./models/load.ts')
  return openEmbedder(choice)
}

/** Nothing is told by what was learnt from passages that a reader may not read. */
async function nearest(
  serving: Serving | null,
  everyone: Reader,
  store: Store,
  text: string,
  scope: SearchScope,
  limit: number,
): Promise<readonly VectorHit[] | null> {
  if (serving === null) return null
  const { isLearnt, embedder, index } = serving
  const { groups } = scope.reader
  if (isLearnt && !everyone.groups.every((group) => groups.includes(group))) return null
  const [visible, vector] = await Promise.all([
    store.passages.visible(scope),
    embedder.embedQuery(text).catch(withoutVector),
  ])
  if (vector === null) return null
  const hits = index.search(vector, limit, visible)
  return hits.length === 0 ? null : hits
}

/** A model that is out of reach is no reason for no answer: words find passages without it. */
function withoutVector(fault: unknown): null {
  if (fault instanceof PlumblineError) return null
  throw fault
}

/** The model of the space asked for last: it is large, and asked for after every crawl. */
function modelCache(store: Store): (space: KeptSpace) => Promise<LsaModel | null> {
  let kept: { readonly key: number; readonly model: LsaModel } | null = null
  return async (space) => {
    if (kept?.key === space.key) return kept.model
    const bytes = await store.vectors.model(space)
    if (bytes === null) return null
    try {
      kept = { key: space.key, model: decodeModel(bytes) }
      return kept.model
    } catch {
      // What cannot be read is learnt anew.
      return null
    }
  }
}

async function embedderOf(
  space: KeptSpace,
  known: (space: KeptSpace) => Promise<LsaModel | null>,
): Promise<Embedder | null> {
  const model = await known(space)
  return model === null ? null : lsaEmbedder(model)
}

function statusOf(
  serving: Serving | null,
  problem: string | null,
  learnFrom: readonly string[],
): ReturnType<Plumbline['vectors']> {
  if (serving !== null) {
    const { state, reason, passages, problem: ofIndex } = serving.index.status()
    return { space: serving.space.id, state, reason, passages, problem: problem ?? ofIndex }
  }
  const reason = `too few passages are open to ${learnFrom.join(' and ')} to learn from, or they are not learnt from yet`
  return { space: null, state: 'off', reason, passages: 0, problem }
}
