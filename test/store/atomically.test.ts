import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Ledger, openStore, type Store } from '../../src/store/store.ts'
import { sampleApproval } from '../support/approvals.ts'

const at = '2026-11-23T10:00:00.000Z'
const event = {
  ...({
    at,
    kind: 'approval-used',
    principal: 'agent:deploy',
    subject: sampleApproval.id,
  } as const),
  details: {},
}

let store: Store
beforeEach(async () => {
  store = await openStore(':memory:')
  await store.approvals.put(sampleApproval, { ...event, kind: 'approval-requested' })
})
afterEach(() => store.close())

const useUp = ({ approvals }: Ledger) =>
  approvals.change(sampleApproval.id, (approval) => ({
    to: { ...approval, used: { verification: 'ver_1', at } },
    event,
  }))

const usedUp = async () => (await store.approvals.get(sampleApproval.id))?.used ?? null

test('what is written as one stands together', async () => {
  await store.atomically(async (ledger) => {
    await useUp(ledger)
    await ledger.audit.append({ ...event, kind: 'verification' })
  })
  expect(await usedUp()).toMatchObject({ verification: 'ver_1' })
  expect((await store.audit.list({})).map(({ kind }) => kind)).toEqual([
    'approval-requested',
    'approval-used',
    'verification',
  ])
})

test('an approval is not used up where what comes after it fails, and the log tells of nothing', async () => {
  const failing = store.atomically(async (ledger) => {
    await useUp(ledger)
    throw new Error('the receipt cannot be kept')
  })
  await expect(failing).rejects.toThrow('the receipt cannot be kept')
  expect(await usedUp()).toBeNull()
  expect(await store.audit.list({})).toHaveLength(1)
})

test('work that goes on after it was undone writes nothing', async () => {
  let goOn: (() => void) | undefined
  const given = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let late: Promise<unknown> = Promise.resolve()
  const failing = store.atomically(async (ledger) => {
    late = given.then(() => useUp(ledger))
    throw new Error('given up')
  })
  await expect(failing).rejects.toThrow('given up')
  goOn?.()
  await expect(late).rejects.toThrow()
  expect(await usedUp()).toBeNull()
})

test('of two at once, the second sees what the first wrote', async () => {
  const seen: unknown[] = []
  const work = (ledger: Ledger) =>
    ledger.approvals.change(sampleApproval.id, (approval) => {
      seen.push(approval.used)
      return { to: { ...approval, used: { verification: 'ver_1', at } }, event }
    })
  await Promise.all([store.atomically(work), store.atomically(work)])
  expect(seen).toEqual([null, { verification: 'ver_1', at }])
})
