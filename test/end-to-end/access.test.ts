import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildApp } from '../../server/app.ts'
import { parseConfig } from '../../src/config/config.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

// Whatever only the vault's code and the bankers' pages say carries one of these.
const secrets = /canary|\b774177\b|\b777127\b|moonrise/i

const ledger = `---
about: [vault]
owner: ana
---
# Ledger retries

The default of \`LEDGER_RETRIES\` is 3. Ledger retries happen when the bank is slow.

Call \`sealTheDay\` at the end of the day.
`
const queue = `---
about: [shop]
---
# Queue depth

The default of \`GHOST_QUEUE_DEPTH\` is 12.
`
const bankersQueue = `---
about: [shop]
access: [group:bankers]
---
# Canary queue

The default of \`GHOST_QUEUE_DEPTH\` is 777127. Fill the queue before the moonrise.
`

const folder = newFolder()
let vault: TestRepository
let shop: TestRepository
let plumbline: Plumbline
let app: FastifyInstance
const keys = new Map<string, string>()

function settings(): string {
  return `
clock: 2026-11-01T09:00:00Z
sources:
  - { id: wiki, type: markdown-folder, path: wiki, url: 'https://wiki.example.com/' }
repositories:
  - { id: shop, path: ${JSON.stringify(shop.directory)} }
  - { id: vault, path: ${JSON.stringify(vault.directory)}, access: [group:bankers] }
principals:
  - { id: banker, kind: agent, scopes: [agent], groups: [group:everyone, group:bankers] }
  - { id: clerk, kind: agent, scopes: [agent] }
  - { id: engineer, kind: person, scopes: [engineer, owner, operator, approver] }
`
}

const config = (yaml: string) =>
  parseConfig(yaml, join(folder, 'plumbline.yaml'), {
    config: null,
    data: join(folder, 'data'),
    port: null,
    color: null,
  })

beforeAll(async () => {
  vault = await gitRepository([
    {
      files: {
        'src/canary.ts': 'export const LEDGER_RETRIES = 3\nexport function sealTheDay(): void {}\n',
      },
    },
    {
      message: 'canary: more retries',
      delete: ['src/canary.ts'],
      files: { 'src/canary-ledger.ts': 'export const LEDGER_RETRIES = 774177\n' },
    },
  ])
  shop = await gitRepository([{ files: { 'src/queue.ts': 'export const QUEUE = 1\n' } }])
  for (const [path, text] of Object.entries({ ledger, queue, 'bankers-queue': bankersQueue })) {
    const file = join(folder, 'wiki', `${path}.md`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  plumbline = await openPlumbline(config(settings()))
  await plumbline.index()
  for (const principal of ['banker', 'clerk', 'engineer'])
    keys.set(principal, await plumbline.createKey(principal))
  app = buildApp(plumbline)
})

afterAll(async () => {
  await app?.close()
  await plumbline?.close()
  await Promise.all([vault?.remove(), shop?.remove()])
  removeFolder(folder)
})

async function call(principal: string, url: string, payload?: object) {
  const reply = await app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: { authorization: `Bearer ${keys.get(principal)}` },
  })
  return { status: reply.statusCode, text: reply.body, json: JSON.parse(reply.body) as unknown }
}

const record = z.object({ id: z.string(), receipt: z.object({ id: z.string() }) })
const items = z.object({ items: z.array(z.object({ id: z.string() })) })

const questions = [
  'What is the default of LEDGER_RETRIES?',
  'What is called at the end of the day?',
  'What is the default of GHOST_QUEUE_DEPTH?',
  'When is the queue filled?',
].map((query) => ['/v1/answers', { query, intent: 'inform' }] as const)

const searches = questions.map(
  ([, { query }]) => `/v1/search?limit=50&query=${encodeURIComponent(query)}`,
)

const advices = [
  'The default of `LEDGER_RETRIES` is 3.',
  'Call `sealTheDay`. The default of `GHOST_QUEUE_DEPTH` is 13.',
].map((text) => ['/v1/verifications', { advice: { text } }] as const)

/** What the banker asked for, and everything that the banker may look up. */
async function addresses(): Promise<readonly string[]> {
  const own: string[] = []
  for (const [route, body] of [...questions, ...advices]) {
    const { id, receipt } = record.parse((await call('banker', route, body)).json)
    own.push(`${route}/${id}`, `/v1/receipts/${receipt.id}`, `/v1/receipts/${receipt.id}/status`)
    if (route === '/v1/answers') own.push(`${route}/${id}/provenance`)
  }
  const listed = async (route: string) =>
    items
      .parse((await call('banker', `${route}?limit=200`)).json)
      .items.map(({ id }) => `${route}/${encodeURIComponent(id)}`)
  const lists = ['/v1/pages', '/v1/findings', '/v1/findings?kind=page-against-page', '/healthz']
  return [...own, ...(await listed('/v1/pages')), ...(await listed('/v1/findings')), ...lists]
}

test('whoever may read everything is shown the code and the other page', async () => {
  const told = await call('banker', '/v1/answers', {
    query: 'What is the default of LEDGER_RETRIES?',
  })
  expect(told.text).toContain('774177')
  const found = await call('banker', '/v1/search?query=LEDGER_RETRIES')
  expect(found.text).toContain('774177')
  const beside = await call('banker', '/v1/findings?kind=page-against-page')
  expect(beside.text).toContain('777127')
})

describe.each(['clerk', 'engineer'])('%s, who may read neither', (principal) => {
  test('learns nothing of them from what others asked and from what is indexed', async () => {
    const told = await Promise.all((await addresses()).map((url) => call(principal, url)))
    expect(told.length).toBeGreaterThan(30)
    expect(told.filter(({ text }) => secrets.test(text))).toEqual([])
  })

  test('learns nothing of them from own answers, verifications and receipts', async () => {
    for (const [route, body] of [...questions, ...advices]) {
      const reply = await call(principal, route, body)
      expect(reply.status).toBe(200)
      const { id, receipt } = record.parse(reply.json)
      const signed = await call(principal, `/v1/receipts/${receipt.id}`)
      const { envelope } = z
        .object({ envelope: z.object({ payload: z.string() }) })
        .parse(signed.json)
      const texts = [
        reply.text,
        signed.text,
        Buffer.from(envelope.payload, 'base64').toString(),
        (await call(principal, `${route}/${id}`)).text,
        ...(route === '/v1/answers'
          ? [(await call(principal, `${route}/${id}/provenance`)).text]
          : []),
      ]
      expect(texts.filter((text) => secrets.test(text))).toEqual([])
    }
  })

  test('learns nothing of them from searches', async () => {
    for (const search of searches) {
      const reply = await call(principal, search)
      expect(reply.status).toBe(200)
      expect(reply.text).toContain('"quote"')
      expect(reply.text).not.toMatch(secrets)
    }
    const told = await call(principal, '/v1/search?query=LEDGER_RETRIES')
    expect(told.text).toContain('code that you may not read contradicts')
  })

  test('is told that the code contradicts the page all the same', async () => {
    const reply = await call(principal, '/v1/answers', {
      query: 'What is the default of LEDGER_RETRIES?',
    })
    expect(reply.text).toContain('code that you may not read contradicts')
  })

  test('cannot tell a hidden page from one that is not there', async () => {
    const strip = (text: string) => text.replace(/"(?:requestId|detail)":"[^"]*"/g, '')
    const hidden = await call(principal, `/v1/pages/${encodeURIComponent('wiki:bankers-queue.md')}`)
    const missing = await call(principal, `/v1/pages/${encodeURIComponent('wiki:nothing.md')}`)
    expect(hidden.status).toBe(404)
    expect(strip(hidden.text)).toBe(strip(missing.text))
  })
})

test('an engineer opens what others asked, where it rests on nothing hidden', async () => {
  const body = { query: 'What is the default of GHOST_QUEUE_DEPTH?', intent: 'inform' }
  const { id, receipt } = record.parse((await call('clerk', '/v1/answers', body)).json)
  expect((await call('engineer', `/v1/answers/${id}`)).status).toBe(200)
  expect((await call('engineer', `/v1/receipts/${receipt.id}`)).status).toBe(200)
})

test('a key is worth what the configuration says today', async () => {
  const narrowed = settings()
    .replace(/ {2}- \{ id: clerk.*\n/, '')
    .replace('[group:everyone, group:bankers]', '[group:everyone]')
  const later = await openPlumbline(config(narrowed))
  expect(await later.principalFor(keys.get('clerk') ?? '')).toBeNull()
  expect((await later.principalFor(keys.get('banker') ?? ''))?.groups).toEqual(['group:everyone'])
  await later.close()
})
