import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { packageRoot } from '../../src/package-root.ts'
import { publicKeyFromJwk } from '../../src/verdicts/keys.ts'
import { verifyReceipt } from '../../src/verdicts/receipts.ts'
import { questions } from '../acme/rows.ts'
import { needs } from '../support/needs.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { type DemonstrationServer, startDemonstration } from './demonstration-server.ts'
import { sentencesOf, textsIn } from './words.ts'

const data = newFolder()
const today = '2026-11-01T09:30:00Z'
let server: DemonstrationServer
let keys: Readonly<Record<'demo' | 'support' | 'outsider' | 'engineer', string>>

beforeAll(async () => {
  server = await startDemonstration(data)
  keys = {
    demo: /agent key: (\S+)/.exec(server.welcome)?.[1] ?? '',
    support: server.keyFor('agent-support'),
    outsider: server.keyFor('ext-lukas'),
    engineer: server.keyFor('tomasz.wrona'),
  }
})

afterAll(async () => {
  await server?.stop()
  removeFolder(data)
})

const evidence = z.object({
  in: z.literal('code'),
  repository: z.string(),
  commit: z.string(),
  path: z.string(),
  line: z.number(),
  quote: z.string(),
})
const citation = z.object({
  page: z.object({ id: z.string(), title: z.string() }),
  passage: z.string(),
  contradictions: z.array(z.object({ evidence: z.array(evidence), because: z.string() })),
})
const reply = z.object({
  id: z.string(),
  verdict: z.object({
    decision: z.enum(['allow', 'warn', 'escalate', 'block']),
    reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
  text: z.string().optional(),
  citations: z.array(citation),
  withheld: z.array(z.object({ citation })).default([]),
  receipt: z.object({ id: z.string(), url: z.string() }),
  escalation: z.object({ approvers: z.number(), senior: z.number(), url: z.string() }).nullish(),
})
const pageList = z.object({
  items: z.array(z.object({ id: z.string(), title: z.string() })),
  next: z.string().nullable(),
})
const pageView = z.object({ passages: z.array(z.object({ id: z.string(), text: z.string() })) })

async function get(path: string, key: string) {
  const response = await fetch(server.address + path, {
    headers: { authorization: `Bearer ${key}` },
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

async function post(route: string, body: unknown, key: string): Promise<unknown> {
  const response = await fetch(`${server.address}/v1/${route}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return response.json()
}

const pagePath = (id: string): string => `/v1/pages/${encodeURIComponent(id)}`

describe.skipIf(!needs('curl'))(
  'the three requests of the welcome, as they stand (needs curl)',
  () => {
    const lines = () => server.welcome.split('\n').filter((line) => line.startsWith('curl '))
    const outputs = async (): Promise<readonly string[]> => {
      const run = promisify(execFile)
      const ran = await Promise.all(lines().map((line) => run('sh', ['-c', line])))
      return ran.map(({ stdout }) => stdout)
    }
    const curls = async () => (await outputs()).map((output) => reply.parse(JSON.parse(output)))

    test('are those of the README, and are answered as it says', async () => {
      const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
      const [, shown = ''] = /```console\n(\$ curl [^`]*(?:`[A-Z_]+`[^`]*)*)```/.exec(readme) ?? []
      const bodies = (text: string) =>
        [...text.matchAll(/-d '(\{[^']*\})'/g)].map(([, body = '']) => JSON.parse(body))
      expect(bodies(shown)).toEqual(bodies(lines().join('\n')))
      const told = (await outputs()).join('\n')
      const words = [
        ...shown.matchAll(/"(?:text|code|message|path|repository|title|quote|state)": "[^"]*"/g),
      ].map(([word]) => word.replace('": "', '":"'))
      expect(words.length).toBeGreaterThan(8)
      expect(words.filter((word) => !told.includes(word))).toEqual([])
    })

    test('the first is allowed and cites what it says', async () => {
      const [allowed] = await curls()
      expect(allowed?.verdict).toEqual({ decision: 'allow', reasons: [] })
      expect(allowed?.text).toContain('180')
      expect(allowed?.citations.length).toBeGreaterThan(0)
    })

    test("the second is blocked, with the code's own words where git has them", async () => {
      const [, blocked] = await curls()
      expect(blocked?.verdict.decision).toBe('block')
      expect(blocked).not.toHaveProperty('text')
      const contradictions = (blocked?.withheld ?? []).flatMap((one) => one.citation.contradictions)
      const quotes = contradictions.flatMap((one) => one.evidence)
      expect(quotes.length).toBeGreaterThan(0)
      for (const { repository, commit, path, line, quote } of quotes) {
        const cwd = join(data, 'repositories', repository)
        const file = execFileSync('git', ['show', `${commit}:${path}`], { cwd, encoding: 'utf8' })
        expect(file.split('\n')[line - 1]).toContain(quote)
      }
    })

    test('the third waits for two people, one of them senior', async () => {
      const [, , action] = await curls()
      expect(['escalate', 'block']).toContain(action?.verdict.decision)
      expect(action?.verdict.reasons.map(({ code }) => code)).toContain('action.environment-wide')
      expect(action?.escalation).toMatchObject({ approvers: 2, senior: 1 })
      const approval = await get(action?.escalation?.url ?? '', keys.demo)
      expect(approval.status).toBe(200)
    })
  },
)

describe('receipts', () => {
  const receipt = z.object({
    content: z.object({ id: z.string(), decision: z.string(), aboutId: z.string() }),
    envelope: z.object({
      payloadType: z.string(),
      payload: z.string(),
      signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })),
    }),
  })
  const keySet = z.object({ keys: z.array(z.object({ kid: z.string(), x: z.string() })) })

  test('verify offline with the published keys, and say what was decided', async () => {
    const asked = { query: 'How many days do merchants have to refund a payment?' }
    const answer = reply.parse(await post('answers', asked, keys.demo))
    const { content, envelope } = receipt.parse((await get(answer.receipt.url, keys.demo)).body)
    const published = keySet.parse((await get('/.well-known/jwks.json', '')).body)
    const checked = verifyReceipt(envelope, published.keys.map(publicKeyFromJwk), today)
    expect(checked).toMatchObject({
      valid: true,
      content: { ...content, aboutId: answer.id, decision: answer.verdict.decision },
    })
    const payload = Buffer.from(envelope.payload, 'base64').toString()
    const forged = Buffer.from(payload.replace('"allow"', '"warn"')).toString('base64')
    expect(forged).not.toBe(envelope.payload)
    const keysNow = published.keys.map(publicKeyFromJwk)
    expect(verifyReceipt({ ...envelope, payload: forged }, keysNow, today).valid).toBe(false)
  })
})

describe('whoever may not read a page', () => {
  const listed = async (key: string) => {
    const items: z.infer<typeof pageList>['items'] = []
    let next: string | null = ''
    do {
      const cursor: string = next ? `&cursor=${encodeURIComponent(next)}` : ''
      const part = pageList.parse((await get(`/v1/pages?limit=50${cursor}`, key)).body)
      items.push(...part.items)
      next = part.next
    } while (next !== null)
    return items
  }

  test('finds no trace of it: no title, no count, no finding, no answer', async () => {
    const seen = new Set((await listed(keys.support)).map(({ id }) => id))
    const hidden = (await listed(keys.demo)).filter(({ id }) => !seen.has(id))
    expect(hidden.map(({ id }) => id)).toContain('runbooks:offboard-a-merchant.md')
    const nowhere = await get(pagePath('wiki:no-such-page.html'), keys.support)
    for (const { id, title } of hidden) {
      const page = await get(pagePath(id), keys.support)
      expect(page.status).toBe(404)
      expect(shapeOf(page.body)).toEqual(shapeOf(nowhere.body))
      expect(JSON.stringify(page.body).replaceAll(id, '')).not.toContain(title)
      const findings = await get(`/v1/findings?page=${encodeURIComponent(id)}`, keys.support)
      expect(findings.body).toEqual({ items: [], next: null })
    }
  })

  test('learns nothing of it from questions in its own words', async () => {
    const seen = new Set((await listed(keys.support)).map(({ id }) => id))
    const hidden = (await listed(keys.demo)).filter(({ id }) => !seen.has(id))
    for (const { id, title } of hidden) {
      const whole = JSON.stringify(
        await post('answers', { query: `What does it say under ${title}?` }, keys.support),
      )
      expect(whole).not.toContain(JSON.stringify(id))
      const { passages } = pageView.parse((await get(pagePath(id), keys.demo)).body)
      for (const passage of passages) expect(whole).not.toContain(passage.id)
    }
  })

  test('without any group sees an empty company', async () => {
    expect(await listed(keys.outsider)).toEqual([])
    expect((await get('/v1/findings', keys.outsider)).body).toEqual({ items: [], next: null })
    const question = { query: 'How many days do merchants have to refund a payment?' }
    const answer = reply.parse(await post('answers', question, keys.outsider))
    expect(answer).toMatchObject({ citations: [], withheld: [], verdict: { decision: 'block' } })
  })

  /** A problem document without what differs from request to request. */
  const shapeOf = (problem: unknown) => {
    const { type, title, status, code, next } = z.looseObject({ code: z.string() }).parse(problem)
    return { type, title, status, code, next }
  }
})

describe('an answer given before', () => {
  test.each(['answers', 'verifications'])('of %s is there for no other agent', async (route) => {
    const body =
      route === 'answers'
        ? { query: 'How long is a merchant token good for?' }
        : { action: { command: 'kubectl get pods' } }
    const { id, receipt } = reply.parse(await post(route, body, keys.demo))
    for (const path of [`/v1/${route}/${id}`, receipt.url, `${receipt.url}/status`]) {
      expect((await get(path, keys.demo)).status).toBe(200)
      expect((await get(path, keys.support)).status).toBe(404)
    }
  })

  test('opens to engineers who may read what it rests on', async () => {
    const query = 'How long is a merchant token good for?'
    const answer = reply.parse(await post('answers', { query }, keys.demo))
    const seen = await get(`/v1/answers/${answer.id}`, keys.engineer)
    expect(seen.status).toBe(200)
    expect(reply.parse(seen.body).text).toBe(answer.text)
  })

  test.each([
    ['allowed', { query: 'How many days do merchants have to refund a payment?' }],
    ['blocked', { query: 'What is the default of MAX_RETRIES?', intent: 'act' }],
  ])('that was %s is not a way round the access lists of what it cites', async (_, question) => {
    const { id, citations, withheld } = reply.parse(await post('answers', question, keys.demo))
    const cited = [...citations, ...withheld.map((one) => one.citation)]
    expect(cited.length).toBeGreaterThan(0)
    for (const path of [`/v1/answers/${id}`, `/v1/answers/${id}/provenance`]) {
      const whole = JSON.stringify((await get(path, keys.outsider)).body)
      for (const { page, contradictions } of cited) {
        expect(whole).not.toContain(page.id)
        expect(whole).not.toContain(page.title)
        for (const { quote } of contradictions.flatMap((one) => one.evidence))
          expect(whole).not.toContain(JSON.stringify(quote).slice(1, -1))
      }
    }
  })

  test('tells its asker, and no other agent, how it came about', async () => {
    const query = 'How long is a merchant token good for?'
    const { id, citations } = reply.parse(await post('answers', { query }, keys.demo))
    const { status, body } = await get(`/v1/answers/${id}/provenance`, keys.demo)
    expect(status).toBe(200)
    const told = z
      .object({
        answer: z.string(),
        query: z.string(),
        principal: z.string(),
        candidates: z.array(
          z.object({ passage: z.string(), used: z.boolean(), because: z.string().min(1) }),
        ),
      })
      .parse(body)
    expect(told).toMatchObject({ answer: id, query, principal: 'agent-demo' })
    const used = told.candidates.filter((one) => one.used).map(({ passage }) => passage)
    expect(used).toEqual(expect.arrayContaining(citations.map(({ passage }) => passage)))
    expect((await get(`/v1/answers/${id}/provenance`, keys.support)).status).toBe(404)
  })
})

describe('a blocked answer', () => {
  /** What a contradiction is explained with, and what names a passage: neither tells what it advises. */
  const named = new Set(['because', 'claimed', 'evidence', 'query', 'heading', 'title'])
  const asked = questions.filter(
    ({ as, ask, expect: { decision } }) =>
      as === 'agent-demo' && ask !== undefined && decision === 'block',
  )

  test('is what many of the questions get', () => {
    expect(asked.length).toBeGreaterThan(10)
  })

  test.each(asked.map(({ id, ask, intent }) => ({ id, ask, intent })))(
    '$id holds no sentence of what it withholds',
    async ({ ask, intent }) => {
      const whole = await post('answers', { query: ask, intent }, keys.demo)
      const { verdict, withheld, citations } = reply.parse(whole)
      expect(verdict.decision).toBe('block')
      expect(whole).not.toHaveProperty('text')
      expect(whole).not.toHaveProperty('statements')
      const rest = textsIn(whole, named).join('\n')
      for (const { page, passage } of [...withheld.map((one) => one.citation), ...citations]) {
        const { passages } = pageView.parse((await get(pagePath(page.id), keys.demo)).body)
        const { text } = passages.find(({ id }) => id === passage) ?? { text: '' }
        const leaked = sentencesOf(text).filter((sentence) => rest.includes(sentence))
        expect(leaked).toEqual([])
      }
    },
  )
})
