import { afterAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { buildApp } from '../../server/app.ts'
import type { ServedPlumbline } from '../../server/served-plumbline.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { type Scope, scopes } from '../../src/domain/principal.ts'
import {
  blocked,
  citation,
  fakePlumbline,
  given,
  keyFor,
  pageId,
  verification,
} from '../support/fake-plumbline.ts'

const app = buildApp(fakePlumbline())
afterAll(() => app.close())

const post = (message: unknown, { key = keyFor('agent'), on = app, headers = {} }: Sending = {}) =>
  on.inject({
    method: 'POST',
    url: '/mcp',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(message),
  })

interface Sending {
  readonly key?: string
  readonly on?: typeof app
  readonly headers?: Readonly<Record<string, string>>
}

const request = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params })
const called = z.object({
  isError: z.boolean().default(false),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  content: z.array(
    z.looseObject({ type: z.string(), text: z.string().optional(), uri: z.string().optional() }),
  ),
})

async function call(name: string, args: object, sending?: Sending) {
  const reply = await post(request('tools/call', { name, arguments: args }), sending)
  expect(reply.statusCode).toBe(200)
  const result = called.parse(reply.json().result)
  const [first] = result.content
  return { ...result, said: JSON.parse(first?.text ?? 'null') }
}

/** A door before as much of Plumbline as there is, parts of it replaced. */
async function doorTo(replaced: Partial<ServedPlumbline>, work: (on: typeof app) => Promise<void>) {
  const on = buildApp(fakePlumbline(replaced))
  await work(on).finally(() => on.close())
}

const always = ['request_approval', 'approval', 'receipt']
const all = ['ask', 'check_action', 'verify', ...always, 'report_stale']

// Written out by hand, so that a tool cannot open itself by a slip in its own file.
const mayCall: Readonly<Record<Scope, readonly string[]>> = {
  agent: all,
  engineer: all,
  owner: [...always, 'report_stale'],
  approver: always,
  'senior-approver': always,
  operator: always,
}

const fitting: Readonly<Record<string, object>> = {
  ask: { query: 'why' },
  check_action: { command: 'ls' },
  verify: { advice: { text: 'Restart.' } },
  request_approval: { verification: 'ver_1' },
  approval: { id: 'apr_1' },
  receipt: { id: 'rcp_1' },
  report_stale: { page: pageId, note: 'the flag is gone' },
}

describe.each(scopes)('a key with scope %s', (scope) => {
  const key = keyFor(scope)

  test('is shown the tools that it may call, and no other', async () => {
    const { tools } = (await post(request('tools/list'), { key })).json().result
    expect(tools.map(({ name }: { name: string }) => name)).toEqual(mayCall[scope])
  })

  test.each(all)('%s', async (name) => {
    const { isError, said } = await call(name, fitting[name] ?? {}, { key })
    if (mayCall[scope].includes(name)) expect(isError).toBe(false)
    else expect(said).toMatchObject({ code: 'auth.forbidden', status: 403 })
  })
})

describe('the list of tools', () => {
  const toolOf = async (name: string) => {
    const { tools } = (await post(request('tools/list'))).json().result
    return tools.find((one: { name: string }) => one.name === name)
  }

  test.each(all)('%s says what it is, when to call it, and what comes back', async (name) => {
    const tool = await toolOf(name)
    expect(tool.title).not.toBe('')
    expect(tool.description).toMatch(/Call it|call this/)
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
    expect(tool.outputSchema.type).toBe('object')
    expect(tool.annotations).toMatchObject({ destructiveHint: false, openWorldHint: false })
    expect(JSON.stringify(tool)).not.toMatch(/\$schema|prefixItems|"items":false/)
  })

  test.each([
    ['ask', true, true],
    ['receipt', true, true],
    ['approval', true, true],
    // They ask people, and use approvals up.
    ['verify', false, false],
    ['check_action', false, false],
    ['request_approval', false, true],
    ['report_stale', false, false],
  ])('%s: reads only: %s, may be repeated: %s', async (name, readOnlyHint, idempotentHint) => {
    expect((await toolOf(name)).annotations).toMatchObject({ readOnlyHint, idempotentHint })
  })

  test.each([
    ['ask', '/v1/answers'],
    ['verify', '/v1/verifications'],
  ])('%s takes just what %s takes', async (name, path) => {
    const { paths } = (await app.inject('/openapi.json')).json()
    const { schema } = paths[path].post.requestBody.content['application/json']
    expect((await toolOf(name)).inputSchema).toEqual(schema)
  })

  test('nothing approves, and nothing searches past a verdict', async () => {
    const { tools } = (await post(request('tools/list'), { key: keyFor('engineer') })).json().result
    for (const { name } of tools) expect(name).not.toMatch(/approve|decide|search|page$/)
  })
})

describe('arguments', () => {
  test.each(all)('%s refuses a field that it does not know', async (name) => {
    const { isError, said } = await call(name, { ...fitting[name], urgent: true })
    expect(isError).toBe(true)
    expect(said).toMatchObject({ code: 'input.invalid', detail: expect.stringContaining('urgent') })
  })

  test.each([
    ['ask', {}],
    ['ask', { query: ' ' }],
    ['ask', { query: 'why', intent: 'destroy' }],
    ['check_action', { command: '' }],
    ['check_action', { command: 'ls', mode: 'report' }],
    ['check_action', { command: 'ls', files: [{ path: 'a', sha256: 'b', mode: 1 }] }],
    ['verify', {}],
    ['verify', { action: { command: 'ls', diff: 'x' } }],
    ['verify', { action: { command: 'ls', target: { environment: 'production', zone: 'b' } } }],
    ['verify', { advice: { text: 'x', trusted: true } }],
    ['request_approval', { verification: 'ver_1', decision: 'approve' }],
    ['request_approval', { verification: 'ver_1', idempotencyKey: 'two words' }],
    ['report_stale', { page: pageId }],
  ])('%s %j goes no further', async (name, args) => {
    const touched = vi.fn(async () => Promise.reject(new Error('it went further')))
    const replaced = { ask: touched, verify: touched, requestApproval: touched }
    await doorTo({ ...replaced, reportStale: touched, once: touched }, async (on) => {
      const { isError, said } = await call(name, args, { on })
      expect(isError).toBe(true)
      expect(said).toMatchObject({ code: 'input.invalid', next: expect.any(String) })
      expect(touched).not.toHaveBeenCalled()
    })
  })

  test('check_action is a verification of that command, and nothing of it is lost', async () => {
    const verify = vi.fn(async () => verification)
    await doorTo({ verify }, async (on) => {
      const args = {
        command: 'kubectl delete ns payments',
        environment: 'production',
        resource: 'ns/payments',
        workingDirectory: '/srv',
        task: 'clean up',
        runAs: 'agent:deploy',
        role: 'prod-admin',
        files: [{ path: 'a.yaml', sha256: 'a'.repeat(64) }],
      }
      await call('check_action', args, { on, headers: { 'x-request-id': 'req-7' } })
      const { task, environment, resource, ...action } = args
      expect(verify).toHaveBeenCalledWith(
        { task, intent: 'act', action: { ...action, target: { environment, resource } } },
        expect.objectContaining({ id: 'agent:agent' }),
        { requestId: 'req-7' },
      )
    })
  })

  test('one idempotency key is the same request here and over HTTP', async () => {
    const once = vi.fn(fakePlumbline().once)
    await doorTo({ once }, async (on) => {
      const body = { verification: 'ver_1', note: 'the load test is over' }
      await call('request_approval', { ...body, idempotencyKey: 'k-1' }, { on })
      const headers = { authorization: `Bearer ${keyFor('agent')}`, 'idempotency-key': 'k-1' }
      await on.inject({ method: 'POST', url: '/v1/approvals', headers, payload: body })
      const [here, there] = once.mock.calls.map(([asked]) => asked)
      expect(here).toEqual(there)
    })
  })
})

describe('results', () => {
  test('an answer is told as it is, its decision first, with links to what it cites', async () => {
    const { structuredContent, content, said } = await call('ask', { query: 'why' })
    expect(structuredContent).toEqual(JSON.parse(JSON.stringify(given)))
    expect(said).toEqual(structuredContent)
    expect(Object.keys(said)[0]).toBe('verdict')
    expect(content.slice(1)).toEqual([
      {
        type: 'resource_link',
        uri: citation.page.url,
        name: pageId,
        title: citation.page.title,
        description: 'runbook, stale; not changed for 611 days',
        annotations: { audience: ['user', 'assistant'], lastModified: '2026-03-01T12:00:00.000Z' },
      },
    ])
  })

  test.each([null, 'javascript:alert(1)', 'file:///etc/passwd', 'https://wiki acme', 'https://'])(
    'the address %s is no link',
    async (url) => {
      const cited = { ...citation, page: { ...citation.page, url } }
      await doorTo({ ask: async () => ({ ...given, citations: [cited] }) }, async (on) => {
        expect((await call('ask', { query: 'why' }, { on })).content).toHaveLength(1)
      })
    },
  )

  test('a blocked answer has no text, whatever is smuggled in, and leads to no page', async () => {
    const smuggled = { ...blocked, text: 'Run it anyway.', statements: given.statements }
    await doorTo({ ask: async () => smuggled }, async (on) => {
      const { isError, structuredContent, content } = await call('ask', { query: 'why' }, { on })
      expect(isError).toBe(false)
      expect(structuredContent).toMatchObject({ verdict: { decision: 'block' } })
      expect(content).toHaveLength(1)
      expect(JSON.stringify([structuredContent, content])).not.toMatch(
        /anyway|statements|"quote":"Set/,
      )
    })
  })
})

test('whoever is to run an action learns whether its receipt stands, without reading it', async () => {
  await doorTo({ receipt: async () => null }, async (on) => {
    const { structuredContent } = await call('receipt', { id: 'rcp_1' }, { on })
    expect(structuredContent).toMatchObject({ status: { status: 'valid' }, receipt: null })
  })
})

describe('faults', () => {
  const broken = { ...given, verdict: { decision: 'perhaps', reasons: [] } }
  test.each([
    ['ask', 'a crash', () => Promise.reject(new TypeError('secret-host is down'))],
    ['ask', 'a result of no shape', async () => broken],
    ['ask', 'nothing', async () => undefined],
    ['ask', 'too slow', () => Promise.reject(new PlumblineError('verdict.too-slow', 'x'))],
    ['check_action', 'a crash', () => Promise.reject(new TypeError('secret-host is down'))],
    ['verify', 'a result of no shape', async () => ({ ...verification, verdict: undefined })],
  ])('%s: %s is a refusal that tells nothing of the insides', async (name, _, failing) => {
    const faulty = vi.fn().mockImplementation(failing)
    await doorTo({ ask: faulty, verify: faulty }, async (on) => {
      const { isError, structuredContent, said } = await call(name, fitting[name] ?? {}, { on })
      expect(isError).toBe(true)
      expect(structuredContent).toBeUndefined()
      expect(said).toMatchObject({ decision: 'block', next: expect.any(String) })
      expect(said.status).toBeGreaterThanOrEqual(500)
      expect(JSON.stringify(said)).not.toMatch(/secret-host|make restart/)
    })
  })

  test('a page that cannot be looked up is no answer without its link', async () => {
    const page = async () => Promise.reject(new Error('disk'))
    await doorTo({ page }, async (on) => {
      const { isError, said } = await call('ask', { query: 'why' }, { on })
      expect([isError, said.decision, said.code]).toEqual([true, 'block', 'internal'])
    })
  })

  test.each([
    ['receipt', { id: 'rcp_9' }],
    ['approval', { id: 'apr_9' }],
    ['request_approval', { verification: 'ver_9' }],
    ['report_stale', { page: 'runbooks:nowhere.md', note: 'it is gone' }],
  ])('%s of what is not there, or not for this reader', async (name, args) => {
    const { isError, said } = await call(name, args)
    expect(isError).toBe(true)
    expect(said).toMatchObject({ code: 'input.not-found', next: 'check the path or the id' })
  })

  test('a tool that is not there is named among those that are', async () => {
    const { error } = (await post(request('tools/call', { name: 'approve' }))).json()
    expect(error.message).toContain('request_approval')
  })
})

describe('who comes in', () => {
  test.each([
    ['no key', undefined, 401, 'auth.missing'],
    ['an unknown key', 'Bearer plk_unknown', 401, 'auth.unknown-key'],
  ])('%s: learns nothing', async (_, authorization, status, code) => {
    for (const message of [request('initialize'), request('tools/list'), [], 'x']) {
      const reply = await app.inject({
        method: 'POST',
        url: '/mcp',
        headers: {
          'content-type': 'application/json',
          ...(authorization ? { authorization } : {}),
        },
        payload: JSON.stringify(message),
      })
      expect(reply.json()).toMatchObject({ status, code })
      expect(reply.body).not.toMatch(/check_action|protocolVersion/)
    }
  })

  test.each([
    ['https://evil.example', 'localhost:4600'],
    ['http://evil.example:4600', 'evil.example:4600'],
    ['http://localhost:3000', 'localhost:4600'],
    ['null', 'localhost:4600'],
  ])('a page of %s that calls %s is turned away, key or not', async (origin, host) => {
    const reply = await post(request('tools/list'), { headers: { origin, host } })
    expect(reply.json()).toMatchObject({ status: 403, code: 'auth.foreign-origin' })
  })

  test('our own origin may, and whoever names none', async () => {
    const own = { origin: 'http://localhost:4600', host: 'localhost:4600' }
    expect((await post(request('tools/list'), { headers: own })).statusCode).toBe(200)
  })

  test.each(['GET', 'DELETE'] as const)('%s has no stream and no session', async (method) => {
    const headers = { authorization: `Bearer ${keyFor('agent')}` }
    const reply = await app.inject({ method, url: '/mcp', headers })
    expect(reply.statusCode).toBe(405)
    expect(reply.headers.allow).toBe('POST')
    expect((await app.inject({ method, url: '/mcp' })).statusCode).toBe(401)
  })
})

describe('messages', () => {
  test.each([
    ['several at once', [request('tools/list'), request('tools/list')], 400],
    ['another protocol', { id: 1, method: 'tools/list' }, 400],
    ['nothing', null, 400],
    ['a notification', { jsonrpc: '2.0', method: 'notifications/initialized' }, 202],
  ])('%s', async (_, message, status) => {
    expect((await post(message)).statusCode).toBe(status)
  })

  test('a body of more than 1 MB is refused like everywhere', async () => {
    const long = request('tools/call', { name: 'ask', arguments: { query: 'x'.repeat(1_048_576) } })
    expect((await post(long)).statusCode).toBe(413)
  })

  test('a version of the protocol that nobody knows is refused', async () => {
    const headers = { 'mcp-protocol-version': '1999-01-01' }
    expect((await post(request('tools/list'), { headers })).statusCode).toBe(400)
  })

  test('a reply bears the request id, and forbids storing', async () => {
    const reply = await post(request('tools/list'), { headers: { 'x-request-id': 'req-1' } })
    expect(reply.headers).toMatchObject({ 'x-request-id': 'req-1', 'cache-control': 'no-store' })
  })
})
