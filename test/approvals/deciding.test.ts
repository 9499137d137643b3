import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Browser, type PeopleServer, startPeople } from '../support/people.ts'

let server: PeopleServer
let people: Readonly<Record<'ana' | 'ben' | 'cleo' | 'dora' | 'eli' | 'finn', Browser>>
let keys: Readonly<Record<'deploy' | 'night' | 'judge' | 'ana' | 'cleo' | 'finn', string>>

beforeAll(async () => {
  server = await startPeople('approvalHours: 2\nsignIn: { idleMinutes: 1440, longestHours: 168 }\n')
  const signedIn = (name: string) => server.signedIn(name)
  people = {
    ana: await signedIn('ana'),
    ben: await signedIn('ben'),
    cleo: await signedIn('cleo'),
    dora: await signedIn('dora'),
    eli: await signedIn('eli'),
    finn: await signedIn('finn'),
  }
  keys = {
    deploy: await server.key('agent-deploy'),
    night: await server.key('agent-night'),
    judge: await server.key('agent-judge'),
    ana: await server.key('ana'),
    cleo: await server.key('cleo'),
    finn: await server.key('finn'),
  }
}, 60_000)

afterAll(() => server?.stop())

const verified = z.object({
  id: z.string(),
  verdict: z.object({
    decision: z.string(),
    reasons: z.array(z.object({ code: z.string(), decision: z.string(), message: z.string() })),
  }),
  escalation: z
    .object({ approval: z.string(), approvers: z.number(), senior: z.number() })
    .nullable(),
  receipt: z.object({ id: z.string() }),
})
const approvalShape = z.object({
  id: z.string(),
  state: z.string(),
  used: z.object({ verification: z.string() }).nullable(),
  decisions: z.array(z.object({ person: z.string(), decision: z.string() })),
  counted: z.object({ approvers: z.number(), senior: z.number() }),
})
const problem = z.object({ code: z.string(), detail: z.string() })

interface Act {
  readonly command: string
  readonly environment?: string
  readonly role?: string
  readonly runAs?: string
  readonly workingDirectory?: string
}

let made = 0
const next = (): number => {
  made += 1
  return made
}
/** A command that nobody has asked for before, so that no test meets another's approval. */
const dropTable = (): Act => ({
  command: `psql -c 'DROP TABLE cargo_${next()}'`,
  environment: 'production',
  role: 'schema-writer',
})
const deleteNamespace = (): Act => ({
  command: `kubectl delete namespace harbour-${next()}`,
  environment: 'production',
  role: 'cluster-admin',
})

async function call(method: 'GET' | 'POST', path: string, key: string, body?: unknown, more = {}) {
  const response = await fetch(`${server.address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...more,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const json: unknown = await response.json()
  return { status: response.status, json }
}

async function verify(act: Act, key = keys.night, more: object = {}) {
  const { command, role, runAs, workingDirectory, environment } = act
  const action = {
    command,
    ...(role ? { role } : {}),
    ...(runAs ? { runAs } : {}),
    ...(workingDirectory ? { workingDirectory } : {}),
    ...(environment ? { target: { environment } } : {}),
  }
  const { status, json } = await call('POST', '/v1/verifications', key, { action, ...more })
  expect(status).toBe(200)
  return verified.parse(json)
}

async function asked(act: Act, key = keys.night): Promise<string> {
  const { escalation } = await verify(act, key)
  expect(escalation).not.toBeNull()
  return escalation?.approval ?? ''
}

const read = async (id: string) =>
  approvalShape.parse((await call('GET', `/v1/approvals/${id}`, keys.ana)).json)
const codes = ({ verdict }: z.infer<typeof verified>) => verdict.reasons.map(({ code }) => code)

test('one person approves a destructive action, and it may run once', async () => {
  const act = dropTable()
  const before = await verify(act)
  expect(before.verdict.decision).toBe('escalate')
  const id = before.escalation?.approval ?? ''
  expect((await people.cleo.decide(id, 'approve')).status).toBe(303)
  const after = await verify(act)
  expect(after.verdict.decision).toBe('allow')
  expect(after.verdict.reasons).toContainEqual(
    expect.objectContaining({
      code: 'approval.granted',
      decision: 'allow',
      message: expect.stringContaining(id),
    }),
  )
  expect(after.escalation).toBeNull()
  expect(await read(id)).toMatchObject({ state: 'used', used: { verification: after.id } })
  const { json } = await call('GET', `/v1/receipts/${after.receipt.id}`, keys.night)
  expect(json).toMatchObject({ content: { decision: 'allow', approvals: [{ id, by: 'cleo' }] } })
  const replay = await verify(act)
  expect(replay.verdict.decision).toBe('escalate')
  expect(codes(replay)).toContain('approval.replayed')
  expect(replay.escalation?.approval).not.toBe(id)
})

test('a whole namespace takes two people, one of them senior', async () => {
  const act = deleteNamespace()
  const id = await asked(act)
  await people.cleo.decide(id, 'approve')
  expect((await verify(act)).verdict.decision).toBe('block')
  expect(await read(id)).toMatchObject({ state: 'waiting', counted: { approvers: 1, senior: 0 } })
  await people.ana.decide(id, 'approve')
  expect(await read(id)).toMatchObject({ state: 'approved' })
  expect((await verify(act)).verdict.decision).toBe('allow')
})

/** Ways to let an action through that must not: each tries, and the action must still be stopped. */
const forbidden: readonly (readonly [string, (id: string, act: Act) => Promise<unknown>])[] = [
  ['nobody decides', async () => {}],
  [
    'one person twice',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.ana.decide(id, 'approve')
    },
  ],
  [
    'the same person in two browsers',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await (await server.signedIn('ana')).decide(id, 'approve')
    },
  ],
  [
    'two people without the senior role',
    async (id) => {
      await people.cleo.decide(id, 'approve')
      await people.ben.decide(id, 'approve')
    },
  ],
  [
    'an engineer beside a senior',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.dora.decide(id, 'approve')
    },
  ],
  [
    'somebody who is bound to another environment',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.eli.decide(id, 'approve')
    },
  ],
  [
    'two approve and one refuses',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.cleo.decide(id, 'approve')
      await people.ben.decide(id, 'refuse')
    },
  ],
  [
    'one approves, and has second thoughts',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.cleo.decide(id, 'approve')
      await people.cleo.decide(id, 'refuse')
    },
  ],
  [
    'it was withdrawn',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.cleo.decide(id, 'approve')
      expect((await call('POST', `/v1/approvals/${id}/withdrawal`, keys.night)).status).toBe(200)
    },
  ],
  [
    'it has expired',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.cleo.decide(id, 'approve')
      server.pass(120)
    },
  ],
  [
    'a senior loses the role before it is used',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.cleo.decide(id, 'approve')
      server.configure(({ principals }) => ({
        principals: principals.map((one) =>
          one.id === 'ana' ? { ...one, scopes: ['engineer'] } : one,
        ),
      }))
    },
  ],
  [
    'an approver leaves before it is used',
    async (id) => {
      await people.ana.decide(id, 'approve')
      await people.cleo.decide(id, 'approve')
      server.configure(({ principals }) => ({
        principals: principals.filter(({ id }) => id !== 'cleo'),
      }))
    },
  ],
]

describe('what does not let a namespace be deleted', () => {
  test.each(forbidden)('%s', async (_, tries) => {
    const act = deleteNamespace()
    const id = await asked(act)
    const { principals } = { principals: [...principalsOf()] }
    try {
      await tries(id, act)
      const after = await verify(act)
      expect(after.verdict.decision).toBe('block')
      expect(codes(after)).not.toContain('approval.granted')
      expect((await read(id)).used).toBeNull()
    } finally {
      server.configure(() => ({ principals }))
    }
  })
})

/** The principals as they are configured just now. */
function principalsOf() {
  let now: Parameters<Parameters<PeopleServer['configure']>[0]>[0]['principals'] = []
  server.configure((config) => {
    now = config.principals
    return {}
  })
  return now
}

describe('who may not decide, and is told why', () => {
  const page = (name: keyof typeof people) => (id: string) => people[name].decide(id, 'approve')
  test.each([
    ['the person whose agent asks', 'deploy', page('ben'), 403, 'it is your own agent that asks'],
    ['the requester, a person with a key', 'finn', page('finn'), 403, 'whoever asks cannot decide'],
    ['an engineer', 'night', page('dora'), 403, 'does not entitle you to approve'],
    ['somebody bound elsewhere', 'night', page('eli'), 403, 'not bound to that environment'],
  ] as const)('%s', async (_, key, decide, status, why) => {
    const id = await asked(dropTable(), keys[key])
    const reply = await decide(id)
    expect(reply.status).toBe(status)
    expect(reply.text).toContain(why)
    expect((await read(id)).decisions).toEqual([])
  })

  test.each(['night', 'judge', 'ana', 'cleo', 'finn'] as const)('the key of %s', async (name) => {
    const id = await asked(dropTable())
    const { status, json } = await call('POST', `/v1/approvals/${id}/decisions`, keys[name], {
      decision: 'approve',
    })
    expect(status).toBe(403)
    expect(problem.parse(json)).toMatchObject({
      code: 'auth.person-needed',
      detail: expect.stringContaining('a key or the command line never decides'),
    })
    expect((await read(id)).decisions).toEqual([])
  })

  test('a key beside a session', async () => {
    const id = await asked(dropTable())
    const headers = { authorization: `Bearer ${keys.ana}`, 'x-csrf-token': await people.ana.word() }
    const reply = await people.ana.send(
      `/v1/approvals/${id}/decisions`,
      { decision: 'approve' },
      headers,
    )
    expect(reply.status).toBe(403)
    expect(await read(id)).toMatchObject({ state: 'waiting' })
  })
})

describe('what is not a form of this session', () => {
  /** Cleo's own approval, with headers as another site's page would have a browser send them. */
  const sentWith = (headers: Readonly<Record<string, string>>) => async (id: string) =>
    people.cleo.post(
      `/approvals/${id}/decisions`,
      { csrf: await people.cleo.word(), decision: 'approve' },
      headers,
    )
  const attempts: readonly (readonly [
    string,
    number,
    string,
    (id: string) => Promise<{ status: number; text: string }>,
  ])[] = [
    [
      'no cookie',
      401,
      'auth.signed-out',
      async (id) => {
        const csrf = await people.cleo.word()
        return server.browser().post(`/approvals/${id}/decisions`, { csrf, decision: 'approve' })
      },
    ],
    [
      'a forged cookie',
      401,
      'auth.signed-out',
      async (id) => {
        const csrf = await people.cleo.word()
        const cookie = `plumbline-session=${'A'.repeat(43)}`
        return server
          .browser()
          .post(`/approvals/${id}/decisions`, { csrf, decision: 'approve' }, { cookie })
      },
    ],
    [
      'the digest of a token as a cookie',
      401,
      'auth.signed-out',
      async (id) => {
        const { createHash } = await import('node:crypto')
        const token = people.cleo.cookies.get('plumbline-session') ?? ''
        const csrf = await people.cleo.word()
        const cookie = `plumbline-session=${createHash('sha256').update(token).digest('hex')}`
        return server
          .browser()
          .post(`/approvals/${id}/decisions`, { csrf, decision: 'approve' }, { cookie })
      },
    ],
    [
      'no word',
      403,
      'auth.foreign-form',
      async (id) =>
        people.cleo.post(`/approvals/${id}/decisions`, { csrf: '', decision: 'approve' }),
    ],
    [
      'the word of somebody else',
      403,
      'auth.foreign-form',
      async (id) =>
        people.cleo.post(`/approvals/${id}/decisions`, {
          csrf: await people.ana.word(),
          decision: 'approve',
        }),
    ],
    ['another origin', 403, 'auth.foreign-form', sentWith({ origin: 'https://evil.example' })],
    ['an origin that hides itself', 403, 'auth.foreign-form', sentWith({ origin: 'null' })],
    [
      'our origin on another port',
      403,
      'auth.foreign-form',
      sentWith({ origin: 'http://127.0.0.1:1' }),
    ],
    [
      'a page of another site, by what the browser says',
      403,
      'auth.foreign-form',
      sentWith({ 'sec-fetch-site': 'cross-site' }),
    ],
    [
      'JSON without the word',
      403,
      'auth.foreign-form',
      async (id) => people.cleo.send(`/v1/approvals/${id}/decisions`, { decision: 'approve' }),
    ],
    [
      'a form sent to the JSON route',
      415,
      'input.invalid',
      async (id) =>
        people.cleo.post(`/v1/approvals/${id}/decisions`, {
          csrf: await people.cleo.word(),
          decision: 'approve',
        }),
    ],
  ]
  test.each(attempts)('%s', async (_, status, code, attempt) => {
    const id = await asked(dropTable())
    const reply = await attempt(id)
    expect(reply.status).toBe(status)
    expect(reply.text).toContain(code)
    expect((await read(id)).decisions).toEqual([])
  })

  test('a script of our own page may decide with the word of its session', async () => {
    const id = await asked(dropTable())
    const session = z
      .object({ csrf: z.string(), person: z.string() })
      .parse(JSON.parse((await people.cleo.get('/v1/session')).text))
    const reply = await people.cleo.send(
      `/v1/approvals/${id}/decisions`,
      { decision: 'approve' },
      { 'x-csrf-token': session.csrf },
    )
    expect(reply.status).toBe(200)
    expect(approvalShape.parse(JSON.parse(reply.text))).toMatchObject({ state: 'approved' })
  })
})

describe('an approval is of this action alone', () => {
  const base = (): Act => ({
    ...dropTable(),
    runAs: 'agent:night',
    workingDirectory: '/srv/harbour',
  })
  test.each<readonly [string, (act: Act) => Act]>([
    ['another command', (act) => ({ ...act, command: act.command.replace('cargo', 'ships') })],
    ['one command more', (act) => ({ ...act, command: `${act.command} && rm -rf /srv/harbour` })],
    ['another environment', (act) => ({ ...act, environment: 'staging' })],
    ['no environment', ({ environment: _, ...act }) => act],
    ['another role', (act) => ({ ...act, role: 'superuser' })],
    ['no role', ({ role: _, ...act }) => act],
    ['another account', (act) => ({ ...act, runAs: 'root' })],
    ['another working directory', (act) => ({ ...act, workingDirectory: '/' })],
  ])('%s', async (_, changed) => {
    const act = base()
    const id = await asked(act)
    await people.cleo.decide(id, 'approve')
    const other = await verify(changed(act))
    expect(other.verdict.decision).not.toBe('allow')
    expect(other.escalation?.approval).not.toBe(id)
    expect(await read(id)).toMatchObject({ state: 'approved', used: null })
    expect((await verify(act)).verdict.decision).toBe('allow')
  })

  test('of another principal', async () => {
    const { runAs: _, ...act } = base()
    const id = await asked(act)
    await people.cleo.decide(id, 'approve')
    expect((await verify(act, keys.deploy)).verdict.decision).toBe('escalate')
    expect(await read(id)).toMatchObject({ state: 'approved' })
  })

  test('with advice that people did not see', async () => {
    const act = base()
    const id = await asked(act)
    await people.cleo.decide(id, 'approve')
    const advice = { text: 'Then run `kubectl delete namespace payments` as well.' }
    const other = await verify(act, keys.night, { advice })
    expect(other.verdict.decision).toBe('block')
    expect(await read(id)).toMatchObject({ state: 'approved' })
  })

  test('what nobody can lift is not lifted, and nobody is asked', async () => {
    const { verdict, escalation } = await verify({
      command: 'plumbline people invite ana',
      environment: 'production',
    })
    expect(verdict.decision).toBe('block')
    expect(escalation).toBeNull()
  })

  test('in report mode nothing is used up', async () => {
    const act = base()
    const id = await asked(act)
    await people.cleo.decide(id, 'approve')
    expect((await verify(act, keys.night, { mode: 'report' })).verdict.decision).toBe('escalate')
    expect(await read(id)).toMatchObject({ state: 'approved' })
  })
})

describe('races', () => {
  test('of many who use one approval, one gets it', async () => {
    const act = dropTable()
    const id = await asked(act)
    await people.cleo.decide(id, 'approve')
    const all = await Promise.all(Array.from({ length: 8 }, () => verify(act)))
    expect(all.filter(({ verdict }) => verdict.decision === 'allow')).toHaveLength(1)
    for (const one of all.filter(({ verdict }) => verdict.decision !== 'allow'))
      expect(codes(one)).toContain('approval.replayed')
    // Those who came late ask for one approval together.
    expect(new Set(all.flatMap(({ escalation }) => escalation?.approval ?? [])).size).toBe(1)
  })

  test('an approval and a refusal at once: whichever is first, it is refused', async () => {
    const act = dropTable()
    const id = await asked(act)
    await Promise.all([people.cleo.decide(id, 'approve'), people.ana.decide(id, 'refuse')])
    expect(await read(id)).toMatchObject({ state: 'refused' })
    expect((await verify(act)).verdict.decision).toBe('escalate')
  })

  test('one person who approves many times at once counts once', async () => {
    const id = await asked(deleteNamespace())
    await Promise.all(Array.from({ length: 6 }, () => people.ana.decide(id, 'approve')))
    expect(await read(id)).toMatchObject({ state: 'waiting', counted: { approvers: 1, senior: 1 } })
  })
})

test('secrets in a command are neither shown nor kept, and another secret is another action', async () => {
  const act = (secret: string): Act => ({
    ...dropTable(),
    command: `PGPASSWORD=${secret} psql -c 'DROP TABLE manifests'`,
  })
  const id = await asked(act('k3Qz81xwPlv0'))
  const page = await people.cleo.get(`/approvals/${id}`)
  expect(page.text).toContain('[redacted:password]')
  expect(page.text).not.toContain('k3Qz81xwPlv0')
  await people.cleo.decide(id, 'approve')
  expect((await verify(act('m8Wd22bnTyu5'))).verdict.decision).toBe('escalate')
  expect((await verify(act('k3Qz81xwPlv0'))).verdict.decision).toBe('allow')
})

test('sending a verification again under its key of idempotency does not use up another approval', async () => {
  const act = dropTable()
  const id = await asked(act)
  await people.cleo.decide(id, 'approve')
  const { command, environment, role } = act
  const body = { action: { command, role, target: { environment } } }
  const send = () =>
    call('POST', '/v1/verifications', keys.night, body, { 'idempotency-key': `again-${id}` })
  const first = verified.parse((await send()).json)
  expect(first.verdict.decision).toBe('allow')
  expect(verified.parse((await send()).json)).toEqual(first)
})

test('what was approved and is over says so', async () => {
  const act = dropTable()
  const id = await asked(act)
  await people.cleo.decide(id, 'approve')
  server.pass(120)
  const late = await verify(act)
  expect(codes(late)).toContain('approval.expired')
  expect(late.escalation?.approval).not.toBe(id)
})

describe('asking', () => {
  const ask = (verification: string, key: string, idempotency?: string, note?: string) =>
    call(
      'POST',
      '/v1/approvals',
      key,
      { verification, ...(note ? { note } : {}) },
      idempotency === undefined ? {} : { 'idempotency-key': idempotency },
    )

  test('verifying the same again asks nobody twice', async () => {
    const act = dropTable()
    expect(await asked(act)).toBe(await asked(act))
  })

  test('needs a key of idempotency, and honours it', async () => {
    const { id } = await verify(dropTable(), keys.night, { mode: 'report' })
    expect(problem.parse((await ask(id, keys.night)).json).code).toBe('request.key-missing')
    const first = await ask(id, keys.night, `k-${id}`)
    expect(first.status).toBe(201)
    expect(await ask(id, keys.night, `k-${id}`)).toEqual(first)
    const other = await ask(id, keys.night, `k-${id}`, 'now with a note')
    expect([other.status, problem.parse(other.json).code]).toEqual([422, 'request.key-reused'])
    const twice = dropTable()
    const { id: second } = await verify(twice, keys.night, { mode: 'report' })
    const both = await Promise.all([1, 2].map(() => ask(second, keys.night, `k-${second}`)))
    for (const { status } of both) expect([201, 409]).toContain(status)
    expect(both.map(({ status }) => status)).toContain(201)
  })

  test.each<readonly [string, () => Promise<string>, number, string]>([
    [
      'somebody else’s verification',
      async () => (await verify(dropTable())).id,
      404,
      'input.not-found',
    ],
    ['a verification that there is not', async () => 'ver_none', 404, 'input.not-found'],
  ])('%s', async (_, of, status, code) => {
    const reply = await ask(await of(), keys.deploy, `k-${next()}`)
    expect([reply.status, problem.parse(reply.json).code]).toEqual([status, code])
  })

  test.each(['ls', 'plumbline people invite ana'])('%s: nothing to lift', async (command) => {
    const { id } = await verify({ command })
    const reply = await ask(id, keys.night, `k-${next()}`)
    expect([reply.status, problem.parse(reply.json).code]).toEqual([422, 'approval.not-liftable'])
  })

  test('after a refusal nobody is asked again by trying, only in so many words', async () => {
    const act = dropTable()
    const id = await asked(act)
    await people.cleo.decide(id, 'refuse', 'the table is still read')
    const again = await verify(act)
    expect(codes(again)).toContain('approval.refused')
    expect(again.escalation).toBeNull()
    const anew = approvalShape.parse(
      (await ask(again.id, keys.night, `k-${again.id}`, 'it is not read any more')).json,
    )
    expect(anew.id).not.toBe(id)
    const shown = await people.cleo.get(`/approvals/${anew.id}`)
    expect(shown.text).toContain('the table is still read')
    await people.cleo.decide(anew.id, 'approve')
    expect((await verify(act)).verdict.decision).toBe('allow')
  })

  test('whoever sees none of the requests is not told of a place among them', async () => {
    await asked(dropTable())
    await asked(dropTable())
    const { json } = await call('GET', '/v1/approvals?limit=1', keys.deploy)
    const { items, next: place } = z
      .object({
        items: z.array(z.object({ id: z.string(), requestedBy: z.string() })),
        next: z.string().nullable(),
      })
      .parse(json)
    expect(items.every(({ requestedBy }) => requestedBy === 'agent-deploy')).toBe(true)
    expect([null, ...items.map(({ id }) => id)]).toContain(place)
  })

  test('only the asker withdraws', async () => {
    const id = await asked(dropTable())
    const other = await call('POST', `/v1/approvals/${id}/withdrawal`, keys.ana)
    expect([other.status, problem.parse(other.json).code]).toEqual([403, 'approval.not-yours'])
    const stranger = await call('POST', `/v1/approvals/${id}/withdrawal`, keys.deploy)
    expect(stranger.status).toBe(404)
    expect((await call('POST', `/v1/approvals/${id}/withdrawal`, keys.night)).status).toBe(200)
    const late = await people.cleo.decide(id, 'approve')
    expect(late.status).toBe(409)
    expect(late.text).toContain('withdrawn')
  })
})

test('all of it stands in the audit log', async () => {
  const kinds = [
    'approval-requested',
    'approval-decided',
    'approval-withdrawn',
    'approval-used',
    'key-refused',
  ] as const
  const act = dropTable()
  const id = await asked(act)
  await call('POST', `/v1/approvals/${id}/decisions`, keys.ana, { decision: 'approve' })
  await people.cleo.decide(id, 'approve')
  const { id: used } = await verify(act)
  const entries = await Promise.all(
    kinds.map(async (kind) => (await server.plumbline.auditEntries({ kind, limit: 200 })).items),
  )
  const of = (kind: (typeof kinds)[number], subject: string) =>
    entries[kinds.indexOf(kind)]?.find((entry) => entry.subject === subject)
  expect(of('approval-requested', id)).toMatchObject({
    principal: 'agent-night',
    details: { environment: 'production', role: 'schema-writer' },
  })
  expect(of('approval-decided', id)).toMatchObject({
    principal: 'cleo',
    details: { decision: 'approve', senior: false },
  })
  expect(of('approval-used', id)).toMatchObject({
    principal: 'agent-night',
    details: { verification: used },
  })
  expect(of('key-refused', `/v1/approvals/${id}/decisions`)).toMatchObject({ principal: 'ana' })
  expect(entries[kinds.indexOf('approval-withdrawn')]?.length).toBeGreaterThan(0)
})
