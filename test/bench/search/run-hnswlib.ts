import { readFileSync, statSync } from 'node:fs'
import { filesIn, measure } from './harness.ts'
import { bytesOfNumber, vectorsIn } from './vectors.ts'

// The floor of searching by nearness: hnswlib alone, without a text to turn into a vector and without anything to read from disk.
const [folder = '', out = '', dimensionsGiven = '256'] = process.argv.slice(2)
const dimensions = Number(dimensionsGiven)
const { vectors, queryVectors } = filesIn(folder)
const { default: hnswlib } = await import('hnswlib-node')
const count = statSync(vectors).size / bytesOfNumber / dimensions
const index = new hnswlib.HierarchicalNSW('ip', dimensions)
index.initIndex({ maxElements: count, m: 16, efConstruction: 200, randomSeed: 100 })
index.setEf(100)
const bytes = readFileSync(queryVectors)
const asked = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / bytesOfNumber)
const queries = Array.from({ length: asked.length / dimensions }, (_, at) =>
  Array.from(asked.subarray(at * dimensions, (at + 1) * dimensions)),
)

await measure(
  {
    async build() {
      for (const { number, vectors: some } of vectorsIn(vectors, dimensions))
        for (let row = 0; row * dimensions < some.length; row += 1)
          index.addPoint(
            Array.from(some.subarray(row * dimensions, (row + 1) * dimensions)),
            number + row,
          )
    },
    query: (_, at) => index.searchKnn(queries[at] ?? [], Math.min(50, count)).neighbors,
  },
  folder,
  out,
)
