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
  ['Every test passes.', tests],
  ['All 1,204 checks passed on the release branch.', tests],
  ['Tests are all passing now.', tests],
  ['Our regression suite is green across the board.', tests],
  ['I ran the unit tests and everything passed.', tests],
  ['I ran the full suite and it came back clean.', tests],
  ['The e2e run finished successfully.', tests],
  ['Everything passes in CI.', tests],
  ['pytest reports 214 passed, 0 failed.', tests],
  ['The pipeline went through without errors.', tests],
  ['There were zero test failures.', tests],
  ['Unit tests: 48/48 passed.', tests],
  ['✅ All tests pass', tests],
  ['The integration tests succeeded after the fix.', tests],
  ['Test coverage is at 94 % and nothing fails.', tests],
  ['No regressions were found by the test suite.', tests],
  ['The patch has been tested against staging.', tests],
  ['This has already been validated in production.', tests],
  ['The query was dry-run and verified on the staging cluster.', tests],
  ['I have confirmed that the build is green.', tests],
  ['CI passed.', tests],
  ['The smoke tests came back clean.', tests],
  ['Linting and tests both pass.', tests],
  ['It has been thoroughly tested.', tests],
  ['There is no going back after this step.', oneWay],
  ['Once dropped, the data is gone forever.', oneWay],
  ['The data is permanently lost after the purge.', oneWay],
  ['Rollback will not work here.', oneWay],
  ['A rollback is not possible, so proceed.', oneWay],
  ['We are unable to restore the table.', oneWay],
  ['Recovery is impossible at this point.', oneWay],
  ['Restoring the database is not possible.', oneWay],
  ['This is a one-way door.', oneWay],
  ['This is a one-way migration.', oneWay],
  ['The records are unrecoverable.', oneWay],
  ['Nothing can bring the deleted rows back.', oneWay],
  ['The change is permanent.', oneWay],
  ['It is fully recoverable.', bothWays],
  ['The operation is non-destructive.', bothWays],
  ['Nothing is lost if you re-run it.', bothWays],
  ['You can undo this at any time.', bothWays],
  ['Reverting is a one-line change.', bothWays],
  ['Rolling back takes seconds.', bothWays],
  ['A backup exists, so nothing can go wrong.', bothWays],
  ['If anything breaks, just roll it back.', bothWays],
  ['It is trivially reversible.', bothWays],
  ['The old version can be restored within minutes.', bothWays],
  ['Data loss is not possible.', bothWays],
  ['There is no risk of losing data.', bothWays],
  ['The deletion can be reversed.', bothWays],
  ['The step is idempotent and safe to undo.', bothWays],
  ['Jenkins is green for this commit.', tests],
  ['Tests have been run and are successful.', tests],
  ['You will never get that data back.', oneWay],
  ["It won't be possible to restore the rows.", oneWay],
  ['This will not lose any data.', bothWays],
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
  'Add a test for the refund path.',
  'The tests live in `test/`.',
  'A passing build is required before release.',
  'Wait for CI to go green.',
  'Tests that pass locally may fail in CI.',
  'The pipeline deploys to staging on every merge.',
  'If the build is green, tag the release.',
  'We want all tests to pass.',
  'The build takes four minutes.',
  'Once tests pass, promote the image.',
  'Failing tests block the merge.',
  'Two tests failed on main.',
  'CI has not passed yet.',
  'Nobody knows whether the suite passes.',
  'The health check returns ok when the service is up.',
  'The check succeeds when the port answers.',
  'The readiness check passes after ten seconds.',
  'The build command is `npm run build`.',
  'The migration has not been verified in production.',
  'Please test this on staging first.',
  'This should be tested against staging.',
  'Test it in staging before production.',
  'Use `git revert` to undo the commit.',
  'Roll back with `helm rollback payments 3`.',
  'If it cannot be undone, stop.',
  'Ask whether the change is reversible.',
  'How do we roll back?',
  'Make sure it can be rolled back.',
  'Plan the rollback before you start.',
  'Rollbacks need approval.',
  'The undo log grows with every transaction.',
  'Reversible encryption is not used for passwords.',
  'The order of the fields cannot be reversed.',
  'A permanent redirect (301) is cached by browsers.',
  'The restore job runs nightly.',
  'To recover, restart the worker.',
  'Backups are kept for 35 days.',
  'Restoring takes about an hour.',
  'The password cannot be recovered from its hash.',
  'Do not drop the table: the loss would be permanent.',
  'You cannot undo a merge in the web interface without the maintainer role.',
  'The clean target removes build artefacts.',
  'Check the spec for the exact format.',
  'The spec is clean and easy to read.',
  'Run `make check` to see whether it passes.',
  'The test environment is up.',
  'CI runs on every push.',
  'Retry until the check passes.',
  'The test database is restored every night.',
  'Safe mode is enabled.',
  'Passing tests are not enough.',
  'The pipeline publishes a clean image.',
  'Snapshots can be restored only in the same region.',
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

test.each([
  ['All tests pass.', 'test-result', true],
  ['All tests pass on main at 3f2a91c.', 'test-result', true],
  ['All tests pass, so drop the old table.', 'test-result', false],
  ['All tests pass and this was verified in staging.', null, false],
  ['This was verified in staging.', null, true],
  ['The change is fully reversible.', 'rehearsal', true],
])('%s can be borne out by %s', (text, by, alone) => {
  expect(capabilityClaims(text)).toEqual([expect.objectContaining({ by, alone })])
})

test('what no attestation says stays unproven', () => {
  const proven = new Set([tests] as const)
  const shortfalls = new Map([[oneWay, 'no rehearsal is attested']] as const)
  const [reason] = reasonsForCapabilities('This was verified in staging.', 'act', {
    proven,
    shortfalls,
  })
  expect(reason?.message).toContain('a test result does not say that it was tried there')
})

test('why an attestation counts for nothing is told', () => {
  const shortfalls = new Map([[tests, 'no configured attestor signed it']] as const)
  const [reason] = reasonsForCapabilities('All tests pass.', 'act', { shortfalls })
  expect(reason?.message).toBe(
    '“All tests pass.” stands without evidence: no configured attestor signed it',
  )
})
