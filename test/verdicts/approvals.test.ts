import { expect, test } from 'vitest'
import type { Principal } from '../../src/domain/principal.ts'
import {
  type ApprovalRequest,
  bindsTo,
  decisionBy,
  stateOf,
  whyNotDecide,
} from '../../src/verdicts/approvals.ts'

const request: ApprovalRequest = {
  id: 'apr_1',
  actionDigest: 'sha256:1',
  role: 'prod-admin',
  environment: 'production',
  requester: 'agent:deploy',
  approvers: 2,
  senior: 1,
  requestedAt: '2026-11-23T08:00:00.000Z',
  expiresAt: '2026-11-23T12:00:00.000Z',
}
const now = '2026-11-23T09:00:00.000Z'
const late = '2026-11-23T12:00:00.000Z'
const person = (id: string, given: Partial<Principal> = {}): Principal => ({
  id,
  kind: 'person',
  scopes: ['approver'],
  groups: [],
  environments: [],
  ...given,
})
const senior = person('ana', { scopes: ['senior-approver'] })

test.each([
  ['a person who may', person('bo'), 'browser', now, null],
  ['a person bound to it', person('bo', { environments: ['production'] }), 'browser', now, null],
  ['an agent', person('bot', { kind: 'agent' }), 'browser', now, 'only people decide'],
  ['the requester', person('agent:deploy'), 'browser', now, 'whoever asks cannot decide'],
  ['a key', person('bo'), 'api-key', now, 'a decision needs your own sign-in in a browser'],
  [
    'the command line',
    person('bo'),
    'command-line',
    now,
    'a decision needs your own sign-in in a browser',
  ],
  [
    'no approver',
    person('bo', { scopes: ['operator'] }),
    'browser',
    now,
    'your sign-in does not entitle you to approve',
  ],
  [
    'bound elsewhere',
    person('bo', { environments: ['staging'] }),
    'browser',
    now,
    'you are not bound to that environment',
  ],
  ['too late', person('bo'), 'browser', late, 'the request has expired'],
  ['at no readable time', person('bo'), 'browser', 'soon', 'the request has expired'],
] as const)('%s', (_, principal, signIn, at, why) => {
  expect(whyNotDecide(request, principal, signIn, at)).toBe(why)
})

const approve = (principal: Principal, at = now) => decisionBy(principal, 'approve', at)

test.each([
  ['nobody yet', [], 'pending'],
  ['one of two', [approve(senior)], 'pending'],
  ['one person twice', [approve(senior), approve(senior)], 'pending'],
  ['two without a senior', [approve(person('bo')), approve(person('cy'))], 'pending'],
  ['two, one senior', [approve(senior), approve(person('bo'))], 'approved'],
  ['the requester does not count', [approve(senior), approve(person('agent:deploy'))], 'pending'],
  ['after the end does not count', [approve(senior), approve(person('bo'), late)], 'pending'],
  [
    'one refusal ends it',
    [approve(senior), approve(person('bo')), decisionBy(person('cy'), 'refuse', now)],
    'refused',
  ],
] as const)('%s', (_, decisions, state) => {
  expect(stateOf(request, decisions, now)).toBe(state)
})

test('an approval dies with its time', () => {
  expect(stateOf(request, [approve(senior), approve(person('bo'))], late)).toBe('expired')
})

test('nothing is approved by nobody', () => {
  expect(stateOf({ ...request, approvers: 0, senior: 0 }, [], now)).toBe('pending')
})

test.each(['actionDigest', 'role', 'environment'] as const)(
  'it dies when its %s changes',
  (field) => {
    expect(bindsTo(request, request)).toBe(true)
    expect(bindsTo(request, { ...request, [field]: 'other' })).toBe(false)
  },
)
