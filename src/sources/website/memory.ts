import { z } from 'zod'

/** An address that is no page, and why it need not be read again: it leads to another, or is not to be indexed. */
export interface Aside {
  /** The key of the page that it leads to; none where the page asks not to be indexed. */
  readonly to?: string | undefined
  readonly etag?: string | undefined
  readonly modified?: string | undefined
  readonly links?: readonly string[] | undefined
}

/** How often a page that the site's list called changed had changed. */
export interface Record {
  readonly claimed: number
  readonly real: number
}

/** What one crawl of a site remembers for the next; kept in its checkpoint. */
export interface Memory {
  readonly lastmod: Record
  readonly asides: ReadonlyMap<string, Aside>
  /** That of its first page. */
  readonly language: string
  /** Keys that the site names as the canonical address of everything. */
  readonly everywhere: readonly string[]
}

const mostAsides = 5_000
const mostEverywhere = 100
const mostAsideLinks = 200
/** Letters of the whole. */
const mostText = 2_000_000

const short = z.string().max(2_000)
const schema = z.object({
  lastmod: z.object({ claimed: z.number().min(0), real: z.number().min(0) }),
  asides: z
    .array(
      z.tuple([
        short,
        z.object({
          to: short.optional(),
          etag: short.optional(),
          modified: short.optional(),
          links: z.array(short).max(mostAsideLinks).optional(),
        }),
      ]),
    )
    .max(mostAsides),
  language: z.string().max(20),
  everywhere: z.array(short).max(mostEverywhere),
})

const nothing: Memory = {
  lastmod: { claimed: 0, real: 0 },
  asides: new Map(),
  language: '',
  everywhere: [],
}

/** What the last crawl remembered; nothing where it cannot be read. */
export const readMemory = (text: string | null): Memory => {
  if (text === null || text.length > mostText) return nothing
  try {
    const read = schema.safeParse(JSON.parse(text))
    return read.success ? { ...read.data, asides: new Map(read.data.asides) } : nothing
  } catch {
    return nothing
  }
}

/** Bounded: of very many asides the first ones, and of old claims a fading part. */
export const writtenMemory = ({ lastmod, asides, language, ...memory }: Memory): string => {
  const fading = lastmod.claimed > 200 ? 0.5 : 1
  const kept = { claimed: lastmod.claimed * fading, real: lastmod.real * fading }
  const listed = [...asides]
    .slice(0, mostAsides)
    .map(
      ([key, aside]) => [key, { ...aside, links: aside.links?.slice(0, mostAsideLinks) }] as const,
    )
  const everywhere = memory.everywhere.slice(0, mostEverywhere)
  const rest = { lastmod: kept, language, everywhere }
  const text = JSON.stringify({ ...rest, asides: listed })
  return text.length <= mostText ? text : JSON.stringify({ ...rest, asides: [] })
}
