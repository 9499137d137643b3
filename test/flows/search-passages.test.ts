import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import type { SearchRequest } from '../../src/domain/requests.ts'
import { everyReader, type OpenedAcme, openAcme } from '../support/acme.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const data = newFolder()
let acme: OpenedAcme

beforeAll(async () => {
  acme = await openAcme(data)
  await acme.plumbline.index()
})

afterAll(async () => {
  await acme?.plumbline.close()
  removeFolder(data)
})

const search = (request: SearchRequest) => acme.plumbline.search(request, everyReader)

const timeout = 'What is the default of PAYMENT_GATEWAY_TIMEOUT_MS?'

describe('passages of Acme', () => {
  test('are cited whole, best first, with their score and its parts', async () => {
    const { query, searchedAt, hits } = await search({ query: timeout, limit: 5 })
    expect({ query, searchedAt }).toEqual({ query: timeout, searchedAt: acme.plumbline.now() })
    expect(hits.length).toBe(5)
    expect(hits.map(({ citation }) => citation.id)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5'])
    const scores = hits.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    for (const { citation, parts } of hits) {
      const view = await acme.plumbline.page(citation.page.id, everyReader)
      expect(view?.page.text.slice(...citation.span)).toBe(citation.quote)
      expect(view?.passages.map(({ span }) => span)).toContainEqual(citation.span)
      expect(Object.keys(parts).length).toBeGreaterThan(0)
    }
  })

  test('say what code says against them, and which words no answer would quote', async () => {
    const { hits } = await search({ query: timeout, limit: 50 })
    const contradicted = hits.filter(({ citation }) => citation.freshness.state === 'contradicted')
    expect(contradicted.length).toBeGreaterThan(0)
    for (const { citation, unusable } of contradicted) {
      expect(citation.contradictions.map(({ status }) => status)).toContain('contradicted')
      expect(unusable.length).toBeGreaterThan(0)
      for (const [start, end] of unusable) {
        expect(start).toBeGreaterThanOrEqual(citation.span[0])
        expect(end).toBeLessThanOrEqual(citation.span[1])
      }
    }
    const sound = hits.filter(({ unusable }) => unusable.length === 0)
    expect(sound.length).toBeGreaterThan(0)
    for (const { citation } of sound)
      expect(citation.contradictions.filter(({ status }) => status === 'contradicted')).toEqual([])
  })

  test('are those of the sources that were named', async () => {
    const { hits } = await search({ query: timeout, sources: ['runbooks'], limit: 50 })
    expect(hits.length).toBeGreaterThan(0)
    expect(new Set(hits.map(({ citation }) => citation.page.source))).toEqual(new Set(['runbooks']))
    expect((await search({ query: timeout, sources: ['nowhere'] })).hits).toEqual([])
    expect((await search({ query: timeout, sources: [] })).hits).toEqual([])
  })

  test('are looked for by what was meant', async () => {
    const { hits, readAs } = await search({ query: 'how long are refnuds possible' })
    expect(readAs).toEqual([{ asked: 'refnuds', read: expect.stringMatching(/^refund/) }])
    expect(hits.length).toBeGreaterThan(0)
    expect(await search({ query: timeout })).not.toHaveProperty('readAs')
  })

  test('are those that the reader may see', async () => {
    const outsider = { ...everyReader, groups: [] }
    expect((await acme.plumbline.search({ query: timeout }, outsider)).hits).toEqual([])
  })

  test('are ten unless a request says how many', async () => {
    expect((await search({ query: 'payments service' })).hits.length).toBe(10)
    for (const limit of [0, -1, 1.5, 51, Number.NaN])
      await expect(search({ query: timeout, limit })).rejects.toThrow(PlumblineError)
  })
})
