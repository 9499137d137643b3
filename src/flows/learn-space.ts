import type { Progress } from '../domain/requests.ts'
import { decodeModel } from '../retrieval/lsa/codec.ts'
import { unknownShare } from '../retrieval/lsa/model.ts'
import { isOutgrown } from '../retrieval/lsa/outgrown.ts'
import type { KeptSpace } from '../store/vector-spaces.ts'
import type { EmbeddingDesk } from './embed-passages.ts'
import { type LsaErrand, lsaErrand } from './lsa-errand.ts'

/** A space, and what makes its vectors. */
export interface LearntSpace {
  readonly space: KeptSpace
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>
}

/** Fewer passages have too little in common to learn from. */
const fewest = 24
/** Of more passages so many are learnt from: ordered by their ids, which are digests, the first are as good as drawn by lot. */
const most = 150_000
const sample = 200
const atOnce = 150

/** The space learnt from what everyone may read: the one there is, as long as the passages have not outgrown it. */
export async function learnSpace(
  desk: EmbeddingDesk,
  progress?: Progress,
): Promise<LearntSpace | null> {
  const { vectors, everyone } = desk
  const count = await vectors.countReadable(everyone)
  if (count < fewest) return null
  const errand = lsaErrand(count, desk.signal)
  const kept = await keptAmong(count, desk)
  if (kept !== null) return withErrand(kept, desk, errand)
  // Before anything is read: what is closed meanwhile is closed since.
  const turn = await vectors.lastTurn()
  progress?.({ work: 'learn', what: 'passages', done: 0, total: count })
  const bytes = await errand.fit(textsOf(desk))
  if (bytes === null || desk.signal.aborted) return null
  const about = { learntFrom: everyone.groups, passages: count, turn }
  const { space } = decodeModel(bytes)
  const learnt = await vectors.open({ ...space, madeAt: desk.now(), about, model: bytes })
  return withErrand(learnt, desk, errand)
}

/** The space there is, as long as nothing need be learnt anew. */
export async function keptLearntSpace(desk: EmbeddingDesk): Promise<KeptSpace | null> {
  return keptAmong(await desk.vectors.countReadable(desk.everyone), desk)
}

async function keptAmong(count: number, desk: EmbeddingDesk): Promise<KeptSpace | null> {
  const kept = await desk.vectors.current()
  return kept === null || (await isOver(kept, count, desk)) ? null : kept
}

/** In parts, so that memory stays bounded; the order is that of their ids, which tells nothing of when they came. */
async function* textsOf({ vectors, everyone, signal }: EmbeddingDesk): AsyncIterable<string[]> {
  let after = ''
  for (let taken = 0; taken < most && !signal.aborted; ) {
    const part = await vectors.readable(everyone, { limit: atOnce, after })
    const last = part.at(-1)
    if (last === undefined) return
    yield part.map(({ text }) => text)
    after = last.id
    taken += part.length
  }
}

/** Most often nothing is missing: only where something is, the model is read and handed over. */
function withErrand(space: KeptSpace, { vectors }: EmbeddingDesk, errand: LsaErrand): LearntSpace {
  let isReady = false
  return {
    space,
    async embed(texts) {
      const model = isReady ? null : await vectors.model(space)
      if (model !== null) await errand.use(model)
      isReady = true
      return errand.embed(texts, space.dimensions)
    },
  }
}

/**
 * Whether a space may answer whom it was learnt for: all that it was learnt from may be read by them still. Another model's was
 * learnt for nobody.
 */
export async function mayServe(
  { about }: KeptSpace,
  { vectors, everyone }: Pick<EmbeddingDesk, 'vectors' | 'everyone'>,
): Promise<boolean> {
  const { learntFrom, turn } = about
  if (typeof turn !== 'number') return false
  if (JSON.stringify(learntFrom) !== JSON.stringify(everyone.groups)) return false
  return !(await vectors.isAnyClosedSince(everyone, turn))
}

/** Whether a space should not be gone on with: not to be served by, unreadable, or outgrown. */
async function isOver(space: KeptSpace, count: number, desk: EmbeddingDesk): Promise<boolean> {
  const { vectors, everyone } = desk
  const { passages } = space.about
  const model = await desk.modelOf(space)
  if (model === null || typeof passages !== 'number') return true
  if (!(await mayServe(space, desk))) return true
  const texts = await vectors.readable(everyone, { limit: sample })
  const shares = texts.map(({ text }) => unknownShare(model, text))
  return isOutgrown({
    fittedOn: passages,
    now: count,
    unknownWhenFitted: model.unknownShare,
    unknownShare: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
  })
}
