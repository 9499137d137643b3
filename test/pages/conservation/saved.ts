import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const corpus = join(import.meta.dirname, '../../../corpus/pages')

/** What `page.json` beside a saved page says of it: a person looked where the content stands and what is only around it. */
const description = z.strictObject({
  /** The wiki or generator, with its version where it made the page itself. */
  system: z.string(),
  made: z.enum(['by the engine', 'by hand']),
  /** CSS selectors: the content, and what in it is not content. */
  content: z.string(),
  without: z.array(z.string()).default([]),
  /** Words of the page's chrome: they stand in the source and must not come out. */
  chrome: z.array(z.string()),
  /** Admonitions by selector, with the kind that each must come out as. */
  admonitions: z.record(z.string(), z.string()).default({}),
  code: z.string().default('pre'),
  /** Tables and lists that only arrange things. */
  layout: z.string().default('table[role=presentation]'),
  /** Tables drawn with boxes: by the number of their columns, or by the roles of their parts. */
  grid: z.strictObject({ table: z.string(), columns: z.int().optional() }).optional(),
  /** Labels that stand apart from the panels they name, in the same order. */
  tabs: z.strictObject({ labels: z.string(), panels: z.string() }).optional(),
  /** Set for documents in Confluence's storage format, which is XML. */
  storage: z.boolean().default(false),
})

export type Description = z.infer<typeof description>

/** A saved page with its description. */
export interface Saved {
  readonly name: string
  readonly source: string
  readonly about: Description
}

/** Every saved page; one without a description fails by name. */
export const savedPages = (): readonly Saved[] =>
  readdirSync(corpus)
    .filter((name) => existsSync(join(corpus, name, 'source.html')))
    .map((name) => ({
      name,
      source: readFileSync(join(corpus, name, 'source.html'), 'utf8'),
      about: description.parse(JSON.parse(readFileSync(join(corpus, name, 'page.json'), 'utf8'))),
    }))
