import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Principal } from '../../src/domain/principal.ts'
import { type Browser, type PeopleServer, startPeople } from '../support/people.ts'

let server: PeopleServer
let agent: Principal
let reader: Principal

beforeAll(async () => {
  server = await startPeople()
  agent = await server.plumbline.principal('agent-night')
  reader = await server.plumbline.principal('ana')
}, 60_000)
afterAll(() => server?.stop())

/** A request that one approver could allow. */
async function asked(): Promise<string> {
  const action = { command: "psql -c 'DROP TABLE cargo'", target: { environment: 'production' } }
  const { escalation } = await server.plumbline.verify({ action }, agent)
  return escalation?.approval ?? ''
}

describe('sessions that are over', () => {
  test.each<readonly [string, (browser: Browser, csrf: string) => Promise<unknown>]>([
    ['after 30 minutes without a request', async () => server.pass(31)],
    [
      'after ten hours, however busy',
      async (browser) => {
        for (let minutes = 0; minutes < 600; minutes += 20) {
          server.pass(20)
          await browser.get('/approvals')
        }
      },
    ],
    [
      'signed out, with a stolen copy of the cookie',
      async (browser, csrf) => {
        const stolen = new Map(browser.cookies)
        await browser.post('/sign-out', { csrf })
        for (const [name, value] of stolen) browser.cookies.set(name, value)
      },
    ],
    [
      'ended by an operator',
      async () => {
        await server.plumbline.signOutEverywhere('cleo')
      },
    ],
    [
      'replaced by signing in again in the same browser',
      async (browser) => {
        const stolen = new Map(browser.cookies)
        await browser.signIn('cleo', 'four plain words for o-e-l-c')
        for (const [name, value] of stolen) browser.cookies.set(name, value)
      },
    ],
    [
      'the password was set anew',
      async () => {
        const { code } = await server.plumbline.invitePerson('cleo')
        const other = server.browser()
        expect((await other.signInFirst('cleo', code, 'four plain words for o-e-l-c')).status).toBe(
          303,
        )
      },
    ],
  ])('%s', async (_, end) => {
    const id = await asked()
    const browser = await server.signedIn('cleo')
    const csrf = await browser.word()
    await end(browser, csrf)
    const reply = await browser.post(`/approvals/${id}/decisions`, { csrf, decision: 'approve' })
    expect(reply.status).toBe(401)
    expect((await server.plumbline.approval(id, reader))?.decisions).toEqual([])
  })
})
