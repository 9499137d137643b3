import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type HnswLibrary, loadLibrary } from '../../../src/retrieval/vectors/library.ts'
import { noMarks } from '../../../src/retrieval/vectors/marks.ts'
import { decodeSide, encodeSide } from '../../../src/retrieval/vectors/side-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { clustered, randomFrom } from './support/clustered.ts'
import { openIndex, recall } from './support/opened.ts'
import { rowsOf, type TestRows } from './support/rows.ts'

const dimensions = 8
const passages = clustered(dimensions, 12)
const some = passages.more(400)
const queries = Array.from({ length: 15 }, passages.one)

let real: HnswLibrary

beforeAll(async () => {
  const found = await loadLibrary()
  if (found.library === null) throw new Error(found.because)
  real = found.library
})

const made = (naming: Parameters<typeof rowsOf>[1] = {}): TestRows => {
  const rows = rowsOf(dimensions, naming)
  rows.put(some)
  return rows
}

/** Builds an index of rows in a folder, and gives the names of its files. */
const written = async (rows: TestRows, folder: string) => {
  const index = openIndex({ rows, folder })
  await index.update()
  await index.settled()
  await index.close()
  expect(index.status().problem).toBeNull()
  return namesIn(folder)
}

const namesIn = (folder: string) => {
  const end = (suffix: string) => readdirSync(folder).filter((name) => name.endsWith(suffix))
  return { hnsw: end('.hnsw'), side: end('.side'), part: end('.part') }
}

/** Opens rows over a folder: what is found is right at once and in the end, and there is a good file again. */
const comesRight = async (rows: TestRows, folder: string, because: RegExp) => {
  const index = openIndex({ rows, folder })
  await index.update()
  expect(index.status()).toMatchObject({ state: 'exact', problem: null })
  expect(index.status().reason).toMatch(because)
  expect(recall(index, rows, queries)).toBe(1)
  await index.settled()
  expect(index.status()).toMatchObject({ state: 'approximate', problem: null })
  expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
  const again = openIndex({ rows, folder, builds: false })
  await again.update()
  expect(again.status().state).toBe('approximate')
  expect(recall(again, rows, queries)).toBeGreaterThanOrEqual(0.99)
  expect(namesIn(folder)).toMatchObject({ part: [] })
}

describe('a file that cannot be trusted is made anew', () => {
  const random = randomFrom(11)
  const places = Array.from({ length: 5 }, random)

  const damage: Record<string, (file: string, at: number) => void> = {
    'cut off': (file, at) => truncateSync(file, at),
    'with a bit flipped': (file, at) => {
      const bytes = readFileSync(file)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      writeFileSync(file, bytes)
    },
    'with zeros at its end': (file, at) => {
      const bytes = readFileSync(file)
      writeFileSync(file, bytes.fill(0, Math.min(at, bytes.length - 50)))
    },
  }
  const cases = Object.keys(damage).flatMap((what) =>
    ['hnsw', 'side'].map((which) => ({ what, which })),
  )

  it.each(cases)('its $which $what', async ({ what, which }) => {
    const rows = made()
    const folder = temporaryFolder()
    for (const place of places) {
      const names = await written(rows, folder)
      const file = join(folder, (which === 'hnsw' ? names.hnsw : names.side)[0] ?? '')
      damage[what]?.(file, Math.floor(place * readFileSync(file).length))
      await comesRight(rows, folder, /its (?:side )?file is damaged/)
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
    }
  })

  it.each([
    ['its hnsw is missing', 'hnsw' as const, /its file is missing/],
    ['its side is missing', 'side' as const, /it has no file yet/],
  ])('%s', async (_, which, because) => {
    const rows = made()
    const folder = temporaryFolder()
    const names = await written(rows, folder)
    rmSync(join(folder, names[which][0] ?? ''))
    await comesRight(rows, folder, because)
  })

  it('it is of the same space in another database', async () => {
    const folder = temporaryFolder()
    await written(made(), folder)
    const other = rowsOf(dimensions, { generation: '2' })
    other.put(some.map(({ key }) => ({ key, vector: passages.one() })))
    await comesRight(other, folder, /of another generation/)
  })

  it('its name is that of another space', async () => {
    const folder = temporaryFolder()
    const rows = made()
    const other = made({ id: 'minilm of the runbooks' })
    const names = await written(rows, folder)
    const others = await written(other, folder)
    const side = others.side.find((name) => !names.side.includes(name)) ?? ''
    writeFileSync(join(folder, side), readFileSync(join(folder, names.side[0] ?? '')))
    await comesRight(other, folder, /of another space/)
  })

  it('rows say that a vector is another', async () => {
    const folder = temporaryFolder()
    const rows = made()
    await written(rows, folder)
    rows.put(some.slice(0, 30).map(({ key }) => ({ key, vector: passages.one() })))
    const index = openIndex({ rows, folder })
    await index.update()
    expect(index.status().state).toBe('approximate')
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
    await index.settled()
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
  })
})

describe('files that cannot be written', () => {
  /** As hnswlib does where the disk is full: what does not fit is not there, and nobody is told. */
  const fullDisk = (left: number) =>
    class extends real {
      override async writeIndex(file: string): Promise<boolean> {
        await super.writeIndex(file)
        truncateSync(file, left)
        return true
      }
    }

  it.each([0, 50, 96, 5000])(
    'leave the index in memory, %d bytes having had room',
    async (left) => {
      const rows = made()
      const folder = temporaryFolder()
      const library = async () => ({ library: fullDisk(left) })
      const index = openIndex({ rows, folder, library })
      await index.update()
      await index.settled()
      expect(index.status()).toMatchObject({ state: 'approximate', passages: 400 })
      expect(index.status().problem).toBe(
        'the index of vectors could not be kept in its file (not all of it could be written: is the disk full?): it stays in memory, and is built anew at the next start',
      )
      expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
      await index.close()
      expect(readdirSync(folder)).toEqual([])
      await comesRight(rows, folder, /it has no file yet/)
    },
  )

  it('keep the older file, whose rows are still right', async () => {
    const rows = made()
    const folder = temporaryFolder()
    const before = await written(rows, folder)
    rows.put(passages.more(1200))
    const index = openIndex({ rows, folder, library: async () => ({ library: fullDisk(9) }) })
    await index.update()
    await index.settled()
    expect(index.status().problem).toContain('is the disk full?')
    expect(namesIn(folder)).toEqual(before)
    const again = openIndex({ rows, folder })
    await again.update()
    expect(recall(again, rows, queries)).toBeGreaterThanOrEqual(0.99)
    await again.settled()
    expect(again.status()).toMatchObject({ state: 'approximate', problem: null })
    expect(recall(again, rows, queries)).toBeGreaterThanOrEqual(0.99)
    expect(namesIn(folder).hnsw).not.toEqual(before.hnsw)
  })

  it('leave the index in memory where there is no folder', async () => {
    const rows = made()
    const index = openIndex({ rows, folder: join(temporaryFolder(), 'unmounted') })
    await index.update()
    await index.settled()
    expect(index.status()).toMatchObject({ state: 'approximate' })
    expect(index.status().problem).toContain('could not be kept in its file')
    expect(recall(index, rows, queries)).toBeGreaterThanOrEqual(0.99)
  })
})

describe('files of no use to anybody', () => {
  it('go when a new one is written, but not those that another process may be writing', async () => {
    const rows = made()
    const folder = temporaryFolder()
    const old = ['vectors-00ff-00ff.hnsw', 'vectors-00ff.side', 'vectors-00ff-12.part']
    const kept = ['vectors-aa00-99.part', 'plumbline.sqlite', 'vectors-notes.txt']
    const longAgo = new Date(Date.now() - 3 * 3_600_000)
    for (const name of [...old, ...kept]) writeFileSync(join(folder, name), 'x')
    for (const name of [...old, ...kept.slice(1)]) utimesSync(join(folder, name), longAgo, longAgo)
    await written(rows, folder)
    expect(old.filter((name) => existsSync(join(folder, name)))).toEqual([])
    expect(kept.filter((name) => existsSync(join(folder, name)))).toEqual(kept)
  })

  it('go when the same index is written again', async () => {
    const rows = made()
    const folder = temporaryFolder()
    const first = await written(rows, folder)
    rows.put(passages.more(1200))
    const second = await written(rows, folder)
    expect(second.hnsw).toHaveLength(1)
    expect(second.hnsw).not.toEqual(first.hnsw)
  })
})

describe('a side file', () => {
  const bits32 = fc.nat(2 ** 32 - 1)
  const side = fc.record({
    space: fc.string(),
    generation: fc.string(),
    dimensions: fc.nat(),
    file: fc.constant('vectors-00ff-00ff.hnsw'),
    sha256: fc.string(),
    count: fc.nat(),
    marks: fc.array(fc.tuple(bits32, bits32)).map((pairs) => ({
      keys: Uint32Array.from(pairs, ([key]) => key),
      checksums: Uint32Array.from(pairs, ([, checksum]) => checksum),
    })),
  })

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(side, (one) => {
        expect(decodeSide(encodeSide(one))).toEqual(one)
      }),
    )
  })

  it('is nothing where its marks are not whole', () => {
    fc.assert(
      fc.property(side, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, place, mask) => {
        const bytes = encodeSide(one)
        const end = bytes.indexOf('\n') + 1
        fc.pre(bytes.length > end)
        const at = end + (place % (bytes.length - end))
        expect(decodeSide(bytes.subarray(0, at))).toBeNull()
        bytes[at] = (bytes[at] ?? 0) ^ mask
        expect(decodeSide(bytes)).toBeNull()
      }),
    )
  })

  it('is nothing where it is anything else', () => {
    const anything = fc.oneof(
      fc.uint8Array(),
      fc.json().map(Buffer.from),
      fc.string().map(Buffer.from),
    )
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(decodeSide(Buffer.from(bytes))).toBeNull()
      }),
    )
  })

  it.each([
    ['leads out of its folder', { file: '../plumbline.sqlite' }],
    ['is of another sort', { file: 'plumbline.sqlite' }],
  ])('is nothing where its file %s', (_, change) => {
    const one = { space: 's', generation: '1', dimensions: 2, sha256: '', count: 0, marks: noMarks }
    expect(decodeSide(encodeSide({ ...one, file: 'vectors-00-11.hnsw' }))).not.toBeNull()
    expect(decodeSide(encodeSide({ ...one, ...change }))).toBeNull()
  })
})
