import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FileFacts, factKinds } from '../../src/domain/fact.ts'
import { openFactCache } from '../../src/store/fact-cache.ts'
import { buildForChild } from './support/child.ts'
import { temporaryFile } from './support/samples.ts'

const factsOf = (subject: string): FileFacts => ({
  facts: [
    {
      kind: 'setting',
      subject,
      value: '30',
      owner: null,
      role: 'key',
      line: 3,
      quote: `${subject}: 30`,
      isDefault: true,
    },
  ],
  words: [subject, 'value'],
  unread: null,
})

const arbitraryFacts: fc.Arbitrary<FileFacts> = fc.record({
  facts: fc.array(
    fc.record({
      kind: fc.constantFrom(...factKinds),
      subject: fc.string(),
      value: fc.option(fc.string()),
      owner: fc.option(fc.string()),
      role: fc.constantFrom('key' as const, 'flag' as const),
      line: fc.nat(),
      quote: fc.string({ unit: 'grapheme' }),
      isDefault: fc.boolean(),
    }),
  ),
  words: fc.array(fc.string({ minLength: 1, unit: fc.constantFrom(...'abcü_9') })),
  unread: fc.option(fc.string()),
})

describe('the fact cache', () => {
  it('gives back what was put, across openings', async () => {
    const file = temporaryFile('facts.sqlite')
    const { cache } = await openFactCache(file)
    await cache.put([
      ['a@1', factsOf('timeout')],
      ['b@1', factsOf('limit')],
    ])
    cache.close()
    const again = (await openFactCache(file)).cache
    expect(await again.get(['a@1', 'c@1'])).toEqual(new Map([['a@1', factsOf('timeout')]]))
    again.close()
  })

  it('reads whatever facts back the same', async () => {
    const { cache } = await openFactCache(':memory:')
    await fc.assert(
      fc.asyncProperty(arbitraryFacts, async (facts) => {
        await cache.put([['k', facts]])
        expect((await cache.get(['k'])).get('k')).toEqual(facts)
      }),
    )
  })

  it('begins again with a warning when the file is damaged', async () => {
    const file = temporaryFile('facts.sqlite')
    writeFileSync(file, 'no database at all, but long enough to look at'.repeat(50))
    const { cache, warning } = await openFactCache(file)
    expect(warning).toContain('begun again')
    await cache.put([['a', factsOf('x')]])
    expect((await cache.get(['a'])).size).toBe(1)
    cache.close()
  })

  it('is begun again after somebody met a page that is damaged', async () => {
    const file = temporaryFile('facts.sqlite')
    const keys = Array.from({ length: 400 }, (_, number) => `k${number}`)
    const { cache } = await openFactCache(file)
    await cache.put(keys.map((key) => [key, factsOf(`timeout of ${key}`)] as const))
    cache.close()
    const bytes = readFileSync(file)
    // All pages but the first two, which say what the file is and where its tables are.
    bytes.fill(0x5a, 2 * 4096)
    writeFileSync(file, bytes)
    const spoilt = (await openFactCache(file)).cache
    expect((await spoilt.get(keys)).size).toBe(0)
    await spoilt.put([['new', factsOf('x')]])
    spoilt.close()
    const { cache: again } = await openFactCache(file)
    await again.put([['k1', factsOf('x')]])
    expect((await again.get(keys)).size).toBe(1)
    again.close()
  })

  it('takes a damaged entry for a missing one', async () => {
    const file = temporaryFile('facts.sqlite')
    const { cache } = await openFactCache(file)
    await cache.put([['a', factsOf('timeout')]])
    cache.close()
    const bytes = readFileSync(file)
    const start = bytes.indexOf(Buffer.from([0x78, 0x5e]))
    expect(start).toBeGreaterThan(0)
    bytes.fill(0, start + 4, start + 20)
    writeFileSync(file, bytes)
    const again = (await openFactCache(file)).cache
    expect((await again.get(['a'])).size).toBe(0)
    again.close()
  })

  it('lets the least lately used go when there is no more room', async () => {
    const file = temporaryFile('facts.sqlite')
    const limit = 2500
    const words = (seed: number) =>
      Array.from({ length: 200 }, (_, index) => `w${(index * 7919 + seed * 104729) % 99991}`)
    const entry = (seed: number): readonly [string, FileFacts] => [
      `k${seed}`,
      { facts: [], words: words(seed), unread: null },
    ]
    const old = (await openFactCache(file, { limit, today: 1 })).cache
    await old.put([entry(1), entry(2), entry(3)])
    old.close()
    const { cache } = await openFactCache(file, { limit, today: 2 })
    expect((await cache.get(['k2'])).size).toBe(1)
    for (const seed of [4, 5]) await cache.put([entry(seed)])
    const kept = await cache.get(['k1', 'k2', 'k3', 'k4', 'k5'])
    expect([...kept.keys()]).toEqual(expect.arrayContaining(['k2', 'k5']))
    expect(kept.has('k1')).toBe(false)
    cache.close()
    expect(statSync(file).size).toBeLessThan(60_000)
  })

  it('serves several processes at once', async () => {
    const file = temporaryFile('facts.sqlite')
    const child = await buildForChild('fill-fact-cache.ts')
    const children = [1, 2, 3, 4].map((seed) => fork(child, [file, String(seed)]))
    const ends = await Promise.all(children.map((each) => once(each, 'exit')))
    expect(ends.map(([code]) => code)).toEqual([0, 0, 0, 0])
    const { cache, warning } = await openFactCache(file)
    expect(warning).toBeNull()
    const keys = [1, 2, 3, 4].flatMap((seed) =>
      Array.from({ length: 50 }, (_, index) => `${seed}-${index}`),
    )
    expect((await cache.get(keys)).size).toBe(200)
    cache.close()
  })
})
