import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { openPlumbline } from '../../src/plumbline.ts'
import { openStore } from '../../src/store/store.ts'
import { company, now } from '../bad-input/company.ts'
import { put } from '../store/support/samples.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

const reader: Principal = {
  id: 'ana',
  kind: 'person',
  scopes: ['engineer'],
  groups: ['group:everyone'],
  environments: ['staging'],
}

let shop: TestRepository
let repositories: string

beforeAll(async () => {
  shop = await gitRepository([{ files: { 'src/warp.ts': 'export const WARP_LIMIT = 7\n' } }])
  repositories = `repositories:\n  - { id: shop, path: ${JSON.stringify(shop.directory)} }\n`
})

afterAll(() => shop?.remove())

const page = (about: string, text: string) =>
  `---\nabout: [${about}]\nlast_reviewed_on: 2026-10-20\n---\n# Warp drive\n\n${text}\n`
const held = 'The default of `WARP_LIMIT` is 7.'

async function verdictOf(about: string, text: string, query: string) {
  const plumbline = await company({ 'warp.md': page(about, text) }, repositories).open()
  await plumbline.index()
  const { verdict } = await plumbline.ask({ query, intent: 'inform' }, reader)
  return { decision: verdict.decision, codes: verdict.reasons.map(({ code }) => code) }
}

test('what code bears out is allowed', async () => {
  expect(await verdictOf('shop', held, 'What is the default of WARP_LIMIT?')).toEqual({
    decision: 'allow',
    codes: [],
  })
})

test.each([
  ['a page about code that nobody configured', 'elsewhere', held, 'WARP_LIMIT'],
  [
    'a value that code does not know',
    'shop',
    'The default of `GHOST_WINDOW` is 12.',
    'GHOST_WINDOW',
  ],
])('%s warns', async (_, about, text, name) => {
  const verdict = await verdictOf(about, text, `What is the default of ${name}?`)
  expect(verdict).toEqual({ decision: 'warn', codes: ['code.unjudged'] })
})

test('advice that a page alone bears out warns', async () => {
  const plumbline = await company(
    {
      'warp.md': page(
        'shop',
        'Set the warp drive to 12 before every long start. The default of `GHOST_WINDOW` is 12.',
      ),
    },
    repositories,
  ).open()
  await plumbline.index()
  const text = 'The default of `GHOST_WINDOW` is 12.'
  const { verdict, statements } = await plumbline.verify(
    { advice: { text }, intent: 'inform' },
    reader,
  )
  expect(statements.map(({ support }) => support)).toEqual(['supported'])
  expect(verdict.reasons.map(({ code }) => code)).toEqual(['code.unjudged'])
})

test('a page that was stored and not judged yet is not rested on as if it were', async () => {
  const made = company({ 'warp.md': page('shop', held) }, repositories)
  const plumbline = await made.open()
  await plumbline.index()
  const store = await openStore(made.database)
  const stored = await store.pages.get('wiki:warp.md')
  if (stored === null) throw new Error('the page is not there')
  await put(store, stored, await store.passages.ofPage(stored.id))
  await store.close()
  const asked = { query: 'What is the default of WARP_LIMIT?', intent: 'inform' } as const
  const between = await plumbline.ask(asked, reader)
  expect(between.verdict.decision).toBe('warn')
  expect(between.verdict.reasons.map(({ code }) => code)).toEqual(['freshness.unreachable'])
  await plumbline.index()
  expect((await plumbline.ask(asked, reader)).verdict.decision).toBe('allow')
})

test('pages of a source that is not configured any more are gone', async () => {
  const made = company({ 'warp.md': page('shop', held) }, repositories)
  await (await made.open()).index()
  const config = parseConfig(
    `clock: ${now}\nsources: []\n${repositories}`,
    join(made.folder, 'plumbline.yaml'),
    { config: null, data: made.data, port: null, color: null },
  )
  const plumbline = await openPlumbline(config)
  await plumbline.index()
  const { verdict } = await plumbline.ask({ query: 'What is the default of WARP_LIMIT?' }, reader)
  expect(verdict.decision).toBe('block')
  expect(verdict.reasons.map(({ code }) => code)).toContain('freshness.gone')
  expect((await plumbline.health()).sources).toMatchObject([{ id: 'wiki', pages: 0 }])
  await plumbline.close()
})

test('a question for an environment that the asker is not bound to is blocked, with what would lift it', async () => {
  const plumbline = await company({ 'warp.md': page('shop', held) }, repositories).open()
  await plumbline.index()
  const query = 'What is the default of WARP_LIMIT?'
  const own = await plumbline.ask({ query, environment: 'staging' }, reader)
  const other = await plumbline.ask({ query, environment: 'production' }, reader)
  expect(own.verdict.decision).toBe('allow')
  expect(other).toMatchObject({
    verdict: { decision: 'block', reasons: [{ code: 'access.environment' }] },
    unblock: ['Use a key that is bound to that environment.'],
  })
})

test('a page that narrows its own access stays narrow when a crawl finds it unchanged', async () => {
  const text = `---\nabout: [shop]\naccess: [group:sre]\n---\n# Warp drive\n\n${held}\n`
  const plumbline = await company({ 'warp.md': text }, repositories).open()
  for (let crawl = 0; crawl < 3; crawl += 1) {
    await plumbline.index()
    expect(await plumbline.page('wiki:warp.md', reader)).toBeNull()
  }
  const sre = { ...reader, groups: ['group:everyone', 'group:sre'] }
  expect((await plumbline.page('wiki:warp.md', sre))?.page.text).toBe(text)
})

test('a page whose access is narrowed is closed by the next crawl, an interrupted one among them', async () => {
  const made = company({ 'warp.md': page('shop', held) }, repositories)
  const plumbline = await made.open()
  await plumbline.index()
  const store = await openStore(made.database)
  const { crawl } = await store.crawls.begin('wiki', now)
  await store.crawls.take(crawl, [{ is: 'same', path: 'warp.md' }], now)
  await store.close()
  const narrowed = parseConfig(
    `clock: ${now}\nsources:\n  - { id: wiki, type: markdown-folder, path: wiki, access: [group:sre] }\n${repositories}`,
    join(made.folder, 'plumbline.yaml'),
    { config: null, data: made.data, port: null, color: null },
  )
  const later = await openPlumbline(narrowed)
  await later.index()
  expect(await later.page('wiki:warp.md', reader)).toBeNull()
  await later.close()
})
