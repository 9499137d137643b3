import { setFlagsFromString } from 'node:v8'
import type { Progress } from '../domain/requests.ts'

/** From so many files on, what collecting oftener costs is lost in the rest. */
const manyFiles = 3_000

/**
 * Tells the engine, where there is much to survey, to collect what is dead once the heap is six tenths larger than what was
 * alive. By itself it waits for up to four times as much, and dead files' facts then hold more than all that a check knows.
 */
export function smallHeap(progress: Progress): Progress {
  let isTold = false
  return (event) => {
    if (!isTold && event.work === 'survey' && (event.total ?? 0) >= manyFiles) {
      setFlagsFromString('--heap-growing-percent=60')
      isTold = true
    }
    progress(event)
  }
}
