import { load } from 'cheerio'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { NoticeView } from '../../src/domain/notice.ts'
import { deliverWebhooks } from '../../src/flows/deliver-webhooks.ts'
import { type MailServer, mailBy } from '../../src/notices/mail.ts'
import { noticeHtml } from '../../src/render/notice-html.ts'
import { noticeText } from '../../src/render/notice-text.ts'
import { subjectOf } from '../../src/render/notice-words.ts'
import { openStore } from '../../src/store/store.ts'
import { report } from '../support/fake-plumbline.ts'
import { mailServer, type TestMailServer } from '../support/mail-server.ts'
import { anyText, noticeOf } from '../support/notices.ts'
import { freePort } from '../support/wikis/free-port.ts'

const base = 'https://plumbline.harbour.example'

const mailOf = (view: NoticeView, id = 'msg_1') => ({
  ...{ id, to: 'ana@harbour.example', subject: subjectOf(view), settings: `${base}/notices` },
  ...{ text: noticeText(view, base), html: noticeHtml(view, base) },
})

const by = (port: number, more: Partial<MailServer> = {}) =>
  mailBy({
    ...{ host: '127.0.0.1', port, security: 'none', user: null, password: null },
    ...{ from: 'plumbline@harbour.example', ...more },
  })

let server: TestMailServer
beforeAll(async () => {
  server = await mailServer()
})
afterEach(() => server.refuse(null))
afterAll(() => server?.stop())

const headers = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'list-unsubscribe',
  'message-id',
  'mime-version',
  'subject',
  'to',
]

test('no title, subject, quote or reason makes a header, a recipient or markup', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('digest', 'alert'), anyText, async (kind, text) => {
      expect(await by(server.port)(mailOf(noticeOf(kind, text)))).toEqual({ is: 'taken' })
      const mail = server.mails.at(-1)
      expect(mail?.to).toEqual(['ana@harbour.example'])
      expect(mail?.headers.map(([name]) => name).toSorted()).toEqual(headers)
      expect(mail?.header('to')).toBe('ana@harbour.example')
      expect(mail?.header('subject')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      expect(Object.keys(mail?.parts ?? {})).toEqual(['text/plain', 'text/html'])
      const tags = load(mail?.parts['text/html'] ?? '')('*')
        .toArray()
        .map((one) => ('tagName' in one ? one.tagName : ''))
      const plain = load(noticeHtml(noticeOf(kind, 'Berths'), base))('*')
        .toArray()
        .map((one) => ('tagName' in one ? one.tagName : ''))
      expect(new Set(tags)).toEqual(new Set(plain))
      expect(mail?.parts['text/plain']).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u)
    }),
    { numRuns: 80 },
  )
})

test('secrets on a page go out by no mail', () => {
  const secret = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  const view = noticeOf('alert', `export TOKEN=${secret}`)
  const { subject, text, html } = mailOf(view)
  expect(JSON.stringify([subject, text, html])).not.toContain(secret)
  expect(text).toContain('[redacted:')
})

test('links lead to where people reach Plumbline, and nowhere where that is nowhere else', () => {
  const view = noticeOf('digest', 'Berths')
  expect(noticeText(view, base)).toContain(`${base}/reports/${report.id}`)
  expect(load(noticeHtml(view, base))('a').toArray()).toHaveLength(2)
  expect(noticeText(view, null)).not.toContain('http')
  expect(load(noticeHtml(view, null))('a').toArray()).toEqual([])
})

/** A mail on its way, with a clock of its own. */
async function onItsWay() {
  const store = await openStore(':memory:')
  onTestFinished(() => store.close())
  const clock = { at: Date.UTC(2026, 10, 23, 8) }
  const now = () => new Date(clock.at).toISOString()
  const channel = {
    id: 'notices:email',
    events: ['report.digest' as const],
    messageFor: () => ({ type: 'report.digest' as const, payload: 'ntc_1' }),
    send: ({ id }: { readonly id: string }) =>
      by(server.port)(mailOf(noticeOf('digest', 'Berths'), id)),
  }
  await store.webhooks.configure([channel.id])
  const event = { at: now(), kind: 'report-digest', principal: null, subject: 'ntc_1' } as const
  await store.audit.append({ ...event, details: { person: 'ana' } })
  const desk = { store, webhooks: [], channels: [channel], now, random: () => 0.5 }
  const post = async () => ({ fault: 'nothing is posted here' })
  return { store, clock, now, deliver: () => deliverWebhooks({ ...desk, post }) }
}

describe('a mail that was not taken', () => {
  test.each([
    ['a server that is busy', 451, 'data'],
    ['a server that turns it down', 554, 'data'],
    ['a recipient that is greylisted', 450, 'recipient'],
  ] as const)('by %s is sent again later', async (_, status, at) => {
    const { clock, deliver } = await onItsWay()
    server.refuse(status, at)
    expect(await deliver()).toEqual({ delivered: 0, failed: 1, dead: 0 })
    const before = server.mails.length
    server.refuse(null)
    expect(await deliver()).toEqual({ delivered: 0, failed: 0, dead: 0 })
    clock.at += 60_000
    expect(await deliver()).toEqual({ delivered: 1, failed: 0, dead: 0 })
    expect(server.mails.length).toBe(before + 1)
  })

  test('by a recipient whom nobody knows is given up, and can be sent again by hand', async () => {
    const { store, now, deliver } = await onItsWay()
    server.refuse(550, 'recipient')
    expect(await deliver()).toEqual({ delivered: 0, failed: 0, dead: 1 })
    const { items } = await store.webhooks.deadLetters({ limit: 10 })
    expect(items).toMatchObject([
      { webhook: 'notices:email', because: 'the mail server answered with 550' },
    ])
    server.refuse(null)
    await store.webhooks.revive(items[0]?.id ?? '', now())
    expect(await deliver()).toEqual({ delivered: 1, failed: 0, dead: 0 })
  })

  test('or whose receipt was lost comes twice at most, with one Message-ID', async () => {
    const { clock, deliver } = await onItsWay()
    const before = server.mails.length
    server.dieAfterNext()
    expect(await deliver()).toEqual({ delivered: 0, failed: 1, dead: 0 })
    clock.at += 60_000
    expect(await deliver()).toEqual({ delivered: 1, failed: 0, dead: 0 })
    const ids = server.mails.slice(before).map((mail) => mail.header('message-id'))
    expect(ids).toEqual([ids[0], ids[0]])
    clock.at += 60_000
    expect(await deliver()).toEqual({ delivered: 0, failed: 0, dead: 0 })
  })
})

describe('what is said to a mail server', () => {
  const account = { user: 'plumbline', password: 'five-plain-words' }
  const mail = mailOf(noticeOf('digest', 'Berths'))

  test.each([
    ['offers no TLS', {}],
    ['has a certificate that nobody vouches for', { disabledCommands: [] }],
  ])('is nothing where it %s and TLS is wanted', async (_, options) => {
    const other = await mailServer(options)
    onTestFinished(() => other.stop())
    const send = by(other.port, { security: 'starttls', ...account })
    expect((await send(mail)).is).toBe('refused')
    expect([other.mails, other.signIns]).toEqual([[], []])
  })

  test('is what it takes where it stands on this machine', async () => {
    const other = await mailServer({ disabledCommands: [] })
    onTestFinished(() => other.stop())
    expect(await by(other.port)(mail)).toEqual({ is: 'taken' })
  })

  test('is never told to those who look on', async () => {
    const port = await freePort()
    const outcome = await by(port, account)(mail)
    expect(outcome).toEqual({
      is: 'refused',
      because: expect.stringContaining('the mail server was not reached'),
    })
    expect(JSON.stringify(outcome)).not.toContain(account.password)
  })
})
