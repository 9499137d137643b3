import { describe, expect, test } from 'vitest'
import { type OverHttp, plumblineAt } from '../../src/client/http.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { blocked, found, given } from '../support/fake-plumbline.ts'
import { cut, json, type StubReply, silence, stubServer } from '../support/stub-server.ts'

const key = 'plk_harbour-agent_4Zt'

const clientOf = async (reply: StubReply, options: Partial<OverHttp> = {}) => {
  const server = await stubServer(() => reply)
  return { server, client: plumblineAt({ url: server.url, key, ...options }) }
}

/** What work throws; that it threw at all is part of the test. */
const faultOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work()
  } catch (fault) {
    return fault
  }
  return 'no fault'
}

describe('what is sent', () => {
  test('a search is a GET with its sources one by one', async () => {
    const { server, client } = await clientOf(json(found))
    const request = {
      ...{ query: 'how & why?', sources: ['runbooks', 'wiki'], repositories: ['shop'] },
      ...{ genres: ['how-to'] as const, current: true, limit: 7 },
    }
    expect(await client.search(request)).toEqual(JSON.parse(JSON.stringify(found)))
    expect(server.requests).toMatchObject([
      {
        method: 'GET',
        path: '/v1/search?query=how+%26+why%3F&source=runbooks&source=wiki&repository=shop&genre=how-to&current=true&limit=7',
        headers: { authorization: `Bearer ${key}` },
      },
    ])
  })

  test('a question is a POST, below the path of the address', async () => {
    const server = await stubServer(() => json(given))
    const client = plumblineAt({ url: `${server.url}/plumbline`, key })
    const request = { query: 'How do I restart payments?', intent: 'act' } as const
    expect(await client.ask(request)).toEqual(JSON.parse(JSON.stringify(given)))
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/plumbline/v1/answers' })
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(request)
  })

  test('the key goes nowhere else, though the address says so', async () => {
    const elsewhere = await stubServer(() => json(found))
    const { client } = await clientOf({
      status: 307,
      headers: { location: `${elsewhere.url}/v1/search` },
      body: '',
    })
    const fault = await faultOf(() => client.search({ query: 'why' }))
    expect(fault).toMatchObject({ code: 'server.unreachable' })
    expect(elsewhere.requests).toEqual([])
  })
})

test('a blocked answer brings no text along, whatever the server puts beside it', async () => {
  const { client } = await clientOf(json({ ...blocked, text: 'Run it anyway.', statements: [] }))
  const answer = await client.ask({ query: 'why' })
  expect(answer.verdict.decision).toBe('block')
  expect(JSON.stringify(answer)).not.toContain('anyway')
})

const problem = (status: number, body: object): StubReply => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ title: 'No', status, ...body }),
})

describe('faults', () => {
  test.each([
    [
      'a problem keeps its code, its words and the id of its request',
      problem(401, { code: 'auth.unknown-key', detail: 'this key was revoked', requestId: 'r7' }),
      'auth.unknown-key',
      'this key was revoked (request r7)',
    ],
    [
      'a problem of a code that is not known here says what to do',
      problem(429, { code: 'auth.too-often', detail: 'too many questions', next: 'wait a minute' }),
      'server.refused',
      'auth.too-often: too many questions; wait a minute',
    ],
    ['a page of a proxy', { status: 502, body: '<h1>Bad gateway</h1>' }, 'server.refused', '502'],
    ['a reply without a body', { status: 204, body: '' }, 'server.refused', '204'],
    ['a reply that is no JSON', { body: 'hello' }, 'server.malformed', 'the whole'],
    [
      'a reply of another shape',
      json({ ...found, hits: [{ ...found.hits[0], score: 'high' }] }),
      'server.malformed',
      'hits.0.score',
    ],
    [
      'a freshness that nobody knows',
      { body: JSON.stringify(found).replaceAll('"stale"', '"pristine"') },
      'server.malformed',
      'hits.0.citation.freshness.state',
    ],
    ['a cut connection', cut, 'server.unreachable', 'cannot be reached'],
  ])('%s', async (_, reply, code, words) => {
    const { client } = await clientOf(reply)
    const fault = await faultOf(() => client.search({ query: 'why' }))
    expect(fault).toBeInstanceOf(PlumblineError)
    expect(fault).toMatchObject({ code, message: expect.stringContaining(words) })
    expect(JSON.stringify(fault) + String(fault)).not.toContain(key)
  })

  test('a server that never answers is given up', async () => {
    const { client } = await clientOf(silence, { timeoutSeconds: 0.05 })
    const fault = await faultOf(() => client.ask({ query: 'why' }))
    expect(fault).toMatchObject({ code: 'server.too-slow' })
  })

  test('a body that never ends is given up', async () => {
    const { client } = await clientOf(
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"query":')
      },
      { timeoutSeconds: 0.05 },
    )
    const fault = await faultOf(() => client.search({ query: 'why' }))
    expect(fault).toMatchObject({ code: 'server.too-slow' })
  })

  test('a body that is larger than anything Plumbline says is not read to its end', async () => {
    const spaces = ' '.repeat(1024 * 1024)
    const { client } = await clientOf((response) => {
      response.writeHead(200)
      const more = (): void => {
        if (!response.destroyed) response.write(spaces, () => more())
      }
      more()
    })
    const fault = await faultOf(() => client.search({ query: 'why' }))
    expect(fault).toMatchObject({
      code: 'server.malformed',
      message: expect.stringContaining('larger'),
    })
  })

  test('whoever calls may give up', async () => {
    const { client } = await clientOf(silence)
    const stop = new AbortController()
    const asked = faultOf(() => client.search({ query: 'why' }, stop.signal))
    stop.abort(new Error('never mind'))
    expect(await asked).toMatchObject({ message: 'never mind' })
  })

  test.each([
    [{ url: 'ftp://plumbline.example.com' }, 'input.invalid'],
    [{ url: 'plumbline' }, 'input.invalid'],
    [{ url: 'http://agent:hunter2@plumbline.example.com' }, 'input.invalid'],
    [{ key: 'sk-live-hunter2' }, 'auth.unknown-key'],
    [{ key: 'plk_hunter2\r\nHost: elsewhere' }, 'auth.unknown-key'],
    [{ timeoutSeconds: 0 }, 'input.invalid'],
    [{ timeoutSeconds: Number.NaN }, 'input.invalid'],
  ])('%j is refused, and not repeated', async (options, code) => {
    const fault = await faultOf(async () =>
      plumblineAt({ url: 'http://127.0.0.1:4600', key, ...options }),
    )
    expect(fault).toMatchObject({ code })
    expect(String(fault)).not.toContain('hunter2')
  })

  test('no sources at all cannot be asked for', async () => {
    const { client, server } = await clientOf(json(found))
    const fault = await faultOf(async () => client.search({ query: 'why', sources: [] }))
    expect(fault).toMatchObject({ code: 'input.invalid' })
    expect(server.requests).toEqual([])
  })
})
