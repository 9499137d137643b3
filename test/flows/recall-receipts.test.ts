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

test('however many expire at once, all that they rest on is forgotten, and no more', async () => {
  const { store, desk: recalling } = await desk()
  const receipt = receiptOf('rcp_x')
  const put = (id: string, expiresAt: string, subject: string) =>
    store.receipts.put({ ...receipt, content: { ...receipt.content, id, expiresAt } }, [
      fact(subject, 'null'),
    ])
  for (let number = 0; number < 450; number += 1)
    await put(`rcp_${number}`, now, `old${number % 7}`)
  await put('rcp_next', '2026-11-23T08:30:00.001Z', 'timeout')
  expect(await store.grounds.standing('fact')).toHaveLength(8)
  await recallReceipts(recalling)
  expect((await store.grounds.standing('fact')).map(({ key }) => key)).toEqual([
    fact('timeout').key,
  ])
  // A clock that was put back, and what expires by it.
  const back = '2026-11-23T07:00:00.000Z'
  await put('rcp_back', '2026-11-23T07:30:00.000Z', 'retries')
  await recallReceipts({ ...recalling, now: back })
  await recallReceipts(recalling)
  expect((await store.grounds.standing('fact')).map(({ key }) => key)).toEqual([
    fact('timeout').key,
  ])
})

test('what a recalled receipt rests on is forgotten with its recall', async () => {
  const { store } = await desk()
  await store.receipts.put(receiptOf('rcp_1'), [fact('timeout', 'null')])
  await store.recalls.put({ receipt: 'rcp_1', at: now, because: 'somebody said so' })
  expect(await store.grounds.standing('fact')).toEqual([])
})

test('what stands in several states is told in each, and so is what is told beside it', async () => {
  const { store } = await desk()
  const states = ['["5s"]', '["10s"]', 'null']
  for (const [number, state] of states.entries())
    for (const copy of [1, 2])
      await store.receipts.put(receiptOf(`rcp_${number}${copy}`), [
        fact('timeout', state),
        fact('retries', '["3"]'),
      ])
  const told = await store.grounds.standing('fact')
  expect(told.map(({ key, state }) => `${key} ${state}`)).toEqual(
    [
      ...states.map((state) => `${fact('timeout').key} ${state}`),
      `${fact('retries').key} ["3"]`,
    ].sort(),
  )
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
