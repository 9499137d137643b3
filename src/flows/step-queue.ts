import type { CrawlStep } from '../store/crawl-steps.ts'
import { type OfDocuments, stepsAtOnce } from './crawl-step.ts'

/** So many steps are stored at once. */
const together = 64

/** Steps that are made beside one another, and stored in the order in which their documents came. */
export interface StepQueue {
  /** Waits where too many are under way. */
  add(handed: OfDocuments): Promise<void>
  /** Makes and stores all that were added. */
  land(): Promise<void>
}

/** What a page leads to is known once the page is stored: a later one is never stored before it. */
export function stepQueue(
  make: (handed: OfDocuments) => Promise<CrawlStep>,
  store: (steps: readonly CrawlStep[]) => Promise<void>,
  met: (step: CrawlStep) => void,
): StepQueue {
  let underWay: Promise<CrawlStep>[] = []
  let waiting: CrawlStep[] = []
  const storeWaiting = async (): Promise<void> => {
    const steps = waiting
    waiting = []
    await store(steps)
  }
  const land = async (most: number): Promise<void> => {
    while (underWay.length > most) {
      const [first, ...others] = underWay
      underWay = others
      if (first === undefined) return
      const step = await first
      waiting.push(step)
      met(step)
      if (waiting.length >= together) await storeWaiting()
    }
  }
  return {
    async add(handed) {
      const step = make(handed)
      // Awaited in its turn; until then a fault waits, too.
      step.catch(() => undefined)
      underWay.push(step)
      await land(stepsAtOnce)
    },
    async land() {
      await land(0)
      await storeWaiting()
    },
  }
}
