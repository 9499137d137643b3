import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { DocumentFormat } from '../../domain/document.ts'
import type { Instant } from '../../domain/instant.ts'
import { fieldName, isoDate, type Marks } from '../marks.ts'

/** As the server lists it: all its fields as text, and how often it was changed since the server started. */
const listed = z
  .object({
    title: z.string().min(1).max(1_000),
    type: z.string(),
    revision: z
      .union([z.int(), z.string().max(40)])
      .transform(Number)
      .pipe(z.int()),
    text: z.string().optional(),
  })
  .catchall(z.unknown())

/** A tiddler without its text, or with it where the listing has it. */
export interface Tiddler {
  readonly title: string
  /** Null where it is no page: a picture, a draft, data. */
  readonly kind: Kind | null
  readonly fields: ReadonlyMap<string, string>
  readonly revision: number
  /** Of everything but the text and the revision. */
  readonly digest: string
  readonly text: string | undefined
}

/** What its page is read from: the server's own rendering, or its text as it stands. */
export type Kind = 'wikitext' | Extract<DocumentFormat, 'markdown' | 'html' | 'text'>

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['text/vnd.tiddlywiki', 'wikitext'],
  ['text/x-tiddlywiki', 'wikitext'],
  ['text/markdown', 'markdown'],
  ['text/x-markdown', 'markdown'],
  ['text/html', 'html'],
  ['text/plain', 'text'],
])

/** One entry of a listing; null where it has not the form of one. */
export const readTiddler = (entry: unknown): Tiddler | null => {
  const parsed = listed.safeParse(entry)
  if (!parsed.success) return null
  const { title, type, revision, text, ...rest } = parsed.data
  const fields = new Map(
    Object.entries(rest).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  )
  // What starts so is the wiki's own: its settings, plugins and caches. A draft is what somebody has not said yet.
  const isPage = !title.startsWith('$:/') && !fields.has('draft.of')
  const kind = isPage ? (kinds.get(type) ?? null) : null
  const digest = digestOf(canonicalJson({ title, type, fields: Object.fromEntries(fields) }))
  return { title, kind, fields, revision, digest, text }
}

export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 24)

/** Fields by the names that all wikis share, and the tags. */
export const marksOf = ({ fields }: Tiddler): Marks => ({
  fields: new Map([...fields].map(([name, value]) => [fieldName(name), value])),
  tags: tagsIn(fields.get('tags') ?? ''),
})

/** `ops [[on call]]` are two tags. */
const tagsIn = (list: string): readonly string[] =>
  Array.from(list.matchAll(/\[\[([^[\]]{1,200})\]\]|(\S{1,200})/g), ([, long, short]) =>
    (long ?? short ?? '').trim(),
  ).filter((tag) => tag !== '')

/** TiddlyWiki's dates are `YYYYMMDDHHmmssSSS` in UTC (tiddlywiki.com, "Date Fields"), cut where nobody cares; people write others. */
export const dateOf = (text: string): Instant | null => {
  const found = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(\d{3})?)?)?$/.exec(text.trim())
  if (found === null) return isoDate(text.trim())
  const [, year, month, day, hour = '00', minute = '00', second = '00', rest = '000'] = found
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`)
  const isReal = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
  return isReal ? date.toISOString() : null
}
