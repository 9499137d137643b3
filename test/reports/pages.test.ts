import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '../support/people.ts'
import { type Quay, rightTimeout, runbook, startQuay, wrongTimeout } from '../support/quay.ts'

let quay: Quay
let ana: Browser
const title = '<script>alert("berths")</script> \u202eevil'
const write = (statement: string) =>
  quay.write('runbooks/berths.md', runbook({ owner: 'ana', title }, `${statement} <b>Now</b>.`))

beforeAll(async () => {
  quay = await startQuay()
  await write(wrongTimeout)
  await quay.plumbline.crawl(['runbooks'])
  ana = await quay.signedIn('ana')
}, 120_000)
afterAll(() => quay?.stop())

/** Where the first report of a list leads. */
const linkIn = (text: string): string => load(text)('li.card a').first().attr('href') ?? ''

test('an owner finds the report, is shown passage, code and edit, mends the page and sees it close', async () => {
  const list = await ana.get('/reports')
  expect(load(list.text)('li.card')).toHaveLength(1)
  const path = linkIn(list.text)
  const page = load((await ana.get(path)).text)
  expect(page('mark.claim').text()).toBe('30s')
  expect(page('pre[aria-label=Code]').text()).toContain("process.env.BERTH_TIMEOUT ?? '5s'")
  expect(page('del').text()).toContain('30s')
  expect(page('ins').text()).toContain('5s')

  const say = async (fields: Readonly<Record<string, string>>) =>
    ana.post(`${path}/decisions`, { csrf: await ana.word(), ...fields })
  const early = await say({ decision: 'fixed' })
  expect([early.status, early.headers.get('location')]).toEqual([303, path])
  expect((await ana.get(path)).text).toContain('it was still found')
  await write(rightTimeout)
  await say({ decision: 'fixed' })
  expect((await ana.get(path)).text).toContain('Nothing is left to do')
  expect(load((await ana.get('/reports')).text)('li.card')).toHaveLength(0)
  expect(linkIn((await ana.get('/reports?of=mine&state=closed')).text)).toBe(path)
  await write(wrongTimeout)
  await quay.plumbline.crawl(['runbooks'])
  expect((await ana.get(path)).text).toContain('it came back once')
})

test('what a page, its title and people say is never markup, and hides nothing', async () => {
  const list = await ana.get('/reports')
  const path = linkIn(list.text)
  const finding =
    load((await ana.get(path)).text)('input[name=finding]')
      .first()
      .attr('value') ?? ''
  const said = await ana.post(`${path}/decisions`, {
    csrf: await ana.word(),
    ...{ decision: 'still-true', finding, evidence: 'src/config.ts:1 "><img src=x onerror=y>' },
  })
  expect(said.status).toBe(303)
  for (const { text } of [list, await ana.get(path)]) {
    const page = load(text)
    expect(page('script, img, b')).toHaveLength(0)
    expect(page('mark.odd').first().text()).toBe('U+202E')
  }
})

test('every field has a label, and every form carries the word of the session', async () => {
  const page = load((await ana.get(linkIn((await ana.get('/reports?state=set-aside')).text))).text)
  const unlabelled = page('input:not([type=hidden]), textarea')
    .toArray()
    .filter((field) => page(`label[for="${page(field).attr('id')}"]`).length !== 1)
  expect(unlabelled).toEqual([])
  const ids = page('[id]')
    .toArray()
    .map((one) => page(one).attr('id'))
  expect(new Set(ids).size).toBe(ids.length)
  for (const form of page('form').toArray())
    expect(page(form).find('input[name=csrf]')).toHaveLength(1)
})

test('a form of elsewhere, a snooze for ever and a hidden page change nothing', async () => {
  const path = linkIn((await ana.get('/reports?state=set-aside')).text)
  const foreign = await ana.post(
    `${path}/decisions`,
    { csrf: await ana.word(), decision: 'obsolete' },
    { origin: 'https://elsewhere.example' },
  )
  expect(foreign.status).toBe(403)
  const csrf = await ana.word()
  const late = await ana.post(`${path}/decisions`, {
    ...{ csrf, decision: 'snooze', until: '2099-01-01' },
  })
  expect([late.status, late.text.includes('at most 90 days')]).toEqual([422, true])
  const kim = await quay.plumbline.principal('kim')
  const all = (await quay.plumbline.reports({}, kim)).items
  const hidden = all.find(({ page }) => page.source === 'vault')
  const tried = await ana.get(`/reports/${hidden?.id}`)
  const unheard = await ana.get('/reports/rep_0123')
  expect([tried.status, unheard.status]).toEqual([404, 404])
  expect(tried.text).not.toContain('Tariff')
  expect((await ana.get('/reports?of=all')).text).not.toContain('Tariff')
  expect((await quay.browser().get('/reports')).status).toBe(303)
})
