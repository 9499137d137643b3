import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { type OpenBrowser, openBrowser, picture } from './browser.ts'
import { type StagedAcme, stageAcme } from './staged-acme.ts'

/** Nobody needs scripts for anything. */
const plain = { javaScriptEnabled: false }

describe.skipIf(!needs('chromium'))('without scripts (needs chromium)', () => {
  let acme: StagedAcme
  let browser: OpenBrowser
  beforeAll(async () => {
    acme = await stageAcme()
    browser = await openBrowser(acme)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await acme?.stop()
  })

  test('an owner mends a contradicted runbook where it is written, and sees its report close', async () => {
    const page = await browser.signedIn('ines.duarte', plain)
    await page.getByRole('link', { name: 'Reports' }).click()
    await page.getByRole('link', { name: 'payments-api is slow' }).click()
    expect(await page.locator('mark.claim').allInnerTexts()).toContain('30 seconds')
    expect(await page.locator('ins').allInnerTexts()).toContainEqual(
      expect.stringContaining('`REQUEST_TIMEOUT_MS` is 8 seconds by default.'),
    )
    await picture(page, 'owner-report')

    await page.getByRole('button', { name: 'It is fixed: look again' }).click()
    await page.getByText('it was still found').waitFor()
    await acme.editRunbook('payments-api-is-slow.md', (text) =>
      text
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
    await picture(page, 'answer')
    expect(await page.locator('main > :nth-child(2)').innerText()).toContain('Allowed')
    expect(await page.locator('#c1').innerText()).toMatch(/changed \d+ days ago/)
    await page.getByLabel('Your question').fill('What is the default of MAX_RETRIES?')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByText('Blocked.').waitFor()
    await picture(page, 'answer-blocked')
    await page.getByRole('link', { name: 'Ask', exact: true }).click()
    await page.getByRole('link', { name: 'How do I restart payments-api?' }).waitFor()
    await picture(page, 'ask')
  })
})
