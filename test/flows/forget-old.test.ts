import { expect, test } from 'vitest'
import type { Verification } from '../../src/domain/answer.ts'
import type { Review } from '../../src/domain/review.ts'
import type { Decision } from '../../src/domain/verdict.ts'
import { approvals } from '../../src/flows/approvals.ts'
import { forgetOld } from '../../src/flows/forget-old.ts'
import { countsOf } from '../../src/flows/verify-advice.ts'
import { openStore } from '../../src/store/store.ts'
import { person, sampleApproval } from '../support/approvals.ts'

const now = '2026-11-23T09:00:00.000Z'
const daysAgo = (days: number): string =>
  new Date(Date.parse(now) - days * 86_400_000).toISOString()

const verification = (id: string, days: number, decision: Decision): Verification => ({
  id,
  verifiedAt: daysAgo(days),
  task: null,
  mode: 'enforce',
  intent: 'destroy',
  environments: [],
  verdict: { decision, reasons: [] },
  statements: [],
  citations: [],
  counts: countsOf([]),
  action: null,
  escalation: null,
  unblock: [],
  receipt: { id: 'rcp_1', url: '/v1/receipts/rcp_1', expiresAt: now },
})

const asker = person('agent:deploy', { kind: 'agent', scopes: ['agent'] })

test('what people could lift is kept while they may be asked, and no longer', async () => {
  const store = await openStore(':memory:')
  const kept: readonly (readonly [string, number, Decision, boolean])[] = [
    ['of today', 0, 'escalate', true],
    ['of this week', 6.9, 'block', true],
    ['of last week', 7.1, 'escalate', false],
    ['that was lifted', 0, 'allow', false],
    ['that only warns', 0, 'warn', false],
  ]
  for (const [id, days, decision] of kept) {
    await store.verifications.put(asker.id, verification(id, days, decision))
    await store.liftable.put(asker.id, { ...sampleApproval, verification: id })
  }
  await store.liftable.put(asker.id, { ...sampleApproval, verification: 'that is not there' })
  const desk = {
    ...{ store, approvalHours: 24, whoIs: () => asker, now: () => now, people: () => [] },
    ...{ mayOpen: async () => true, sessionOf: async () => null },
  }
  const answers = () =>
    Promise.all(
      kept.map(async ([id]) => {
        const asked = await approvals(desk).requestApproval({ verification: id }, asker)
        return [id, asked.is === 'done']
      }),
    )
  const wanted = kept.map(([id, , , is]) => [id, is])
  expect(await answers()).toEqual(wanted)
  await forgetOld(store, now)
  const left = [...kept.map(([id]) => id), 'that is not there'].map(
    async (id) => (await store.liftable.of(id, asker.id)) !== null,
  )
  expect(await Promise.all(left)).toEqual([true, true, false, false, false, false])
  // What was asked before the row went holds all that it shows.
  expect(await answers()).toEqual(wanted)
  expect(await approvals(desk).requestApproval({ verification: 'of last week' }, asker)).toEqual({
    is: 'not-liftable',
    because: expect.stringContaining('verify it again'),
  })
  await store.close()
})

test('sampled advice waits for half a year, and what people made of it is kept for a quarter', async () => {
  const store = await openStore(':memory:')
  const review = (id: string, days: number): Review => ({
    ...{ verification: id, principal: asker.id, risk: 'high', intent: 'act', decision: 'warn' },
    ...{ task: null, commands: [], sampledAt: daysAgo(days), outcome: null },
  })
  const samples: readonly (readonly [string, number, number | null])[] = [
    ['waits', 179, null],
    ['waited too long', 181, null],
    ['was looked at', 300, 89],
    ['was looked at long ago', 300, 91],
  ]
  for (const [id, sampled, reviewed] of samples) {
    await store.reviews.put(review(id, sampled))
    if (reviewed === null) continue
    const at = daysAgo(reviewed)
    await store.reviews.close(
      id,
      { person: 'ana', found: 'right', comment: null, at },
      { at, kind: 'advice-reviewed', principal: 'ana', subject: id, details: {} },
    )
  }
  await forgetOld(store, now)
  const left = await Promise.all(samples.map(([id]) => store.reviews.get(id)))
  expect(left.map((one) => one !== null)).toEqual([true, false, true, false])
  expect(await store.reviews.tally()).toEqual({ waiting: 1, right: 1, wrong: 0 })
  await store.close()
})

test('what was told is known for a quarter, and for as long as it is found', async () => {
  const store = await openStore(':memory:')
  const standing = { openedAt: daysAgo(200), severity: 9, damage: 9 }
  const item = (finding: string) => ({ finding, kind: 'default-value' as const, subject: finding })
  const found = (...findings: readonly string[]) => [
    { report: 'rep_1', page: 'runbooks:gone.md', codeOwners: [], items: findings.map(item) },
  ]
  // The page is not there, so that what is not found any more is closed.
  await store.reports.sync(found('long gone', 'gone', 'there'), daysAgo(200))
  await store.reports.sync(found('gone', 'there'), daysAgo(91))
  await store.reports.sync(found('there'), daysAgo(89))
  const known = ['long gone', 'gone', 'there'].map((finding) => ({
    ...{ report: 'rep_1', finding, told: standing, alerted: null },
  }))
  for (const [id, days] of [
    ['ntc_old', 91],
    ['ntc_new', 89],
  ] as const) {
    const { last } = await store.notices.record('ana')
    const at = daysAgo(days)
    await store.notices.make(
      { id, kind: 'digest', person: 'ana', madeAt: at, noticed: [], more: 0 },
      {
        last,
        known,
        event: { at, kind: 'report-digest', principal: null, subject: id, details: {} },
      },
    )
  }
  await forgetOld(store, now)
  expect((await store.notices.known('ana')).map(({ finding }) => finding)).toEqual([
    'gone',
    'there',
  ])
  expect(await store.notices.get('ntc_old')).toBeNull()
  expect(await store.notices.get('ntc_new')).not.toBeNull()
  await store.close()
})
