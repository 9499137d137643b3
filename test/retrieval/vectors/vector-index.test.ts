import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { clustered } from './support/clustered.ts'
import { openIndex, recall, soon } from './support/opened.ts'
import { bruteForce, rowsOf, visibleAmong } from './support/rows.ts'

const dimensions = 8

/** Rows with as many vectors, and queries of the same topics. */
const made = (count: number) => {
  const passages = clustered(dimensions, 12)
  const rows = rowsOf(dimensions)
  rows.put(passages.more(count))
  return { passages, rows, queries: Array.from({ length: 20 }, passages.one) }
}

/** Nearly the same vector. */
const nudged = (vector: Float32Array): Float32Array => {
  const raw = vector.map((part, at) => part + (at === 0 ? 0.01 : 0))
  return raw.map((part) => part / Math.hypot(...raw))
}

const everything = { count: Number.POSITIVE_INFINITY, has: () => true, keys: () => [] }

describe('an index', () => {
  it('finds nothing before its first update, and says so', async () => {
    const { rows, queries } = made(30)
    const index = openIndex({ rows, folder: null })
    expect(index.search(queries[0]!, 10, everything)).toEqual([])
    expect(index.status()).toMatchObject({ state: 'building', passages: 0 })
    expect(index.status().reason).toContain('being read')
  })

  it('of few passages is exact, and has no file', async () => {
    const { rows, queries } = made(30)
    const folder = temporaryFolder()
    const index = openIndex({ rows, folder })
    await index.update()
    await index.settled()
    expect(index.status()).toEqual({
      state: 'exact',
      reason: 'there are few enough passages to compare with each',
      passages: 30,
      problem: null,
    })
    expect(recall(index, rows, queries)).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it('of many is a graph, with a file from which it is read the next time', async () => {
    const { rows, queries } = made(1500)
    const folder = temporaryFolder()
    const index = openIndex({ rows, folder })
    await index.update()
    await index.settled()
    expect(index.status()).toEqual({
      state: 'approximate',
      reason: 'a graph leads to the nearest of 1500 passages',
      passages: 1500,
      problem: null,
    })
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
    expect(readdirSync(folder).map((name) => name.replace(/.*\./, ''))).toEqual(['hnsw', 'side'])
    const again = openIndex({ rows, folder, builds: false })
    await again.update()
    expect(again.status().state).toBe('approximate')
    for (const query of queries)
      expect(again.search(query, 10, everything)).toEqual(index.search(query, 10, everything))
  })

  it('scores as exact search does', async () => {
    const { rows, queries } = made(1500)
    const index = openIndex({ rows, folder: null })
    await index.update()
    await index.settled()
    const [best] = index.search(queries[0]!, 1, everything)
    const [truth] = bruteForce(rows.vectors, queries[0]!, 1, everything)
    expect(best?.key).toBe(truth?.key)
    expect(best?.score).toBeCloseTo(truth?.score ?? 0, 6)
  })

  it('finds what is new, and never again what is gone', async () => {
    const { passages, rows, queries } = made(1500)
    const folder = temporaryFolder()
    const index = openIndex({ rows, folder })
    await index.update()
    await index.settled()
    const nearest = queries.map((query) => index.search(query, 3, everything))
    const gone = nearest.flat().map(({ key }) => key)
    for (const key of gone) rows.vectors.delete(key)
    const news = passages.more(40)
    rows.put(news)
    await index.update()
    const found = (at: number) => index.search(news[at]!.vector, 1, everything)[0]?.key
    // At once, and when the graph has them.
    expect(news.map((_, at) => found(at))).toEqual(news.map(({ key }) => key))
    await index.settled()
    expect(news.map((_, at) => found(at))).toEqual(news.map(({ key }) => key))
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
    const again = openIndex({ rows, folder })
    await again.update()
    expect(recall(again, rows, queries)).toBeGreaterThanOrEqual(0.99)
    await again.settled()
    expect(recall(again, rows, queries)).toBeGreaterThanOrEqual(0.99)
  })

  it('finds as many as are wanted, each once, before its graph knows what changed', async () => {
    const { passages, rows } = made(1500)
    const index = openIndex({ rows, folder: null })
    await index.update()
    await index.settled()
    const query = passages.one()
    const nearest = index.search(query, 40, everything).map(({ key }) => key)
    for (const key of nearest.slice(0, 35)) rows.vectors.delete(key)
    rows.put(nearest.slice(35).map((key) => ({ key, vector: nudged(rows.vectors.get(key)!) })))
    await index.update()
    const hits = index.search(query, 30, everything)
    expect(hits.map(({ key }) => key)).toEqual(
      bruteForce(rows.vectors, query, 30, everything).map(({ key }) => key),
    )
  })

  it('finds what went and came back while its graph was being built', async () => {
    const { passages, rows } = made(1500)
    const index = openIndex({ rows, folder: null })
    await index.update()
    // It begins in the next turns of the loop, and takes a hundred and more.
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
    const [key, vector] = [1490, rows.vectors.get(1490)!]
    rows.vectors.delete(key)
    await index.update()
    rows.put(passages.more(1))
    await index.update()
    rows.put([{ key, vector }])
    await index.update()
    expect(index.status().state).toBe('exact')
    await index.settled()
    expect(index.status().state).toBe('approximate')
    expect(index.search(vector, 1, everything)[0]?.key).toBe(key)
  })

  it('forgets what a passage was before', async () => {
    const { passages, rows } = made(300)
    const index = openIndex({ rows, folder: null })
    await index.update()
    await index.settled()
    const [before, after] = [rows.vectors.get(7)!, passages.one()]
    rows.put([{ key: 7, vector: after }])
    await index.update()
    for (let turn = 0; turn < 2; turn += 1) {
      expect(index.search(after, 1, everything)[0]).toMatchObject({ key: 7 })
      const [nearest] = index.search(before, 1, everything)
      expect(nearest?.score).toBeLessThan(0.9999)
      await index.settled()
    }
  })

  it('takes changes that come while its graph is being built', async () => {
    const { passages, rows, queries } = made(1500)
    const index = openIndex({ rows, folder: temporaryFolder() })
    await index.update()
    for (let turn = 0; turn < 5; turn += 1) {
      for (const key of [...rows.vectors.keys()].slice(0, 60)) rows.vectors.delete(key)
      rows.put(passages.more(50))
      rows.put([{ key: 1400 + turn, vector: passages.one() }])
      await index.update()
      expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
    }
    await index.settled()
    expect(index.status()).toMatchObject({ state: 'approximate', passages: rows.vectors.size })
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
  })

  it('goes back to exact search when few are left', async () => {
    const { rows, queries } = made(300)
    const index = openIndex({ rows, folder: temporaryFolder() })
    await index.update()
    await index.settled()
    for (const key of [...rows.vectors.keys()].slice(20)) rows.vectors.delete(key)
    await index.update()
    await index.settled()
    expect(index.status()).toMatchObject({ state: 'exact', passages: 20 })
    expect(recall(index, rows, queries)).toBe(1)
  })

  it('answers exactly while its graph is being built, where that keeps nobody waiting', async () => {
    const { rows, queries } = made(1500)
    const index = openIndex({ rows, folder: null })
    await index.update()
    expect(index.status()).toMatchObject({ state: 'exact' })
    expect(index.status().reason).toContain('being built because it is kept in memory only')
    expect(recall(index, rows, queries)).toBe(1)
  })

  it('answers for few while its graph is being built, where it would keep others waiting', async () => {
    const { rows, queries } = made(1500)
    const index = openIndex({ rows, folder: null, limits: { ...soon, meanwhile: 100 * 8 } })
    await index.update()
    expect(index.status()).toMatchObject({ state: 'building', passages: 1500 })
    expect(index.search(queries[0]!, 10, everything)).toEqual([])
    const few = visibleAmong([4, 8, 15, 16, 23, 42])
    expect(recall(index, rows, queries, few)).toBe(1)
    await index.settled()
    expect(index.status()).toMatchObject({ state: 'approximate' })
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
  })

  it('says how many its graph lacks, where they are too many to compare with', async () => {
    const { passages, rows, queries } = made(1500)
    const index = openIndex({ rows, folder: null, limits: { ...soon, meanwhile: 100 * 8 } })
    await index.update()
    await index.settled()
    rows.put(passages.more(200))
    await index.update()
    expect(index.status()).toMatchObject({ state: 'building', passages: 1700 })
    expect(index.status().reason).toContain('200 of 1700')
    await index.settled()
    expect(index.status().state).toBe('approximate')
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
  })

  it('searches exactly without hnswlib, and says so', async () => {
    const { rows, queries } = made(300)
    const because = 'hnswlib-node is not installed: it needs a C++ compiler'
    const library = async () => ({ library: null, because })
    const index = openIndex({ rows, folder: temporaryFolder(), library })
    await index.update()
    await index.settled()
    expect(index.status()).toMatchObject({ state: 'exact' })
    expect(index.status().reason).toContain(because)
    expect(recall(index, rows, queries)).toBe(1)
  })

  it('searches exactly once keys have outgrown 32 bits', async () => {
    const { passages, rows, queries } = made(300)
    rows.put([{ key: 2 ** 32, vector: passages.one() }])
    const index = openIndex({ rows, folder: null })
    await index.update()
    await index.settled()
    expect(index.status()).toMatchObject({ state: 'exact', passages: 301 })
    expect(index.status().reason).toContain('outgrown')
    expect(recall(index, rows, queries)).toBe(1)
  })

  it.each([
    ['all zeros', new Float32Array(dimensions)],
    ['not a number', new Float32Array(dimensions).fill(Number.NaN)],
    ['without end', new Float32Array(dimensions).fill(Number.POSITIVE_INFINITY)],
  ])('finds nothing for a query that is %s', async (_, query) => {
    const { rows } = made(300)
    const index = openIndex({ rows, folder: null })
    await index.update()
    expect(index.search(query, 10, everything)).toEqual([])
    await index.settled()
    expect(index.search(query, 10, everything)).toEqual([])
  })

  it('refuses a query of another space, and finds nothing for nobody', async () => {
    const { rows, queries } = made(30)
    const index = openIndex({ rows, folder: null })
    await index.update()
    const refused = { code: 'store.other-space' }
    expect(() => index.search(new Float32Array(9), 10, everything)).toThrow(
      expect.objectContaining(refused),
    )
    expect(index.search(queries[0]!, 10, visibleAmong([]))).toEqual([])
    expect(index.search(queries[0]!, 0, everything)).toEqual([])
  })

  it('goes on where its rows could not be read to their end', async () => {
    const { rows, queries } = made(6000)
    let reads = 0
    const broken = {
      ...rows,
      read: async (keys: readonly number[]) => {
        reads += 1
        if (reads === 3) throw new Error('the database is locked')
        return rows.read(keys)
      },
    }
    const index = openIndex({ rows: broken, folder: null })
    await expect(index.update()).rejects.toThrow('locked')
    expect(index.search(queries[0]!, 10, everything)).toEqual([])
    await index.update()
    expect(recall(index, rows, queries)).toBe(1)
  })

  it('can be closed while its graph is being built, and leaves nothing half done', async () => {
    const { rows, queries } = made(1500)
    const folder = temporaryFolder()
    const index = openIndex({ rows, folder })
    await index.update()
    await index.close()
    expect(index.search(queries[0]!, 10, everything)).toEqual([])
    expect(readdirSync(folder)).toEqual([])
    await index.update()
    expect(index.status().passages).toBe(1500)
  })
})
