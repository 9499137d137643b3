import { z } from 'zod'
import type { Instant } from '../../domain/instant.ts'
import type { SourceTools } from '../source.ts'

/** What one crawl tells the next. */
export interface Memory {
  /** When all documents were last walked through; null where that is to be done. */
  readonly walkedAt: Instant | null
  /** Documents that nobody could read: they are asked for again, though they are not changed since. */
  readonly again: readonly string[]
}

const memory = z.object({
  walkedAt: z.iso.datetime().nullable(),
  again: z.array(z.string()).max(2_000),
})

const mostAgain = 1_000
/** Changes are found by their date, which a restored backup or a server's clock can belie. */
const walkEvery = 24 * 60 * 60 * 1_000
/** For two clocks that disagree, and changes that are told late. */
const overlap = 30 * 60 * 1_000

/** What the last crawl left; nothing where it cannot be read. */
export const remembered = ({ checkpoint }: SourceTools): Memory => {
  const parsed = memory.safeParse(jsonOf(checkpoint?.text ?? ''))
  return parsed.success ? parsed.data : { walkedAt: null, again: [] }
}

/** From when on changes are asked for; null where everything is to be walked through. */
export const changesSince = (
  { checkpoint, everything, now }: SourceTools,
  { walkedAt }: Memory,
): Instant | null => {
  if (everything || checkpoint === null || walkedAt === null) return null
  if (Date.parse(now()) - Date.parse(walkedAt) >= walkEvery) return null
  return new Date(Date.parse(checkpoint.at) - overlap).toISOString()
}

export const memoryText = (walkedAt: Instant | null, again: readonly string[]): string =>
  JSON.stringify(again.length > mostAgain ? { walkedAt: null, again: [] } : { walkedAt, again })

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
