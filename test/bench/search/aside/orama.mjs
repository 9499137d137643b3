// Orama's full-text search over the passages in the folder given: any of the terms. It is copied to where the benchmark installed the package.
import { create, insertMultiple, search } from '@orama/orama'

const [folder, out, harness] = process.argv.slice(2)
const { inParts, measure } = await import(harness)
const index = create({ schema: { title: 'string', heading: 'string', text: 'string' } })
await measure(
  {
    async build() {
      for await (const part of inParts(folder, 2_000))
        await insertMultiple(
          index,
          part.map(({ number, title, heading, text }) => ({
            id: String(number),
            title,
            heading,
            text,
          })),
          500,
        )
    },
    query: async ({ terms }) => {
      const { hits } = await search(index, { term: terms.join(' '), limit: 50 })
      return hits.map(({ id }) => Number(id))
    },
  },
  folder,
  out,
)
