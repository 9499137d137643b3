import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scope, scopes } from '../../src/domain/principal.ts'
import { packageRoot } from '../../src/package-root.ts'
import { routesOf, type ServedRoute } from '../support/routes.ts'
import { type Case, casesOf } from './cases.ts'
import { type Caller, type Company, type Heard, startCompany } from './company.ts'

let company: Company
let routes: readonly ServedRoute[]
let cases: Readonly<Record<string, readonly Case[]>>

beforeAll(async () => {
  company = await startCompany()
  routes = (await routesOf(company.plumbline)).filter(({ method }) => method !== 'HEAD')
  cases = await casesOf(company)
}, 120_000)
afterAll(() => company?.stop())

/** The rows of tables whose first cell names a route. */
const written = readFileSync(join(packageRoot, 'docs/authorisation.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| `(?:GET|POST|DELETE) /.test(line))
  .map((line) => line.slice(2, -2).split(' | '))

const isGuarded = ({ access }: ServedRoute): boolean => access !== 'public'

test('every route is asked for, and no other', () => {
  const guarded = routes.filter(isGuarded).map(({ name }) => name)
  expect(Object.keys(cases).toSorted()).toEqual(guarded.toSorted())
})

test('what anybody may ask for stands in its own table, and nothing else does', () => {
  const open = routes.filter((route) => !isGuarded(route)).map(({ name }) => `\`${name}\``)
  const told = written.filter(({ length }) => length === 2).map(([name]) => name)
  expect(told.toSorted()).toEqual(open.toSorted())
})

/** What a caller who has this scope alone is told, row by row. */
async function told(by: (scope: Scope) => Caller): Promise<readonly (readonly string[])[]> {
  const rows: string[][] = []
  for (const route of routes.filter(isGuarded))
    for (const one of cases[route.name] ?? []) {
      const cells: string[] = []
      for (const scope of scopes) cells.push(await cellOf(route, one, by(scope), scope))
      rows.push([`\`${route.name}\``, one.of, ...cells])
    }
  return rows
}

async function cellOf(
  route: ServedRoute,
  one: Case,
  caller: Caller,
  scope: Scope,
): Promise<string> {
  const asked = await one.at(caller, scope)
  if (asked === null) return '–'
  const browser = one.endsSession ? await company.signedIn(caller.id) : caller.browser
  const { url, body } = asked
  return wordFor(
    route.access === 'session'
      ? await asPerson(route, url, body, { ...caller, browser })
      : await company.call(caller.key, route.method, url, body),
    one,
  )
}

async function asPerson(
  { method, isPage }: ServedRoute,
  url: string,
  body: object | undefined,
  { browser }: Caller,
): Promise<Heard> {
  if (method === 'GET') return browser.get(url)
  const { csrf } = JSON.parse((await browser.get('/v1/session')).text)
  if (!isPage) return browser.send(url, body, { 'x-csrf-token': csrf })
  return browser.post(url, { csrf, ...Object.fromEntries(Object.entries(body ?? {})) })
}

function wordFor({ status, text }: Heard, { shows }: Case): string {
  if (status === 404) return 'not there'
  if (status === 403 || status === 405) return 'no'
  if (status >= 400) return `${status}`
  return shows === undefined || shows.test(text) ? 'yes' : 'not there'
}

const tabled = written.filter(({ length }) => length > 2)

test('whoever has one scope and no other is told what is written, of one’s own, of others’ and of what is hidden', async () => {
  const rows = await told((scope) => company.people[scope])
  expect(rows.map((row) => row.join(' | '))).toEqual(tabled.map((row) => row.join(' | ')))
})

/** Where people or their keys are bound to staging, and everything here is aimed at production. */
const differentElsewhere: Readonly<Record<string, string>> = {
  'POST /v1/approvals': 'one’s own | 422 | 422 | – | – | – | –',
  'GET /v1/approvals/:id': 'one’s own | not there | not there | – | – | – | –',
  'POST /v1/approvals/:id/withdrawal': 'one’s own | not there | not there | – | – | – | –',
  'POST /approvals/:id/withdrawal': 'one’s own | not there | not there | – | – | – | –',
  'POST /v1/approvals/:id/decisions': 'another’s | not there | no | not there | no | no | no',
  'POST /approvals/:id/decisions': 'another’s | not there | no | not there | no | no | no',
}

test('being bound to another environment opens nothing, and closes what is aimed elsewhere', async () => {
  const rows = (await told((scope) => company.elsewhere[scope])).map((row) => row.join(' | '))
  const expected = tabled.map(([name = '', of = '', ...cells]) => {
    const other = differentElsewhere[name.slice(1, -1)]
    const isOther = other?.startsWith(`${of} | `) ?? false
    return isOther ? `${name} | ${other}` : [name, of, ...cells].join(' | ')
  })
  expect(rows).toEqual(expected)
})

test('what is hidden from them is there: whoever may read it is shown it where an engineer comes in', async () => {
  const key = await company.key('kim')
  const kim: Caller = { id: 'kim', key, browser: await company.signedIn('kim') }
  const shown: string[] = []
  for (const route of routes.filter(({ method }) => method === 'GET').filter(isGuarded))
    for (const one of (cases[route.name] ?? []).filter(({ of }) => of.endsWith('may not read'))) {
      expect([route.name, await cellOf(route, one, kim, 'engineer')]).toEqual([route.name, 'yes'])
      shown.push(route.name)
    }
  expect(shown.length).toBeGreaterThan(10)
})
