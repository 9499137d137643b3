import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type NoticesCompany, startNotices, textOf, titlesIn, week } from '../support/notices.ts'
import { rightTimeout, runbook, wrongTimeout } from '../support/quay.ts'

let company: NoticesCompany
beforeAll(async () => {
  company = await startNotices()
}, 120_000)
afterAll(() => company?.stop())

const to = (mails: Awaited<ReturnType<NoticesCompany['arrived']>>) =>
  mails.map((mail) => mail.to.join()).toSorted()
const afterAWeek = () => {
  company.quay.pass(week)
  return company.arrived()
}
const wrongRetries = 'The environment variable `CRANE_RETRIES` defaults to `7`.'
const berthsSay = async (...statements: readonly string[]) => {
  await company.quay.write('runbooks/berths.md', runbook({ owner: 'ana' }, ...statements))
  await company.quay.plumbline.crawl(['runbooks'])
}

describe('a digest', () => {
  test('waits for its day, whenever Plumbline starts', async () => {
    expect(await company.arrived()).toEqual([])
    company.quay.pass(week - 60 * 24)
    expect(await company.arrived()).toEqual([])
  })

  test('tells each owner of their own pages, and nobody of anything else', async () => {
    company.quay.pass(60 * 24)
    const mails = await company.arrived()
    expect(to(mails)).toEqual(['ana@harbour.example', 'hal@harbour.example'])
    const [ana, hal] = mails.toSorted((a, b) => (a.to.join() < b.to.join() ? -1 : 1))
    expect(titlesIn(ana)).toEqual(['Berths'])
    expect(textOf(ana)).toContain('quay:src/config.ts:1')
    expect(titlesIn(hal).toSorted()).toEqual(['Cranes', 'Duty'])
    for (const { parts } of mails)
      expect(JSON.stringify(parts)).not.toMatch(/tariff|vault|60|duty\.ts|"14"/i)
    expect(textOf(hal)).toContain('code that you may not read contradicts')
  })

  test('is not sent twice: not by another look, not a week later', async () => {
    expect(await company.arrived()).toEqual([])
    expect(await afterAWeek()).toEqual([])
  })

  test('says what is new since the last one, and nothing else', async () => {
    await berthsSay(wrongTimeout, wrongRetries)
    const [mail, ...others] = await afterAWeek()
    expect(others).toEqual([])
    expect(textOf(mail)).toContain('CRANE_RETRIES is contradicted')
    expect(textOf(mail)).not.toContain('BERTH_TIMEOUT')
  })

  test('says what came back, and not what was mended', async () => {
    await berthsSay(rightTimeout, wrongRetries)
    expect(await afterAWeek()).toEqual([])
    await berthsSay(wrongTimeout, rightTimeout)
    const [mail] = await afterAWeek()
    expect(textOf(mail)).toContain('BERTH_TIMEOUT is contradicted, and is back after it was gone')
    expect(textOf(mail)).not.toContain('CRANE_RETRIES')
  })

  test('says what does more damage than when it was told', async () => {
    const { quay, choose } = company
    await choose('ana', { digest: 'weekly', alerts: 'off' })
    const dora = await quay.plumbline.principal('dora')
    await quay.plumbline.ask({ query: 'default of BERTH_TIMEOUT' }, dora)
    const [mail] = await afterAWeek()
    expect(textOf(mail)).toContain('and does more damage than when you were told last')
    await quay.plumbline.ask({ query: 'default of BERTH_TIMEOUT' }, dora)
    expect(await afterAWeek()).toEqual([])
  })

  test('leaves out what its owner set aside', async () => {
    const { quay } = company
    await berthsSay(wrongTimeout, wrongRetries)
    expect(await quay.plumbline.digest('ana')).not.toBeNull()
    const ana = await quay.signedIn('ana')
    const reader = await quay.plumbline.principal('ana')
    const { items } = await quay.plumbline.reports({ mine: true }, reader)
    const csrf = await ana.word()
    const said = await ana.post(`/reports/${items[0]?.id}/decisions`, {
      csrf,
      ...{ decision: 'snooze', until: quay.now().slice(0, 8).concat('28') },
    })
    expect(said.status).toBe(303)
    expect(await quay.plumbline.digest('ana')).toBeNull()
  })
})

describe('where there is more than five', () => {
  const docks = Array.from({ length: 7 }, (_, index) => `Dock ${index + 1}`)

  test('the five worst are named, and the others are the next digest’s', async () => {
    const { quay } = company
    await berthsSay(rightTimeout)
    for (const [index, title] of docks.entries()) {
      const about = [rightTimeout, wrongTimeout, ...Array(index).fill(wrongRetries)]
      const text = runbook({ owner: 'ana', title }, ...about.map((line, at) => `${at}. ${line}`))
      await quay.write(`runbooks/dock-${index + 1}.md`, text)
    }
    await quay.plumbline.crawl(['runbooks'])
    const preview = await quay.plumbline.digest('ana')
    const ranked = await quay.plumbline.reports(
      { mine: true },
      await quay.plumbline.principal('ana'),
    )
    const expected = ranked.items.map(({ page }) => page.title).slice(0, 5)
    expect(preview?.reports.map(({ report }) => report.page.title)).toEqual(expected)
    const [first] = await afterAWeek()
    expect(titlesIn(first)).toEqual(expected)
    expect(first?.header('subject')).toMatch(/^\d+ of your pages say what the code does not$/)
    expect(textOf(first)).toMatch(/\d more pages are in your list\./)
    const [second] = await afterAWeek()
    expect(titlesIn(second).toSorted()).toEqual(
      ranked.items
        .map(({ page }) => page.title)
        .slice(5)
        .toSorted(),
    )
    expect(await afterAWeek()).toEqual([])
  })
})

describe('whoever turned it off', () => {
  test('is told nothing, and misses nothing once it is on again', async () => {
    const { quay, choose, arrived } = company
    await choose('ana', { digest: 'off', alerts: 'off' })
    await berthsSay(rightTimeout, 'The environment variable `CRANE_RETRIES` defaults to `8`.')
    expect(await afterAWeek()).toEqual([])
    expect(await quay.plumbline.makeDigest('ana')).toBe('off')
    await choose('ana', { digest: 'weekly', alerts: 'off' })
    expect(await arrived()).toEqual([])
    expect(titlesIn((await afterAWeek())[0])).toEqual(['Berths'])
  })

  test('is sent nothing that was made before', async () => {
    const { quay, choose, arrived } = company
    await berthsSay(wrongTimeout, rightTimeout)
    expect(await quay.plumbline.makeDigest('ana')).toBe('made')
    await choose('ana', { digest: 'off', alerts: 'off' })
    expect(await arrived()).toEqual([])
    await choose('ana', { digest: 'weekly', alerts: 'off' })
  })
})

describe('between making and sending', () => {
  const makeOne = async (value: string) => {
    await berthsSay(`The environment variable \`CRANE_RETRIES\` defaults to \`${value}\`.`)
    expect(await company.quay.plumbline.makeDigest('ana')).toBe('made')
  }

  test('what is mended is not told', async () => {
    await makeOne('10')
    await berthsSay(rightTimeout)
    expect(await company.arrived()).toEqual([])
  })

  test('what is closed to its owner is not told', async () => {
    await makeOne('11')
    const closed = runbook(
      { owner: 'ana' },
      'The environment variable `CRANE_RETRIES` defaults to `11`.',
    )
    await company.quay.write('runbooks/berths.md', closed.replace('---\n', '---\naccess: [kim]\n'))
    await company.quay.plumbline.crawl(['runbooks'])
    expect(await company.arrived()).toEqual([])
  })

  test('two who make it at once make one', async () => {
    await berthsSay('The environment variable `CRANE_RETRIES` defaults to `12`.')
    const { plumbline } = company.quay
    const outcomes = await Promise.all([plumbline.makeDigest('ana'), plumbline.makeDigest('ana')])
    expect(outcomes.toSorted()).toEqual(['made', 'nothing'])
    expect(to(await company.arrived())).toEqual(['ana@harbour.example'])
  })
})

test('what was made and sent is in the audit log, by ids', async () => {
  const { plumbline } = company.quay
  const of = async (kind: string) => (await plumbline.auditEntries({ kind, limit: 100 })).items
  const made = await of('report-digest')
  const sent = await of('notice-sent')
  expect(sent.length).toBe(company.mail.mails.length)
  expect(made.length).toBe(sent.length + 3)
  const messages = company.mail.mails.map((mail) => mail.header('message-id'))
  expect(sent.map(({ details }) => `<${details.message}@harbour.example>`)).toEqual(messages)
  expect(JSON.stringify([made, sent])).not.toMatch(/Berths|Dock|CRANE/)
})

test('the server’s clock makes and sends what is due, and stops when it is told to', async () => {
  const { quay, mail } = company
  await berthsSay('The environment variable `CRANE_RETRIES` defaults to `13`.')
  quay.pass(week)
  const coming = mail.next()
  const faults: string[] = []
  const stop = quay.plumbline.poll((message) => faults.push(message), 1)
  expect(titlesIn(await coming)).toContain('Berths')
  stop()
  expect(faults).toEqual([])
})
