// A process of its own that indexes: `index-process.mjs <build> <folder> <seed> <rounds>`. Each round it puts vectors for passages that
// have none and opens an index anew, in every third without the file of the one before. It ends with 0 where every search found what is there.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [build, folder, seed, rounds] = process.argv.slice(2)
const load = (file) => import(pathToFileURL(join(build, 'src', file)).href)
const { openStore } = await load('store/store.js')
const { openVectorIndex } = await load('retrieval/vectors/vector-index.js')

const dimensions = 8
let state = Number(seed)
const random = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
  return state / 2 ** 32
}
const vector = () => {
  const raw = Array.from({ length: dimensions }, () => random() - 0.5)
  const length = Math.hypot(...raw)
  return Float32Array.from(raw, (part) => part / length)
}

const store = await openStore(join(folder, 'store.sqlite'), { patience: 20_000 })
const space = await store.vectors.current()
const rows = store.vectors.rows(space)
const limits = { exact: 60 * dimensions, meanwhile: 1e6 }
const everything = { count: Number.POSITIVE_INFINITY, has: () => true, keys: () => [] }

for (let round = 0; round < Number(rounds); round += 1) {
  const missing = await store.vectors.missing(space, { limit: 100 })
  const put = missing.map(({ key }) => ({ key, vector: vector() }))
  await store.vectors.put(space, put)
  const index = openVectorIndex({ rows, folder, limits })
  await index.update()
  await index.settled()
  const { problem, state } = index.status()
  if (problem !== null || state !== 'approximate') throw new Error(`${state}: ${problem}`)
  // Another process may have put another vector for the same passage: what is in the rows must be found.
  for (const { key, vector } of await rows.read(put.slice(0, 20).map(({ key }) => key))) {
    const [hit] = index.search(vector, 1, everything)
    if (hit === undefined || hit.score < 0.9999) throw new Error(`${key} was not found`)
  }
  await index.close()
  const sides = readdirSync(folder).filter((name) => name.endsWith('.side'))
  if (round % 3 === 0) for (const name of sides) rmSync(join(folder, name), { force: true })
}
await store.close()
