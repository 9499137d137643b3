import { expect, test } from 'vitest'
import type { AuditEvent } from '../../src/domain/audit.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import { recallReceipts, recallSignedBy } from '../../src/flows/recall-receipts.ts'
import type { PlacedGround } from '../../src/flows/receipt-grounds.ts'
import { openStore } from '../../src/store/store.ts'
import { content } from '../verdicts/samples.ts'

const now = '2026-11-23T08:30:00.000Z'

const receiptOf = (id: string, keyid = 'k1'): Receipt => ({
  content: { ...content, id },
  envelope: { payloadType: 't', payload: 'e30=', signatures: [{ keyid, sig: 's' }] },
})
const fact = (subject: string, state = '["5s"]'): PlacedGround => ({
  what: 'fact',
  key: JSON.stringify(['shop', 'option', null, subject]),
  state,
  page: null,
})

async function desk() {
  const store = await openStore(':memory:')
  const told: AuditEvent[] = []
  const audit = async (event: AuditEvent) => {
    told.push(event)
  }
  return { store, told, desk: { store, surveys: [], audit, now } }
}

test('a fact of a repository that is surveyed no more bears nothing out', async () => {
  const { store, told, desk: recalling } = await desk()
  await store.receipts.put(receiptOf('rcp_1'), [fact('timeout')])
  await store.receipts.put(receiptOf('rcp_2'), [fact('retries', 'null')])
  expect(await recallReceipts(recalling)).toBe(1)
  expect(told.map(({ subject }) => subject)).toEqual(['rcp_1'])
  expect(await recallReceipts(recalling)).toBe(0)
})

test('a pass that was cut off before it was written down is made good by the next', async () => {
  const { store, told, desk: recalling } = await desk()
  await store.receipts.put(receiptOf('rcp_1'), [fact('timeout')])
  const full = { ...recalling, audit: () => Promise.reject(new Error('disk full')) }
  await expect(recallReceipts(full)).rejects.toThrow('disk full')
  expect((await store.recalls.of('rcp_1'))?.because).toContain('a fact it rests on')
  expect(told).toEqual([])
  expect(await recallReceipts(recalling)).toBe(1)
  expect(told.map(({ kind }) => kind)).toEqual(['receipt-recalled'])
})

test('expired receipts are left alone, and what they rest on is forgotten', async () => {
  const { store, told, desk: recalling } = await desk()
  await store.receipts.put(receiptOf('rcp_1'), [fact('timeout')])
  expect(await recallReceipts({ ...recalling, now: content.expiresAt })).toBe(0)
  expect(await store.grounds.standing('fact')).toEqual([])
  expect(told).toEqual([])
})

test('a passage that was never stored as it was cited turns at once', async () => {
  const { store, desk: recalling } = await desk()
  const passage: PlacedGround = { what: 'passage', key: 'psg_1', page: 'wiki:a.md', state: '' }
  await store.receipts.put(receiptOf('rcp_1'), [passage])
  expect(await recallReceipts(recalling)).toBe(1)
  expect((await store.recalls.of('rcp_1'))?.turned).toEqual([
    { what: 'passage', passage: 'psg_1', page: 'wiki:a.md', became: 'gone' },
  ])
})

test('a finding counts as gone only once its page was judged again', async () => {
  const { store, desk: recalling } = await desk()
  const finding: PlacedGround = {
    what: 'finding',
    key: 'psg_1 fnd_1',
    page: 'wiki:a.md',
    state: '[["holds",null]]',
  }
  await store.receipts.put(receiptOf('rcp_1'), [finding])
  expect(await recallReceipts(recalling)).toBe(0)
  const stamp = { stamp: 's', scope: [], surveys: [], commitsBehind: {} }
  await store.assessments.put({ page: 'wiki:a.md', ...stamp })
  expect(await recallReceipts(recalling)).toBe(1)
})

test('a revoked key recalls what it signed, and nothing else', async () => {
  const { store, told, desk: recalling } = await desk()
  await store.receipts.put(receiptOf('rcp_1', 'k1'))
  await store.receipts.put(receiptOf('rcp_2', 'k2'))
  expect(await recallSignedBy('k1', recalling)).toBe(1)
  expect(told.map(({ subject }) => subject)).toEqual(['rcp_1'])
  expect(await store.recalls.of('rcp_2')).toBeNull()
})
