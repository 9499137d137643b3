import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Status } from '../../src/domain/finding.ts'
import { openStore } from '../../src/store/store.ts'
import { type Quay, startQuay } from '../support/quay.ts'

let quay: Quay
beforeAll(async () => {
  quay = await startQuay()
}, 120_000)
afterAll(() => quay?.stop())

const kind = 'default-value' as const
const page = 'runbooks:berths.md'

/** So many findings that somebody called right or wrong before. */
async function reviewed(count: number, wrong: boolean): Promise<void> {
  const store = await openStore(quay.database)
  const findings = Array.from({ length: count }, (_, index) => ({
    finding: `fnd_${wrong ? 'wrong' : 'right'}${index}`,
    kind,
  }))
  await store.rules.review(findings, { wrong, person: 'hal', at: quay.now() })
  await store.close()
}

const statusOf = async (): Promise<readonly (Status | string)[]> => {
  const kim = await quay.plumbline.principal('kim')
  const { items } = await quay.plumbline.findings({ page, kind }, kim)
  return items.map(({ status, judgement }) =>
    judgement.status === 'unknown' ? judgement.reason : status,
  )
}

test('a kind that is wrong in more than one in ten of twenty counts for nothing until it is lifted', async () => {
  const { plumbline } = quay
  const ana = await quay.signedIn('ana')
  const [report] = (await plumbline.reports({ mine: true }, await plumbline.principal('ana'))).items
  const finding = report?.items[0]?.finding ?? ''
  const say = async (choice: object) =>
    ana.send(`/v1/reports/${report?.id}/decisions`, choice, { 'x-csrf-token': await ana.word() })
  // Two wrong of twenty are one in ten, and not more.
  await reviewed(18, false)
  await reviewed(1, true)
  expect((await say({ decision: 'false-alarm', finding })).status).toBe(200)
  expect((await plumbline.rules())[0]).toEqual({ kind, reviews: 20, wrong: 2, demotedAt: null })
  expect(await statusOf()).toEqual(['contradicted'])
  expect((await say({ decision: 'false-alarm', finding })).status).toBe(200)
  expect((await plumbline.rules())[0]?.wrong).toBe(2)

  await reviewed(2, true)
  expect((await say({ decision: 'false-alarm', finding })).status).toBe(200)
  expect((await plumbline.rules())[0]).toMatchObject({ wrong: 3, demotedAt: quay.now() })
  expect(await statusOf()).toEqual(['rule-demoted'])
  const kim = await plumbline.principal('kim')
  expect((await plumbline.reports({}, kim)).items).toEqual([])

  expect(await plumbline.liftRule('no-such-kind')).toBeNull()
  quay.pass(1)
  expect(await plumbline.liftRule(kind)).toEqual({ kind, reviews: 0, wrong: 0, demotedAt: null })
  expect(await plumbline.liftRule(kind)).toBeNull()
  expect(await statusOf()).toEqual(['contradicted'])
  // A false alarm is one whenever it is found.
  const again = await plumbline.report(report?.id ?? '', kim)
  expect(again?.items[0]).toMatchObject({ state: 'set-aside', returned: 1 })

  const log = await plumbline.auditEntries({ limit: 1_000 })
  const told = log.items.filter(({ kind: one }) => one.startsWith('rule-'))
  expect(told.map(({ kind: one, subject }) => [one, subject])).toEqual([
    ['rule-demoted', kind],
    ['rule-lifted', kind],
  ])
  expect(told[0]?.details).toEqual({ reviews: 21, wrong: 3 })
})
