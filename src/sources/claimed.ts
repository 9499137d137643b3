import type { Dated } from '../domain/instant.ts'

/** A moment as an API writes it (`2020-11-28T14:43:20.000000Z`), on its word; null where it is none. */
export const claimed = (text: string | null | undefined): Dated | null => {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : { at: new Date(at).toISOString(), basis: 'claimed' }
}
