import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { httpDate, retryAfter } from '../../../src/sources/fetching/retry-after.ts'

const now = Date.UTC(2026, 2, 4, 12)

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['7', 7_000],
    [' 120 ', 120_000],
    ['1.5', 1_500],
    ['9999999999', 9_999_999_999_000],
    ['Wed, 04 Mar 2026 12:00:30 GMT', 30_000],
    ['Wednesday, 04-Mar-26 12:00:30 GMT', 30_000],
    ['Wed Mar  4 12:00:30 2026', 30_000],
    ['Wed, 04 Mar 2026 11:59:00 GMT', 0],
    ['', null],
    ['-1', null],
    ['soon', null],
    ['7 seconds', null],
    ['1e3', null],
    ['Infinity', null],
    ['99999999999', null],
    ['2026-03-04T12:00:30Z', null],
    ['Wed, 31 Feb 2026 12:00:30 GMT', null],
    ['Wed, 04 Mrz 2026 12:00:30 GMT', null],
    ['Wed, 04 Mar 2026 24:00:30 GMT', null],
  ])('%j is %s', (asked, expected) => {
    expect(retryAfter({ 'retry-after': asked }, now)).toBe(expected)
  })

  test('a date counts by the clock of who gave it', () => {
    const headers = {
      date: 'Wed, 04 Mar 2026 15:00:00 GMT',
      'retry-after': 'Wed, 04 Mar 2026 15:00:10 GMT',
    }
    expect(retryAfter(headers, now)).toBe(10_000)
  })

  test('nothing said is null', () => {
    expect(retryAfter({}, now)).toBeNull()
  })

  test('every moment can be written and read', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2069-12-31'), noInvalidDate: true }),
        (date) => {
          date.setUTCMilliseconds(0)
          expect(httpDate(date.toUTCString())).toBe(date.getTime())
        },
      ),
    )
  })

  test('whatever is sent, it is no time, or one from now on', () => {
    const date = fc.date({ noInvalidDate: true }).map((one) => one.toUTCString())
    const text = fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String), date)
    fc.assert(
      fc.property(text, text, (asked, sent) => {
        const wait = retryAfter({ 'retry-after': asked, date: sent }, now)
        if (wait !== null) expect(wait >= 0 && Number.isFinite(wait)).toBe(true)
      }),
    )
  })
})
