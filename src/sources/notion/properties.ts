import { z } from 'zod'
import type { Told } from '../../domain/document.ts'
import type { Instant } from '../../domain/instant.ts'
import { claimed, onItsWord } from '../claimed.ts'
import { fieldName, toldBy } from '../marks.ts'
import { type NotionPage, richText } from './shapes.ts'

const named = z.object({ name: z.string().nullish() })
const date = z.object({ start: z.string().nullish(), end: z.string().nullish() })

/** Page property values; what is computed (`formula`, `rollup`) or only an id (`relation`) says nothing by itself. */
const property = z.object({
  type: z.string(),
  title: richText.nullish(),
  rich_text: richText.nullish(),
  people: z.array(named).nullish(),
  select: named.nullish(),
  status: named.nullish(),
  multi_select: z.array(named).nullish(),
  date: date.nullish(),
  number: z.number().nullish(),
  checkbox: z.boolean().nullish(),
  url: z.string().nullish(),
  email: z.string().nullish(),
  phone_number: z.string().nullish(),
  files: z.array(named).nullish(),
  unique_id: z.object({ prefix: z.string().nullish(), number: z.number().nullish() }).nullish(),
  verification: z.object({ state: z.string(), date: date.nullish() }).nullish(),
})
type Property = z.infer<typeof property>

/** A page's properties by name; one of another form than is documented is passed over. */
const propertiesOf = ({ properties }: NotionPage): readonly (readonly [string, Property])[] =>
  Object.entries(properties).flatMap(([name, value]) => {
    const parsed = property.safeParse(value)
    return parsed.success ? [[name, parsed.data] as const] : []
  })

export const titleOf = (page: NotionPage): string =>
  propertiesOf(page)
    .filter(([, { type }]) => type === 'title')
    .map(([, { title }]) => joined(title))
    .join('')
    .trim()

/** What a page's properties say of it. Notion's own verification goes before dates that people keep by hand. */
export const toldOf = (page: NotionPage): Told => {
  const fields = new Map<string, string>()
  const tags: string[] = []
  let verified: Pick<Told, 'reviewed' | 'reviewBy'> = {}
  for (const [name, one] of propertiesOf(page)) {
    if (one.verification) verified = verifiedBy(one.verification)
    else if (one.type === 'multi_select') tags.push(...namesOf(one.multi_select))
    else if (one.type === 'date') fields.set(fieldName(name), one.date?.start ?? '')
    else if (one.type !== 'title') fields.set(fieldName(name), textOf(one))
  }
  const title = titleOf(page)
  return { ...(title === '' ? {} : { title }), ...toldBy({ fields, tags }, dateOf), ...verified }
}

/** Verified until its end, or for good where it has none; an expired one says since when it is due. */
const verifiedBy = ({
  state,
  date: span,
}: NonNullable<Property['verification']>): Pick<Told, 'reviewed' | 'reviewBy'> => {
  const reviewed = dateOf(span?.start ?? '')
  const reviewBy = dateOf(span?.end ?? '')
  if (state !== 'verified' && state !== 'expired') return {}
  return {
    ...(reviewed === null ? {} : { reviewed: onItsWord(reviewed) }),
    ...(reviewBy === null ? {} : { reviewBy: onItsWord(reviewBy) }),
  }
}

/** `2026-01-31`, or with a time and an offset. */
const dateOf = (text: string): Instant | null =>
  /^\d{4}-\d{2}-\d{2}/.test(text) ? (claimed(text)?.at ?? null) : null

/** Of people and of a page's state, which are told by themselves: they are no part of what it says. */
const told = new Set(
  'owner owners team maintainer maintainers status tags genre last-reviewed last-reviewed-on reviewed reviewed-on last-verified review-by review-before next-review expires expire-by valid-until superseded-by replaced-by'.split(
    ' ',
  ),
)
const silent = new Set(['title', 'people', 'status', 'verification'])

/** What the row of a database says beside its text: names of columns and what stands in them. */
export const rowOf = (page: NotionPage): readonly (readonly [string, string])[] => {
  if (page.parent.type !== 'data_source_id' && page.parent.type !== 'database_id') return []
  return propertiesOf(page)
    .filter(([name, { type }]) => !silent.has(type) && !told.has(fieldName(name)))
    .map(([name, one]) => [name, textOf(one)] as const)
    .filter(([, text]) => text !== '')
}

const textOf = (one: Property): string => {
  switch (one.type) {
    case 'title':
      return joined(one.title)
    case 'rich_text':
      return joined(one.rich_text)
    case 'people':
      return namesOf(one.people).join(', ')
    case 'multi_select':
      return namesOf(one.multi_select).join(', ')
    case 'files':
      return namesOf(one.files).join(', ')
    case 'select':
      return one.select?.name ?? ''
    case 'status':
      return one.status?.name ?? ''
    case 'date':
      return [one.date?.start, one.date?.end].filter(Boolean).join(' to ')
    case 'number':
      return one.number === null || one.number === undefined ? '' : String(one.number)
    case 'checkbox':
      return one.checkbox ? 'yes' : 'no'
    case 'unique_id':
      return [one.unique_id?.prefix, one.unique_id?.number]
        .filter((part) => part ?? false)
        .join('-')
    default:
      return one.url ?? one.email ?? one.phone_number ?? ''
  }
}

const joined = (text: Property['title']): string =>
  (text ?? []).map(({ plain_text }) => plain_text).join('')

const namesOf = (all: readonly z.infer<typeof named>[] | null | undefined): string[] =>
  (all ?? []).flatMap(({ name }) => name ?? [])
