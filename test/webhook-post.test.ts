import { expect, test } from 'vitest'
import type { Webhook } from '../src/domain/webhook.ts'
import { machineTools } from '../src/sources/fetching/tools.ts'
import { webhookPost } from '../src/webhook-post.ts'
import { cut, stubServer } from './support/stub-server.ts'

const post = webhookPost(machineTools('1.0.0'))
const webhook = (url: string, privateNetwork = true): Webhook => ({
  id: 'on-call',
  url,
  events: ['receipt.recalled'],
  secrets: [],
  privateNetwork,
})

test('the body arrives as it was signed, and redirects are not followed', async () => {
  const server = await stubServer(({ path }) =>
    path === '/hook' ? { status: 307, headers: { location: '/other' }, body: '' } : { body: '' },
  )
  const body = '{"a":"ä"}'
  expect(await post(webhook(`${server.url}/hook`), { 'webhook-id': 'msg_1' }, body)).toEqual({
    status: 307,
  })
  expect(server.requests.map(({ path, method, body: sent }) => [method, path, sent])).toEqual([
    ['POST', '/hook', body],
  ])
})

test.each([
  ['an address of this machine', 'http://127.0.0.1:9/', 'a loopback address'],
  ['a name of this machine', 'http://localhost:9/', 'a loopback address'],
  ['the address where clouds hand out credentials', 'http://169.254.169.254/', 'credentials'],
])('%s is not asked unless it is said to be ours', async (_, url, words) => {
  const server = await stubServer(() => ({ body: '' }))
  const own = url.replace(':9/', `:${new URL(server.url).port}/`)
  expect(await post(webhook(own, false), {}, '{}')).toEqual({
    fault: expect.stringContaining(words),
  })
  expect(server.requests).toEqual([])
})

test('a receiver that cuts the connection, or says too much, is a fault', async () => {
  const server = await stubServer(({ path }) =>
    path === '/cut' ? cut : { body: 'x'.repeat(200_000) },
  )
  expect(await post(webhook(`${server.url}/cut`), {}, '{}')).toHaveProperty('fault')
  expect(await post(webhook(`${server.url}/long`), {}, '{}')).toHaveProperty('fault')
})
