import type { Told } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import { type Genre, genres } from '../domain/page.ts'

/** What people write on a page beside its text: fields by their names in lower case with dashes, and tags. */
export interface Marks {
  readonly fields: ReadonlyMap<string, string>
  readonly tags: readonly string[]
}

const names = {
  owner: ['owner', 'owner-slack', 'owners', 'team', 'maintainer', 'maintainers', 'page-owner'],
  reviewed: ['last-reviewed-on', 'last-reviewed', 'reviewed', 'reviewed-on', 'last-verified'],
  reviewBy: ['review-by', 'review-before', 'next-review', 'expire-by', 'expires', 'valid-until'],
  supersededBy: ['superseded-by', 'replaced-by'],
} as const

/** Tags, and values of a field `status`, that say that a page is no longer kept. */
const given = new Set(['archived', 'deprecated', 'obsolete', 'outdated', 'superseded'])

/** A field's name as the vocabulary spells it: `last_reviewed_on` and `Last-Reviewed-On` are one. */
export const fieldName = (key: string): string =>
  key.trim().toLowerCase().replaceAll('_', '-').replaceAll(' ', '-')

/** What a page's marks say of it; dates are read as the wiki writes them, and one that is none is a problem in words. */
export const toldBy = (
  { fields, tags }: Marks,
  dateOf: (text: string) => Instant | null,
): Omit<Told, 'title' | 'parts' | 'contentChanged'> => {
  const problems: string[] = []
  const dated = (keys: readonly string[]) => {
    const key = keys.find((name) => fields.get(name)?.trim())
    const text = key === undefined ? undefined : fields.get(key)?.trim()
    if (text === undefined) return undefined
    const at = dateOf(text)
    if (at === null)
      problems.push(`${key}: '${text.slice(0, 60)}' is not a date; write it as 2026-03-31`)
    return at === null ? undefined : ({ at, basis: 'claimed' } as const)
  }
  const first = (keys: readonly string[]) =>
    keys.map((name) => fields.get(name)?.trim()).find((value) => value)
  const [owner, genre] = [first(names.owner), genreAmong(fields.get('genre'), tags)]
  const supersededBy = first(names.supersededBy) ?? givenUp(fields, tags)
  const [reviewed, reviewBy] = [dated(names.reviewed), dated(names.reviewBy)]
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(genre === undefined ? {} : { genre }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
    ...(reviewed === undefined ? {} : { reviewed }),
    ...(reviewBy === undefined ? {} : { reviewBy }),
    ...(problems.length === 0 ? {} : { problems }),
  }
}

const givenUp = (
  fields: ReadonlyMap<string, string>,
  tags: readonly string[],
): string | undefined => {
  const marked = [fields.get('status') ?? '', ...tags].find((tag) => given.has(tag.toLowerCase()))
  return marked === undefined ? undefined : `no page; it is marked '${marked.toLowerCase()}'`
}

const genreAmong = (field: string | undefined, tags: readonly string[]): Genre | undefined => {
  const words = [field ?? '', ...tags].map(fieldName)
  return genres.find((genre) => words.includes(genre))
}

/** `2026-03-31`, with or without a time in UTC; null when it is none. */
export const isoDate = (text: string): Instant | null => {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?Z?)?$/.exec(text)
  const [, day, time = '00:00:00'] = found ?? []
  if (day === undefined) return null
  const date = new Date(`${day}T${time}Z`)
  // 31 February would be rolled over.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
    ? date.toISOString()
    : null
}
