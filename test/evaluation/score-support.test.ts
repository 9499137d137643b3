import { expect, test } from 'vitest'
import { scoreSupport } from '../../src/evaluation/score-support.ts'
import { readSupportLabels } from '../../src/evaluation/support-labels.ts'

const file = (rows: readonly object[]) => [
  { path: 'pairs.jsonl', text: rows.map((row) => JSON.stringify(row)).join('\n') },
]

const rows = [
  {
    id: 'a1',
    pair_id: 'a',
    claim: 'It takes 5 minutes.',
    evidence: 'x',
    label: 'SUPPORTED',
    source: 'Depot north, r1',
  },
  {
    id: 'a2',
    pair_id: 'a',
    claim: 'It takes 5 minutes.',
    evidence: 'y',
    label: 'CONTRADICTED',
    source: 'Depot north, r2',
  },
  {
    id: 'b1',
    pair_id: 'b',
    claim: 'It is green.',
    evidence: 'x',
    label: 'SUPPORTED',
    source: 'Depot south, r1',
  },
  {
    id: 'b2',
    pair_id: 'b',
    claim: 'It is green.',
    evidence: 'y',
    label: 'CONTRADICTED',
    source: 'Depot south, r2',
  },
  {
    id: 'c',
    claim: 'It is blue.',
    evidence: 'x',
    label: 'NOT_ENOUGH_INFO',
    source: 'Depot south, r1',
  },
  { id: 'd', claim: 'It is new.', evidence: 'x' },
] as const

test('a score worked out by hand', () => {
  const said = [
    'supported',
    'contradicted',
    'supported',
    'not-enough-info',
    'contradicted',
    'supported',
  ] as const
  const judged = readSupportLabels(file(rows)).map((row, index) => ({ row, support: said[index]! }))
  const score = scoreSupport(judged)
  expect(score?.all).toMatchObject({
    rows: 5,
    bothSides: { hits: 2, of: 2 },
    bothSidesStrictly: { hits: 1, of: 2 },
    contradictedRight: { hits: 1, of: 2 },
    contradictedNotSupported: { hits: 2, of: 2 },
    supportedRight: { hits: 2, of: 2 },
    coverage: { hits: 4, of: 5 },
    balancedAccuracy: 1,
  })
  expect(score?.withNumber).toMatchObject({ rows: 2, bothSides: { hits: 1, of: 1 } })
  expect(Object.keys(score?.bySource ?? {})).toEqual(['Depot north', 'Depot south'])
  expect(score?.meanOfSources).toEqual({ Depot: 1 })
})

test('a side that is wrongly passed makes its pair wrong', () => {
  const judged = readSupportLabels(file(rows.slice(0, 2))).map((row) => ({
    row,
    support: 'supported' as const,
  }))
  expect(scoreSupport(judged)?.all).toMatchObject({
    bothSides: { hits: 0, of: 1 },
    supportedRight: { hits: 1, of: 2 },
    contradictedRight: { of: 0, share: null },
    balancedAccuracy: 0.5,
  })
})

test('without labels there is no score', () => {
  const judged = readSupportLabels(file(rows.slice(5))).map((row) => ({
    row,
    support: 'supported' as const,
  }))
  expect(scoreSupport(judged)).toBeNull()
})

test.each([
  [
    { id: 'a', claim: 'It is green.' },
    /pairs.jsonl:1 is not a statement with its evidence.*evidence/,
  ],
  [{ id: 'a', claim: 'x', evidence: 'y', label: 'TRUE' }, /label/],
])('a row that is none is told: %j', (row, message) => {
  expect(() => readSupportLabels(file([row]))).toThrow(message)
})

test('an id that comes twice is told', () => {
  expect(() => readSupportLabels(file([rows[0], rows[0]]))).toThrow(
    'pairs.jsonl:2: there is a row a1 already',
  )
})
