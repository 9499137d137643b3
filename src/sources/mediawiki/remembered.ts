import { z } from 'zod'

/** Redirects that never were anything else, by id, with the revision at which that was seen. */
export interface Remembered {
  /** Whether this revision of a page is known to be one; it is then kept for the next time. */
  knows(id: number, revision: number): boolean
  keep(id: number, revision: number): void
  /** Those that were kept this time. */
  entries(): Iterable<readonly [string, number]>
}

const schema = z.object({ redirects: z.record(z.string().regex(/^\d{1,15}$/), z.int()) })

const most = 20_000

/** What an earlier crawl left us; nothing where it is not ours. */
export const readRemembered = (text: string | null): Remembered => {
  const before = new Map(Object.entries(redirectsIn(text)))
  const kept = new Map<string, number>()
  const keep = (id: number, revision: number): void => {
    if (kept.size < most) kept.set(String(id), revision)
  }
  return {
    keep,
    entries: () => kept,
    knows: (id, revision) => {
      const known = before.get(String(id)) === revision
      if (known) keep(id, revision)
      return known
    },
  }
}

export const rememberedText = (remembered: Remembered): string =>
  JSON.stringify({ redirects: Object.fromEntries(remembered.entries()) })

const redirectsIn = (text: string | null): Readonly<Record<string, number>> => {
  try {
    const read = schema.safeParse(JSON.parse(text ?? ''))
    return read.success ? read.data.redirects : {}
  } catch {
    return {}
  }
}
