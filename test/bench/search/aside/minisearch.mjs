// MiniSearch over the passages in the folder given: any of the terms. It is copied to where the benchmark installed the package.
import MiniSearch from 'minisearch'

const [folder, out, harness] = process.argv.slice(2)
const { inParts, measure } = await import(harness)
const index = new MiniSearch({ idField: 'number', fields: ['title', 'heading', 'text'] })
await measure(
  {
    async build() {
      for await (const part of inParts(folder, 2_000)) index.addAll(part)
    },
    query: ({ terms }) =>
      index
        .search(terms.join(' '))
        .slice(0, 50)
        .map(({ id }) => id),
  },
  folder,
  out,
)
