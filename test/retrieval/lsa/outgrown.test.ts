import { describe, expect, it } from 'vitest'
import { isOutgrown } from '../../../src/retrieval/lsa/outgrown.ts'

describe('a model', () => {
  const fresh = { fittedOn: 1_000, now: 1_000, unknownWhenFitted: 0.05, unknownShare: 0.05 }
  it.each([
    ['is kept as long as nothing changes', {}, false],
    ['is kept below a quarter more passages', { now: 1_249 }, false],
    ['is outgrown by a quarter more passages', { now: 1_250 }, true],
    ['is kept while most of its passages are there', { now: 501 }, false],
    ['is outgrown when half of its passages are gone', { now: 500 }, true],
    ['is outgrown when all of its passages are gone', { now: 0 }, true],
    ['is kept while a few words are new', { unknownShare: 0.19 }, false],
    ['is outgrown by new words', { unknownShare: 0.21 }, true],
    ['is kept by a few passages more where there are few', { fittedOn: 20, now: 51 }, false],
    ['is outgrown by many passages more where there were few', { fittedOn: 20, now: 52 }, true],
    ['is kept when a few of few are gone', { fittedOn: 20, now: 5 }, false],
    [
      'is judged by what it did not know from the start',
      { unknownWhenFitted: 0.3, unknownShare: 0.4 },
      false,
    ],
  ])('%s', (_, growth, expected) => {
    expect(isOutgrown({ ...fresh, ...growth })).toBe(expected)
  })
})
