import { expect, test } from 'vitest'
import type { AuditEvent } from '../../src/domain/audit.ts'
import type { Webhook } from '../../src/domain/webhook.ts'
import { type DeliveringDesk, deliverWebhooks } from '../../src/flows/deliver-webhooks.ts'
import { openStore } from '../../src/store/store.ts'
import { mostAttempts } from '../../src/webhooks/retries.ts'

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`]
const webhook: Webhook = {
  id: 'on-call',
  url: 'https://hooks.acme.example/plumbline',
  events: ['receipt.recalled', 'approval.decided'],
  secrets,
  privateNetwork: false,
}
const recalled: AuditEvent = {
  at: '2026-11-01T09:00:00.000Z',
  kind: 'receipt-recalled',
  principal: null,
  subject: 'rcp_1',
  details: { because: 'a fact it rests on changed since it was signed' },
}

interface Sent {
  readonly to: string
  readonly id: string
  readonly body: string
}

async function desk(answer: (sent: Sent, count: number) => ReturnType<DeliveringDesk['post']>) {
  const store = await openStore(':memory:')
  const clock = { at: Date.UTC(2026, 10, 1, 9) }
  const sent: Sent[] = []
  const delivering = (webhooks: readonly Webhook[] = [webhook]): DeliveringDesk => ({
    store,
    webhooks,
    channels: [],
    post: ({ id: to }, headers, body) => {
      const one = { to, id: headers['webhook-id'] ?? '', body }
      sent.push(one)
      return answer(one, sent.length)
    },
    now: () => new Date(clock.at).toISOString(),
    random: () => 0.5,
  })
  return { store, clock, sent, delivering }
}

test('what happened before a webhook was configured is not told', async () => {
  const { store, sent, delivering } = await desk(async () => ({ status: 200 }))
  await store.audit.append(recalled)
  await store.webhooks.configure(['on-call'])
  await deliverWebhooks(delivering())
  expect(sent).toEqual([])
  await store.audit.append({ ...recalled, subject: 'rcp_2' })
  expect(await deliverWebhooks(delivering())).toEqual({ delivered: 1, failed: 0, dead: 0 })
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
    type: 'receipt.recalled',
    timestamp: recalled.at,
    data: {
      id: 'rcp_2',
      url: '/v1/receipts/rcp_2/status',
      principal: null,
      because: 'a fact it rests on changed since it was signed',
    },
  })
})

test('each is told of what it asked for, and of nothing else', async () => {
  const { store, sent, delivering } = await desk(async () => ({ status: 200 }))
  const others: Webhook = { ...webhook, id: 'auditors', events: ['policy.changed'] }
  await store.webhooks.configure(['on-call', 'auditors'])
  const events = ['answer', 'receipt-recalled', 'policy-changed', 'approval-withdrawn'] as const
  for (const kind of events) await store.audit.append({ ...recalled, kind })
  await deliverWebhooks(delivering([webhook, others]))
  expect(sent.map(({ to, body }) => [to, JSON.parse(body).type])).toEqual([
    ['on-call', 'receipt.recalled'],
    ['auditors', 'policy.changed'],
    ['on-call', 'approval.decided'],
  ])
})

test.each([
  ['a status of 500', async () => ({ status: 500 })],
  ['a redirect', async () => ({ status: 302 })],
  ['a fault of the network', async () => ({ fault: 'cannot read it' })],
  ['a fault of ours', () => Promise.reject(new Error(secrets[0]))],
] as const)(
  'after %s it is tried again, later each time, with the same id, and given up at last',
  async (_, answer) => {
    const { store, clock, sent, delivering } = await desk(answer)
    await store.webhooks.configure(['on-call'])
    await store.audit.append(recalled)
    const pauses: number[] = []
    for (let begun = clock.at; sent.length < mostAttempts; begun = clock.at) {
      await deliverWebhooks(delivering())
      const next = await store.webhooks.nextAt()
      if (next === null) break
      pauses.push(Date.parse(next) - begun)
      clock.at = Date.parse(next) - 1
      await deliverWebhooks(delivering())
      clock.at += 1
    }
    expect(sent).toHaveLength(mostAttempts)
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses[0]).toBe(5_000)
    const { items } = await store.webhooks.deadLetters({ limit: 10 })
    expect(items).toEqual([expect.objectContaining({ id: sent[0]?.id, attempts: mostAttempts })])
    expect(JSON.stringify(items)).not.toContain('whsec_')
  },
)

test('two processes never have the same message at once, and one that died hands it on', async () => {
  const { store, clock, sent, delivering } = await desk(async () => ({ status: 200 }))
  await store.webhooks.configure(['on-call'])
  await store.audit.append(recalled)
  await store.webhooks.queue(
    'on-call',
    ['receipt-recalled'],
    () => ({ type: 'receipt.recalled', payload: '{}' }),
    recalled.at,
  )
  const now = new Date(clock.at).toISOString()
  const until = new Date(clock.at + 120_000).toISOString()
  const [mine, theirs] = await Promise.all([
    store.webhooks.lease(now, until, 8),
    store.webhooks.lease(now, until, 8),
  ])
  expect(mine.length + theirs.length).toBe(1)
  await deliverWebhooks(delivering())
  expect(sent).toEqual([])
  clock.at += 120_000
  await deliverWebhooks(delivering())
  expect(sent).toHaveLength(1)
  // The one that was thought dead comes back: its word counts no more.
  const [late] = [...mine, ...theirs]
  if (late) await store.webhooks.settle(late, { is: 'dead', at: now, because: 'late' })
  expect((await store.webhooks.deadLetters({ limit: 10 })).items).toEqual([])
})

test('what waits for a webhook that was taken out of the configuration is dropped', async () => {
  const { store, clock, sent, delivering } = await desk(async () => ({ status: 503 }))
  await store.webhooks.configure(['on-call'])
  await store.audit.append(recalled)
  await deliverWebhooks(delivering())
  await store.webhooks.configure([])
  expect(await store.webhooks.nextAt()).toBeNull()
  clock.at += 3_600_000
  await deliverWebhooks(delivering([]))
  expect(sent).toHaveLength(1)
})

test('dead letters come in parts, the newest first', async () => {
  const { store, delivering } = await desk(async () => ({ status: 410 }))
  await store.webhooks.configure(['on-call'])
  for (const subject of ['rcp_1', 'rcp_2', 'rcp_3'])
    await store.audit.append({ ...recalled, subject })
  await deliverWebhooks(delivering())
  const first = await store.webhooks.deadLetters({ limit: 2 })
  const rest = await store.webhooks.deadLetters({ limit: 2, after: first.next ?? '' })
  expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
  expect((await store.webhooks.deadLetters({ limit: 2, after: 'nonsense' })).items).toEqual([])
})
