import { PlumblineError } from '../domain/errors.ts'
import { within } from '../values/within.ts'

/** Milliseconds that judging may take where no model is asked; and telling who asks, looking a key up, and keeping what was decided. */
export const patience = { judging: 10_000, keeping: 10_000 }

/** What the work came to; a fault where it takes longer. */
export async function inTime<Result>(
  milliseconds: number,
  what: string,
  work: Promise<Result>,
): Promise<Result> {
  const done = await within(
    milliseconds,
    work.then((result) => ({ result })),
  )
  if (done !== null) return done.result
  throw new PlumblineError(
    'verdict.too-slow',
    `${what} took more than ${milliseconds / 1000} seconds`,
  )
}
