import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from '../../server/main.ts'
import { type HttpClient, plumblineAt } from '../../src/client/http.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { defaultLimits } from '../../src/domain/limits.ts'
import {
  fakePlumbline,
  given,
  impacts,
  keyFor,
  pageId,
  verification,
} from '../support/fake-plumbline.ts'
import { json, type StubReply, stubServer } from '../support/stub-server.ts'

let served: Served
let client: HttpClient
const uses: (string | undefined)[] = []

beforeAll(async () => {
  const plumbline = fakePlumbline({
    once: async ({ key }, _, work) => {
      uses.push(key)
      return work()
    },
  })
  served = await serve(
    { ...plumbline, close: async () => {}, poll: () => () => {} },
    { port: 0, log: { level: 'error', stream: { write: () => {} } }, limits: defaultLimits },
  )
  client = plumblineAt({ url: served.address, key: keyFor('engineer') })
})
afterAll(() => served.close())

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no fault',
    (fault: unknown) => fault,
  )

const change = {
  ...{ repository: 'shop', base: 'b'.repeat(40), head: 'c'.repeat(40) },
  ...{ facts: [], paths: [], words: [] },
}

describe('over a server', () => {
  test.each<[string, (client: HttpClient) => Promise<unknown>, object]>([
    ['ask', (it) => it.ask({ query: 'why' }), given],
    ['verify', (it) => it.verify({ action: { command: 'make' } }), verification],
    ['impacts', (it) => it.impacts(change), impacts],
    ['answer', (it) => it.answer('ans_given'), given],
    ['verification', (it) => it.verification('ver_1'), verification],
    ['provenance', (it) => it.provenance('ans_given'), { answer: 'ans_given' }],
    ['pages', (it) => it.pages({ source: 'runbooks', limit: 5 }), { next: null }],
    ['page', (it) => it.page(pageId), { page: { id: pageId }, findings: [{ id: 'fnd_1' }] }],
    ['findings', (it) => it.findings({ status: 'contradicted' }), { next: 'more' }],
    ['finding', (it) => it.finding('fnd_1'), { id: 'fnd_1', claimed: '30s', actual: '5s' }],
    ['receipt', (it) => it.receipt('rcp_1'), { payloadType: 'application/vnd.in-toto+json' }],
    ['receiptStatus', (it) => it.receiptStatus('rcp_1'), { status: 'valid' }],
    ['requestApproval', (it) => it.requestApproval({ verification: 'ver_1' }), { id: 'apr_1' }],
    ['approval', (it) => it.approval('apr_1'), { state: 'waiting' }],
  ])('%s', async (_, ask, expected) => {
    expect(await ask(client)).toMatchObject(JSON.parse(JSON.stringify(expected)))
  })

  test('a fault has the code of the server', async () => {
    const fault = await faultOf(client.page('payroll'))
    expect(fault).toBeInstanceOf(PlumblineError)
    expect(fault).toMatchObject({ code: 'input.not-found' })
  })

  test('a key goes along, and approvals have one of their own', async () => {
    uses.length = 0
    await client.verify({ action: { command: 'make' } }, { idempotencyKey: 'deploy-7' })
    await client.requestApproval({ verification: 'ver_1' })
    await client.requestApproval({ verification: 'ver_1' })
    expect(uses[0]).toBe('deploy-7')
    expect(new Set(uses).size).toBe(3)
  })
})

const busy = (again: string | null, status = 503): StubReply => ({
  status,
  headers: again === null ? {} : { 'retry-after': again },
  body: JSON.stringify({ code: 'server.overloaded', detail: 'it has more to do than it can' }),
})

describe('when the server has too much to do', () => {
  const at = async (first: StubReply, options = {}) => {
    const server = await stubServer((_, count) => (count === 1 ? first : json(given)))
    return { server, client: plumblineAt({ url: server.url, key: 'plk_x', ...options }) }
  }
  const question = { query: 'why' }

  test.each<[string, StubReply, (it: HttpClient) => Promise<unknown>]>([
    ['a read', busy('0'), (it) => it.answer('ans_given')],
    ['a read that came too often', busy('0', 429), (it) => it.answer('ans_given')],
    ['a question with a key', busy('0'), (it) => it.ask(question, { idempotencyKey: 'k' })],
  ])('%s is made again', async (_, first, ask) => {
    const { server, client } = await at(first)
    expect(await ask(client)).toMatchObject({ id: given.id })
    expect(server.requests.length).toBe(2)
    expect(server.requests[1]).toEqual(server.requests[0])
  })

  test.each<[string, StubReply, object, (it: HttpClient) => Promise<unknown>]>([
    ['a question without a key', busy('0'), {}, (it) => it.ask(question)],
    ['where no time is named', busy(null), {}, (it) => it.answer('a')],
    ['where a date is named', busy('Wed, 21 Oct 2026 07:28:00 GMT'), {}, (it) => it.answer('a')],
    ['where it would take too long', busy('60'), {}, (it) => it.answer('a')],
    ['where nobody wants it', busy('0'), { retries: 0 }, (it) => it.answer('a')],
    ['a fault of another kind', busy('0', 500), {}, (it) => it.answer('a')],
  ])('%s it is not made again', async (_, first, options, ask) => {
    const { server, client } = await at(first, options)
    expect(await faultOf(ask(client))).toMatchObject({ code: 'server.overloaded' })
    expect(server.requests.length).toBe(1)
  })

  test('it is not asked for ever', async () => {
    const server = await stubServer(() => busy('0'))
    const client = plumblineAt({ url: server.url, key: 'plk_x', retries: 3 })
    expect(await faultOf(client.answer('a'))).toMatchObject({ code: 'server.overloaded' })
    expect(server.requests.length).toBe(4)
  })

  test('whoever waits may give up', async () => {
    const stop = new AbortController()
    const server = await stubServer(() => {
      setImmediate(() => stop.abort(new Error('never mind')))
      return busy('20')
    })
    const client = plumblineAt({ url: server.url, key: 'plk_x' })
    expect(await faultOf(client.answer('a', stop.signal))).toMatchObject({ message: 'never mind' })
  })
})

test.each([-1, 0.5, Number.NaN, 11])('%d retries are refused', (retries) => {
  expect(() => plumblineAt({ url: 'http://127.0.0.1:1', key: 'plk_x', retries })).toThrow(
    `retries is ${retries}`,
  )
})
