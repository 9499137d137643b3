import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { searchExactly } from '../../../src/retrieval/vectors/exact.ts'
import { efFor, HnswGraph, largestLabel } from '../../../src/retrieval/vectors/hnsw.ts'
import { type HnswLibrary, loadLibrary } from '../../../src/retrieval/vectors/library.ts'
import { PackedVectors } from '../../../src/retrieval/vectors/packed.ts'
import { newFolder, removeFolder } from '../../support/temporary-folder.ts'
import { clustered, randomFrom } from './support/clustered.ts'
import { visibleAmong } from './support/rows.ts'

const dimensions = 48
const passages = clustered(dimensions, 100)
const all = passages.more(10_000)
const queries = Array.from({ length: 40 }, passages.one)
const packed = new PackedVectors(dimensions)

let library: HnswLibrary
let graph: HnswGraph

const fresh = (capacity: number) => HnswGraph.create(library, dimensions, capacity)

const add = (to: HnswGraph, some: typeof all) => {
  for (const { key, vector } of some)
    to.add({ key, checksum: key }, (point) => {
      for (const [at, part] of vector.entries()) point[at] = part
    })
}

beforeAll(async () => {
  const found = await loadLibrary()
  if (found.library === null) throw new Error(found.because)
  library = found.library
  graph = fresh(100)
  add(graph, all)
  for (const { key, vector } of all) packed.add(key, 0, vector, true)
})

const recallAmong = (keys: readonly number[], limit: number): number => {
  const visible = visibleAmong(keys)
  const shares = queries.map((query) => {
    const truth = searchExactly(packed, query, limit, visible)
    const found = new Set(graph.search(query, limit, visible))
    expect([...found].every((key) => visible.has(key))).toBe(true)
    return truth.filter(({ key }) => found.has(key)).length / truth.length
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

describe('a graph', () => {
  it.each([
    [1, 10],
    [1, 200],
    [0.8, 10],
    [0.5, 10],
    [0.5, 200],
    [0.2, 10],
    [0.05, 10],
    [0.001, 10],
  ])('of which a share of %d is visible finds the nearest %d', (share, limit) => {
    const random = randomFrom(5)
    const keys = all.map(({ key }) => key).filter(() => random() < share)
    expect(recallAmong(keys, limit)).toBeGreaterThanOrEqual(0.99)
  })

  it('finds those of one topic alone, which lie together', () => {
    const { vector } = all[0] ?? { vector: new Float32Array(dimensions) }
    const topic = searchExactly(packed, vector, 60, visibleAmong(packed.keys()))
    expect(
      recallAmong(
        topic.map(({ key }) => key),
        10,
      ),
    ).toBeGreaterThanOrEqual(0.99)
  })

  it('finds those behind the nearest, where these are hidden', () => {
    const query = queries[0]!
    const everything = visibleAmong(packed.keys())
    const hidden = new Set(searchExactly(packed, query, 60, everything).map(({ key }) => key))
    const visible = visibleAmong([...packed.keys()].filter((key) => !hidden.has(key)))
    const truth = searchExactly(packed, query, 10, visible).map(({ key }) => key)
    expect(graph.search(query, 10, visible).toSorted()).toEqual(truth.toSorted())
  })

  it('finds all where fewer are visible than wanted, and none where none are', () => {
    expect(graph.search(all[0]!.vector, 10, visibleAmong([3, 4])).toSorted()).toEqual([3, 4])
    expect(graph.search(all[0]!.vector, 10, visibleAmong([]))).toEqual([])
    expect(fresh(10).search(all[0]!.vector, 10, visibleAmong([1]))).toEqual([])
  })

  it('passes on what goes wrong while it is asked who may see what', () => {
    const visible = {
      count: 5,
      has: () => {
        throw new Error('the reader is gone')
      },
    }
    expect(() => graph.search(all[0]!.vector, 10, visible)).toThrow('the reader is gone')
  })

  it('forgets what is removed, and takes another vector for the same passage', () => {
    const small = fresh(10)
    const [one, other, third] = [all[0]!, all[1]!, all[2]!]
    add(small, [one, other])
    small.remove(one.key)
    small.remove(one.key)
    const visible = visibleAmong([one.key, other.key])
    expect([small.size, small.count]).toEqual([1, 2])
    expect(small.search(one.vector, 2, visible)).toEqual([other.key])
    add(small, [{ key: one.key, vector: third.vector }])
    expect([small.size, small.count]).toEqual([2, 2])
    expect(small.search(third.vector, 1, visible)).toEqual([one.key])
  })

  it('keeps keys as large as 32 bits', () => {
    const small = fresh(1)
    add(small, [{ key: largestLabel, vector: all[0]!.vector }])
    const visible = visibleAmong([largestLabel])
    expect(small.search(all[0]!.vector, 1, visible)).toEqual([largestLabel])
  })

  it('reads back as it was written, what is deleted included', async () => {
    const folder = newFolder()
    onTestFinished(() => removeFolder(folder))
    const small = fresh(10)
    add(small, all.slice(0, 300))
    small.remove(1)
    const file = `${folder}/vectors.hnsw`
    await small.write(file)
    const { keys, checksums } = small.marks()
    const marks = new Map(Array.from(keys, (key, at) => [key, checksums[at] ?? 0]))
    const again = await HnswGraph.read(library, dimensions, file, marks)
    expect([again.size, again.count]).toEqual([299, 300])
    const visible = visibleAmong(packed.keys())
    for (const query of queries)
      expect(again.search(query, 10, visible)).toEqual(small.search(query, 10, visible))
    await expect(HnswGraph.read(library, dimensions, `${file}x`, marks)).rejects.toThrow()
  })
})

it.each([
  [10, 1_000, 100],
  [100, 100_000, 400],
  [100, 250_000, 1_000],
  [100, 1_000_000, 4_000],
])('for %i of %i vectors %i candidates are held', (limit, size, ef) => {
  expect(efFor(limit, size)).toBe(ef)
})
