import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setImmediate as breathe } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { HnswGraph } from './hnsw.ts'
import type { HnswLibrary } from './library.ts'
import { copyOut, type PackedSnapshot } from './packed.ts'

/** What a worker is to build, and into which file. */
export interface BuildOrder {
  readonly snapshot: PackedSnapshot
  readonly file: string
}

/** So many vectors are added before others have their turn: one takes up to a millisecond. */
export const addedAtOnce = 8

/** Room for vectors to come, so that the graph need not be moved in memory at once. */
const roomFor = (vectors: number): number => Math.ceil(vectors * 1.1) + 1000

/** Adds every vector of a snapshot to a new graph; `pause` is called between small parts, and tells whether to go on. */
export const fill = async (
  library: HnswLibrary,
  snapshot: PackedSnapshot,
  pause: () => Promise<boolean> | boolean,
): Promise<HnswGraph | null> => {
  const graph = HnswGraph.create(library, snapshot.dimensions, roomFor(snapshot.size))
  for (const [slot, key] of snapshot.keys.entries()) {
    if (key === 0) continue
    if (graph.count % addedAtOnce === 0 && !(await pause())) return null
    graph.add({ key, checksum: snapshot.checksums[slot] ?? 0 }, (point) => {
      copyOut(snapshot, slot, point)
    })
  }
  return graph
}

/** Builds a graph in this thread, in small parts; null once it is not wanted any more. */
export const buildHere = (
  library: HnswLibrary,
  snapshot: PackedSnapshot,
  isWanted: () => boolean,
): Promise<HnswGraph | null> =>
  fill(library, snapshot, async () => {
    await breathe()
    return isWanted()
  })

const workerFile = new URL('./build-worker.js', import.meta.url)

/** Whether another thread can build: not where only sources are, nor on a machine of one core. */
export const canBuildBeside = (): boolean =>
  existsSync(fileURLToPath(workerFile)) && availableParallelism() > 1

/** Builds a graph in another thread, which writes it into a file; rejects where that thread ends without having done so. */
export const buildBeside = (order: BuildOrder, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: order })
    const stop = () => void worker.terminate()
    signal.addEventListener('abort', stop, { once: true })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else reject(new Error('the thread that builds the index was ended'))
    })
  })
