import { describe, expect, it } from 'vitest'
import { freshnessStates } from '../../src/domain/freshness.ts'
import type { Dated } from '../../src/domain/instant.ts'
import { type FreshnessQuestion, freshnessOf, wearOf } from '../../src/freshness/freshness.ts'
import { ageLimitsOf } from '../../src/freshness/limits.ts'
import { unknownTimes } from '../support/times.ts'

const now = '2026-06-01T12:00:00.000Z'
const daysAgo = (days: number): Dated => ({
  at: new Date(Date.parse(now) - days * 86_400_000).toISOString(),
  basis: 'claimed',
})

const question = (
  more: Partial<FreshnessQuestion> = {},
  times: Partial<FreshnessQuestion['times']> = {},
): FreshnessQuestion => ({
  times: {
    ...unknownTimes,
    contentChanged: daysAgo(10),
    confirmed: { at: now, basis: 'observed' },
    ...times,
  },
  visits: { count: 1, changes: 0 },
  genre: 'runbook',
  sectionChanged: null,
  supersededBy: null,
  contradicted: 0,
  commitsBehind: 0,
  surveyedAt: now,
  ...more,
})

const stateOf = (asked: FreshnessQuestion) => freshnessOf(asked, now).state

describe('the state of a page', () => {
  it.each<[string, string, FreshnessQuestion]>([
    ['fresh', 'changed ten days ago', question()],
    ['gone', 'the source lacks it', question({}, { gone: daysAgo(1) })],
    ['contradicted', 'code speaks against a claim', question({ contradicted: 1 })],
    ['superseded', 'another took its place', question({ supersededBy: 'Deploy, new' })],
    ['expired', 'its review was due yesterday', question({}, { reviewBy: daysAgo(1) })],
    ['fresh', 'its review is due tomorrow', question({}, { reviewBy: daysAgo(-1) })],
    ['unreachable', 'our copy is two days old', question({}, { confirmed: daysAgo(2) })],
    ['unreachable', 'the survey is two days old', question({ surveyedAt: daysAgo(2).at })],
    ['unreachable', 'nobody judged it yet', question({ neverJudged: true })],
    ['unknown', 'nobody knows its age', question({}, { contentChanged: null })],
    ['aging', 'a runbook after 181 days', question({}, { contentChanged: daysAgo(181) })],
    ['fresh', 'a runbook after 180 days', question({}, { contentChanged: daysAgo(180) })],
    ['stale', 'a runbook after 366 days', question({}, { contentChanged: daysAgo(366) })],
    [
      'fresh',
      'an old runbook that was reviewed last month',
      question({}, { contentChanged: daysAgo(900), reviewed: daysAgo(30) }),
    ],
    [
      'stale',
      'an old section of a page that changed elsewhere',
      question({ sectionChanged: daysAgo(700) }),
    ],
    [
      'fresh',
      'a new section of an old page',
      question({ sectionChanged: daysAgo(3) }, { contentChanged: daysAgo(700) }),
    ],
    [
      'fresh',
      'an old reference whose code stood still',
      question({ genre: 'reference', commitsBehind: 0 }, { contentChanged: daysAgo(900) }),
    ],
    [
      'stale',
      'an old reference whose code moved on',
      question({ genre: 'reference', commitsBehind: 3 }, { contentChanged: daysAgo(900) }),
    ],
    [
      'fresh',
      'a record, however old',
      question({ genre: 'record' }, { contentChanged: daysAgo(4000) }),
    ],
  ])('%s: %s', (state, _, asked) => {
    expect(stateOf(asked)).toBe(state)
  })

  it('is the most severe of all that hold, with a reason in words for each', () => {
    const everything = question(
      { contradicted: 2, supersededBy: 'the new page', surveyedAt: daysAgo(3).at },
      {
        gone: daysAgo(1),
        reviewBy: daysAgo(5),
        confirmed: daysAgo(3),
        contentChanged: daysAgo(900),
      },
    )
    const { state, because } = freshnessOf(everything, now)
    expect(state).toBe('gone')
    expect(because).toEqual([
      'the page is gone since 2026-05-31',
      'code contradicts 2 claims',
      'superseded by the new page',
      'its review was due on 2026-05-27',
      'our copy was last confirmed 72 hours ago',
      'the code was last surveyed 72 hours ago',
      'neither changed nor reviewed for 900 days; a runbook is stale after 365',
    ])
    expect(freshnessStates.indexOf(state)).toBe(0)
  })

  it('says how each moment is known', () => {
    expect(freshnessOf(question(), now).basis).toEqual({
      contentChanged: 'claimed',
      confirmed: 'observed',
    })
  })
})

describe('age limits', () => {
  const old = question({}, { contentChanged: daysAgo(100) })

  it.each([
    ['fresh', undefined, undefined],
    ['stale', { runbook: { aging: 30, stale: 60 } }, undefined],
    ['aging', { runbook: { aging: 30, stale: 60 } }, { runbook: { aging: 30, stale: 120 } }],
    ['fresh', { runbook: { aging: 30, stale: 60 } }, { runbook: 'never' }],
    ['fresh', { 'how-to': { aging: 30, stale: 60 } }, undefined],
    ['fresh', { runbook: { aging: 30, stale: 60, onlyWhenBehind: true } }, undefined],
  ] as const)('%s for all %j and for the source %j', (state, all, own) => {
    expect(stateOf({ ...old, limits: ageLimitsOf(all, own) })).toBe(state)
  })
})

describe('how worn a passage is', () => {
  it.each<[ReturnType<typeof wearOf>, string, FreshnessQuestion]>([
    [null, 'young', question()],
    ['aging', 'a runbook of half a year', question({}, { contentChanged: daysAgo(200) })],
    ['stale', 'a runbook of two years', question({}, { contentChanged: daysAgo(700) })],
    [null, 'reviewed', question({}, { contentChanged: daysAgo(700), reviewed: daysAgo(3) })],
    [null, 'a section of its own age', question({ sectionChanged: daysAgo(3) })],
    [null, 'a record', question({ genre: 'record' }, { contentChanged: daysAgo(700) })],
    [null, 'undated', question({}, { contentChanged: null })],
  ])('%s: %s', (wear, _, asked) => {
    expect(wearOf(asked, now)).toBe(wear)
  })
})
