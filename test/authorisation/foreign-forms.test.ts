import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditKinds } from '../../src/domain/audit.ts'
import type { Browser } from '../support/people.ts'
import { routesOf, type ServedRoute } from '../support/routes.ts'
import { type Case, casesOf } from './cases.ts'
import { type Caller, type Company, startCompany } from './company.ts'

let company: Company
let ana: Caller
let routes: readonly ServedRoute[]
let cases: Readonly<Record<string, readonly Case[]>>

beforeAll(async () => {
  company = await startCompany()
  ana = { id: 'ana', key: await company.key('ana'), browser: await company.signedIn('ana') }
  routes = (await routesOf(company.plumbline)).filter(
    ({ access, method }) => access === 'session' && method !== 'GET' && method !== 'HEAD',
  )
  cases = await casesOf(company)
}, 120_000)
afterAll(() => company?.stop())

interface Form {
  readonly headers: Record<string, string>
  readonly csrf: string
  readonly query?: string
  readonly body?: string
}

type Forgery = (own: Form, other: string) => Form
const headed =
  (headers: Readonly<Record<string, string>>): Forgery =>
  (own) => ({ ...own, headers: { ...own.headers, ...headers } })

/** What a page of another site can have a browser send, and what it cannot have known. */
const forgeries: readonly (readonly [string, Forgery])[] = [
  [
    'without an origin',
    (own) => ({
      ...own,
      headers: Object.fromEntries(
        Object.entries(own.headers).filter(([name]) => name !== 'origin'),
      ),
    }),
  ],
  ['from another site', headed({ origin: 'https://evil.example' })],
  ['from an origin that hides itself', headed({ origin: 'null' })],
  ['from another port', headed({ origin: 'http://127.0.0.1:1' })],
  [
    'from a name that begins like ours',
    (own) => headed({ origin: `${own.headers.origin}.evil` })(own, ''),
  ],
  ['from two origins', (own) => headed({ origin: `${own.headers.origin}, https://evil` })(own, '')],
  ['across sites, by what the browser says', headed({ 'sec-fetch-site': 'cross-site' })],
  ['from a neighbour, by what the browser says', headed({ 'sec-fetch-site': 'same-site' })],
  ['of nobody, by what the browser says', headed({ 'sec-fetch-site': 'none' })],
  [
    'to another host that is passed on',
    headed({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }),
  ],
  ['without its word', (own) => ({ ...own, csrf: '' })],
  ['with the word of another session', (own, other) => ({ ...own, csrf: other })],
  ['with its word in the address', (own) => ({ ...own, csrf: '', query: `?csrf=${own.csrf}` })],
  ['as plain text', headed({ 'content-type': 'text/plain' })],
  ['in parts', headed({ 'content-type': 'multipart/form-data; boundary=a' })],
  ['without saying what it is', headed({ 'content-type': '' })],
]

const refused = /auth\.foreign-form|input\.invalid/

/** A form as our own page sends it. */
const formOf = (csrf: string, { cookies }: Browser, isPage: boolean): Form => ({
  csrf,
  headers: {
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    origin: company.address,
    'content-type': isPage ? 'application/x-www-form-urlencoded' : 'application/json',
  },
})

const wordOf = async (browser: Browser): Promise<string> =>
  JSON.parse((await browser.get('/v1/session')).text).csrf

/** Everything that ana could do with a form of our own: she engineers, approves, and owns a page. */
async function requestsOf(ana: Caller) {
  const requests = []
  for (const route of routes)
    for (const one of cases[route.name] ?? []) {
      const asked = await one.at(ana, 'engineer')
      if (asked !== null) requests.push({ route, asked })
    }
  return requests
}

const tally = async (): Promise<number> => {
  const kinds = auditKinds.filter((kind) => /decided|withdrawn|reviewed|requested/.test(kind))
  const counts = kinds.map(
    async (kind) => (await company.plumbline.auditEntries({ kind, limit: 200 })).items.length,
  )
  return (await Promise.all(counts)).reduce((total, count) => total + count, 0)
}

describe('a form that changes something', () => {
  test.each(forgeries)('%s changes nothing, on any route', async (_, forged) => {
    const requests = await requestsOf(ana)
    const { browser } = ana
    const before = await tally()
    for (const { route, asked } of requests) {
      const fields = Object.fromEntries(Object.entries(asked.body ?? {}))
      const own = formOf(await wordOf(browser), browser, route.isPage)
      const {
        headers,
        csrf,
        query = '',
      } = forged(own, await wordOf(company.people.operator.browser))
      const response = await fetch(company.address + asked.url + query, {
        method: route.method,
        headers: route.isPage || csrf === '' ? headers : { ...headers, 'x-csrf-token': csrf },
        body: route.isPage
          ? new URLSearchParams({ ...fields, csrf }).toString()
          : JSON.stringify(fields),
        redirect: 'manual',
      })
      expect([route.name, response.status >= 400]).toEqual([route.name, true])
      expect(await response.text()).toMatch(refused)
    }
    expect(new Set(requests.map(({ route }) => route.name)).size).toBe(routes.length)
    expect(await tally()).toBe(before)
    expect((await browser.get('/v1/session')).status).toBe(200)
  })

  test.each(forgeries)('%s signs nobody in', async (_, forged) => {
    const browser = company.browser()
    const other = await company.browser().word('/sign-in')
    const own = formOf(await browser.word('/sign-in'), browser, true)
    const { headers, csrf: word, query = '' } = forged(own, other)
    for (const url of ['/sign-in', '/sign-in/first']) {
      const fields = { csrf: word, name: 'kim', password: 'p', again: 'p', code: 'c', next: '' }
      const response = await fetch(company.address + url + query, {
        method: 'POST',
        headers,
        body: new URLSearchParams(fields).toString(),
        redirect: 'manual',
      })
      expect(response.headers.getSetCookie()).toEqual([])
      expect(await response.text()).toMatch(refused)
    }
  })
})
