import type { Dated, Instant } from '../domain/instant.ts'

/** A moment on the word of its source. */
export const onItsWord = (at: Instant): Dated => ({ at, basis: 'claimed' })

/** The same, where its source may tell none. */
export const perhapsOnItsWord = (at: Instant | null): Dated | null =>
  at === null ? null : onItsWord(at)

/** A moment as an API writes it (`2020-11-28T14:43:20.000000Z`), on its word; null where it is none. */
export const claimed = (text: string | null | undefined): Dated | null => {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : onItsWord(new Date(at).toISOString())
}
