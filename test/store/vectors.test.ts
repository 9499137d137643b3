import SqliteDatabase from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeyedVector } from '../../src/domain/vectors.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { decodeVector, encodeVector } from '../../src/store/vector-codec.ts'
import { at, makePage, makePassage, put, temporaryFile } from './support/samples.ts'

const gone = { at, basis: 'observed' as const }
const lsa = { id: 'lsa-3 of the runbooks', dimensions: 3, madeAt: at }
const onnx = { id: 'minilm of 2026', dimensions: 4, madeAt: at }
const east = Float32Array.of(1, 0, 0)
const north = Float32Array.of(0, 1, 0)
const nowhere = Float32Array.of(0, 0, 0)

/** A page of as many passages; each says its number. */
const putPage = (store: Store, path: string, passages: number): Promise<void> => {
  const page = makePage(`wiki:${path}`, 'Drain the node.', { title: `Runbook ${path}` })
  const numbers = Array.from({ length: passages }, (_, position) => position)
  return put(
    store,
    page,
    numbers.map((position) =>
      makePassage(page, {
        id: `${page.id}#${position}`,
        position,
        heading: ['Nodes', `Step ${position}`],
        text: `Drain node ${position} of ${path}.`,
      }),
    ),
  )
}

const keysOf = (vectors: readonly KeyedVector[]) => vectors.map(({ key }) => key)

/** A store with one page of three passages, and a space with nothing in it. */
const opened = async (file = ':memory:') => {
  const store = await openStore(file)
  await putPage(store, 'drain.md', 3)
  const space = await store.vectors.open(lsa)
  const keys = (await store.vectors.missing(space, { limit: 10 })).map(({ key }) => key)
  return { store, vectors: store.vectors, space, keys }
}

describe('vector spaces', () => {
  it('are made once, with what they were made of', async () => {
    const { vectors, space } = await opened()
    const model = Uint8Array.of(7, 8, 9)
    const made = await vectors.open({ ...onnx, about: { passages: 3, from: 'runbooks' }, model })
    expect(made).toMatchObject({ ...onnx, isCurrent: false })
    expect(made.about).toEqual({ passages: 3, from: 'runbooks' })
    expect(await vectors.open(onnx)).toEqual(made)
    expect(await vectors.find(onnx.id)).toEqual(made)
    expect(await vectors.find('a space nobody made')).toBeNull()
    expect([...((await vectors.model(made)) ?? [])]).toEqual([7, 8, 9])
    expect(await vectors.model(space)).toBeNull()
  })

  it('stand side by side until one is made current', async () => {
    const { vectors, space, keys } = await opened()
    expect(await vectors.current()).toBeNull()
    await vectors.makeCurrent(space)
    await vectors.put(space, [{ key: keys[0]!, vector: east }])
    const next = await vectors.open(onnx)
    await vectors.put(next, [{ key: keys[0]!, vector: Float32Array.of(0, 0, 0, 1) }])
    expect(await vectors.current()).toMatchObject({ id: lsa.id, isCurrent: true })
    expect([await vectors.count(space), await vectors.count(next)]).toEqual([1, 1])
    await vectors.makeCurrent(next)
    expect(await vectors.current()).toMatchObject({ id: onnx.id })
    expect(await vectors.find(lsa.id)).toBeNull()
    expect([await vectors.count(space), await vectors.count(next)]).toEqual([0, 1])
  })

  it('leave no vectors behind when they go, not even those of one that went before', async () => {
    const file = temporaryFile()
    const { store, vectors, space } = await opened(file)
    await putPage(store, 'long.md', 600)
    const all = await vectors.missing(space, { limit: 9999 })
    await vectors.put(
      space,
      all.map(({ key }) => ({ key, vector: east })),
    )
    const next = await vectors.open(onnx)
    await vectors.put(next, [{ key: all[0]!.key, vector: Float32Array.of(0, 0, 0, 1) }])
    const raw = new SqliteDatabase(file)
    raw.exec(`insert into passage_vectors (passage_key, space_key) values (${all[0]!.key}, 77)`)
    await vectors.makeCurrent(next)
    const left = raw.prepare('select space_key, passage_key from passage_vectors').raw().all()
    expect(left).toEqual([[next.key, all[0]!.key]])
    raw.close()
    await store.close()
  })

  it('keep the current one where the new one cannot take its place', async () => {
    const file = temporaryFile()
    const { store, vectors, space } = await opened(file)
    await vectors.makeCurrent(space)
    const next = await vectors.open(onnx)
    const raw = new SqliteDatabase(file)
    raw.exec(`create trigger refuse before update of current on vector_spaces
      when new.current = 1 begin select raise(abort, 'no'); end`)
    raw.close()
    await expect(vectors.makeCurrent(next)).rejects.toThrow()
    expect(await vectors.current()).toMatchObject({ id: lsa.id })
    await store.close()
  })

  it('are never used twice: one of the same id made later is another', async () => {
    const { vectors, space, keys } = await opened()
    const next = await vectors.open(onnx)
    await vectors.makeCurrent(next)
    const again = await vectors.open(lsa)
    expect(again.key).not.toBe(space.key)
    expect(vectors.rows(again).generation).not.toBe(vectors.rows(space).generation)
    const stale = vectors.put(space, [{ key: keys[0]!, vector: east }])
    await expect(stale).rejects.toMatchObject({ code: 'store.other-space' })
    await expect(vectors.makeCurrent(space)).rejects.toMatchObject({ code: 'store.other-space' })
  })

  it('are refused with other dimensions', async () => {
    const { vectors, space, keys } = await opened()
    const refused = { code: 'store.other-space', message: /has 3 dimensions, and 4 were given/ }
    const vector = Float32Array.of(1, 0, 0, 0)
    await expect(vectors.open({ ...lsa, dimensions: 4 })).rejects.toMatchObject(refused)
    const mixed = [
      { key: keys[0]!, vector: east },
      { key: keys[1]!, vector },
    ]
    await expect(vectors.put(space, mixed)).rejects.toMatchObject(refused)
    await expect(
      vectors.put({ ...space, dimensions: 4 }, [{ key: keys[0]!, vector }]),
    ).rejects.toMatchObject(refused)
    expect(await vectors.count(space)).toBe(0)
  })
})

describe('vectors of passages', () => {
  it('are missing until they are put, those of gone pages never', async () => {
    const { store, vectors, space, keys } = await opened()
    const parts = await vectors.missing(space, { limit: 2 })
    expect(parts).toEqual([
      { key: keys[0], text: 'Runbook drain.md\nNodes\nStep 0\nDrain node 0 of drain.md.' },
      { key: keys[1], text: 'Runbook drain.md\nNodes\nStep 1\nDrain node 1 of drain.md.' },
    ])
    const rest = await vectors.missing(space, { limit: 2, after: keys[1]! })
    expect(rest.map(({ key }) => key)).toEqual([keys[2]])
    await vectors.put(space, [{ key: keys[1]!, vector: north }])
    const left = await vectors.missing(space, { limit: 9 })
    expect(left.map(({ key }) => key)).toEqual([keys[0], keys[2]])
    await store.pages.markAllGone('wiki', gone)
    expect(await vectors.missing(space, { limit: 9 })).toEqual([])
  })

  it('read back as they were put, once, in the order of their keys', async () => {
    const { vectors, space, keys } = await opened()
    const [first, second, third] = [keys[0]!, keys[1]!, keys[2]!]
    const put = [
      { key: third, vector: east },
      { key: first, vector: north },
    ]
    expect(await vectors.put(space, put)).toBe(2)
    expect(await vectors.put(space, [{ key: first, vector: east }])).toBe(0)
    expect(await vectors.slice(space, 0, 9)).toEqual([put[1], put[0]])
    expect(await vectors.slice(space, 0, 1)).toEqual([put[1]])
    expect(await vectors.slice(space, first, 9)).toEqual([put[0]])
    const rows = vectors.rows(space)
    expect(keysOf(await rows.read([second, third, 999]))).toEqual([third])
    const marks = await rows.marks(0, 9)
    expect(marks.map(({ key }) => key)).toEqual([first, third])
    expect(new Set(marks.map(({ checksum }) => checksum)).size).toBe(2)
    expect(await rows.marks(first, 1)).toEqual([marks[1]])
  })

  it('have a place where they are all zeros, and are searched nowhere', async () => {
    const { vectors, space, keys } = await opened()
    expect(await vectors.put(space, [{ key: keys[0]!, vector: nowhere }])).toBe(1)
    expect(await vectors.count(space)).toBe(1)
    expect((await vectors.missing(space, { limit: 9 })).map(({ key }) => key)).toEqual(
      keys.slice(1),
    )
    expect(await vectors.slice(space, 0, 9)).toEqual([])
    expect(await vectors.rows(space).marks(0, 9)).toEqual([])
    expect(await vectors.rows(space).read(keys)).toEqual([])
  })

  it('go with their passages, and are left out where these went first', async () => {
    const { store, vectors, space, keys } = await opened()
    await vectors.put(
      space,
      keys.map((key) => ({ key, vector: east })),
    )
    await putPage(store, 'restart.md', 1)
    await putPage(store, 'drain.md', 1)
    expect(await vectors.count(space)).toBe(0)
    expect(await vectors.put(space, [{ key: keys[0]!, vector: east }])).toBe(0)
    const unembedded = await vectors.missing(space, { limit: 9 })
    expect(unembedded.map(({ text }) => text.split('\n')[0])).toEqual([
      'Runbook restart.md',
      'Runbook drain.md',
    ])
  })

  it.each([
    ['too long', Float32Array.of(2, 0, 0)],
    ['not a number', Float32Array.of(Number.NaN, 0, 0)],
    ['without end', Float32Array.of(Number.POSITIVE_INFINITY, 0, 0)],
  ])('that are %s are refused, and all that came with them', async (_, vector) => {
    const { vectors, space, keys } = await opened()
    const some = [
      { key: keys[0]!, vector: east },
      { key: keys[1]!, vector },
    ]
    await expect(vectors.put(space, some)).rejects.toMatchObject({ code: 'internal' })
    expect(await vectors.count(space)).toBe(0)
  })

  it('that lost bytes make the store untrustworthy', async () => {
    const file = temporaryFile()
    const { store, vectors, space, keys } = await opened(file)
    await vectors.put(space, [{ key: keys[0]!, vector: east }])
    const raw = new SqliteDatabase(file)
    raw.exec('update passage_vectors set vector = substr(vector, 1, 5)')
    raw.close()
    await expect(vectors.slice(space, 0, 9)).rejects.toMatchObject({ code: 'store.corrupt' })
    await store.close()
  })

  it('of more passages than one statement takes are put whole', async () => {
    const store = await openStore(':memory:')
    await putPage(store, 'long.md', 150)
    const space = await store.vectors.open(lsa)
    const keys = (await store.vectors.missing(space, { limit: 999 })).map(({ key }) => key)
    const put = keys.map((key) => ({ key, vector: key % 2 === 0 ? east : north }))
    expect(await store.vectors.put(space, put)).toBe(150)
    expect(await store.vectors.slice(space, 0, 999)).toEqual(put)
  })
})

describe('a vector as bytes', () => {
  it('is little endian, with a checksum', () => {
    const { bytes, checksum } = encodeVector(Float32Array.of(0.6, -0.8))
    expect(Buffer.from(bytes ?? []).toString('hex')).toBe('9a99193fcdcc4cbf')
    expect(checksum).toBe(3172650832)
  })

  it('reads back, wherever its bytes lie', () => {
    const parts = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(parts, fc.nat(7), (raw, shift) => {
        const length = Math.hypot(...raw)
        fc.pre(length > 1e-3)
        const vector = Float32Array.from(raw, (part) => part / length)
        const { bytes } = encodeVector(vector)
        const moved = Buffer.concat([Buffer.alloc(shift), bytes ?? Buffer.alloc(0)])
        expect(decodeVector(moved.subarray(shift), vector.length, 'it')).toEqual(vector)
      }),
    )
  })
})
