import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort, type OpenIdProvider, startProvider } from '../support/openid-provider.ts'
import { type PeopleServer, startPeople } from '../support/people.ts'

let server: PeopleServer
let provider: OpenIdProvider

beforeAll(async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  provider = await startProvider(`${url}/sign-in/openid/callback`)
  vi.stubEnv('HARBOUR_OPENID_SECRET', 'harbour-secret')
  server = await startPeople(
    `signIn:
  url: ${url}
  openId: { issuer: '${provider.issuer}', clientId: plumbline, clientSecretFrom: HARBOUR_OPENID_SECRET, name: Harbour }
`,
    port,
  )
}, 60_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await server?.stop()
  await provider?.stop()
})

/** Where a browser is sent, and brings back. */
async function throughProvider(account: string) {
  const browser = server.browser()
  const there = await browser.get('/sign-in/openid?next=/reviews')
  expect(there.status).toBe(303)
  const back = await provider.signIn(there.headers.get('location') ?? '', account)
  return { browser, there, back: back.replace(server.address, '') }
}

test('a configured person signs in at the provider, and goes on to where they wanted', async () => {
  const { browser, there, back } = await throughProvider('ana@harbour.example')
  const asked = new URL(there.headers.get('location') ?? '')
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256')
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(asked.searchParams.get(name)).toBeTruthy()
  expect(there.setCookies.join()).toMatch(/plumbline-openid=.*HttpOnly; SameSite=Lax/)
  const shown = await browser.get(back, { 'sec-fetch-site': 'cross-site' })
  expect(shown.status).toBe(200)
  expect(shown.text).toContain('url=/reviews')
  expect(shown.setCookies.join()).toMatch(/plumbline-session=[\w-]{43};.*HttpOnly; SameSite=Strict/)
  const session = JSON.parse((await browser.get('/v1/session')).text)
  expect(session).toMatchObject({ person: 'ana', scopes: ['senior-approver', 'engineer'] })
})

describe('nobody else gets in', () => {
  test.each([
    ['somebody who is not configured', 'mallory@harbour.example'],
    ['an address of mail that nobody verified', 'unverified:ana@harbour.example'],
    ['an agent by its id', 'agent-deploy'],
    ['a person by their id, where the configuration names another subject', 'ana'],
  ])('%s', async (_, account) => {
    const { browser, back } = await throughProvider(account)
    const shown = await browser.get(back)
    expect(shown.status).toBe(403)
    expect(shown.text).toContain('no person of that name is configured')
    expect((await browser.get('/v1/session')).status).toBe(401)
  })

  test('in a browser that did not begin it', async () => {
    const { back } = await throughProvider('ana@harbour.example')
    const other = server.browser()
    expect((await other.get(back)).status).toBe(403)
    await other.get('/sign-in/openid')
    expect((await other.get(back)).status).toBe(502)
    expect((await other.get('/v1/session')).status).toBe(401)
  })

  test('with the same code twice', async () => {
    const { browser, back } = await throughProvider('ana@harbour.example')
    const cookies = new Map(browser.cookies)
    expect((await browser.get(back)).status).toBe(200)
    const again = server.browser()
    for (const [name, value] of cookies) again.cookies.set(name, value)
    expect((await again.get(back)).status).toBe(502)
    expect((await again.get('/v1/session')).status).toBe(401)
  })

  test.each(['state', 'code', 'iss'])('with another %s', async (name) => {
    const { browser, back } = await throughProvider('ana@harbour.example')
    const changed = new URL(back, server.address)
    changed.searchParams.set(name, 'https://evil.example')
    expect((await browser.get(changed.pathname + changed.search)).status).toBe(502)
    expect((await browser.get('/v1/session')).status).toBe(401)
  })

  test('with a password, where there is a provider', async () => {
    const browser = server.browser()
    const page = await browser.get('/sign-in')
    expect(page.text).toContain('Sign in with Harbour')
    expect(page.text).not.toContain('type="password"')
    await expect(server.plumbline.invitePerson('ana')).rejects.toThrow('signIn.openId')
  })
})

test('a person who leaves is out at once', async () => {
  const { browser, back } = await throughProvider('cleo@harbour.example')
  await browser.get(back)
  expect((await browser.get('/approvals')).status).toBe(200)
  server.configure(({ principals }) => ({
    principals: principals.filter(({ id }) => id !== 'cleo'),
  }))
  expect((await browser.get('/approvals')).status).toBe(303)
})
