import { z } from 'zod'
import type { Instant } from '../../domain/instant.ts'

/** What one crawl tells the next. */
export interface Remembered {
  /** Whether a redirect never was anything else at this revision; it is then remembered for the next time. */
  knowsRedirect(id: number, revision: number): boolean
  keepRedirect(id: number, revision: number): void
  /** Some page may not be read. */
  keepLock(): void
  /** Whether it is time to ask of each page who may read it: some could not be read, or it was not asked for an hour. */
  readonly isDue: boolean
  /** Whether everybody could read the wiki. */
  readonly wasOpen: boolean
  /** To be read by the next crawl. */
  text(now: { readonly asked: boolean; readonly isOpen: boolean }): string
}

const schema = z.object({
  redirects: z.record(z.string().regex(/^\d{1,15}$/), z.int()),
  /** When it was last asked of each page who may read it. */
  asked: z.iso.datetime().nullable(),
  locks: z.boolean(),
  open: z.boolean(),
})
type Kept = z.infer<typeof schema>

const mostRedirects = 20_000
const hour = 60 * 60 * 1000

/** What an earlier crawl left us; nothing where it is not ours. */
export const readRemembered = (text: string | null, now: Instant): Remembered => {
  const before = keptIn(text)
  const redirects = new Map<string, number>()
  let locks = false
  const keepRedirect = (id: number, revision: number): void => {
    if (redirects.size < mostRedirects) redirects.set(String(id), revision)
  }
  const age = before.asked === null ? Number.NaN : Date.parse(now) - Date.parse(before.asked)
  return {
    keepRedirect,
    keepLock: () => {
      locks = true
    },
    knowsRedirect: (id, revision) => {
      const known = before.redirects[String(id)] === revision
      if (known) keepRedirect(id, revision)
      return known
    },
    isDue: before.locks || !(age < hour),
    wasOpen: before.open,
    text: ({ asked, isOpen }) => {
      const kept: Kept = {
        redirects: Object.fromEntries(redirects),
        asked: asked ? now : before.asked,
        locks,
        open: isOpen,
      }
      return JSON.stringify(kept)
    },
  }
}

const keptIn = (text: string | null): Kept => {
  try {
    const read = schema.safeParse(JSON.parse(text ?? ''))
    if (read.success) return read.data
  } catch {
    // No JSON is nothing of ours.
  }
  return { redirects: {}, asked: null, locks: false, open: false }
}
