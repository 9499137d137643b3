import { EventEmitter } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Served, serve } from '../../server/main.ts'
import { parseConfig } from '../../src/config/config.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { stubServer } from '../support/stub-server.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const today = new Date().toISOString()

const main = (seconds: number) =>
  `import { createServer } from 'node:http'
export const REFUND_WINDOW_SECONDS = ${seconds}
const token = process.env.REFUND_TOKEN
createServer().listen(8080)
console.log(token)
`

const page = `---
owner: ana
modified: ${today}
about: [refunds]
---

# Restart the refunds service

The refunds service reads \`REFUND_TOKEN\` when it starts. Restart it after every new token.
`

let folder: string
let repository: TestRepository
let plumbline: Plumbline
let server: Served
let url: string
const keys: Record<string, string> = {}

beforeEach(async () => {
  folder = newFolder()
  repository = await gitRepository([{ files: { 'src/main.ts': main(900) } }])
  mkdirSync(join(folder, 'runbooks'))
  writeFileSync(join(folder, 'runbooks', 'restart.md'), page)
})

afterEach(async () => {
  await server.close()
  await repository.remove()
  removeFolder(folder)
})

async function start(receiver: string): Promise<void> {
  process.env.TEST_WEBHOOK_SECRET = secret
  const settings = `
sources: [{ id: runbooks, type: markdown-folder, path: runbooks }]
repositories: [{ id: refunds, path: ${JSON.stringify(repository.directory)}, access: [group:engineering] }]
principals:
  - { id: agent-deploy, kind: agent, scopes: [agent], groups: [group:everyone, group:engineering] }
  - { id: agent-support, kind: agent, scopes: [agent] }
  - { id: olga, kind: person, scopes: [operator], groups: [group:everyone, group:engineering] }
webhooks:
  - { id: on-call, url: '${receiver}/hooks', secretFrom: TEST_WEBHOOK_SECRET, events: [receipt.recalled], privateNetwork: true }
`
  const environment = { config: null, data: join(folder, 'data'), port: null, color: null }
  const config = parseConfig(settings, join(folder, 'plumbline.yaml'), environment)
  plumbline = await openPlumbline(config, { staysUp: true })
  await plumbline.index()
  for (const name of ['agent-deploy', 'agent-support', 'olga'])
    keys[name] = await plumbline.createKey(name)
  server = await serve(plumbline, { port: 0, signals: new EventEmitter() })
  url = server.address
}

const reply = z.object({
  id: z.string(),
  verdict: z.object({ decision: z.string() }),
  receipt: z.object({ id: z.string(), url: z.string() }),
})
const statusShape = z.object({
  status: z.string(),
  because: z.string(),
  turned: z.array(
    z.object({
      what: z.string(),
      because: z.string(),
      page: z.object({ title: z.string() }).nullable(),
      fact: z.object({ was: z.string().nullable(), is: z.string().nullable() }).nullable(),
    }),
  ),
})

async function post(route: string, body: unknown, who = 'agent-deploy') {
  const response = await fetch(`${url}/v1/${route}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys[who]}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return reply.parse(await response.json())
}

async function statusOf(receipt: string, who = 'agent-deploy') {
  const response = await fetch(`${url}/v1/receipts/${receipt}/status`, {
    headers: { authorization: `Bearer ${keys[who]}` },
  })
  return statusShape.parse(await response.json())
}

async function commit(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files))
    writeFileSync(join(repository.directory, path), text)
  await repository.git('add', '--all', '.')
  await repository.git('commit', '--quiet', '-m', 'change')
}

const advice = { advice: { text: '`REFUND_WINDOW_SECONDS` is 900 by default.' } }

describe('a survey', () => {
  test('recalls the receipt whose fact turned, and tells subscribers with a signature', async () => {
    const receiver = await stubServer(() => ({ body: '' }))
    await start(receiver.url)
    const { receipt } = await post('verifications', advice)
    expect((await statusOf(receipt.id)).status).toBe('valid')
    await plumbline.survey([])
    expect((await statusOf(receipt.id)).status).toBe('valid')

    await commit({ 'src/main.ts': main(60) })
    await plumbline.survey([])

    const after = await statusOf(receipt.id)
    expect(after.status).toBe('recalled')
    expect(after.turned).toEqual([
      expect.objectContaining({
        what: 'fact',
        fact: expect.objectContaining({ was: '900', is: '60' }),
      }),
    ])
    await plumbline.deliver()
    await plumbline.deliver()
    expect(receiver.requests).toHaveLength(1)
    const [sent] = receiver.requests
    const headers = Object.fromEntries(
      Object.entries(sent?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    const message = new Webhook(secret).verify(sent?.body ?? '', headers)
    expect(message).toMatchObject({
      type: 'receipt.recalled',
      data: { id: receipt.id, facts: 1, url: `/v1/receipts/${receipt.id}/status` },
    })
    expect(sent?.body).not.toContain('REFUND')
    expect(() => new Webhook(secret).verify(`${sent?.body} `, headers)).toThrow()

    await plumbline.survey([])
    await plumbline.deliver()
    expect(receiver.requests).toHaveLength(1)
  })

  test('leaves alone what only moved to another line', async () => {
    const receiver = await stubServer(() => ({ body: '' }))
    await start(receiver.url)
    const { receipt } = await post('verifications', advice)
    await commit({ 'src/main.ts': `// The service of refunds.\n\n\n${main(900)}` })
    await plumbline.survey([])
    expect((await statusOf(receipt.id)).status).toBe('valid')
  })

  test('tells a reader without the code that it changed, and not to what', async () => {
    const receiver = await stubServer(() => ({ body: '' }))
    await start(receiver.url)
    const { receipt } = await post('verifications', advice, 'agent-support')
    await commit({ 'src/main.ts': main(60) })
    await plumbline.survey([])
    const told = await statusOf(receipt.id, 'agent-support')
    expect(told.status).toBe('recalled')
    expect(told.turned[0]?.fact).toBeNull()
    expect(JSON.stringify(told)).not.toMatch(/REFUND|900|\b60\b/)
    expect((await statusOf(receipt.id, 'olga')).turned[0]?.fact).toMatchObject({ is: '60' })
  })

  test('recalls advice that repeats words of a page which code could not judge then and contradicts now', async () => {
    const receiver = await stubServer(() => ({ body: '' }))
    const file = join(folder, 'runbooks', 'restart.md')
    writeFileSync(file, page.replace('REFUND_TOKEN', 'REFUND_LIMIT'))
    await start(receiver.url)
    const text = 'The refunds service reads `REFUND_LIMIT` when it starts.'
    const { receipt } = await post('verifications', { advice: { text } })
    await commit({ 'src/main.ts': main(900).replace('REFUND_TOKEN', 'REFUND_LIMIT') })
    await plumbline.survey([])
    expect((await statusOf(receipt.id)).status).toBe('valid')
    await commit({ 'src/main.ts': main(900) })
    await plumbline.survey([])
    const after = await statusOf(receipt.id)
    expect(after.status).toBe('recalled')
    expect(after.turned.map(({ what }) => what)).toEqual(['finding'])
  })

  test('recalls an answer whose page the code contradicts now', async () => {
    const receiver = await stubServer(() => ({ body: '' }))
    await start(receiver.url)
    const asked = { query: 'How do I restart the refunds service?' }
    const { receipt } = await post('answers', asked)
    await commit({ 'src/main.ts': main(900).replaceAll(/^.*token.*\n/gim, '') })
    await plumbline.survey([])
    const after = await statusOf(receipt.id)
    expect(after.status).toBe('recalled')
    expect(after.turned.map(({ what }) => what)).toEqual(['finding'])
    expect(after.turned[0]?.because).toContain('borne out and is contradicted')
  })
})

describe('a crawl', () => {
  test.each([
    [
      'changed',
      (file: string) => writeFileSync(file, page.replace('every new token', 'every second token')),
    ],
    ['gone', (file: string) => rmSync(file)],
  ])('recalls an answer whose passage is %s', async (became, change) => {
    const receiver = await stubServer(() => ({ body: '' }))
    await start(receiver.url)
    const { receipt } = await post('answers', { query: 'How do I restart the refunds service?' })
    const { receipt: other } = await post('verifications', advice)
    change(join(folder, 'runbooks', 'restart.md'))
    await plumbline.crawl([])
    const after = await statusOf(receipt.id)
    expect(after.status).toBe('recalled')
    expect(after.turned[0]?.because).toContain(became)
    expect((await statusOf(other.id)).status).toBe('valid')
  })

  test('another section of the page turns nothing', async () => {
    const receiver = await stubServer(() => ({ body: '' }))
    await start(receiver.url)
    const { receipt } = await post('answers', { query: 'How do I restart the refunds service?' })
    writeFileSync(join(folder, 'runbooks', 'restart.md'), `${page}\n## Contacts\n\nAsk ana.\n`)
    await plumbline.crawl([])
    expect((await statusOf(receipt.id)).status).toBe('valid')
  })
})

describe('subscribers', () => {
  test('that want no more are given up, shown to operators, and told again when those say so', async () => {
    let status = 410
    const receiver = await stubServer(() => ({
      status,
      headers: { 'content-type': 'text/plain' },
      body: 'x'.repeat(200_000),
    }))
    await start(receiver.url)
    await post('verifications', advice)
    await commit({ 'src/main.ts': main(60) })
    await plumbline.survey([])
    await plumbline.deliver()
    const headers = { authorization: `Bearer ${keys.olga}` }
    const reply = await fetch(`${url}/v1/webhooks/dead-letters`, { headers })
    const { items } = z
      .object({ items: z.array(z.looseObject({ id: z.string() })) })
      .parse(await reply.json())
    const letter = { webhook: 'on-call', because: 'it answered with status 410' }
    expect(items).toEqual([expect.objectContaining(letter)])

    status = 204
    const redelivery = `${url}/v1/webhooks/dead-letters/${items[0]?.id}/redelivery`
    expect((await fetch(redelivery, { method: 'POST', headers })).status).toBe(202)
    await plumbline.deliver()
    expect((await fetch(redelivery, { method: 'POST', headers })).status).toBe(404)
    expect(new Set(receiver.requests.map((one) => one.headers['webhook-id'])).size).toBe(1)
    expect(receiver.requests).toHaveLength(2)
  })
})
