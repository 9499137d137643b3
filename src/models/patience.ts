import { within } from '../values/within.ts'
import { faultOf, type ModelName, TimeIsUp } from './faults.ts'

/** How long a model is waited for, and how often it is asked. */
export interface Patience {
  /** For one attempt. */
  readonly milliseconds: number
  /** Attempts after the first. */
  readonly retries: number
  wait(milliseconds: number): Promise<unknown>
  /** Milliseconds since 1970. */
  now(): number
}

/** Who asks to be left alone for longer is not waited for. */
const longestWait = 60_000

/** Before the second attempt; twice as long before each further one. */
const firstWait = 500

/** Does work with a model, again where that can help; the last fault comes out with a code. */
export async function patiently<Result>(
  work: () => Promise<Result>,
  model: ModelName,
  patience: Patience,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await inTime(work(), patience.milliseconds)
    } catch (thrown) {
      const { error, again, wait } = faultOf(thrown, model, patience.now())
      const pause = wait ?? Math.min(longestWait, firstWait * 2 ** attempt)
      if (!again || attempt >= patience.retries || pause > longestWait) throw error
      await patience.wait(pause)
    }
  }
}

/** What comes of work within a time limit. Models cannot be told to stop: one that is late is left alone. */
async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  const done = await within(
    milliseconds,
    work.then((result) => ({ result })),
  )
  if (done === null) throw new TimeIsUp(milliseconds)
  return done.result
}
