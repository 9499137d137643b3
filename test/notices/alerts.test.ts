import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type NoticesCompany, startNotices, textOf, titlesIn, week } from '../support/notices.ts'
import { rightTimeout, runbook, wrongTimeout } from '../support/quay.ts'

let company: NoticesCompany
beforeAll(async () => {
  company = await startNotices()
  // From here on digests have begun; they come a week later.
  await company.arrived()
}, 120_000)
afterAll(() => company?.stop())

const wrongRetries = 'The environment variable `CRANE_RETRIES` defaults to `7`.'
const pageSays = async (file: string, title: string, ...statements: readonly string[]) => {
  await company.quay.write(`runbooks/${file}.md`, runbook({ owner: 'ana', title }, ...statements))
  await company.quay.plumbline.crawl(['runbooks'])
}
const serve = async (query = 'default of BERTH_TIMEOUT') => {
  const { plumbline } = company.quay
  await plumbline.ask({ query }, await plumbline.principal('dora'))
}

/** Has each passage served once today: questions would find one of several that say the same. */
const serveAll = (): void => {
  const database = new SqliteDatabase(company.quay.database)
  database
    .prepare(`insert into served_passages select id, ?, 'dora', 1 from passages where true
      on conflict do update set times = times + 1`)
    .run(company.quay.now().slice(0, 10))
  database.close()
}

describe('a page that is contradicted', () => {
  test('alarms nobody while nobody is served it', async () => {
    expect(await company.arrived()).toEqual([])
  })

  test('is told to its owner at once when somebody is, and once', async () => {
    await serve()
    const [mail, ...others] = await company.arrived()
    expect(others).toEqual([])
    expect(mail?.to).toEqual(['ana@harbour.example'])
    expect(mail?.header('subject')).toBe('“Berths” contradicts the code, and was served this week')
    expect(textOf(mail)).toContain('served once in the last 30 days')
    await serve()
    expect(await company.arrived()).toEqual([])
    company.quay.pass(60)
    expect(await company.arrived()).toEqual([])
  })

  test('is told again when more of it is', async () => {
    await pageSays('berths', 'Berths', wrongTimeout, wrongRetries)
    await serve('default of CRANE_RETRIES')
    const [mail] = await company.arrived()
    expect(textOf(mail)).toContain('CRANE_RETRIES')
    expect(textOf(mail)).not.toContain('BERTH_TIMEOUT')
    expect(await company.arrived()).toEqual([])
  })

  test('is told no second time within a week because it went and came', async () => {
    await pageSays('berths', 'Berths', rightTimeout)
    expect(await company.arrived()).toEqual([])
    await pageSays('berths', 'Berths', wrongTimeout)
    await serve()
    expect(await company.arrived()).toEqual([])
  })

  test('is told again when it is back for good', async () => {
    await company.choose('ana', { digest: 'off', alerts: 'on' })
    company.quay.pass(week + 60)
    await serve()
    const mails = await company.arrived()
    const [mail] = mails.filter(({ to }) => to.includes('ana@harbour.example'))
    expect(textOf(mail)).toContain('BERTH_TIMEOUT is contradicted, and is back after it was gone')
    expect(await company.arrived()).toEqual([])
  })

  test('is told to whom it was handed', async () => {
    const { quay } = company
    const ana = await quay.signedIn('ana')
    const { items } = await quay.plumbline.reports(
      { mine: true },
      await quay.plumbline.principal('ana'),
    )
    const csrf = await ana.word()
    await ana.post(`/reports/${items[0]?.id}/decisions`, { csrf, decision: 'not-mine', to: 'kim' })
    const mails = await company.arrived()
    expect(mails.map(({ to }) => to)).toEqual([['kim@harbour.example']])
    expect(await company.arrived()).toEqual([])
  })

  test('is told to nobody who may not read it, and to nobody who is no one person', async () => {
    const { plumbline } = company.quay
    await plumbline.ask({ query: 'default of DUTY_DAYS' }, await plumbline.principal('kim'))
    for (const mail of await company.arrived()) expect(textOf(mail)).not.toMatch(/tariff/i)
  })
})

test('many at once are one mail that names five', async () => {
  const docks = Array.from({ length: 7 }, (_, index) => index + 1)
  for (const dock of docks)
    await pageSays(`dock-${dock}`, `Dock ${dock}`, `${dock}. ${wrongTimeout}`)
  serveAll()
  const mails = (await company.arrived()).filter(({ to }) => to.includes('ana@harbour.example'))
  expect(mails).toHaveLength(1)
  expect(titlesIn(mails[0])).toHaveLength(5)
  expect(textOf(mails[0])).toContain('2 more pages are in your list.')
  expect(await company.arrived()).toEqual([])
})

test('what was told at once by name is not told by the digest, and what was not, is', async () => {
  const digest = await company.quay.plumbline.digest('ana')
  expect(digest?.reports).toHaveLength(2)
})

test('whoever turned them off is alarmed by nothing', async () => {
  await company.choose('ana', { digest: 'off', alerts: 'off' })
  await pageSays('quays', 'Quays', wrongRetries)
  await serve('default of CRANE_RETRIES on Quays')
  expect(await company.arrived()).toEqual([])
})
