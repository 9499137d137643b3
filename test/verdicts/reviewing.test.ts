import { expect, test } from 'vitest'
import type { ClassedCommand } from '../../src/domain/action.ts'
import { paceOf } from '../../src/verdicts/review-load.ts'
import { isSampled, riskOf, type Sampled } from '../../src/verdicts/sampling.ts'
import { sampleApproval } from '../support/approvals.ts'

const command = (given: Partial<ClassedCommand>): ClassedCommand => ({
  ...sampleApproval.shown.commands[0]!,
  class: 'D1',
  ...given,
})
const base: Sampled = {
  verification: 'ver_1',
  decision: 'allow',
  intent: 'act',
  commands: [command({})],
  approved: false,
}

test.each<readonly [string, Partial<Sampled>, ReturnType<typeof riskOf>]>([
  ['nothing but reading', { intent: 'inform' }, null],
  ['commands that only read', { commands: [command({ class: 'D0' })] }, null],
  ['advice without a command', { commands: [] }, 'low'],
  ['it was stopped', { decision: 'escalate' }, null],
  ['people approved it', { intent: 'destroy', approved: true }, null],
  ['allowed, and can be undone', {}, 'low'],
  ['allowed with a warning', { decision: 'warn' }, 'medium'],
  ['it disrupts', { decision: 'warn', commands: [command({ class: 'D2' })] }, 'medium'],
  ['an unknown program', { commands: [command({ unknownProgram: true })] }, 'medium'],
  [
    'an unknown program that disrupts',
    { decision: 'warn', commands: [command({ class: 'D2', unknownProgram: true })] },
    'high',
  ],
  ['destroying, let through', { intent: 'destroy', decision: 'warn' }, 'high'],
])('risk: %s', (_, given, risk) => {
  expect(riskOf({ ...base, ...given })).toBe(risk)
})

test('the same verification is sampled whenever it is asked; about the share that is asked for, more of what is risky', () => {
  const ids = Array.from({ length: 4_000 }, (_, index) => `ver_${index}`)
  const count = (given: Partial<Sampled>, share: number) =>
    ids.filter((verification) => isSampled({ ...base, ...given, verification }, share)).length
  const medium = count({ decision: 'warn' }, 0.1)
  expect(medium).toBeGreaterThan(320)
  expect(medium).toBeLessThan(480)
  expect(count({ decision: 'warn' }, 0.1)).toBe(medium)
  expect(count({}, 0.1)).toBeLessThan(medium / 2)
  expect(count({ intent: 'destroy', decision: 'warn' }, 0.1)).toBeGreaterThan(medium * 2)
  expect([count({ decision: 'warn' }, 0), count({ decision: 'warn' }, 1)]).toEqual([0, 4_000])
})

test('the pace: the median wait, and the share decided without time to read', () => {
  const decided = (
    waited: number,
    looked: number | null,
    decision: 'approve' | 'refuse' = 'approve',
  ) => ({
    person: 'ana',
    decision,
    requestedAt: '2026-11-23T08:00:00.000Z',
    at: new Date(Date.parse('2026-11-23T08:00:00.000Z') + waited * 1000).toISOString(),
    seenAt:
      looked === null
        ? null
        : new Date(Date.parse('2026-11-23T08:00:00.000Z') + (waited - looked) * 1000).toISOString(),
  })
  expect(paceOf([], 15)).toEqual({
    decisions: 0,
    refused: 0,
    medianSecondsToDecide: null,
    quickShare: null,
  })
  expect(
    paceOf([decided(60, 3), decided(120, 90), decided(600, null), decided(300, 20, 'refuse')], 15),
  ).toEqual({
    decisions: 4,
    refused: 1,
    medianSecondsToDecide: 210,
    quickShare: 0.5,
  })
})
