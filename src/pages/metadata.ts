import { type Dated, type Instant, notYet } from '../domain/instant.ts'
import type { Genre } from '../domain/page.ts'
import type { AccessLists } from '../domain/principal.ts'
import { narrowAccess } from './access.ts'
import { after, readDate } from './dates.ts'
import type { Fields } from './front-matter.ts'
import { genreNamed } from './genre.ts'

/** What a page's own metadata says, read as far as it can be. */
export interface Metadata {
  readonly title: string | null
  readonly owner: string | null
  readonly url: string | null
  readonly revision: string | null
  readonly created: Dated | null
  readonly modified: Dated | null
  readonly reviewed: Dated | null
  readonly reviewBy: Dated | null
  readonly access: AccessLists
  readonly about: readonly string[]
  readonly genre: Genre | null
  readonly supersededBy: string | null
  readonly problems: readonly string[]
  /** A date of it is not believed only because it lies in the future. */
  readonly isOfTheFuture: boolean
}

/** The names that a field goes by, the most telling first. */
const names = {
  title: ['title', 'og:title'],
  owner: [
    'owner',
    'owner-slack',
    'owners',
    'team',
    'maintainer',
    'maintainers',
    'ms.author',
    'dri',
    'page-owner',
    'spec.owner',
  ],
  url: ['canonical', 'canonical-url', 'url'],
  revision: ['revision', 'version-number'],
  created: [
    'created',
    'created-at',
    'created-on',
    'date-created',
    'datecreated',
    'publishdate',
    'publish-date',
    'published',
    'article:published-time',
    'datepublished',
  ],
  modified: [
    'modified',
    'last-modified',
    'modified-at',
    'updated',
    'updated-at',
    'last-updated',
    'lastmod',
    'last-modified-at',
    'last-updated-at',
    'last-updated-on',
    'lastupdated',
    'last-update.date',
    'last-update',
    'date-modified',
    'datemodified',
    'revdate',
    'ms.date',
    'article:modified-time',
    'date',
  ],
  reviewed: [
    'last-reviewed-on',
    'last-reviewed',
    'lastreviewed',
    'reviewed',
    'reviewed-on',
    'reviewed-at',
    'last-verified',
    'last-verified-on',
    'review-date',
    'last-review-date',
    'verified-on',
  ],
  reviewBy: [
    'review-by',
    'review-before',
    'next-review',
    'next-review-date',
    'next-review-on',
    'expire-by',
    'expires',
    'expires-on',
    'expirydate',
    'expiry-date',
    'expiration-date',
    'verified-until',
    'valid-until',
  ],
  reviewIn: ['review-in', 'review-every', 'review-interval'],
  access: ['access'],
  about: ['about', 'repositories', 'repository', 'repo'],
  genre: ['genre', 'type', 'doc-type', 'page-type', 'ms.topic'],
  supersededBy: ['superseded-by', 'replaced-by'],
} as const

/** Reads the fields of front matter or of `<meta>` elements. Unreadable ones become problems in words. */
export const readMetadata = (fields: Fields, source: AccessLists, now: Instant): Metadata => {
  const problems: string[] = []
  const dated = (keys: readonly string[], past: boolean): Dated | null =>
    earliestDate(fields, keys, past ? now : null, problems)
  const reviewed = dated(names.reviewed, true)
  const due = dated(names.reviewBy, false) ?? dueAfter(fields, reviewed, problems)
  const stated = names.access.find((name) => fields.has(name))
  const narrowed = narrowAccess(source, stated ? (fields.get(stated) ?? []) : null)
  if (narrowed.problem) problems.push(narrowed.problem)
  return {
    title: first(fields, names.title),
    owner: first(fields, names.owner),
    url: webAddress(first(fields, names.url)),
    revision: first(fields, names.revision),
    created: dated(names.created, true),
    modified: dated(names.modified, true),
    reviewed,
    reviewBy: due,
    access: narrowed.access,
    about: list(fields, names.about),
    genre: statedGenre(fields, problems),
    supersededBy: successorIn(first(fields, names.supersededBy)),
    problems,
    isOfTheFuture: problems.some((problem) => problem.endsWith(notYet)),
  }
}

/** Templates of decisions have the field even where nothing took its place. */
const successorIn = (value: string | null): string | null =>
  value === null ||
  /^(?:none|null|nil|nothing|~|n\/?a|false|no|tbd|[-–—]+|\[\s*\]|\{\s*\})$/i.test(value)
    ? null
    : value

const first = (fields: Fields, keys: readonly string[]): string | null => {
  for (const key of keys) {
    const value = fields.get(key)?.[0]?.trim()
    if (value) return value
  }
  return null
}

const list = (fields: Fields, keys: readonly string[]): readonly string[] => {
  const values = keys.flatMap((key) => fields.get(key) ?? [])
  const entries = values.flatMap((value) => value.split(',')).map((value) => value.trim())
  return [...new Set(entries.filter((value) => value !== '' && value.length < 200))]
}

const webAddress = (value: string | null): string | null =>
  value !== null && /^https?:\/\/[^\s<>"]+$/i.test(value) ? value : null

/** Fields of tools that write the month first where others leave the reader to guess. */
const monthFirst: ReadonlySet<string> = new Set(['ms.date', 'last-update.date'])

/** Two days of grace: clocks and time zones differ, a page dated next year is wrong. */
const grace = 2 * 24 * 60 * 60 * 1000

const earliestDate = (
  fields: Fields,
  keys: readonly string[],
  notAfter: Instant | null,
  problems: string[],
): Dated | null => {
  for (const key of keys) {
    const value = fields.get(key)?.[0]
    if (value === undefined) continue
    const at = readDate(value, monthFirst.has(key))
    const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value
    if (at === null) {
      problems.push(`${key}: '${shown}' is not a date; write it as 2026-03-31`)
    } else if (notAfter !== null && Date.parse(at) > Date.parse(notAfter) + grace) {
      problems.push(`${key}: '${shown}' ${notYet}`)
    } else {
      return { at, basis: 'claimed' }
    }
  }
  return null
}

const dueAfter = (fields: Fields, reviewed: Dated | null, problems: string[]): Dated | null => {
  const key = names.reviewIn.find((name) => fields.has(name))
  const value = key ? fields.get(key)?.[0] : undefined
  if (key === undefined || value === undefined) return null
  if (reviewed === null) {
    problems.push(
      `${key}: '${value}' counts from the last review, which the page does not name; add last_reviewed_on`,
    )
    return null
  }
  const at = after(reviewed.at, value)
  if (at === null)
    problems.push(`${key}: '${value}' is not a period; write it as '6 months' or '90 days'`)
  return at === null ? null : { at, basis: 'claimed' }
}

const yes = (fields: Fields, key: string): boolean =>
  /^(?:true|yes|1)$/i.test(fields.get(key)?.[0]?.trim() ?? '')

const statedGenre = (fields: Fields, problems: string[]): Genre | null => {
  for (const key of names.genre) {
    const value = fields.get(key)?.[0]
    const genre = value === undefined ? null : genreNamed(value)
    if (genre) return genre
    if (key === 'genre' && value !== undefined)
      problems.push(
        `genre: '${value}' is not a genre; write reference, how-to, runbook, plan or record`,
      )
  }
  if (yes(fields, 'historical') || yes(fields, 'archived')) return 'record'
  return yes(fields, 'draft') ? 'plan' : null
}
