import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PeopleServer, passwordOf, startPeople } from '../support/people.ts'

let server: PeopleServer
beforeAll(async () => {
  server = await startPeople()
}, 60_000)
afterAll(() => server?.stop())

/** So long that nobody is held back by what another test did. */
const forgetFailures = () => server.pass(16)

const invite = async (name: string, minutes?: number) =>
  (await server.plumbline.invitePerson(name, minutes)).code
const isIn = async (browser: ReturnType<PeopleServer['browser']>) =>
  (await browser.get('/v1/session')).status === 200

const rows = (sql: string): readonly unknown[] => {
  const database = new SqliteDatabase(server.database, { readonly: true })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

describe('the first sign-in', () => {
  test('sets a password by a code, once', async () => {
    const code = await invite('ana')
    const first = server.browser()
    const reply = await first.signInFirst(
      'ana',
      code.toLowerCase().replaceAll('-', ' '),
      passwordOf('ana'),
    )
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/approvals'])
    expect(await isIn(first)).toBe(true)
    const second = server.browser()
    expect((await second.signInFirst('ana', code, passwordOf('mallory'))).status).toBe(403)
    expect((await second.signIn('ana', passwordOf('mallory'))).status).toBe(403)
    expect((await second.signIn('ana', passwordOf('ana'))).status).toBe(303)
    forgetFailures()
  })

  test.each<readonly [string, () => Promise<readonly [name: string, code: string]>, number]>([
    ['a code that was made up', async () => ['ben', 'AAAAA-AAAAA-AAAAA-AAAAA'], 403],
    ['the code of somebody else', async () => ['ben', await invite('cleo')], 403],
    [
      'a code that an operator replaced',
      async () => {
        const old = await invite('ben')
        await invite('ben')
        return ['ben', old]
      },
      403,
    ],
    [
      'a code that is over',
      async () => {
        const code = await invite('ben', 5)
        server.pass(5)
        return ['ben', code]
      },
      403,
    ],
    ['an agent', async () => ['agent-deploy', await invite('ben')], 403],
  ])('with %s lets nobody in', async (_, made, status) => {
    const [name, code] = await made()
    const browser = server.browser()
    const reply = await browser.signInFirst(name, code, passwordOf(name))
    expect(reply.status).toBe(status)
    expect(reply.text).toContain('Name and code do not belong together')
    expect(await isIn(browser)).toBe(false)
    forgetFailures()
  })

  test.each([
    ['too short', 'tide'],
    ['with the name in it', 'the tide of cleo rises'],
    ['of few characters', 'abababababababab'],
  ])('a password %s is refused, and the code stays good', async (_, password) => {
    const code = await invite('cleo')
    const browser = server.browser()
    const reply = await browser.signInFirst('cleo', code, password)
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('Choose another password')
    expect(reply.text).not.toContain(password)
    expect((await browser.signInFirst('cleo', code, passwordOf('cleo'))).status).toBe(303)
  })

  test('no code for an agent, a stranger or too long a time', async () => {
    for (const name of ['agent-deploy', 'mallory'])
      await expect(server.plumbline.invitePerson(name)).rejects.toMatchObject({
        code: 'person.unknown',
      })
    for (const minutes of [0, 1441, Number.NaN])
      await expect(server.plumbline.invitePerson('ana', minutes)).rejects.toThrow('1 to 1440')
  })
})

describe('signing in', () => {
  test('what is refused does not tell who has an account', async () => {
    await server.signedIn('dora')
    await server.plumbline.invitePerson('eli')
    const tries = [
      ['dora', 'not her password at all'],
      ['eli', 'invited, but without one'],
      ['gwen', 'never invited at all'],
      ['agent-deploy', 'an agent has no account'],
      ['mallory', 'nobody of that name'],
      ['dora" autofocus onfocus="x', 'a name that is none'],
    ] as const
    const replies = []
    for (const [name, password] of tries) {
      const { status, text, setCookies } = await server.browser().signIn(name, password)
      const page = text
        .replace(/name="csrf" value="[^"]*"/g, '')
        .replace(/name="name" value="[^"]*"/, '')
      replies.push({ status, page, cookies: setCookies.length })
      expect(text).not.toContain(password)
    }
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(replies[0]?.status).toBe(403)
    forgetFailures()
  })

  test.each(['dora', 'mallory'])(
    'five failures hold %s back for a while, the right password too',
    async (name) => {
      for (let tries = 0; tries < 5; tries += 1)
        expect((await server.browser().signIn(name, 'a wrong password')).status).toBe(403)
      const held = await server.browser().signIn(name, passwordOf(name))
      expect([held.status, held.headers.get('retry-after')]).toEqual([429, '900'])
      forgetFailures()
      expect((await server.browser().signIn(name, passwordOf(name))).status).toBe(
        name === 'dora' ? 303 : 403,
      )
      forgetFailures()
    },
  )

  test('guesses at once do not slip through', async () => {
    const browsers = Array.from({ length: 12 }, () => server.browser())
    const replies = await Promise.all(browsers.map((one) => one.signIn('dora', 'a wrong password')))
    expect(replies.filter(({ status }) => status === 403)).toHaveLength(5)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(7)
    forgetFailures()
  })

  test.each<readonly [string, Readonly<Record<string, string>>, boolean]>([
    ['another origin', { origin: 'https://evil.example' }, true],
    ['no cookie that goes with its word', {}, false],
  ])('a form from %s does not sign anybody in', async (_, headers, keepsCookie) => {
    const browser = server.browser()
    const csrf = await browser.word('/sign-in')
    if (!keepsCookie) browser.cookies.clear()
    const fields = { csrf, name: 'dora', password: passwordOf('dora'), next: '' }
    expect((await browser.post('/sign-in', fields, headers)).status).toBe(403)
    expect(await isIn(browser)).toBe(false)
  })

  test.each([
    ['/approvals/apr_1', '/approvals/apr_1'],
    ['/reviews', '/reviews'],
    ['https://evil.example', '/approvals'],
    ['//evil.example', '/approvals'],
    ['/\\evil.example', '/approvals'],
    ['/approvals/../x', '/approvals'],
  ])('goes on to %s only if it is ours', async (next, to) => {
    const browser = server.browser()
    const csrf = await browser.word('/sign-in')
    const reply = await browser.post('/sign-in', {
      csrf,
      name: 'dora',
      password: passwordOf('dora'),
      next,
    })
    expect(reply.headers.get('location')).toBe(to)
  })

  test('by a name that this machine does not have is refused: it may be somebody else’s', async () => {
    const { request } = await import('node:http')
    const { hostname, port } = new URL(server.address)
    const status = await new Promise((resolve) => {
      request(
        { hostname, port, path: '/sign-in', headers: { host: 'rebound.example' } },
        ({ statusCode }) => resolve(statusCode),
      ).end()
    })
    expect(status).toBe(403)
  })
})

test('nothing that could be used is kept: no password, no code, no token', async () => {
  const code = await invite('finn')
  const browser = server.browser()
  await browser.signInFirst('finn', code, passwordOf('finn'))
  const token = browser.cookies.get('plumbline-session') ?? ''
  expect(token).toMatch(/^[\w-]{43}$/)
  const kept = JSON.stringify(
    ['people', 'sessions', 'sign_in_attempts', 'audit'].map((table) =>
      rows(`select * from ${table}`),
    ),
  )
  for (const secret of [token, code, code.replaceAll('-', ''), passwordOf('finn')])
    expect(kept).not.toContain(secret)
})

test('each sign-in has a token of its own, in a cookie that scripts and other sites do not get', async () => {
  const browser = server.browser()
  const reply = await browser.signIn('dora', passwordOf('dora'))
  const cookie = reply.setCookies.find((one) => one.startsWith('plumbline-session=')) ?? ''
  expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
  const before = browser.cookies.get('plumbline-session')
  await browser.signIn('dora', passwordOf('dora'))
  expect(browser.cookies.get('plumbline-session')).not.toBe(before)
})

test('everything about signing in is in the audit, without secrets', async () => {
  const count = (kind: string, subject: string) =>
    rows(`select * from audit where kind = '${kind}' and subject = '${subject}'`).length
  expect(count('person-changed', 'ana')).toBe(2)
  expect(count('sign-in', 'ana')).toBe(2)
  expect(count('sign-in-refused', 'ana')).toBe(2)
  expect(count('sign-in-refused', 'unknown')).toBeGreaterThan(0)
  expect(count('sign-in-refused', 'mallory')).toBe(0)
})

test('a person is forgotten with password and sessions', async () => {
  const browser = await server.signedIn('ben')
  expect(await server.plumbline.people()).toContainEqual(
    expect.objectContaining({ id: 'ben', sessions: 1 }),
  )
  await server.plumbline.forgetPerson('ben')
  expect(await isIn(browser)).toBe(false)
  expect((await browser.signIn('ben', passwordOf('ben'))).status).toBe(403)
  await expect(server.plumbline.forgetPerson('ben')).rejects.toThrow('nothing is kept')
})
