import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastDue, nextDue, weekdays } from '../../src/notices/schedule.ts'
import { changeOf, isAlarming } from '../../src/reports/worsening.ts'

const monday = { day: 'monday', hour: 8 } as const

describe('digests are due', () => {
  test.each([
    ['2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T07:59:59.999Z', '2026-11-16T08:00:00.000Z'],
    ['2026-11-29T23:59:59.999Z', '2026-11-23T08:00:00.000Z'],
    ['2027-01-01T00:00:00.000Z', '2026-12-28T08:00:00.000Z'],
  ])('at %s: last at %s', (now, due) => {
    expect(lastDue(now, monday)).toBe(due)
  })

  test('once in any week, on the day and at the hour that were chosen', () => {
    const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01') })
    const hour = fc.integer({ min: 0, max: 23 })
    fc.assert(
      fc.property(
        moment.filter((date) => !Number.isNaN(date.getTime())),
        fc.constantFrom(...weekdays),
        hour,
        (date, day, at) => {
          const now = date.toISOString()
          const due = new Date(lastDue(now, { day, hour: at }))
          expect([due.getUTCDay(), due.getUTCHours()]).toEqual([weekdays.indexOf(day), at])
          expect(due.getTime()).toBeLessThanOrEqual(date.getTime())
          expect(Date.parse(nextDue(now, { day, hour: at }))).toBeGreaterThan(date.getTime())
        },
      ),
    )
  })
})

const found = { openedAt: '2026-11-20T08:00:00.000Z', severity: 9, damage: 18 }

describe('what a person knows', () => {
  test.each([
    ['nothing', null, 'new'],
    ['the very same', found, null],
    ['it as worse than it is', { ...found, damage: 40 }, null],
    ['it as a little better', { ...found, damage: 10 }, null],
    ['it at half its damage', { ...found, damage: 9 }, 'worse'],
    ['it as something that only moved', { ...found, severity: 3, damage: 17 }, 'worse'],
    ['it as it was before it went', { ...found, openedAt: '2026-10-01T08:00:00.000Z' }, 'back'],
  ])('%s', (_, known, expected) => {
    expect(changeOf(found, known)).toBe(expected)
  })

  test('what was told as it stands is not told again', () => {
    const standing = fc.record({
      openedAt: fc.constant(found.openedAt),
      severity: fc.integer({ min: 0, max: 9 }),
      damage: fc.double({ min: 0, noNaN: true }),
    })
    fc.assert(
      fc.property(standing, (now) => {
        expect(changeOf(now, now)).toBeNull()
      }),
    )
  })
})

describe('a contradiction that was served', () => {
  const now = '2026-11-23T08:00:00.000Z'
  test.each([
    ['was told to nobody', null, true],
    ['was told', { openedAt: found.openedAt, at: '2026-11-01T08:00:00.000Z' }, false],
    [
      'came back a day after it was told',
      { openedAt: '2026-11-01T08:00:00.000Z', at: '2026-11-22T08:00:00.000Z' },
      false,
    ],
    [
      'came back a fortnight after',
      { openedAt: '2026-11-01T08:00:00.000Z', at: '2026-11-09T08:00:00.000Z' },
      true,
    ],
    ['was told nobody knows when', { openedAt: '2026-11-01T08:00:00.000Z', at: 'once' }, false],
  ])('and %s', (_, alerted, expected) => {
    expect(isAlarming(found, alerted, now)).toBe(expected)
  })
})
