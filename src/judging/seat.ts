import type { Config } from '../config/config.ts'
import { startStanding } from '../workers/standing.ts'
import type { JudgingThread } from './messages.ts'

/** Where a thread sits, and the one that takes its place when it ends. */
export interface Seat {
  /** The thread, where it holds what is known now. */
  ready(): JudgingThread | null
  follow(): void
  end(): Promise<void>
}

/** Threads that ended are started again so often; then nobody sits here any more. */
const mostStarts = 20

/** A seat whose threads run a file with a configuration. The first starts with the first that is to be followed. */
export function seatFor(file: URL, config: Config): Seat {
  let worker: JudgingThread | null = null
  let starts = 0
  let isEnding = false
  let isFollowing = false
  /** Counts what is to be followed; a thread is ready while it followed the last. */
  let latest = 0
  let followed = 0

  const start = (): void => {
    worker = null
    followed = 0
    if (isEnding || starts === mostStarts) return
    starts += 1
    worker = startStanding(file, config, () => {
      start()
      void follow()
    })
  }
  const follow = async (): Promise<void> => {
    if (isFollowing) return
    isFollowing = true
    while (worker !== null && followed < latest) {
      const asked = worker
      const upTo = latest
      const answer = await asked.ask({ what: 'follow' }).catch(() => null)
      // What could not be followed is tried again with the next.
      if (asked === worker && (answer === null || 'fault' in answer)) break
      if (asked === worker) followed = upTo
    }
    isFollowing = false
  }
  return {
    ready: () => (followed === latest ? worker : null),
    follow() {
      if (starts === 0) start()
      latest += 1
      void follow()
    },
    async end() {
      isEnding = true
      await worker?.end()
    },
  }
}
