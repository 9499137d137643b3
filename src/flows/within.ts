import { PlumblineError } from '../domain/errors.ts'

/** Milliseconds that judging may take where no model is asked; and telling who asks, looking a key up, and keeping what was decided. */
export const patience = { judging: 10_000, keeping: 10_000 }

/** What the work came to, or null where it takes longer; whatever becomes of it then is not waited for, and not used. */
export async function within<Result>(
  milliseconds: number,
  work: Promise<Result>,
): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

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
