import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { retrieve } from '../../src/retrieval/retrieve.ts'
import { distanceBetween } from '../../src/retrieval/spelling.ts'
import { openStore } from '../../src/store/store.ts'
import { makePage, makePassage, put } from '../store/support/samples.ts'

const reader = { id: 'agent:a', groups: ['group:all'] }

const pages = [
  makePage('w:rollback', 'Roll a deployment back with the rollback command of the release tool.'),
  makePage('w:invoice', 'An invoice is sent when the settlement of the merchant is through.'),
  makePage('w:stating', 'Stating a reason is asked of everybody.'),
  makePage('w:paths', 'The reader finds paths; the other finds baths.'),
  makePage('w:hidden', 'The quarantine of a lane needs two people.', { access: [['boss']] }),
  makePage('w:house', 'A general rule of the house.'),
  makePage('w:severance', 'The generous severance of a director.', { access: [['boss']] }),
]

const openFilled = async () => {
  const store = await openStore(':memory:')
  for (const page of pages) await put(store, page, [makePassage(page, { heading: [] })])
  return store
}

describe('words that stand nowhere', () => {
  it.each([
    ['deploymnet rolback', ['deployment', 'rollback'], 'w:rollback'],
    ['when is the invocie sent', ['invoice'], 'w:invoice'],
    ['setlement', ['settlement'], 'w:invoice'],
    ['settelmnet of merchants', ['settlement'], 'w:invoice'],
  ])('%s is read as what was meant', async (question, read, first) => {
    const store = await openFilled()
    const { corrections, candidates } = await retrieve(
      question,
      { search: store.passages },
      { reader },
    )
    expect(corrections.map((one) => one.read)).toEqual(read)
    expect(candidates[0]?.page.id).toBe(first)
    await store.close()
  })

  it.each([
    ['a word that is there', 'invoice of the merchant'],
    ['a word that is near nothing', 'kubernetes'],
    ['a short word', 'sned'],
    ['a word as near to one as to another', 'oaths'],
    ['part of a name out of code', 'invocie_sent'],
    ['a word that only a page that is hidden holds', 'quarantene'],
    ['a word whose stem alone stands in what may be seen', 'genreous'],
    ['two letters of a short word', 'invcoei'],
  ])('%s is left as it is', async (_, question) => {
    const store = await openFilled()
    const { corrections } = await retrieve(question, { search: store.passages }, { reader })
    expect(corrections).toEqual([])
    await store.close()
  })
})

test('nearness is asked for what was meant', async () => {
  const store = await openFilled()
  const asked: string[] = []
  const dense = {
    nearest: async (text: string) => {
      asked.push(text)
      return null
    },
  }
  await retrieve('When is the Invocie sent?', { search: store.passages, dense }, { reader })
  expect(asked).toEqual(['When is the invoice sent?'])
  await store.close()
})

describe('the distance between two words', () => {
  it.each([
    ['rollback', 'rollback', 0],
    ['rolback', 'rollback', 1],
    ['rollbakc', 'rollback', 1],
    ['rollbock', 'rollback', 1],
    ['rlolbakc', 'rollback', 2],
    ['', 'lane', 4],
  ])('%s and %s: %i', (one, other, distance) => {
    expect(distanceBetween(one, other)).toBe(distance)
  })

  it('is the same both ways, and no more than the longer of the two', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 9 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = distanceBetween(one, other)
        expect(distanceBetween(other, one)).toBe(distance)
        expect(distance).toBeLessThanOrEqual(Math.max([...one].length, [...other].length))
        expect(distance === 0).toBe(one === other)
      }),
    )
  })
})
