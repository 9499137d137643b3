// A process of its own that indexes 3000 vectors of 8 dimensions into a folder, `full-disk.mjs <build> <folder>`, and says how that went.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [build, folder] = process.argv.slice(2)
const file = join(build, 'src', 'retrieval', 'vectors', 'vector-index.js')
const { openVectorIndex } = await import(pathToFileURL(file).href)

const dimensions = 8
const vectorOf = (key) => {
  const raw = Array.from({ length: dimensions }, (_, at) => Math.sin(key * (at + 1) * 0.7))
  const length = Math.hypot(...raw)
  return Float32Array.from(raw, (part) => part / length)
}
const keys = Array.from({ length: 3000 }, (_, at) => at + 1)
const rows = {
  space: { id: 'lsa of the runbooks', dimensions },
  generation: '1',
  marks: async (after, limit) =>
    keys.slice(after, after + limit).map((key) => ({ key, checksum: key })),
  read: async (some) => some.map((key) => ({ key, vector: vectorOf(key) })),
}
const index = openVectorIndex({ rows, folder, limits: { exact: 480, meanwhile: 1e6 } })
await index.update()
await index.settled()
const everything = { count: keys.length, has: () => true, keys: () => keys }
const found = keys.filter((key) => index.search(vectorOf(key), 1, everything)[0]?.score > 0.9999)
console.log(JSON.stringify({ ...index.status(), found: found.length }))
await index.close()
