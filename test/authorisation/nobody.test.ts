import { afterAll, beforeAll, expect, test } from 'vitest'
import { routesOf, type ServedRoute } from '../support/routes.ts'
import { casesOf } from './cases.ts'
import { type Company, startCompany } from './company.ts'

let company: Company
let addresses: readonly Address[]
let over: string
let revoked: string

/** A route as it is asked for: for what there is, and for what there is not. */
interface Address {
  readonly route: ServedRoute
  readonly there: string
  readonly missing: string
}

beforeAll(async () => {
  company = await startCompany()
  const guarded = (await routesOf(company.plumbline)).filter(({ access }) => access !== 'public')
  const cases = await casesOf(company)
  const found: Address[] = []
  for (const route of guarded)
    for (const one of cases[route.name.replace('HEAD', 'GET')] ?? []) {
      const asked = await one.at(company.people.owner, 'owner')
      if (asked === null) continue
      const missing = route.url.replace(':id', `ans_${'0'.repeat(32)}`)
      found.push({ route, there: asked.url, missing })
    }
  addresses = found
  const { key } = company.people.operator
  revoked = await company.key('only-operator')
  const [, id = ''] = /^plk_([0-9a-f]{12})_/.exec(revoked) ?? []
  await company.plumbline.revokeKey(id)
  expect((await company.call(key, 'GET', '/metrics')).status).toBe(200)
  over = company.people.operator.browser.cookies.get('plumbline-session') ?? ''
  company.pass(31)
}, 120_000)
afterAll(() => company?.stop())

const credentials: readonly (readonly [string, () => Readonly<Record<string, string>>])[] = [
  ['nothing', () => ({})],
  ['a key that was revoked', () => ({ authorization: `Bearer ${revoked}` })],
  [
    'a key that nobody made',
    () => ({ authorization: `Bearer plk_${'0'.repeat(12)}_${'A'.repeat(43)}` }),
  ],
  [
    'the id of a key with another secret',
    () => ({ authorization: `Bearer ${revoked.slice(0, 17)}${'A'.repeat(43)}` }),
  ],
  ['a key of another make', () => ({ authorization: 'Bearer sk-live-1' })],
  ['another scheme', () => ({ authorization: 'Basic YWRtaW46YWRtaW4=' })],
  ['a session that is over', () => ({ cookie: `plumbline-session=${over}` })],
  ['a session that nobody began', () => ({ cookie: `plumbline-session=${'A'.repeat(43)}` })],
  ['a name in place of a proof', () => ({ 'x-forwarded-user': 'only-operator', from: 'kim' })],
]

/** What is told, without what is new each time and what was asked for. */
async function heard(
  { method }: ServedRoute,
  url: string,
  headers: Readonly<Record<string, string>>,
) {
  const response = await fetch(company.address + url, { method, headers, redirect: 'manual' })
  const text = await response.text()
  const said = [...response.headers].filter(([name]) => !renewed.test(name))
  // The address of the first page stands within every other.
  const asked = url === '/' ? [] : [encodeURIComponent(url), url.replaceAll('&', '&amp;')]
  const plain = (told: string) =>
    asked
      .reduce((text, address) => text.replaceAll(address, 'ADDRESS'), told)
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'REQUEST')
  return { status: response.status, headers: plain(JSON.stringify(said)), text: plain(text) }
}
const renewed = /^(?:date|x-request-id|content-length|ratelimit-.*)$/

test.each(credentials)(
  'with %s, what there is and what there is not are told alike',
  async (_, of) => {
    for (const { route, there, missing } of addresses) {
      const told = await heard(route, there, of())
      expect([route.name, await heard(route, missing, of())]).toEqual([route.name, told])
      const isLedIn =
        route.isPage && told.status === 303 && /"\/sign-in(?:\?next=|")/.test(told.headers)
      if (!isLedIn) expect([route.name, told.status]).toEqual([route.name, refusal(route, of())])
    }
  },
)

/** Whoever brings a key where only people come in is sent away with it, whatever it is worth. */
const refusal = ({ access }: ServedRoute, headers: Readonly<Record<string, string>>): number =>
  access === 'session' && headers.authorization !== undefined ? 403 : 401

test('a session is taken for no key: what programs ask for is closed to a browser', async () => {
  const browser = await company.signedIn('kim')
  const keyed = addresses.filter(({ route }) => route.access !== 'session')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  for (const { route, there } of keyed)
    expect([route.name, (await heard(route, there, { cookie })).status]).toEqual([route.name, 401])
  expect((await browser.get('/v1/session')).status).toBe(200)
})
