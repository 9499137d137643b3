import { load } from 'cheerio'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { provenance, receipt, receiptStatus } from '../../server/examples/records.ts'
import { approval } from '../../server/examples/verdicts.ts'
import type { ServedPlumbline } from '../../server/served-plumbline.ts'
import { scopes } from '../../src/domain/principal.ts'
import type { PolicyView } from '../../src/domain/requests.ts'
import type { Review } from '../../src/domain/review.ts'
import {
  citation,
  crawlSummary as crawl,
  fakePlumbline,
  finding,
  given,
  report,
} from '../support/fake-plumbline.ts'
import { routesOf } from '../support/routes.ts'

// Whatever stands in titles, names of owners, code, queries, comments and ids is text to whoever reads it.

const at = '2026-11-23T08:00:00.000Z'
const review: Review = {
  ...{ verification: 'ver_1', principal: 'agent', risk: 'high', intent: 'act', decision: 'warn' },
  ...{ task: 'restart it', commands: ['kubectl rollout restart'], sampledAt: at, outcome: null },
}
const [source] = await fakePlumbline().sources()
if (source === undefined) throw new Error('the fake knows no source')
const unread = { path: 'a.md', because: 'it is not text' }
const policy: PolicyView = { name: 'quay', sha256: 'c'.repeat(64), mode: 'enforce', problem: null }
const full: Partial<ServedPlumbline> = {
  session: async () => ({
    person: { id: 'ana', kind: 'person', scopes, groups: [], environments: [] },
    ...{ how: 'password', csrf: 'word', beganAt: at, endsAt: at },
  }),
  reviews: async () => [
    review,
    { ...review, outcome: { person: 'b', found: 'right', comment: 'c', at } },
  ],
  earlierApprovals: async () => [approval],
  // One of each state that a page tells in words of its own.
  sources: async () => [
    { ...source, crawl: { ...crawl, status: 'running' } },
    { ...source, crawl: { ...crawl, status: 'failed', failed: 'why', unread: [unread] } },
  ],
  surveyRun: () => ({
    ...{ startedAt: at, finishedAt: null, status: 'running', what: 'a repository' },
    ...{ done: 1, total: null },
  }),
  corpus: async () => ({
    ...{ at, pages: 2, states: { fresh: 2 }, days: [{ day: '2026-11-23', states: { fresh: 2 } }] },
    sources: [{ id: 'runbooks', states: { fresh: 2 }, crawledAt: at }],
    owners: [{ owner: 'group:sre', states: { fresh: 2 } }],
  }),
  noticeSettings: async () => ({
    ...{ digest: 'weekly', alerts: true, nextDigestAt: at, feedMadeAt: at },
    by: ['mail to ana@quay.example'],
  }),
  explanation: async () => ({
    ...{ record: { about: 'answer', answer: given }, principal: 'agent', receipt, policy },
    provenance: { ...provenance, findings: [finding] },
    status: receiptStatus,
    today: new Map(given.citations.map(({ id }) => [id, { is: 'changed', now: citation }])),
  }),
}

/** Fields that hold one of a few words, by which pages choose their own. */
const chosen =
  /^(?:state|decision|status|kind|is|by|in|risk|intent|found|how|class|reach|reversible|genre|recheck|mood|scopes|code|reason|csrf|type|about|mode|digest|support)$/
const instant = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/

/** The same thing, with this text in the place of every other. */
function filled(thing: unknown, text: string, field = ''): unknown {
  if (typeof thing === 'string') return chosen.test(field) || instant.test(thing) ? thing : text
  if (Array.isArray(thing)) return thing.map((one) => filled(one, text, field))
  if (thing instanceof Map)
    return new Map([...thing].map(([key, value]) => [filled(key, text), filled(value, text)]))
  if (typeof thing !== 'object' || thing === null) return thing
  return Object.fromEntries(
    Object.entries(thing).map(([name, value]) => [name, filled(value, text, name)]),
  )
}

/** A Plumbline all of whose answers say this text and nothing else. */
function saying(text: () => string): ServedPlumbline {
  const known = fakePlumbline(full)
  const filledBy = (name: string, work: (...given: never[]) => unknown) =>
    name === 'surveyRun'
      ? () => filled(known.surveyRun(), text())
      : async (...given: unknown[]) => filled(await Reflect.apply(work, known, given), text())
  const replaced = Object.entries(known).map(([name, work]) => [
    name,
    name === 'now' || name === 'signInSettings' ? work : filledBy(name, work),
  ])
  return { ...known, ...Object.fromEntries(replaced) }
}

let text = 'harmless'
const app = buildApp(saying(() => text))
const ids: Readonly<Record<string, string>> = {
  ...{ approvals: approval.id, reports: report.id },
  ...{ answers: given.id, explain: given.id },
}
const urls = (await routesOf(fakePlumbline()))
  // Events are lines of JSON, and what lies under /ui/ is the same for everybody.
  .filter(({ isPage, method, url }) => isPage && method === 'GET' && !/^\/ui\/|\/events$/.test(url))
  .map(({ url }) => url.replace(':id', ids[url.split('/')[1] ?? ''] ?? 'unknown'))

const shown = async (url: string) => {
  const reply = await app.inject({ url, headers: { cookie: 'plumbline-session=token' } })
  expect([url, reply.statusCode]).toEqual([url, 200])
  return load(reply.body)
}
type Shown = Awaited<ReturnType<typeof shown>>

/** What a page is made of: its elements, and what they carry. */
const partsOf = (page: Shown): readonly string[] => [
  ...new Set(
    page('*')
      .toArray()
      .flatMap((one) => {
        const tag = page(one).prop('tagName') ?? ''
        return [tag, ...Object.keys(page(one).attr() ?? {}).map((name) => `${tag} ${name}`)]
      }),
  ),
]

/** Characters that cannot be seen are marked, and what is an address of the web is a link. */
const marks = ['MARK', 'MARK class', 'MARK title', 'A rel']
const leadsAway = (page: Shown): readonly string[] =>
  ['href', 'action', 'src']
    .flatMap((name) =>
      page(`[${name}]`)
        .toArray()
        .map((one) => page(one).attr(name) ?? ''),
    )
    .filter((to) => !/^(?:#|\/(?![/\\])|https?:\/\/)/i.test(to))

const openings = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</title><svg onload=alert(1)>',
  '</pre></textarea></style><iframe src="javascript:alert(1)">',
  'javascript:alert(1)',
  'https://wiki.example/"onclick="alert(1)',
  '&lt;script&gt;&#x3c;script&#x3e;',
  '--><base href="//evil.example">',
  '{{constructor}}${alert(1)}`',
  '\u0000<\u0000script\u0000>',
  '\ud800<scr\u0131pt>',
  '" autofocus onfocus="alert(1)" x="',
  '//evil.example',
]
const hostile = fc.oneof(
  fc.constantFrom(...openings),
  fc
    .tuple(fc.constantFrom(...openings), fc.string({ unit: 'binary' }))
    .map((both) => both.join('')),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '/',
      '=',
      ' ',
      '`',
      '\n',
      'on',
      'script',
      '\u2028',
    ),
  }),
)

test.each(urls)('%s is made of the same parts, whatever stands in it', async (url) => {
  text = 'harmless'
  const parts = new Set([...partsOf(await shown(url)), ...marks])
  await fc.assert(
    fc.asyncProperty(hostile, async (one) => {
      text = one
      const page = await shown(url)
      expect(partsOf(page).filter((part) => !parts.has(part))).toEqual([])
      expect(leadsAway(page)).toEqual([])
    }),
    { numRuns: 60, examples: openings.map((one) => [one]) },
  )
})

test('what is hostile is shown all the same, as text', async () => {
  for (const url of urls.filter((one) => !/^\/(?:sign-in|docs)|^\/explain$/.test(one))) {
    text = '<b>tide & "ebb"</b>'
    expect((await shown(url)).text()).toContain(text)
  }
})

/** What is no text in UTF-8 is lost on the way; HTML reads these as one line break, and as a character that cannot be read. */
const read = (typed: string): string =>
  Buffer.from(typed).toString().replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd')

test('a name that is typed into the sign-in comes back as text, and nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (name) => {
      const form = load((await app.inject('/sign-in')).body)
      const csrf = form('[name=csrf]').attr('value') ?? ''
      const reply = await app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: {
          cookie: `plumbline-form=${csrf}`,
          origin: 'http://localhost:80',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ csrf, name, password: 'p', next: name }).toString(),
      })
      const page = load(reply.body)
      if (reply.statusCode === 403) expect(page('[name=name]').attr('value')).toBe(read(name))
      const parts = new Set([...partsOf(form), 'P class', 'P role'])
      expect(partsOf(page).filter((part) => !parts.has(part))).toEqual([])
    }),
    { numRuns: 60, examples: openings.map((one) => [one]) },
  )
})
