import { encodeModel } from './codec.ts'
import { decompose } from './decompose.ts'
import { type Bounds, Gatherer } from './gather.ts'
import { letOthersGoFirst } from './rest.ts'
import { weigh } from './vocabulary.ts'

/** How to fit; nothing of it changes what comes out but `dimensions` and `bounds`. */
export interface FitOptions {
  /** At most so many; there are fewer where the texts do not tell so much. */
  readonly dimensions?: number
  readonly bounds?: Bounds
  /** Ends the fit early: it throws the signal's reason. */
  readonly signal?: AbortSignal
  /** Told from 0 to 1 how much of the reckoning is done, once all texts are read. */
  readonly onProgress?: (share: number) => void
}

const usualBounds: Bounds = { texts: 150_000, entries: 12_000_000, terms: 1_000_000 }
const mostTerms = 40_000
const seed = 5
const textsAtOnce = 256

/**
 * Each pass brings the basis nearer to the true one. Three are enough to search as well by it; where they cost little, there are so
 * many that the seed shows no more (Cranfield, nDCG@10: from 0.425 to 0.433 by seed with three, from 0.4276 to 0.4297 with twelve).
 */
const passesOver = (entries: number): number =>
  Math.min(12, Math.max(3, Math.ceil(4_000_000 / entries)))

/**
 * Fits a model of latent semantic analysis to texts and gives its bytes, as `decodeModel` reads them; null where the texts have
 * no terms in common to learn from. The same texts in the same order give the same bytes. Of very many texts a sample is taken, spread
 * evenly over them, so that time and memory stay bounded; `texts` of the model still says how many there were.
 *
 * It reckons on the thread that calls it, and rests in between.
 */
export const fit = async (
  texts: Iterable<string> | AsyncIterable<string>,
  { dimensions = 256, bounds = usualBounds, signal, onProgress }: FitOptions = {},
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const gatherer = new Gatherer(bounds)
  let read = 0
  for await (const text of texts) {
    gatherer.add(text)
    read += 1
    if (read % textsAtOnce === 0) await letOthersGoFirst(signal)
  }
  const { vocabulary, matrix, unknownShare } = weigh(gatherer.gathered(), mostTerms)
  if (matrix.columns === 0) return null
  const { basis } = await decompose(matrix, {
    rank: dimensions,
    passes: passesOver(matrix.indices.length),
    seed,
    rest: async (share) => {
      onProgress?.(share)
      await letOthersGoFirst(signal)
    },
  })
  return encodeModel({ ...vocabulary, texts: read, unknownShare, basis })
}
