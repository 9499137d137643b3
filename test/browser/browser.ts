import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import type { Plumbline } from '../../src/domain/plumbline.ts'
import { passwordOf } from '../support/people.ts'

/** A browser, of which each person has a profile of their own. */
export interface OpenBrowser {
  /** A window of somebody nobody knows yet. */
  stranger(options?: BrowserContextOptions): Promise<Page>
  /** A window of a person who has signed in; the first time by a one-time code, as they would. */
  signedIn(person: string, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser({
  address,
  plumbline,
}: {
  readonly address: string
  /** Who makes the one-time codes, where anybody is to sign in. */
  readonly plumbline?: Pick<Plumbline, 'invitePerson'>
}): Promise<OpenBrowser> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })
  const known = new Set<string>()
  const stranger: OpenBrowser['stranger'] = async (options = {}) => {
    const context: BrowserContext = await browser.newContext({ baseURL: address, ...options })
    context.setDefaultTimeout(10_000)
    return context.newPage()
  }
  return {
    stranger,
    async signedIn(person, options) {
      const page = await stranger(options)
      if (known.has(person)) await signIn(page, person)
      else await signInFirst(page, person, (await plumbline?.invitePerson(person))?.code ?? '')
      known.add(person)
      return page
    },
    close: () => browser.close(),
  }
}

/** Fills the form of whoever has a password already. */
async function signIn(page: Page, person: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Name').fill(person)
  await page.getByLabel('Password').fill(passwordOf(person))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('banner').getByText(person).waitFor()
}

/** Goes the way of whoever comes for the first time, from the front page on. */
async function signInFirst(page: Page, person: string, code: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: 'set your password' }).click()
  await page.getByLabel('Name').fill(person)
  await page.getByLabel('One-time code').fill(code)
  await page.getByLabel('New password').fill(passwordOf(person))
  await page.getByLabel('The same again').fill(passwordOf(person))
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await page.getByRole('banner').getByText(person).waitFor()
}

const folder = process.env.PLUMBLINE_SCREENSHOTS

/** Takes a picture of a whole page into the folder that PLUMBLINE_SCREENSHOTS names; none where it names none. */
export async function picture(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

/** Takes a picture for docs/images: of what a window shows that begins with something. */
export async function guidePicture(page: Page, name: string, from: Locator): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.setViewportSize({ width: 1080, height: 600 })
  const { y = 0 } = (await from.boundingBox()) ?? {}
  const clip = { x: 0, y: Math.max(0, y - 24), width: 1080, height: 600 }
  await page.screenshot({ path: join(folder, `guide-${name}.png`), fullPage: true, clip })
}
