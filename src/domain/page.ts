import type { Dated } from './instant.ts'
import type { AccessLists } from './principal.ts'

/** What a page is for; it decides how its claims are read. */
export const genres = ['reference', 'how-to', 'runbook', 'plan', 'record'] as const
export type Genre = (typeof genres)[number]

/** All moments we know of a page, kept apart; each is null when unknown. */
export interface Times {
  readonly created: Dated | null
  /** The source's own "last modified". */
  readonly modified: Dated | null
  /** When the cleaned text last changed: a label or a status badge does not move it. */
  readonly contentChanged: Dated | null
  readonly reviewed: Dated | null
  /** The day by which the page asks to be reviewed again, or until which it is vouched for. */
  readonly reviewBy: Dated | null
  /** When we last saw that our copy is what the source serves. */
  readonly confirmed: Dated | null
  readonly fetched: Dated | null
  readonly firstSeen: Dated | null
  readonly gone: Dated | null
}

/** Something on a page that a reader cannot see or that speaks to agents instead of people. */
export interface Flag {
  readonly kind: 'hidden-text' | 'invisible-characters' | 'addressed-to-agents'
  readonly line: number
  readonly excerpt: string
}

/** How often we looked whether a page's source still serves our copy, and how often it served another. */
export interface Visits {
  readonly count: number
  readonly changes: number
}

/** One document at one revision, as its source gave it, with all we know of its age. */
export interface Page {
  /** `<source>:<path>`, stable across revisions. */
  readonly id: string
  readonly source: string
  /** Path inside the source, with `/` on every platform. */
  readonly path: string
  readonly url: string | null
  readonly title: string
  readonly owner: string | null
  /** Who wrote most of its present text, as its history tells: a guess at whom to ask, and nobody's word. */
  readonly writer?: string | undefined
  readonly access: AccessLists
  /** Repositories the page says it speaks of, by id. */
  readonly about: readonly string[]
  /** The repository whose history holds the page, and the path there; null for pages that live outside code. */
  readonly home: { readonly repository: string; readonly path: string } | null
  readonly genre: Genre
  readonly revision: string
  /** The cleaned text, as Markdown. Spans and quotes refer to it, in UTF-16 units. */
  readonly text: string
  /** For each line of `text` (from 0), its line in the source document (from 1); null when they are the same. */
  readonly lines: readonly number[] | null
  /** SHA-256 of the UTF-8 of `text`, in hex. */
  readonly sha256: string
  readonly times: Times
  readonly visits: Visits
  readonly supersededBy: string | null
  readonly flags: readonly Flag[]
  /** What could not be read of the page's metadata, in words. */
  readonly problems: readonly string[]
}
