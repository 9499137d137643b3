import { z } from 'zod'

/** By what a page of a site is known again; stored with the copy, as text. */
export interface Stamp {
  /** What the server gave to ask by: an ETag, a date. */
  readonly etag?: string | undefined
  readonly modified?: string | undefined
  /** Of the body, where the server gave neither. */
  readonly body?: string | undefined
  /** Of the text that readers see. */
  readonly text?: string | undefined
  /** When the site's own list said that the page was changed. */
  readonly listed?: string | undefined
  /** Where it was found, where that is not the key itself. */
  readonly at?: string | undefined
  /** The key of the page that it leads to: there is no page here any more. */
  readonly to?: string | undefined
  /** Keys and addresses that this page was the first to lead to: what is unchanged leads on to the same. */
  readonly links?: readonly string[] | undefined
}

/** A page leads to no more others than this when it is not read again. */
export const mostLinks = 1_000

const short = z.string().max(2_000).optional()
const schema = z.object({
  etag: short,
  modified: short,
  body: short,
  text: short,
  listed: short,
  at: short,
  to: short,
  links: z.array(z.string().max(2_000)).max(mostLinks).optional(),
})

/** The stamp as the copy keeps it. */
export const written = (stamp: Stamp): string =>
  JSON.stringify({ ...stamp, links: stamp.links?.slice(0, mostLinks) })

/** A stamp that was kept; null where there is none, or where it is not one of ours. */
export const readStamp = (text: string | null): Stamp | null => {
  if (text === null) return null
  try {
    const read = schema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
