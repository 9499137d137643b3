import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Principal } from '../../src/domain/principal.ts'
import { hearPeople } from '../../src/flows/lift-verdict.ts'
import { countsOf } from '../../src/flows/verify-advice.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { defaultPolicy } from '../../src/verdicts/policy.ts'
import { decisionOf, person, sampleApproval } from '../support/approvals.ts'

const agent = person('agent:deploy', { kind: 'agent', scopes: ['agent'] })
const among = [agent, person('ana', { scopes: ['senior-approver'] }), person('bo')]
const whoIs = (id: string): Principal | null => among.find((one) => one.id === id) ?? null
const now = '2026-11-23T10:00:00.000Z'
const { shown, action } = sampleApproval

const draft = {
  intent: 'destroy',
  mode: 'enforce',
  environments: ['production'],
  task: null,
  verdict: { decision: 'block', reasons: shown.reasons },
  statements: [],
  citations: [],
  counts: countsOf([]),
  action: { digest: action, commands: shown.commands, unseen: [] },
  unblock: [],
} as const

let store: Store
beforeAll(async () => {
  store = await openStore(':memory:')
  const decisions = [decisionOf('ana', 'approve', { senior: true }), decisionOf('bo')]
  const event = {
    at: now,
    kind: 'approval-requested',
    principal: agent.id,
    subject: 'apr_1',
    details: {},
  } as const
  await store.approvals.put(sampleApproval, event)
  await store.approvals.change('apr_1', (one) => ({ to: { ...one, decisions }, event: null }))
})
afterAll(() => store.close())

let heard = 0
/** How an approved action fares while parts of the store fail. */
async function hear(broken: Partial<Record<keyof Store['approvals'], unknown>>): Promise<string> {
  heard += 1
  const approvals = { ...store.approvals, ...broken } as Store['approvals']
  const verb = {
    command: shown.command ?? '',
    role: 'prod-admin',
    target: { environment: 'production' },
  }
  const asked = {
    request: { action: verb },
    principal: agent,
    verification: `ver_${heard}`,
    now,
    policy: defaultPolicy,
  }
  const desk = { store: { approvals, liftable: store.liftable }, approvalHours: 1, whoIs }
  return hearPeople(draft, asked, desk).then(
    ({ verdict }) => verdict.decision,
    () => 'refused',
  )
}

const junk = [
  undefined,
  null,
  Number.NaN,
  'nonsense',
  {},
  [],
  { to: {} },
  { to: null, event: null },
]

test.each(['forAction', 'change', 'get', 'countOpen', 'put'] as const)(
  'while %s fails nothing is allowed that was not used up',
  async (part) => {
    const failures = [
      ...junk.map((value) => async () => value),
      async () => {
        throw new Error('the disk is full')
      },
    ]
    for (const failure of failures) {
      // Were it approved, it would be allowed: only what reads and writes the approval is broken.
      const decision = await hear({
        [part]: failure,
        ...(part === 'forAction' || part === 'change' ? {} : { change: async () => null }),
      })
      expect(['refused', 'block']).toContain(decision)
    }
    expect((await store.approvals.get('apr_1'))?.used).toBeNull()
  },
)

test('nothing broken: it is allowed, once', async () => {
  expect([await hear({}), await hear({})]).toEqual(['allow', 'block'])
})
