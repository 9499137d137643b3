import type { Instant } from '../domain/instant.ts'
import type { Reader } from '../domain/principal.ts'
import type { Progress } from '../domain/requests.ts'
import type { Embedder } from '../domain/vectors.ts'
import type { LsaModel } from '../retrieval/lsa/model.ts'
import type { KeptSpace } from '../store/vector-spaces.ts'
import type { VectorStore } from '../store/vectors.ts'
import { keptLearntSpace, type LearntSpace, learnSpace } from './learn-space.ts'

/** What making vectors needs. */
export interface EmbeddingDesk {
  readonly vectors: VectorStore
  /** Who stands for all whom vectors serve: what this reader may not see is not learnt from. */
  readonly everyone: Reader
  /** A configured model; null where Plumbline learns one of its own. */
  readonly model: Embedder | null
  /** What makes a space's vectors, where Plumbline learnt it; null where it did not, or it cannot be read any more. */
  modelOf(space: KeptSpace): Promise<LsaModel | null>
  readonly signal: AbortSignal
  now(): Instant
}

/** Passages that are embedded and stored together. */
const together = 256

/**
 * passages -> vectors, the missing ones. A new space is filled while the one before still answers, and takes its place when it is full.
 * Gives the space that questions are answered by; null where there is none: one learnt from what may not be read any more, or for
 * others, answers nobody.
 */
export async function embedPassages(
  desk: EmbeddingDesk,
  progress?: Progress,
): Promise<KeptSpace | null> {
  const { vectors, model, now } = desk
  const made: LearntSpace | null =
    model === null
      ? await learnSpace(desk, progress)
      : {
          space: await vectors.open({ ...model.space, madeAt: now() }),
          embed: (texts) => model.embedDocuments(texts),
        }
  if (made === null || desk.signal.aborted) return null
  await fill(made, desk, progress)
  if (desk.signal.aborted) return null
  if (!made.space.isCurrent) await vectors.makeCurrent(made.space)
  return vectors.current()
}

/** The space that questions may be answered by as it is, without making anything; null where there is none. */
export async function keptSpace(desk: EmbeddingDesk): Promise<KeptSpace | null> {
  const { vectors, model } = desk
  if (model === null) return keptLearntSpace(desk)
  const space = await vectors.current()
  return space?.id === model.space.id ? space : null
}

async function fill(
  { space, embed }: LearntSpace,
  { vectors, signal }: EmbeddingDesk,
  progress?: Progress,
): Promise<void> {
  let done = 0
  for (let after = 0; !signal.aborted; ) {
    const missing = await vectors.missing(space, { limit: together, after })
    const last = missing.at(-1)
    if (last === undefined) return
    const made = await embed(missing.map(({ text }) => text))
    await vectors.put(
      space,
      missing.flatMap(({ key }, at) => {
        const vector = made[at]
        return vector === undefined ? [] : [{ key, vector }]
      }),
    )
    after = last.key
    done += missing.length
    progress?.({ work: 'embed', what: 'passages', done, total: null })
  }
}
