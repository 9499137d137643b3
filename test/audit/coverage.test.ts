import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { checkAuditFiles } from '../../src/auditing.ts'
import { parseConfig } from '../../src/config/config.ts'
import type { AuditEntry, AuditKind } from '../../src/domain/audit.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { makeCompany } from '../faults/company.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

let shop: TestRepository
let folder: string
let data: string
let plumbline: Plumbline
let app: ReturnType<typeof buildApp>
const keys = { agent: '', operator: '' }
const logged: string[] = []

beforeAll(async () => {
  shop = await gitRepository([{ files: { 'src/warp.ts': 'export const WARP_LIMIT = 7\n' } }])
  folder = newFolder()
  const made = makeCompany(folder, shop.directory, 'audit: { checkpoints: elsewhere.txt }\n')
  data = made.data
  const environment = { config: null, data, port: null, color: null }
  plumbline = await openPlumbline(parseConfig(made.yaml, made.file, environment))
  await plumbline.index()
  keys.agent = await plumbline.createKey('agent-shop')
  keys.operator = await plumbline.createKey('ops')
  const stream = { write: (line: string) => logged.push(line) }
  app = buildApp(plumbline, { log: { level: 'info' as 'warn', stream } })
})

afterAll(async () => {
  await app?.close()
  await plumbline?.close()
  await shop?.remove()
  removeFolder(folder)
})

const send = (
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = {},
) =>
  app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${keys.agent}`, ...headers },
    ...(payload ? { payload } : {}),
  })

const entries = async (kind: AuditKind): Promise<readonly AuditEntry[]> => {
  const { body } = await app.inject({
    url: `/v1/audit?kind=${kind}&limit=200`,
    headers: { authorization: `Bearer ${keys.operator}` },
  })
  return JSON.parse(body).items
}

const idOf = (key: string): string => key.split('_')[1] ?? ''

describe('what is decided over HTTP stands in the audit log', () => {
  test.each([
    ['answers', 'answer', { query: 'What is the default of WARP_LIMIT?' }],
    ['verifications', 'verification', { action: { command: 'kubectl delete ns payments' } }],
  ] as const)('%s', async (route, kind, body) => {
    const reply = await send('POST', `/v1/${route}`, body, { 'x-request-id': `req-${kind}` })
    const { id, verdict, receipt } = reply.json()
    const entry = (await entries(kind)).find(({ subject }) => subject === id)
    expect(entry).toMatchObject({
      principal: 'agent-shop',
      details: {
        decision: verdict.decision,
        receipt: receipt.id,
        request: `req-${kind}`,
        key: idOf(keys.agent),
        asked: expect.stringMatching(/^[0-9a-f]{64}$/),
        policy: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
    const codes = new Set(verdict.reasons.map(({ code }: { code: string }) => code))
    expect(entry?.details.reasons).toEqual([...codes])
    expect(JSON.stringify(entry)).not.toContain('payments')
  })

  test('a request for approval', async () => {
    const { escalation } = (
      await send('POST', '/v1/verifications', { action: { command: 'kubectl delete ns payments' } })
    ).json()
    const subjects = (await entries('approval-requested')).map(({ subject }) => subject)
    expect(subjects).toContain(escalation.approval)
  })
})

describe('keys stand in the audit log', () => {
  test('when they are made, first used on a day, and revoked; the signing key when it first signs', async () => {
    const key = await plumbline.createKey('agent-shop')
    const headers = { authorization: `Bearer ${key}` }
    for (let time = 0; time < 3; time += 1) await app.inject({ url: '/v1/pages', headers })
    await plumbline.revokeKey(idOf(key))
    expect((await app.inject({ url: '/v1/pages', headers })).statusCode).toBe(401)
    const about = async (kind: AuditKind) =>
      (await entries(kind)).filter(({ subject }) => subject === idOf(key))
    expect(await about('key-created')).toHaveLength(1)
    expect(await about('key-used')).toHaveLength(1)
    expect(await about('key-revoked')).toHaveLength(1)
    expect(await about('key-refused')).toHaveLength(1)
    expect(await entries('signing-key-changed')).toHaveLength(1)
    await expect(plumbline.revokeKey(idOf(key))).rejects.toThrow('no key')
  })

  test('every route that asks for a key leaves its use', async () => {
    const { paths } = (await app.inject('/openapi.json')).json()
    const guarded = Object.entries<Record<string, { security: readonly unknown[] }>>(paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods)
          .filter(([, { security }]) => security.length > 0)
          .map(([method]) => ({ method: method.toUpperCase(), path })),
    )
    expect(guarded.length).toBeGreaterThan(15)
    for (const { method, path } of guarded) {
      const key = await plumbline.createKey('ops')
      const payload = path.endsWith('answers') ? { query: 'why' } : { action: { command: 'ls' } }
      await app.inject({
        method: method as 'GET',
        url: path.replace('{id}', 'none').replace('search', 'search?query=why'),
        headers: { authorization: `Bearer ${key}` },
        ...(method === 'POST' && /answers|verifications/.test(path) ? { payload } : {}),
      })
      const used = (await entries('key-used')).map(({ subject }) => subject)
      expect(used, `${method} ${path}`).toContain(idOf(key))
    }
  })

  test('a flood of keys that prove nobody is counted, and does not fill the log', async () => {
    const before = (await entries('key-refused')).length
    for (let time = 0; time < 100; time += 1) {
      const key = `plk_${String(time).padStart(12, '0')}_${'x'.repeat(43)}`
      await app.inject({ url: '/v1/pages', headers: { authorization: `Bearer ${key}` } })
    }
    const refused = await entries('key-refused')
    expect(refused.length - before).toBeLessThanOrEqual(20)
    expect(JSON.stringify(refused)).not.toContain('xxxx')
  })
})

describe('GET /v1/audit', () => {
  test('comes in parts that join without a gap, narrowed as asked', async () => {
    const headers = { authorization: `Bearer ${keys.operator}` }
    const seen: number[] = []
    for (let cursor = ''; ; ) {
      const { body } = await app.inject({ url: `/v1/audit?limit=7${cursor}`, headers })
      const { items, next } = JSON.parse(body)
      seen.push(...items.map(({ seq }: AuditEntry) => seq))
      if (next === null) break
      cursor = `&cursor=${next}`
    }
    expect(seen).toEqual(seen.map((_, index) => index + 1))
    const [first] = await entries('key-created')
    const one = await app.inject({
      url: `/v1/audit?subject=${first?.subject}&kind=key-created`,
      headers,
    })
    expect(JSON.parse(one.body).items).toEqual([first])
    const later = await app.inject({ url: '/v1/audit?since=2027-01-01T00:00:00Z', headers })
    expect(JSON.parse(later.body)).toEqual({ items: [], next: null })
    for (const bad of ['cursor=x', 'kind=gossip', 'since=yesterday', 'limit=0'])
      expect((await app.inject({ url: `/v1/audit?${bad}`, headers })).statusCode).toBe(400)
  })
})

describe('Idempotency-Key', () => {
  const body = { action: { command: 'ls -la' } }

  test('the same request gets the first reply, bare or in quotes, and is done once', async () => {
    const first = await send('POST', '/v1/verifications', body, { 'idempotency-key': 'deploy-1' })
    const again = await send('POST', '/v1/verifications', body, { 'idempotency-key': '"deploy-1"' })
    expect([again.statusCode, again.body]).toEqual([200, first.body])
    const other = await send('POST', '/v1/verifications', body, { 'idempotency-key': 'deploy-2' })
    expect(other.json().id).not.toBe(first.json().id)
    const query = { query: 'What is the default of WARP_LIMIT?' }
    const answer = await send('POST', '/v1/answers', query, { 'idempotency-key': 'ask-1' })
    expect((await send('POST', '/v1/answers', query, { 'idempotency-key': 'ask-1' })).body).toBe(
      answer.body,
    )
  })

  test.each([
    ['another body', 'deploy-3', { action: { command: 'rm -rf /' } }, 422, 'request.key-reused'],
    ['a list of keys', 'deploy-3, deploy-4', body, 400, 'request.key-malformed'],
    ['an empty key', '""', body, 400, 'request.key-malformed'],
    ['a key that is too long', 'k'.repeat(201), body, 400, 'request.key-malformed'],
  ])('%s under a key is refused', async (_, key, payload, status, code) => {
    await send('POST', '/v1/verifications', body, { 'idempotency-key': 'deploy-3' })
    const reply = await send('POST', '/v1/verifications', payload, { 'idempotency-key': key })
    expect([reply.statusCode, reply.json().code]).toEqual([status, code])
  })

  test('a request whose first is under way is refused, and one that failed may be sent again', async () => {
    const agent = await plumbline.principal('agent-shop')
    const request = { key: 'at-once', of: { command: 'ls' } }
    let finish = (_: string): void => undefined
    const first = plumbline.once(
      request,
      agent,
      () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    )
    const second = plumbline.once(request, agent, async () => 'done twice')
    await expect(second).rejects.toThrow('under way')
    finish('done')
    expect(await first).toBe('done')
    expect(await plumbline.once(request, agent, async () => 'done twice')).toBe('done')
    const failing = { ...request, key: 'fails' }
    const broken = plumbline.once(failing, agent, () => Promise.reject(new Error('broken')))
    await expect(broken).rejects.toThrow('broken')
    expect(await plumbline.once(failing, agent, async () => 'done')).toBe('done')
  })

  test('keys of others are their own', async () => {
    const key = { 'idempotency-key': 'mine' }
    const mine = await send('POST', '/v1/verifications', body, key)
    const authorization = `Bearer ${keys.operator}`
    const theirs = await send('POST', '/v1/verifications', body, { ...key, authorization })
    expect([mine.statusCode, theirs.statusCode]).toEqual([200, 200])
    expect(theirs.json().id).not.toBe(mine.json().id)
  })
})

describe('secrets', () => {
  const secret = 'Tr4vel-light-2026'

  test('are in no reply that others read, in no row, and in no line of the log; the digest is of the true text', async () => {
    const command = `mysql -h db -p${secret} -e 'select 1'`
    const advice = {
      text: `Run \`PGPASSWORD=${secret} psql\`.\n\n- postgres://shop:${secret}@db/orders`,
    }
    const payload = { task: `log in with password=${secret}`, advice, action: { command } }
    const reply = await send('POST', '/v1/verifications', payload, { 'idempotency-key': 'secret' })
    const plain = await send('POST', '/v1/verifications', {
      action: { command: "mysql -h db -pOther-light-2026 -e 'select 1'" },
    })
    await send('POST', '/v1/answers', { query: `Is postgres://shop:${secret}@db right?` })
    await send('GET', `/v1/search?query=${encodeURIComponent(`password=${secret}`)}`)
    await send('GET', `/v1/search?query=password=${secret}`)
    const { id, action } = reply.json()
    const kept = await send('GET', `/v1/verifications/${id}`)
    expect(kept.json()).toEqual(reply.json())
    expect(reply.body).toContain('[redacted:password]')
    expect(reply.body).not.toContain(secret)
    expect(action.digest).not.toBe(plain.json().action.digest)
    for (const name of readdirSync(data).filter((file) => file.includes('sqlite')))
      expect(readFileSync(join(data, name)).includes(secret), name).toBe(false)
    expect(logged.length).toBeGreaterThan(0)
    expect(logged.join('')).not.toContain(secret)
    expect(logged.join('')).not.toContain(keys.agent)
  })
})

test('after all this the log is sound, and both files of checkpoints vouch for it', async () => {
  await plumbline.checkpointAudit()
  const report = checkAuditFiles({
    database: join(data, 'plumbline.sqlite'),
    checkpoints: [join(data, 'audit-checkpoints.txt'), join(folder, 'elsewhere.txt')],
    keys: [join(data, 'keys')],
  })
  expect(report).toMatchObject({ fault: null, vouchedTo: report.entries - 1 })
  expect(report.checkpoints).toBeGreaterThanOrEqual(2)
})
