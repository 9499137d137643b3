import { expect, test } from 'vitest'
import { capabilityClaims, reasonsForCapabilities } from '../../src/verdicts/capability.ts'

const tests = 'capability.test-unattested'
const oneWay = 'capability.irreversibility-unproven'
const bothWays = 'capability.reversibility-unproven'

test.each([
  ['All tests pass.', tests],
  ['**All tests pass** on main.', tests],
  ['All unit and integration tests are passing.', tests],
  ['The tests are green.', tests],
  ['The test suite passed without a hitch.', tests],
  ['CI is green, so merge it.', tests],
  ['Tests: all green', tests],
  ['- [x] All tests pass', tests],
  ['There are no failing tests.', tests],
  ['The change passes all 312 tests.', tests],
  ['This was verified in staging.', tests],
  ['We tested the migration on staging yesterday.', tests],
  ['I verified that all tests pass.', tests],
  ['The build succeeded.', tests],
  ['This cannot be rolled back.', oneWay],
  ["The migration can't be undone.", oneWay],
  ['Rollback is impossible.', oneWay],
  ['Rolling back is not possible.', oneWay],
  ['There is no way to undo this.', oneWay],
  ['The deletion is irreversible.', oneWay],
  ['If you drop it, it cannot be restored.', oneWay],
  ['The change is not reversible.', oneWay],
  ['It can be rolled back at any time.', bothWays],
  ['This is safe to undo.', bothWays],
  ['The change is fully reversible.', bothWays],
  ['You can always revert it.', bothWays],
  ['The rollback is trivial.', bothWays],
  ['No data will be lost.', bothWays],
  ['The switch can safely be reverted.', bothWays],
])('%s claims it', (text, code) => {
  expect(capabilityClaims(text).map((claim) => claim.code)).toEqual([code])
})

test.each([
  'Run the tests.',
  'Run all tests and wait until they pass.',
  'If tests pass, deploy.',
  'Deploy once all tests pass.',
  'Make sure all tests pass before merging.',
  'Check that the tests are green.',
  'Do all tests pass?',
  'The tests do not pass.',
  'Tests are not passing yet.',
  "The tests aren't green.",
  'Tests must pass.',
  '- [ ] All tests pass',
  'This was not tested in staging.',
  'Is the change reversible?',
  'Check whether it can be rolled back.',
  'If the migration cannot be rolled back, call the owner.',
  'Write the test first.',
  'Roll back the deployment with helm rollback.',
  'To roll back, run `kubectl rollout undo`.',
  'The password is reversed.',
])('%s claims nothing', (text) => {
  expect(capabilityClaims(text)).toEqual([])
})

test('such a claim warns the informed, holds the acting and stops the destroying', () => {
  const decide = (intent: 'inform' | 'act' | 'destroy') =>
    reasonsForCapabilities('All tests pass.', intent)[0]?.decision
  expect([decide('inform'), decide('act'), decide('destroy')]).toEqual([
    'warn',
    'escalate',
    'block',
  ])
})

test('evidence bears it out', () => {
  const proven = new Set([tests] as const)
  expect(reasonsForCapabilities('All tests pass.', 'destroy', { proven })).toEqual([])
})

test('its place is found again', () => {
  const text = 'Restart it. All tests pass. Done.'
  const [claim] = capabilityClaims(text)
  expect(text.slice(...(claim?.span ?? [0, 0]))).toBe('All tests pass.')
})
