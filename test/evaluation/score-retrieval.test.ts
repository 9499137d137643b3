import { expect, test } from 'vitest'
import { meanOf } from '../../src/evaluation/bootstrap.ts'
import { scoreRetrieval } from '../../src/evaluation/score-retrieval.ts'

const ids = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `page-${from + index}`)

interface Worked {
  readonly what: string
  readonly ranked: readonly string[]
  readonly relevant: readonly string[]
  readonly ndcg: number
  readonly first: number
  readonly reciprocal: number
  readonly recall: number
}

const [second, third, fifth] = [1 / Math.log2(3), 1 / 2, 1 / Math.log2(6)] as const

const worked: readonly Worked[] = [
  {
    what: 'first and third of three',
    ranked: ['page-1', 'page-8', 'page-2'],
    relevant: ids(1, 3),
    ndcg: (1 + third) / (1 + second + third),
    first: 1,
    reciprocal: 1,
    recall: 2 / 3,
  },
  {
    what: 'third and fifth of two',
    ranked: ['page-7', 'page-8', 'page-1', 'page-9', 'page-2'],
    relevant: ids(1, 2),
    ndcg: (third + fifth) / (1 + second),
    first: 0,
    reciprocal: 1 / 3,
    recall: 1,
  },
  {
    what: 'the eleventh is too far down',
    ranked: [...ids(21, 30), 'page-1'],
    relevant: ['page-1'],
    ndcg: 0,
    first: 0,
    reciprocal: 0,
    recall: 0,
  },
  {
    what: 'ten of twelve are all that fit in',
    ranked: ids(1, 10),
    relevant: ids(1, 12),
    ndcg: 1,
    first: 1,
    reciprocal: 1,
    recall: 10 / 12,
  },
  {
    what: 'nothing found',
    ranked: [],
    relevant: ['page-1'],
    ndcg: 0,
    first: 0,
    reciprocal: 0,
    recall: 0,
  },
]

const scored = (cases: readonly Worked[]) =>
  scoreRetrieval(
    {
      queries: cases.map(({ what }) => ({ id: what, text: what })),
      relevant: new Map(cases.map(({ what, relevant }) => [what, new Set(relevant)])),
    },
    cases.map(({ what, ranked }) => ({ query: what, ranked })),
  )

test.each(worked)('$what', (one) => {
  const { ndcgAt10, precisionAt1, mrrAt10, recallAt10, answered } = scored([one])
  expect(ndcgAt10.mean).toBeCloseTo(one.ndcg, 12)
  expect(precisionAt1).toMatchObject({ hits: one.first, of: 1 })
  expect(mrrAt10.mean).toBeCloseTo(one.reciprocal, 12)
  expect(recallAt10.mean).toBeCloseTo(one.recall, 12)
  expect(answered).toMatchObject({ hits: one.ranked.length > 0 ? 1 : 0, of: 1 })
})

test('the score is the mean over all queries, those without an answer among them', () => {
  const { ndcgAt10, precisionAt1, mrrAt10, recallAt10, answered, unscored } = scored(worked)
  const mean = (of: (one: Worked) => number) =>
    worked.reduce((sum, one) => sum + of(one), 0) / worked.length
  expect(ndcgAt10.mean).toBeCloseTo(
    mean(({ ndcg }) => ndcg),
    12,
  )
  expect(precisionAt1).toMatchObject({ hits: 2, of: 5 })
  expect(mrrAt10.mean).toBeCloseTo(
    mean(({ reciprocal }) => reciprocal),
    12,
  )
  expect(recallAt10.mean).toBeCloseTo(
    mean(({ recall }) => recall),
    12,
  )
  expect(answered).toMatchObject({ hits: 4, of: 5 })
  expect(unscored).toBe(0)
})

test('a query that no ranking answers counts, one that nothing is relevant to does not', () => {
  const { ndcgAt10, unscored } = scoreRetrieval(
    {
      queries: [
        { id: 'judged', text: 'gate' },
        { id: 'nothing relevant', text: 'crane' },
        { id: 'not judged', text: 'tide' },
      ],
      relevant: new Map([
        ['judged', new Set(['page-1'])],
        ['nothing relevant', new Set<string>()],
      ]),
    },
    [{ query: 'not judged', ranked: ['page-1'] }],
  )
  expect(ndcgAt10).toEqual({ of: 1, mean: 0, low: 0, high: 0 })
  expect(unscored).toBe(2)
})

test('the bounds of a mean are those of its own spread, and the same each time', () => {
  const halves = Array.from({ length: 100 }, (_, index) => index % 2)
  const { of, mean, low, high } = meanOf(halves)
  expect([of, mean]).toEqual([100, 0.5])
  // A hundred tosses of a coin: 1.96 standard errors of 0.05.
  expect(low).toBeCloseTo(0.402, 1)
  expect(high).toBeCloseTo(0.598, 1)
  expect(low).toBeLessThan(0.45)
  expect(high).toBeGreaterThan(0.55)
  expect(meanOf(halves)).toEqual({ of, mean, low, high })
  expect(meanOf([0.25, 0.25])).toEqual({ of: 2, mean: 0.25, low: 0.25, high: 0.25 })
  expect(meanOf([])).toEqual({ of: 0, mean: null, low: null, high: null })
})
