import { load } from 'cheerio'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { exactly, html } from '../../server/ui/html.ts'
import { type Browser, type PeopleServer, startPeople } from '../support/people.ts'

let server: PeopleServer
let ana: Browser
let ben: Browser
let key: string

beforeAll(async () => {
  server = await startPeople('reviews: { share: 1, quickSeconds: 15 }\n')
  ana = await server.signedIn('ana')
  ben = await server.signedIn('ben')
  key = await server.key('agent-deploy')
}, 60_000)
afterAll(() => server?.stop())

const verification = z.object({
  id: z.string(),
  verdict: z.object({ decision: z.string() }),
  escalation: z.object({ approval: z.string() }).nullable(),
})

async function verify(command: string, more: object = {}) {
  const response = await fetch(`${server.address}/v1/verifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      task: 'drop the table that the load test left <b>behind</b>',
      action: { command, target: { environment: 'production' }, ...more },
    }),
  })
  return verification.parse(await response.json())
}

const hostile = `psql -c 'DROP TABLE ships' # <script>alert("1")</script> \u202e\u200b раyments`

describe('what a person is shown before deciding', () => {
  test('is all that would run, to the letter, and never as markup', async () => {
    const { escalation } = await verify(hostile, {
      role: 'schema-writer',
      runAs: 'agent:deploy',
      workingDirectory: '/srv/harbour',
    })
    const { text } = await ana.get(`/approvals/${escalation?.approval}`)
    const page = load(text)
    expect(page('script')).toHaveLength(0)
    expect(page('b')).toHaveLength(0)
    const command = page('pre').first()
    expect(command.text()).toContain(`<script>alert("1")</script>`)
    expect(
      command
        .find('mark.odd')
        .toArray()
        .map((mark) => page(mark).text()),
    ).toEqual(['U+202E', 'U+200B'])
    expect(command.find('mark.foreign').first().attr('title')).toBe('U+0440')
    const facts = page('dl').text()
    for (const fact of [
      'production',
      'schema-writer',
      'agent:deploy',
      '/srv/harbour',
      'agent-deploy, the agent of ben',
      'drop the table that the load test left <b>behind</b>',
      'sha256:',
    ])
      expect(facts).toContain(fact)
    expect(
      page('code.word')
        .toArray()
        .map((word) => page(word).text()),
    ).toContain('DROP TABLE ships')
    expect(page('main').text()).toContain('needs 1 person')
    expect(page('button.approve')).toHaveLength(1)
  })

  test('a person who may not decide is told why, and has no buttons', async () => {
    const { escalation } = await verify('psql -c "DROP TABLE quays"')
    const page = load((await ben.get(`/approvals/${escalation?.approval}`)).text)
    expect(page('main').text()).toContain(
      'You cannot decide on this: it is your own agent that asks',
    )
    expect(page('button.approve, button.refuse')).toHaveLength(0)
    expect(page('form[action$="/withdrawal"]')).toHaveLength(1)
  })

  test('every page can be used without a script, by keyboard, and says what its fields are', async () => {
    const { escalation } = await verify('psql -c "DROP TABLE berths"')
    for (const path of [
      '/approvals',
      `/approvals/${escalation?.approval}`,
      '/reviews',
      '/sign-in',
      '/sign-in/first',
    ]) {
      const page = load((await ana.get(path)).text)
      expect(page('html').attr('lang'), path).toBe('en')
      expect(page('h1'), path).toHaveLength(1)
      for (const field of page('input:not([type=hidden]), textarea').toArray())
        expect(page(`label[for="${page(field).attr('id')}"]`), path).toHaveLength(1)
      const ids = page('[id]')
        .toArray()
        .map((one) => page(one).attr('id'))
      expect(new Set(ids).size, path).toBe(ids.length)
      expect(page('[style], [onclick], script, img'), path).toHaveLength(0)
      for (const form of page('form').toArray())
        expect(page(form).find('input[name=csrf]').attr('value'), path).toMatch(/^[\w-]{43}$/)
    }
  })
})

test.each(['/approvals', '/sign-in', '/approvals/apr_none', '/ui/style.css'])(
  '%s: nothing of others may run in it, frame it or keep it',
  async (path) => {
    const { headers } = await ana.get(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    // Without it a browser would send forms with `Origin: null`.
    expect(headers.get('referrer-policy')).toBe('same-origin')
    if (path !== '/ui/style.css') expect(headers.get('cache-control')).toBe('no-store')
  },
)

describe('without a session', () => {
  test.each(['/approvals', '/approvals/apr_1', '/reviews'])(
    '%s leads to the sign-in, and back',
    async (path) => {
      const { status, headers } = await server.browser().get(path)
      expect([status, headers.get('location')]).toEqual([
        303,
        `/sign-in?next=${encodeURIComponent(path)}`,
      ])
    },
  )

  test('a link from elsewhere is asked again by our own page, so that the cookie comes along', async () => {
    const { status, text } = await server
      .browser()
      .get('/approvals/apr_1', { 'sec-fetch-site': 'cross-site' })
    expect(status).toBe(200)
    expect(text).toContain('http-equiv="refresh" content="0;url=/approvals/apr_1"')
  })

  test('a form is refused', async () => {
    const reply = await server
      .browser()
      .post('/approvals/apr_1/decisions', { csrf: 'x', decision: 'approve' })
    expect(reply.status).toBe(401)
  })

  test('a key gets no page', async () => {
    const reply = await server.browser().get('/approvals', { authorization: `Bearer ${key}` })
    expect(reply.status).toBe(403)
    expect(reply.text).not.toContain('agent-deploy')
  })
})

describe('escaping', () => {
  const texts = fc.string({ unit: 'grapheme' })

  test('whatever text stands in a page, it comes out as that text and nothing else', () => {
    fc.assert(
      fc.property(texts, texts, (content, attribute) => {
        const page = load(
          html`<p title="${attribute}">${content}</p><i>after</i>`.text,
          null,
          false,
        )
        // HTML reads these as one line break and as nothing.
        const read = (text: string) => text.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd')
        expect(page('p').attr('title')).toBe(read(attribute))
        expect(page('p').text().replaceAll('\0', '\ufffd')).toBe(read(content))
        expect(page('*')).toHaveLength(2)
      }),
    )
  })

  test('what cannot be seen is told by its number, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const page = load(html`<p>${exactly(text)}</p>`.text, null, false)
        const parts = page('p')
          .contents()
          .toArray()
          .map((node) => {
            const shown = page(node).text()
            if (!page(node).is('mark.odd')) {
              expect(shown).not.toMatch(/(?![\n\t ])[\p{C}\p{Z}\p{M}]/u)
              return shown
            }
            return String.fromCodePoint(Number.parseInt(shown.slice(2), 16))
          })
        expect(parts.join('')).toBe(text)
      }),
    )
  })
})

describe('review load', () => {
  const loadOf = async () => {
    const response = await fetch(`${server.address}/v1/approvals/load`, {
      headers: { authorization: `Bearer ${await server.key('gwen')}` },
    })
    return z
      .object({
        waiting: z.number(),
        oldestSeconds: z.number().nullable(),
        approvers: z.array(
          z.looseObject({
            person: z.string(),
            waiting: z.number(),
            decisions: z.number(),
            quickShare: z.number().nullable(),
          }),
        ),
        days: z.array(
          z.looseObject({
            day: z.string(),
            escalations: z.number(),
            decisions: z.number(),
            verifications: z.record(z.string(), z.number()),
          }),
        ),
      })
      .parse(await response.json())
  }
  const of = (load: Awaited<ReturnType<typeof loadOf>>, name: string) =>
    load.approvers.find(({ person }) => person === name)

  test('says how many wait, how old, for whom, and how they were decided', async () => {
    const before = await loadOf()
    const first = (await verify('psql -c "DROP TABLE cranes"')).escalation?.approval ?? ''
    const second = (await verify('psql -c "DROP TABLE moorings"')).escalation?.approval ?? ''
    server.pass(10)
    const waiting = await loadOf()
    expect(waiting.waiting).toBe(before.waiting + 2)
    expect(waiting.oldestSeconds).toBeGreaterThanOrEqual(600)
    expect(of(waiting, 'ana')?.waiting).toBe((of(before, 'ana')?.waiting ?? 0) + 2)
    // It is his own agent that asks, and eli is bound elsewhere.
    expect([of(waiting, 'ben')?.waiting, of(waiting, 'eli')?.waiting]).toEqual([0, 0])
    await ana.decide(first, 'approve')
    await ana.get(`/approvals/${second}`)
    server.pass(1)
    await ana.decide(second, 'refuse')
    const decided = of(await loadOf(), 'ana')
    expect(decided).toMatchObject({
      decisions: 2,
      refused: 1,
      medianSecondsToDecide: 630,
      quickShare: 0.5,
    })
    const [today] = (await loadOf()).days
    expect(today).toMatchObject({ day: '2026-11-23', decisions: 2 })
    expect(today?.verifications.escalate).toBe(today?.escalations)
    expect((await ana.get('/approvals')).text).toContain('sign of rubber-stamping')
  })
})

describe('reviews', () => {
  test('advice that went through is looked at once, by somebody else than the owner, and allows nothing', async () => {
    const { id, verdict, escalation } = await verify('kubectl rollout restart deployment/quays')
    expect([verdict.decision, escalation]).toEqual(['warn', null])
    const page = load((await ana.get('/reviews')).text)
    expect(page(`form[action="/reviews/${id}"]`)).toHaveLength(1)
    expect((await ben.get('/reviews')).text).not.toContain(id)
    const csrf = await ana.word('/reviews')
    const wrong = { csrf, found: 'wrong', comment: 'the restart dropped sessions' }
    const own = await ben.post(`/reviews/${id}`, { ...wrong, csrf: await ben.word('/reviews') })
    expect(own.status).toBe(403)
    expect((await ana.post(`/reviews/${id}`, { ...wrong, csrf: '' })).status).toBe(403)
    const both = await Promise.all([
      ana.post(`/reviews/${id}`, wrong),
      ana.post(`/reviews/${id}`, wrong),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
    expect((await ana.get('/reviews')).text).not.toContain(id)
    expect((await ana.get('/approvals')).text).toContain(
      'found right in the last 90 days: 0, wrong: 1',
    )
  })

  test('what was stopped, or only reads, is not sampled', async () => {
    const stopped = await verify('psql -c "DROP TABLE piers"')
    const reads = await verify('kubectl get pods')
    const { text } = await ana.get('/reviews')
    for (const { id } of [stopped, reads]) expect(text).not.toContain(id)
  })
})
