import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ReportFilter, ReportView } from '../../src/domain/report.ts'
import type { Browser } from '../support/people.ts'
import { type Quay, rightTimeout, runbook, startQuay, wrongTimeout } from '../support/quay.ts'

let quay: Quay
let ana: Browser
let hal: Browser
beforeAll(async () => {
  quay = await startQuay()
  ana = await quay.signedIn('ana')
  hal = await quay.signedIn('hal')
}, 120_000)
afterAll(() => quay?.stop())

const berths = 'runbooks:berths.md'
const listed = async (person: string, filter: ReportFilter = {}): Promise<readonly ReportView[]> =>
  (await quay.plumbline.reports(filter, await quay.plumbline.principal(person))).items
const reportOn = async (page: string, person = 'kim', filter: ReportFilter = {}) =>
  (await listed(person, filter)).find((one) => one.page.id === page)
const idOf = async (page: string): Promise<string> => {
  for (const state of ['open', 'set-aside', 'closed'] as const) {
    const found = await reportOn(page, 'kim', { state })
    if (found) return found.id
  }
  throw new Error(`nothing was reported of ${page}`)
}
const now = async (page: string): Promise<ReportView> => {
  const report = await quay.plumbline.report(
    await idOf(page),
    await quay.plumbline.principal('kim'),
  )
  if (report === null) throw new Error(`the report on ${page} is not there`)
  return report
}

const said = z.object({ code: z.string().optional(), recheck: z.string().nullable().optional() })
async function decide(who: Browser, page: string, choice: object) {
  const csrf = await who.word()
  const path = `/v1/reports/${await idOf(page)}/decisions`
  const { status, text } = await who.send(path, choice, { 'x-csrf-token': csrf })
  return { status, ...said.parse(JSON.parse(text)) }
}
const berthsAre = async (...statements: readonly string[]) =>
  quay.write('runbooks/berths.md', runbook({ owner: 'ana' }, ...statements))

describe('what judging finds', () => {
  test('goes to whom the page names, with the code beside it', async () => {
    const [report] = await listed('ana', { mine: true })
    expect(report).toMatchObject({
      state: 'open',
      owner: { person: 'ana', by: 'page' },
      page: { id: berths },
      whyNotYou: null,
    })
    expect(report?.items[0]?.judged?.judgement).toMatchObject({ status: 'contradicted' })
  })

  test('goes to one person of CODEOWNERS where the page names a team', async () => {
    expect((await reportOn('runbooks:cranes.md'))?.owner).toEqual({
      ...{ person: 'hal', named: '@hal', by: 'codeowners' },
    })
    expect((await listed('ida', { owner: 'hal' })).map(({ page }) => page.id)).toEqual([
      'runbooks:cranes.md',
    ])
  })

  test('goes to nobody who may not read the page', async () => {
    expect((await reportOn('vault:tariff.md'))?.owner).toMatchObject({ person: null })
  })
})

describe('whoever may not read', () => {
  test('a page learns nothing of its report, by list, by id or by deciding', async () => {
    expect((await listed('joe')).length).toBe(0)
    expect((await listed('ana')).map(({ page }) => page.source)).not.toContain('vault')
    const id = await idOf('vault:tariff.md')
    expect(await quay.plumbline.report(id, await quay.plumbline.principal('ana'))).toBeNull()
    const hidden = await decide(ana, 'vault:tariff.md', { decision: 'fixed' })
    expect(hidden).toMatchObject({ status: 404, code: 'input.not-found' })
  })

  test('the code learns neither what it says nor whom it names', async () => {
    const report = await reportOn('runbooks:duty.md', 'ana')
    expect(report?.owner).toEqual({ person: null, named: null, by: null })
    expect(JSON.stringify(report)).not.toMatch(/duty\.ts|"14"|hal/)
    expect((await listed('ana', { owner: 'hal' })).map(({ page }) => page.id)).not.toContain(
      'runbooks:duty.md',
    )
  })
})

describe('deciding', () => {
  test('is for the owner alone, and never for a key', async () => {
    expect(await decide(hal, berths, { decision: 'fixed' })).toMatchObject({
      ...{ status: 403, code: 'report.not-yours' },
    })
    for (const holder of ['agent-scout', 'ana']) {
      const response = await fetch(`${quay.address}/v1/reports/${await idOf(berths)}/decisions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await quay.key(holder)}`,
          'content-type': 'application/json',
        },
        body: '{"decision":"fixed"}',
      })
      expect(await response.json()).toMatchObject({ status: 403, code: 'auth.person-needed' })
    }
    expect((await now(berths)).decisions).toEqual([])
  })

  test.each([
    ['still true without evidence', { decision: 'still-true' }],
    ['still true by mere words', { decision: 'still-true', evidence: 'I know it' }],
    ['a snooze for ever', { decision: 'snooze', until: '2028-01-01T00:00:00Z' }],
    ['a snooze without an end', { decision: 'snooze' }],
    ['replaced by a page that is not there', { decision: 'superseded-by', page: 'runbooks:no.md' }],
    ['replaced by a hidden page', { decision: 'superseded-by', page: 'vault:tariff.md' }],
    ['replaced by itself', { decision: 'superseded-by', page: berths }],
    ['a false alarm about nothing', { decision: 'false-alarm' }],
    ['handed to a team', { decision: 'not-mine', to: 'crane-team' }],
    ['handed to an agent', { decision: 'not-mine', to: 'agent-scout' }],
    ['handed to whom the page is closed', { decision: 'not-mine', to: 'joe' }],
    ['about another finding', { decision: 'fixed', finding: 'fnd_other' }],
  ])('%s is incomplete', async (_, choice) => {
    const { finding } = (await now(berths)).items[0] ?? {}
    const about = choice.decision === 'still-true' ? { finding, ...choice } : choice
    expect(await decide(ana, berths, about)).toMatchObject({
      ...{ status: 422, code: 'report.incomplete' },
    })
  })

  test('that it is fixed closes nothing while it is found', async () => {
    const { status, recheck } = await decide(ana, berths, { decision: 'fixed' })
    expect({ status, recheck }).toEqual({ status: 200, recheck: 'still-found' })
    expect((await now(berths)).state).toBe('open')
  })

  test('a snooze leaves the list and not the citation, and comes back', async () => {
    const until = new Date(Date.parse(quay.now()) + 2 * 86_400_000).toISOString()
    expect((await decide(ana, berths, { decision: 'snooze', until })).status).toBe(200)
    expect(await listed('ana', { mine: true })).toEqual([])
    expect((await now(berths)).state).toBe('set-aside')
    const dora = await quay.plumbline.principal('dora')
    const answer = await quay.plumbline.ask({ query: 'default of BERTH_TIMEOUT' }, dora)
    expect(JSON.stringify(answer)).toContain('"contradicted"')
    quay.pass(3 * 1440)
    expect((await now(berths)).state).toBe('open')
    ana = await quay.signedIn('ana')
    hal = await quay.signedIn('hal')
  })

  test('how often it was served counts, and names are for engineers', async () => {
    const before = await now(berths)
    expect(before.served.to).toEqual([{ principal: 'dora', times: 1 }])
    expect(before.damage).toBe(18)
    expect((await reportOn(berths, 'ida'))?.served).toEqual({ days: 30, times: 1, to: null })
    const ranked = (await listed('kim')).map(({ page }) => page.id)
    expect(ranked[0]).toBe(berths)
  })

  test('lists go on where the part before ended', async () => {
    const kim = await quay.plumbline.principal('kim')
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const part = await quay.plumbline.reports({ limit: 1, ...(cursor ? { cursor } : {}) }, kim)
      seen.push(...part.items.map(({ id }) => id))
      cursor = part.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual((await listed('kim')).map(({ id }) => id))
    expect(await quay.plumbline.reports({ cursor: 'nonsense' }, kim)).toEqual({
      ...{ items: [], next: null },
    })
  })

  test('what was set aside hides nothing that is found later', async () => {
    const [item] = (await now(berths)).items
    const evidence = 'src/config.ts:1'
    const still = { decision: 'still-true', finding: item?.finding, evidence }
    expect((await decide(ana, berths, still)).status).toBe(200)
    await berthsAre(wrongTimeout, 'The environment variable `CRANE_RETRIES` defaults to `7`.')
    await quay.plumbline.crawl(['runbooks'])
    const states = (await now(berths)).items.map(({ subject, state }) => [subject, state])
    expect(states.sort()).toEqual([
      ['BERTH_TIMEOUT', 'set-aside'],
      ['CRANE_RETRIES', 'open'],
    ])
  })

  test('fixed is looked at at once; what comes back is open again, whatever was said before', async () => {
    await berthsAre(rightTimeout)
    expect((await decide(ana, berths, { decision: 'fixed' })).recheck).toBe('closed')
    expect((await now(berths)).state).toBe('closed')
    await berthsAre(wrongTimeout)
    await quay.plumbline.crawl(['runbooks'])
    const report = await now(berths)
    expect(report.state).toBe('open')
    expect(report.items.find(({ state }) => state === 'open')).toMatchObject({ returned: 1 })
    expect(report.decisions.map(({ decision }) => decision)).toContain('fixed')
  })

  test('not mine goes to the next who is named, or to whom it is handed', async () => {
    expect((await decide(ana, berths, { decision: 'not-mine' })).status).toBe(200)
    expect((await now(berths)).owner).toMatchObject({ person: 'hal', by: 'codeowners' })
    expect((await decide(hal, berths, { decision: 'not-mine', to: 'dora' })).status).toBe(200)
    expect((await now(berths)).owner).toMatchObject({ person: 'dora', by: 'handed-over' })
  })

  test('a page that stands in place of another is named to those alone who may read it', async () => {
    const kim = await quay.signedIn('kim')
    const choice = { decision: 'superseded-by', page: 'vault:tariff.md' }
    expect(
      (await decide(hal, 'runbooks:duty.md', { decision: 'not-mine', to: 'kim' })).status,
    ).toBe(200)
    expect((await decide(kim, 'runbooks:duty.md', choice)).status).toBe(200)
    expect((await now('runbooks:duty.md')).decisions.at(-1)?.page).toBe('vault:tariff.md')
    const seen = await reportOn('runbooks:duty.md', 'ana', { state: 'set-aside' })
    expect(seen?.decisions.at(-1)).toMatchObject({ decision: 'superseded-by', page: null })
  })

  test('a page that is gone closes its report', async () => {
    await quay.write('runbooks/cranes.md', null)
    await quay.plumbline.crawl(['runbooks'])
    expect((await now('runbooks:cranes.md')).state).toBe('closed')
    expect(await decide(hal, 'runbooks:cranes.md', { decision: 'fixed' })).toMatchObject({
      ...{ status: 409, code: 'report.closed' },
    })
  })

  test('every decision is in the audit log', async () => {
    const { items } = await quay.plumbline.auditEntries({ kind: 'report-decided', limit: 100 })
    expect(items.map(({ principal, details }) => [principal, details.decision])).toEqual([
      ['ana', 'fixed'],
      ['ana', 'snooze'],
      ['ana', 'still-true'],
      ['ana', 'fixed'],
      ['ana', 'not-mine'],
      ['hal', 'not-mine'],
      ['hal', 'not-mine'],
      ['kim', 'superseded-by'],
    ])
  })
})
