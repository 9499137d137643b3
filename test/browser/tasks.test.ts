import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../../src/domain/answer.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { needs } from '../support/needs.ts'
import { guidePicture, type OpenBrowser, openBrowser } from './browser.ts'
import { type StagedAcme, stageAcme } from './staged-acme.ts'

/** Nobody needs scripts for anything. */
const plain = { javaScriptEnabled: false }

describe.skipIf(!needs('chromium'))('without scripts (needs chromium)', () => {
  let acme: StagedAcme
  let browser: OpenBrowser
  let agent: Principal
  beforeAll(async () => {
    acme = await stageAcme()
    browser = await openBrowser(acme)
    agent = await acme.plumbline.principal('agent-demo')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await acme?.stop()
  })

  /** What an agent is told of a runbook before its owner mends it. */
  let blocked: Answer
  test('an agent is told nothing of a runbook that code contradicts', async () => {
    const query = 'How do I shorten the wait when payments-api is slow?'
    blocked = await acme.plumbline.ask({ query, intent: 'act' }, agent)
    expect(blocked.verdict.decision).toBe('block')
    expect(blocked.withheld.map(({ citation }) => citation.page.title)).toContain(
      'payments-api is slow',
    )
  })

  test('an owner mends a contradicted runbook where it is written, and sees its report close', async () => {
    const page = await browser.signedIn('ines.duarte', plain)
    await page.getByRole('link', { name: 'Reports' }).click()
    await page.getByRole('link', { name: 'payments-api is slow' }).click()
    expect(await page.locator('mark.claim').allInnerTexts()).toContain('30 seconds')
    expect(await page.locator('ins').allInnerTexts()).toContainEqual(
      expect.stringContaining('`REQUEST_TIMEOUT_MS` is 8 seconds by default.'),
    )
    await guidePicture(page, 'report', page.locator('header'))

    await page.getByRole('button', { name: 'It is fixed: look again' }).click()
    await page.getByText('it was still found').waitFor()
    await acme.editRunbook('payments-api-is-slow.md', (text) =>
      text
        .replace('last_reviewed_on: 2024-09-30', 'last_reviewed_on: 2026-11-01')
        .replace('is 30 seconds by default', 'is 8 seconds by default')
        .replace('(10 unless set)', '(20 unless set)')
        .replace('that go to statsd (`STATSD_HOST`)', 'at `/metrics`'),
    )
    await page.getByRole('button', { name: 'It is fixed: look again' }).click()
    await page.getByText('Nothing is left to do').waitFor()
    await page.getByRole('link', { name: 'Reports' }).click()
    expect(await page.getByRole('link', { name: 'payments-api is slow' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Mine, closed' }).click()
    await page.getByRole('link', { name: 'payments-api is slow' }).waitFor()
  })

  test('whoever signed in asks, reads the verdict first, and sees the age of every source', async () => {
    const page = await browser.signedIn('tomasz.wrona', plain)
    await page.getByLabel('Your question').fill('How do I restart payments-api?')
    await page.getByRole('button', { name: 'Ask' }).click()
    expect(await page.locator('main > :nth-child(2)').innerText()).toContain('Allowed')
    expect(await page.locator('#c1').innerText()).toMatch(/changed \d+ days ago/)
    await page.getByLabel('Your question').fill('What is the default of MAX_RETRIES?')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByText('Blocked.').waitFor()
    await guidePicture(page, 'answer', page.locator('header'))
    await page.getByRole('link', { name: 'Ask', exact: true }).click()
    await page.getByRole('link', { name: 'How do I restart payments-api?' }).waitFor()
  })

  test('an engineer explains the answer that was blocked a week ago, and sees what would be said today', async () => {
    await acme.passDays(7)
    const page = await browser.signedIn('tomasz.wrona', plain)
    await page.getByRole('link', { name: 'Explain' }).click()
    await page.getByLabel('Id of an answer or a verification').fill(blocked.id)
    await page.getByRole('button', { name: 'Explain' }).click()
    await page.getByRole('heading', { name: blocked.query }).waitFor()
    await guidePicture(page, 'then-and-now', page.getByText('Then and now'))
    expect(await page.getByLabel('Verdict').innerText()).toContain('Blocked.')
    const compared = page.locator('.compare', { hasText: 'payments-api is slow' })
    const state = compared.getByRole('row', { name: /^State/ })
    expect(await state.getByRole('cell').allInnerTexts()).toEqual(['contradicted', 'fresh'])
    expect(await page.getByRole('region', { name: 'Where it came from' }).count()).toBe(1)
    expect(await page.getByRole('region', { name: 'Candidates' }).innerText()).toContain(
      'evidence speaks against it',
    )
  })

  test('everybody sees how the pages stand that they may read, and how they stood', async () => {
    const page = await browser.signedIn('helen.brandt', plain)
    await page.getByRole('link', { name: 'Health' }).click()
    await guidePicture(page, 'health', page.locator('header'))
    await page.getByText('The same as a table').click()
    const days = page.getByRole('region', { name: 'Pages by day' }).getByRole('row')
    expect((await days.allInnerTexts()).slice(1).map((row) => row.slice(0, 10))).toEqual(
      ['08', '07', '06', '05', '04', '03', '02', '01'].map((day) => `2026-11-${day}`),
    )
    const owned = page.getByRole('region', { name: 'Pages by owner' })
    await owned.getByRole('link', { name: 'ines.duarte' }).click()
    await page.getByText('Only pages of ines.duarte').waitFor()

    const outside = await browser.signedIn('ext-lukas', plain)
    await outside.goto('/health')
    await outside.getByText('How 0 pages that you may read stand').waitFor()
    expect(await outside.getByRole('rowheader').count()).toBe(0)
  })

  test('two approvers release what one alone cannot, and the requester not at all', async () => {
    const request = {
      task: 'clean up after the load test',
      action: {
        command: 'kubectl delete namespace payments',
        target: { environment: 'production' },
      },
    }
    const asked = await acme.plumbline.verify(request, agent)
    expect(asked.verdict.decision).toBe('block')
    const path = `/approvals/${asked.escalation?.approval}`

    const requester = await browser.signedIn('ines.duarte', plain)
    await requester.getByRole('link', { name: 'Approvals' }).click()
    await requester.goto(path)
    await requester.getByText('You cannot decide on this').waitFor()
    expect(await requester.getByRole('button', { name: 'Approve' }).count()).toBe(0)

    for (const person of ['tomasz.wrona', 'priya.raman']) {
      expect((await acme.plumbline.verify(request, agent)).verdict.decision).toBe('block')
      const page = await browser.signedIn(person, plain)
      await page.getByRole('link', { name: 'Approvals' }).click()
      await page.locator('li.card', { hasText: 'agent-demo' }).getByRole('link').click()
      await page.getByLabel('Why').fill('The load test is over.')
      await guidePicture(page, 'approval', page.locator('header'))
      await page.getByRole('button', { name: 'Approve' }).click()
      await page.getByText('You approved it.').waitFor()
    }
    expect((await acme.plumbline.verify(request, agent)).verdict.decision).toBe('allow')
  })
})
