import type { Dated, Instant } from '../domain/instant.ts'
import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import { isSubstantive } from '../values/substance.ts'

/** A page with its passages. */
export interface WholePage {
  readonly page: Page
  readonly passages: readonly Passage[]
}

/**
 * A page as it was read just now, with the moments that only our older copy can tell: since when the text is what it is, when each
 * passage last changed, since when we know it, and how often it changed under our eyes. A touch is no change: white space, a mended
 * spelling, a badge or a label leave text as old as it was.
 */
export function aged(
  read: WholePage,
  older: WholePage | null,
  now: Instant,
  isSameRevision = false,
): WholePage {
  const { page } = read
  const observed: Dated = { at: now, basis: 'observed' }
  const isTouch = older !== null && (isSameRevision || !isSubstantive(older.page.text, page.text))
  const contentChanged =
    page.times.contentChanged ??
    (isTouch ? older.page.times.contentChanged : changeOf(page, older, observed))
  return {
    page: {
      ...page,
      times: {
        ...page.times,
        contentChanged,
        firstSeen: older?.page.times.firstSeen ?? observed,
        fetched: observed,
        confirmed: observed,
        gone: null,
      },
      visits: {
        count: (older?.page.visits.count ?? 0) + 1,
        changes:
          (older?.page.visits.changes ?? 0) +
          (older !== null && older.page.sha256 !== page.sha256 ? 1 : 0),
      },
    },
    passages:
      older === null
        ? read.passages
        : read.passages.map((passage) => withChange(passage, older, contentChanged)),
  }
}

/** The first copy has only the source's word for its age; a change that we saw is as old as the source says, if its history is git's. */
const changeOf = ({ times }: Page, older: WholePage | null, observed: Dated): Dated | null =>
  older === null || times.modified?.basis === 'git' ? times.modified : observed

/** What its source's history tells of a passage, else what our copies do: its text is as old as the copy that first had it. */
const withChange = (passage: Passage, older: WholePage, changed: Dated | null): Passage => {
  if (passage.changed !== null) return passage
  const before = older.passages.find(({ id }) => id === passage.id)
  const same = older.passages.find(({ sha256 }) => sha256 === passage.sha256)
  const kept = same ?? (before && !isSubstantive(before.text, passage.text) ? before : undefined)
  return {
    ...passage,
    changed: kept ? (kept.changed ?? older.page.times.contentChanged) : changed,
  }
}
