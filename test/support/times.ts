import type { Times } from '../../src/domain/page.ts'

/** A page of which no moment is known. */
export const unknownTimes: Times = {
  created: null,
  modified: null,
  contentChanged: null,
  reviewed: null,
  reviewBy: null,
  confirmed: null,
  fetched: null,
  firstSeen: null,
  gone: null,
}
