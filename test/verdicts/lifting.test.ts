import { expect, test } from 'vitest'
import type { Reason } from '../../src/domain/verdict.ts'
import { covers, type Liftable, lifted } from '../../src/verdicts/lifting.ts'
import { defaultPolicy } from '../../src/verdicts/policy.ts'
import { because } from '../../src/verdicts/reasons.ts'
import { sampleApproval } from '../support/approvals.ts'

const { shown } = sampleApproval
const [wide] = shown.reasons
const wanted: Liftable = {
  verdict: { decision: 'block', reasons: shown.reasons },
  intent: 'destroy',
  action: { digest: sampleApproval.action, commands: shown.commands, unseen: [] },
  advice: null,
}
const withReasons = (...reasons: readonly Reason[]): Liftable => ({
  ...wanted,
  verdict: { decision: 'block', reasons: [...shown.reasons, ...reasons] },
})
const [command] = shown.commands

test.each<readonly [string, Liftable, boolean]>([
  ['the same', wanted, true],
  [
    'a warning more: it does not stand in the way',
    withReasons(because('freshness.aging', 'warn')),
    true,
  ],
  ['a reason more', withReasons(because('action.disproportionate', 'block')), false],
  [
    'the same reason of another command',
    withReasons({ ...because('action.environment-wide', 'block'), action: 1 }),
    false,
  ],
  [
    'a command more',
    {
      ...wanted,
      action: {
        ...wanted.action,
        commands: [...shown.commands, { ...command!, argv: ['rm', '-rf', '/'] }],
      },
    },
    false,
  ],
  [
    'the same words parted otherwise',
    {
      ...wanted,
      action: {
        ...wanted.action,
        commands: [{ ...command!, argv: ['kubectl', 'delete', 'ns payments'] }],
      },
    },
    false,
  ],
  [
    'a part that cannot be seen',
    { ...wanted, action: { ...wanted.action, unseen: ['$(decode)'] } },
    false,
  ],
  ['advice that nobody saw', { ...wanted, advice: 'sha256:other' }, false],
  [
    'days have passed',
    {
      ...wanted,
      verdict: { decision: 'block', reasons: [{ ...wide!, message: 'one day older' }] },
    },
    true,
  ],
])('people saw it: %s', (_, asked, is) => {
  expect(covers(shown, asked)).toBe(is)
})

test('exactly what people may lift is lifted', () => {
  const asked = withReasons(
    because('action.guard-tampered', 'block'),
    because('freshness.aging', 'warn'),
    because('action.destructive', 'escalate'),
    because('system.fault', 'block'),
    { code: 'somebody.elses', decision: 'block', message: 'unknown' },
  )
  const { decision, reasons } = lifted(asked, sampleApproval, ['ana', 'bo'], defaultPolicy)
  expect(reasons.map((reason) => [reason.code, reason.decision])).toEqual([
    ['action.environment-wide', 'allow'],
    ['action.guard-tampered', 'block'],
    ['freshness.aging', 'warn'],
    ['action.destructive', 'allow'],
    ['system.fault', 'block'],
    ['somebody.elses', 'block'],
    ['approval.granted', 'allow'],
  ])
  expect(decision).toBe('block')
  expect(reasons.at(-1)?.message).toBe('ana and bo approved exactly this action: apr_1')
})

test('under a policy without a row for approvals, an approval blocks', () => {
  const rows = defaultPolicy.rows.filter(({ id }) => id !== 'approved')
  expect(lifted(wanted, sampleApproval, ['ana'], { ...defaultPolicy, rows }).decision).toBe('block')
})
