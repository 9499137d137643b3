import { expect, test } from 'vitest'
import type { Principal } from '../../src/domain/principal.ts'
import { bindsTo, isEnough, stateOf, whyNotDecide } from '../../src/verdicts/approvals.ts'
import { decisionOf, person, sampleApproval } from '../support/approvals.ts'

const now = '2026-11-23T09:30:00.000Z'
const late = '2026-11-23T12:00:00.000Z'
const agent: Principal = {
  ...person('agent:deploy', { kind: 'agent', scopes: ['agent'] }),
  owner: 'olga',
}
const ana = person('ana', { scopes: ['senior-approver'] })
const all = [
  agent,
  ana,
  person('bo'),
  person('cy'),
  person('olga'),
  person('eli', { environments: ['staging'] }),
]
const among =
  (principals: readonly Principal[]) =>
  (id: string): Principal | null =>
    principals.find((one) => one.id === id) ?? null
const whoIs = among(all)

test.each([
  ['a person who may', person('bo'), 'browser', null],
  ['a person bound to it', person('bo', { environments: ['production'] }), 'browser', null],
  ['an agent', person('bot', { kind: 'agent' }), 'browser', 'only people decide'],
  ['the requester', person('agent:deploy'), 'browser', 'whoever asks cannot decide'],
  ['the owner of the agent', person('olga'), 'browser', 'it is your own agent that asks'],
  ['a key', person('bo'), 'api-key', 'a decision needs your own sign-in in a browser'],
  [
    'the command line',
    person('bo'),
    'command-line',
    'a decision needs your own sign-in in a browser',
  ],
  [
    'no approver',
    person('bo', { scopes: ['operator'] }),
    'browser',
    'your sign-in does not entitle you to approve',
  ],
  [
    'bound elsewhere',
    person('bo', { environments: ['staging'] }),
    'browser',
    'you are not bound to that environment',
  ],
] as const)('%s', (_, principal, signIn, why) => {
  expect(whyNotDecide(sampleApproval, principal, signIn, whoIs)).toBe(why)
})

test.each([
  ['the words aim at another environment than was said', ['production', 'staging']],
  ['no environment is known', []],
])('whoever is bound to one does not decide where %s', (_, environments) => {
  const unnamed = { ...sampleApproval, environments }
  const bound = person('bo', { environments: ['production'] })
  expect(whyNotDecide(unnamed, bound, 'browser', whoIs)).toBe(
    'you are not bound to that environment',
  )
})

test('nobody decides for somebody who is not configured any more', () => {
  expect(whyNotDecide(sampleApproval, ana, 'browser', among([ana]))).toBe(
    'agent:deploy is not configured any more',
  )
})

test('whoever owned the agent when it asked is its owner still', () => {
  const given = { ...sampleApproval, owner: 'bo' }
  expect(whyNotDecide(given, person('bo'), 'browser', whoIs)).toBe('it is your own agent that asks')
})

const bySenior = decisionOf('ana', 'approve', { senior: true })

test.each([
  ['nobody yet', [], 'waiting'],
  ['one of two', [bySenior], 'waiting'],
  ['one person twice', [bySenior, bySenior], 'waiting'],
  ['two without a senior', [decisionOf('bo'), decisionOf('cy')], 'waiting'],
  ['two, one senior', [bySenior, decisionOf('bo')], 'approved'],
  ['the requester does not count', [bySenior, decisionOf('agent:deploy')], 'waiting'],
  ['the owner does not count', [bySenior, decisionOf('olga')], 'waiting'],
  ['somebody unknown does not count', [bySenior, decisionOf('zoe')], 'waiting'],
  ['somebody bound elsewhere does not count', [bySenior, decisionOf('eli')], 'waiting'],
  [
    'who calls themselves senior without being it',
    [decisionOf('bo', 'approve', { senior: true }), decisionOf('cy')],
    'waiting',
  ],
  ['who was not senior when deciding', [decisionOf('ana'), decisionOf('bo')], 'waiting'],
  [
    'after the end does not count',
    [bySenior, decisionOf('bo', 'approve', { at: late })],
    'waiting',
  ],
  [
    'before it was asked does not count',
    [bySenior, decisionOf('bo', 'approve', { at: '2026-11-22T09:00:00.000Z' })],
    'waiting',
  ],
  [
    'at no readable time does not count',
    [bySenior, decisionOf('bo', 'approve', { at: 'soon' })],
    'waiting',
  ],
  ['one refusal ends it', [bySenior, decisionOf('bo'), decisionOf('cy', 'refuse')], 'refused'],
] as const)('%s', (_, decisions, state) => {
  expect(stateOf({ ...sampleApproval, decisions }, whoIs, now)).toBe(state)
})

const approved = { ...sampleApproval, decisions: [bySenior, decisionOf('bo')] }

test.each([
  ['with its time', approved, late, 'expired'],
  ['at no readable time', approved, 'soon', 'waiting'],
  ['before its time: the clock went back', approved, '2026-11-23T07:00:00.000Z', 'expired'],
  ['by being used', { ...approved, used: { verification: 'ver_2', at: now } }, now, 'used'],
  ['by being withdrawn', { ...approved, withdrawnAt: now }, now, 'withdrawn'],
] as const)('an approval ends %s', (_, approval, at, state) => {
  if (at === 'soon') expect(stateOf(approval, whoIs, at)).not.toBe('approved')
  else expect(stateOf(approval, whoIs, at)).toBe(state)
})

test('nothing is approved by nobody', () => {
  expect(isEnough([], { approvers: 0, senior: 0 })).toBe(false)
  expect(stateOf({ ...sampleApproval, approvers: 0, senior: 0 }, whoIs, now)).toBe('waiting')
})

test.each([
  { approvers: Number.NaN, senior: 0 },
  { approvers: 1, senior: Number.NaN },
])('nonsense is never enough: %j', (need) => {
  expect(isEnough([bySenior, decisionOf('bo')], need)).toBe(false)
})

test.each(['action', 'environment', 'role', 'runAs'] as const)(
  'it dies when its %s changes',
  (field) => {
    expect(bindsTo(sampleApproval, sampleApproval)).toBe(true)
    expect(bindsTo(sampleApproval, { ...sampleApproval, environments: [] })).toBe(false)
    expect(bindsTo(sampleApproval, { ...sampleApproval, [field]: 'other' })).toBe(false)
    if (field !== 'action')
      expect(
        bindsTo({ ...sampleApproval, [field]: 'other' }, { ...sampleApproval, [field]: null }),
      ).toBe(false)
  },
)

test.each([
  ['in capitals', ['PRODUCTION'], ['production'], true],
  ['with blanks around it', [' production '], ['production'], true],
  ['with other dashes', ['eu_west'], ['EU West'], true],
  ['by the policy’s other word', ['main'], ['production'], true],
  ['by a usual other word', ['prod'], ['Production', 'prd'], true],
  ['by what the policy calls otherwise', ['development'], ['test'], false],
  ['by another number', ['sandbox1'], ['sandbox2'], false],
  ['in letters that are not ours', ['продакшн'], ['тест'], false],
] as const)('a person is bound to an environment %s', (_, own, aimed, may) => {
  const environments = [
    { name: 'production', names: ['main', 'prod', 'prd', 'production'] },
    { name: 'test', names: ['test'] },
    { name: 'development', names: ['development', 'dev'] },
  ].map((one) => ({ ...one, hosts: [], accounts: [], critical: false }))
  const known = Object.assign(among(all), { environments: () => environments })
  const bound = person('bo', { environments: own })
  const why = whyNotDecide({ ...sampleApproval, environments: aimed }, bound, 'browser', known)
  expect(why).toBe(may ? null : 'you are not bound to that environment')
})

test('it binds to an environment however it is spelled, and to no other', () => {
  const spelled = { ...sampleApproval, environment: 'Production ', environments: ['PRODUCTION'] }
  expect(bindsTo(sampleApproval, spelled)).toBe(true)
  expect(bindsTo(sampleApproval, { ...spelled, environments: ['production2'] })).toBe(false)
  expect(bindsTo(sampleApproval, { ...spelled, environment: 'production2' })).toBe(false)
})
