import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'
import { everyone, makePage, makePassage, put, searchIn, temporaryFile } from './support/samples.ts'

const vocabulary = ['restart', 'worker', 'queue', 'dock', 'maxRetries', 'lane']
const terms = ['restart', 'queue', 'dock', 'lane'].map((text) => ({ kind: 'word' as const, text }))

/** What happens to an index: a page comes or changes, all of a source goes, or a page closes. */
const event = fc.record({
  page: fc.integer({ min: 0, max: 7 }),
  passages: fc.array(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 8 }), {
    maxLength: 4,
  }),
  isOpen: fc.boolean(),
})

type Event = typeof event extends fc.Arbitrary<infer Kind> ? Kind : never

const happen = async (store: Store, { page, passages, isOpen }: Event) => {
  const one = makePage(`w:${page}`, passages.map((words) => words.join(' ')).join('\n\n'), {
    access: [[isOpen ? 'group:all' : 'boss']],
  })
  await put(
    store,
    one,
    passages.map((words, position) =>
      makePassage({ ...one, text: words.join(' ') }, { id: `${one.id}#${position}`, position }),
    ),
  )
}

const told = async (store: Store) => {
  const hits = await searchIn(store, terms, { reader: everyone }, 50)
  const words = await store.passages.countWords(vocabulary, { reader: everyone })
  return [hits.map(({ score, passage }) => [passage.id, score]), words.passages, [...words.of]]
}

describe('what a search keeps in memory', () => {
  it('says after any changes what a search says that has just begun', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
        const file = temporaryFile()
        const kept = await openStore(file)
        for (const one of events) {
          await happen(kept, one)
          const fresh = await openStore(file)
          expect(await told(kept)).toEqual(await told(fresh))
          await fresh.close()
        }
        await kept.close()
        rmSync(dirname(file), { recursive: true })
      }),
      { numRuns: 40 },
    )
  })

  it('follows what another process writes', async () => {
    const file = temporaryFile()
    const one = await openStore(file)
    const two = await openStore(file)
    const found = async () =>
      (await searchIn(two, terms, { reader: everyone })).map(({ page }) => page.id)
    expect(await found()).toEqual([])
    await happen(one, { page: 1, passages: [['queue']], isOpen: true })
    expect(await found()).toEqual(['w:1'])
    await happen(one, { page: 1, passages: [['worker']], isOpen: true })
    expect(await found()).toEqual([])
    await happen(one, { page: 2, passages: [['lane', 'queue']], isOpen: true })
    await happen(one, { page: 3, passages: [['queue', 'lane']], isOpen: false })
    expect(await found()).toEqual(['w:2'])
    await Promise.all([one.close(), two.close()])
    rmSync(dirname(file), { recursive: true })
  })

  it('is right where passages are searched while others come', async () => {
    const file = temporaryFile()
    const store = await openStore(file)
    const writing = (async () => {
      for (let page = 0; page < 60; page += 1)
        await happen(store, { page: page % 8, passages: [['queue'], ['dock']], isOpen: true })
    })()
    const searches = Array.from({ length: 40 }, () =>
      searchIn(store, terms, { reader: everyone }, 50),
    )
    for (const hits of await Promise.all(searches))
      expect(new Set(hits.map(({ passage }) => passage.id)).size).toBe(hits.length)
    await writing
    expect((await searchIn(store, terms, { reader: everyone }, 50)).length).toBe(16)
    await store.close()
    rmSync(dirname(file), { recursive: true })
  })
})
