import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report, ReportDecision, ReportItem } from '../../src/domain/report.ts'
import {
  endOf,
  isWrongTooOften,
  lackOf,
  namesEvidence,
  stateOf,
} from '../../src/reports/decisions.ts'
import { byDamage, cursorOf, damageOf, placeIn, severityOf } from '../../src/reports/ranking.ts'
import { ownerOf, personNamed } from '../../src/reports/routing.ts'

const now = '2026-11-23T09:00:00.000Z'
const item: ReportItem = {
  ...{ finding: 'fnd_1', kind: 'default-value', subject: 'timeout' },
  ...{ openedAt: '2026-11-20T09:00:00.000Z', closedAt: null, returned: 0 },
}
const said = (changes: Partial<ReportDecision>): ReportDecision => ({
  ...{ person: 'ana', decision: 'snooze', finding: null, at: '2026-11-21T09:00:00.000Z' },
  ...{ until: '2026-11-24T09:00:00.000Z', evidence: null, page: null, to: null, comment: null },
  ...{ recheck: null, ...changes },
})

describe('where an item stands', () => {
  test.each([
    ['nothing was said', [], 'open'],
    ['it is put off', [said({})], 'set-aside'],
    ['the time is over', [said({ until: '2026-11-23T08:59:00.000Z' })], 'open'],
    ['the end cannot be read', [said({ until: 'soon' })], 'open'],
    ['it was said before it was found', [said({ at: '2026-11-19T09:00:00.000Z' })], 'open'],
    ['it was said of another', [said({ finding: 'fnd_2' })], 'open'],
    ['it is said to be fixed since', [said({}), said({ decision: 'fixed', until: null })], 'open'],
    ['it was handed on', [said({ decision: 'not-mine', until: null })], 'open'],
    [
      'it was a false alarm when it was found before',
      [
        said({
          decision: 'false-alarm',
          finding: 'fnd_1',
          until: null,
          at: '2026-01-01T00:00:00Z',
        }),
      ],
      'set-aside',
    ],
  ] as const)('%s', (_, decisions, state) => {
    expect(stateOf(item, decisions, now).state).toBe(state)
  })
})

test.each([
  ['https://wiki.harbour.example/berths', true],
  ['see src/config.ts:14', true],
  ['since 3f2a91c it does', true],
  ['trust me', false],
  ['https://', false],
  ['config.ts', false],
  ['', false],
])('%j names evidence: %s', (text, names) => expect(namesEvidence(text)).toBe(names))

test('no text takes long to be looked at for evidence', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), (text) => typeof namesEvidence(text) === 'boolean'),
  )
})

test('an end is bounded, and none lasts for ever', () => {
  const report: Report = { id: 'rep_1', page: 'w:a', codeOwners: [], items: [item], decisions: [] }
  const snooze = (until: string) => lackOf({ decision: 'snooze', until }, report, now)
  expect(snooze('2026-11-24T09:00:00.000Z')).toBeNull()
  for (const until of [now, '2027-03-01T00:00:00Z', 'soon']) expect(snooze(until)).not.toBeNull()
  for (const decision of ['still-true', 'superseded-by', 'obsolete'] as const)
    expect(Date.parse(endOf({ decision }, now) ?? '')).toBeGreaterThan(Date.parse(now))
})

test.each([
  [20, 2, false],
  [20, 3, true],
  [19, 19, false],
  [0, 0, false],
  [Number.NaN, 3, false],
])('%d reviews with %d wrong demote a rule: %s', (reviews, wrong, does) => {
  expect(isWrongTooOften({ reviews, wrong })).toBe(does)
})

describe('damage', () => {
  test('grows with each of its parts, and what nobody was served counts still', () => {
    const base = { served: 0, severity: 9, commitsBehind: null }
    expect(damageOf(base)).toBe(9)
    expect(damageOf({ ...base, served: 4 })).toBe(45)
    expect(damageOf({ ...base, commitsBehind: 1 })).toBe(18)
    expect(damageOf({ served: Number.NaN, severity: 9, commitsBehind: -1 })).toBe(9)
    expect(severityOf({ status: 'contradicted', genre: 'runbook' })).toBeGreaterThan(
      severityOf({ status: 'moved', genre: 'runbook' }),
    )
  })

  test('a cursor is read back, and nothing else is one', () => {
    const place = { damage: 72, id: 'rep_0af' }
    expect(placeIn(cursorOf(place))).toEqual(place)
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = placeIn(text)
        return read === null || byDamage(read, read) === 0
      }),
    )
  })
})

describe('routing', () => {
  const people = [
    { id: 'ana', subject: 'Ana@harbour.example' },
    { id: 'ben', accounts: ['wiki/user:b.oakes'] },
    { id: 'cleo', subject: 'ben@harbour.example' },
    { id: 'ann', subject: 'twice' },
    { id: 'anne', subject: 'twice' },
  ]
  test.each([
    ['@ANA', 'wiki', 'ana'],
    ['ana@harbour.example', 'wiki', 'ana'],
    ['b.oakes', 'wiki', 'ben'],
    ['b.oakes', 'other', null],
    ['twice', 'wiki', null],
    ['@harbour/dock-team', 'wiki', null],
    ['', 'wiki', null],
  ])('%s in %s is %s', (name, source, id) => {
    expect(personNamed(name, source, people)?.id ?? null).toBe(id)
  })

  const known = (name: string) => (['ana', 'ben', 'cleo'].includes(name) ? name : null)
  const places = [
    { by: 'page', named: 'dock-team' },
    { by: 'codeowners', named: 'ana', repository: 'quay' },
    { by: 'source', named: 'ben' },
  ] as const
  const passed = (person: string, to: string | null = null) =>
    ({ decision: 'not-mine', person, to }) as const
  test.each([
    ['the first who is a person', [], { person: 'ana', by: 'codeowners' }],
    ['the next after one who passed', [passed('ana')], { person: 'ben', by: 'source' }],
    ['whom it was handed to', [passed('ana', 'cleo')], { person: 'cleo', by: 'handed-over' }],
    [
      'nobody who passed it on',
      [passed('ana', 'cleo'), passed('cleo')],
      { person: 'ben', by: 'source' },
    ],
    ['nobody, by the first name', [passed('ana'), passed('ben')], { person: null, by: 'page' }],
  ])('goes to %s', (_, decisions, owner) => {
    expect(ownerOf(places, decisions, known).owner).toMatchObject(owner)
  })
})
