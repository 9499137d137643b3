import { describe, expect, it, onTestFinished } from 'vitest'
import { GraphKeeper } from '../../../src/retrieval/vectors/graph-keeper.ts'
import { loadLibrary } from '../../../src/retrieval/vectors/library.ts'
import { PackedVectors } from '../../../src/retrieval/vectors/packed.ts'
import { clustered } from './support/clustered.ts'

const dimensions = 8

/** A keeper with a graph of so many vectors. */
const made = async (count: number) => {
  const found = await loadLibrary()
  if (found.library === null) throw new Error(found.because)
  const passages = clustered(dimensions, 12)
  const packed = new PackedVectors(dimensions)
  const { library } = found
  const keeper = new GraphKeeper({ packed, library, files: null, exact: 60 * dimensions })
  onTestFinished(() => keeper.close())
  const add = (more: number) => {
    for (const { key, vector } of passages.more(more)) {
      packed.add(key, key, vector, !keeper.isReading)
      keeper.touched(key, key)
    }
  }
  const remove = (keys: readonly number[]) => {
    for (const key of keys) {
      packed.remove(key)
      keeper.touched(key, null)
    }
  }
  const tended = async () => {
    keeper.tend()
    await keeper.settled()
    const { graph } = keeper
    expect(keeper.tail.size).toBe(0)
    return graph === null ? null : { size: graph.size, count: graph.count }
  }
  add(count)
  return { keeper, packed, add, remove, tended }
}

const upTo = (last: number, from = 1) =>
  Array.from({ length: last - from + 1 }, (_, at) => from + at)

describe('a graph in keeping', () => {
  it('is built once there are enough vectors', async () => {
    const { add, tended } = await made(60)
    expect(await tended()).toBeNull()
    add(1)
    expect(await tended()).toEqual({ size: 61, count: 61 })
  })

  it('marks what is gone, and is built anew when a fifth of it is', async () => {
    const { remove, tended } = await made(500)
    await tended()
    remove(upTo(100))
    expect(await tended()).toEqual({ size: 400, count: 500 })
    remove([101])
    expect(await tended()).toEqual({ size: 399, count: 399 })
  })

  it('grows by what is added, and is built anew when most of it would be new', async () => {
    const { keeper, add, tended } = await made(100)
    await tended()
    const { graph } = keeper
    add(90)
    expect(keeper.tail.size).toBe(90)
    expect(await tended()).toEqual({ size: 190, count: 190 })
    expect(keeper.graph).toBe(graph)
    add(300)
    expect(await tended()).toEqual({ size: 490, count: 490 })
    expect(keeper.graph).not.toBe(graph)
  })

  it('takes what comes and goes while it is being built', async () => {
    const { keeper, packed, add, remove, tended } = await made(500)
    keeper.tend()
    while (!keeper.isReading) await new Promise(setImmediate)
    remove(upTo(20))
    add(30)
    remove(upTo(505, 501))
    expect(await tended()).toEqual({ size: 505, count: 525 })
    expect([...(keeper.graph?.keys() ?? [])].toSorted()).toEqual([...packed.keys()].toSorted())
  })

  it('is given up when few are left, and not for a few more or less', async () => {
    const { add, remove, tended } = await made(61)
    await tended()
    remove([1, 2])
    expect(await tended()).toEqual({ size: 59, count: 61 })
    remove(upTo(31, 3))
    expect(await tended()).toBeNull()
    add(10)
    expect(await tended()).toBeNull()
  })
})
