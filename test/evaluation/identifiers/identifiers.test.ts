import { beforeAll, describe, expect, test } from 'vitest'
import { drawQueries } from './draw.ts'
import { causeOf, type Looked, lookAllUp, mrrOf } from './measure.ts'
import { pagesOfCode } from './passages.ts'

/** The least mean reciprocal rank of each form. A whole name is to stand first always: what keeps it below 1 is a fault. */
const least = { whole: 1, question: 0.98, parts: 0.9 } as const

let looked: readonly Looked[] = []

beforeAll(async () => {
  const pages = pagesOfCode(12)
  looked = await lookAllUp(pages, drawQueries(pages, 25))
})

describe('names out of real code that stand in one passage', () => {
  test.each(Object.entries(least))('%s', (form, bar) => {
    const asked = looked.filter((one) => one.form === form)
    const missed = asked
      .filter(({ rank }) => rank !== 1)
      .map((one) => `${one.kind}: ${one.query} at ${one.rank ?? 'none'}: ${causeOf(one)}`)
    expect(asked.length).toBeGreaterThan(60)
    expect(mrrOf(asked).mean, missed.join('\n')).toBeGreaterThanOrEqual(bar)
  })

  test('every kind of name is asked for', () => {
    const whole = looked.filter(({ form }) => form === 'whole')
    const counts = new Map<string, number>()
    for (const { kind } of whole) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count < 8)).toEqual([])
    expect(counts.size).toBe(9)
  })
})
