import { describe, expect, it } from 'vitest'
import type { Page } from '../../src/domain/page.ts'
import { olderTwins } from '../../src/freshness/twins.ts'
import { makePage } from '../store/support/samples.ts'
import { unknownTimes } from '../support/times.ts'

const body = `Drain the queue before anything else, and wait until the dashboard shows no jobs.
Then restart the worker with the command of the day, and look at the log for one minute.
When the log is quiet, fill the queue again and tell the team in the channel of the week.`

const page = (path: string, day: string, text = body, more: Partial<Page> = {}): Page =>
  makePage(`wiki:${path}`, text, {
    title: 'Restart the worker',
    times: { ...unknownTimes, contentChanged: { at: `${day}T00:00:00.000Z`, basis: 'claimed' } },
    ...more,
  })

const newer = page('run/restart', '2026-05-01', body.replace('one minute', 'five minutes'))
const older = page('run/restart-copy', '2025-01-01')
const found = (...pages: readonly Page[]) =>
  [...olderTwins(pages)].map(([old, now]) => `${old} < ${now.id}`)

describe('an older copy of a page', () => {
  it('is superseded by the newer one, in whatever order they come', () => {
    const expected = ['wiki:run/restart-copy < wiki:run/restart']
    expect(found(older, newer)).toEqual(expected)
    expect(found(newer, older)).toEqual(expected)
    expect(found(newer, older, older, newer)).toEqual(expected)
  })

  it.each([
    ['Copy of Restart the worker'],
    ['Restart the worker (old)'],
    ['Restart the worker v2'],
    ['Restart the Worker'],
  ])('is known by the title %s', (title) => {
    expect(found({ ...older, title }, newer)).toHaveLength(1)
  })

  it.each<[string, Page]>([
    ['the very same text', { ...older, text: newer.text, sha256: newer.sha256 }],
    ['another title', { ...older, title: 'Restart the mail worker' }],
    [
      'another text',
      page('run/other', '2025-01-01', 'The worker is restarted by the night shift.'),
    ],
    ['an unknown age', { ...older, times: unknownTimes }],
    ['the same day', page('run/restart-copy', '2026-05-01')],
    ['what is gone', { ...older, times: { ...older.times, gone: older.times.contentChanged } }],
    ['a record', { ...older, genre: 'record' }],
  ])('is none with %s', (_, other) => {
    expect(found(other, newer)).toEqual([])
  })

  it('is none where each page speaks of its own place', () => {
    const of = (region: string, day: string) =>
      page(`regions/${region}/restart`, day, body.replace('the team', `the team of ${region}`))
    expect(found(of('frankfurt', '2025-01-01'), of('dublin', '2026-05-01'))).toEqual([])
  })
})
