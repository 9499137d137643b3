import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { noticeChat } from '../../src/render/notice-chat.ts'
import { anyText, noticeOf, startNotices, titlesIn, week } from '../support/notices.ts'
import { runbook } from '../support/quay.ts'
import { type StubServer, stubServer } from '../support/stub-server.ts'

afterEach(() => vi.unstubAllEnvs())

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const shout = '<!channel> @all [free](https://elsewhere.example) & *Berths*'

const tariff = runbook(
  { owner: 'kim', about: 'customs', title: 'Tariff' },
  '`DUTY_DAYS` defaults to `60`.',
)

/** A company with a room that all may read, one of kim's, one that is gone, and a subscriber. */
async function companyWith(server: StubServer) {
  for (const room of ['dock', 'kim', 'old'])
    vi.stubEnv(`${room.toUpperCase()}_ROOM`, `${server.url}/${room}/secret-part`)
  vi.stubEnv('TICKETS_SECRET', secret)
  const company = await startNotices(`
  slack:
    - { id: dock, urlFrom: DOCK_ROOM, groups: [group:everyone], privateNetwork: true }
    - { id: kim, urlFrom: KIM_ROOM, person: kim, privateNetwork: true }
    - { id: old, urlFrom: OLD_ROOM, person: ana, privateNetwork: true }
webhooks:
  - { id: tickets, url: '${server.url}/tickets', secretFrom: TICKETS_SECRET, events: [report.digest, report.alert], privateNetwork: true }
`)
  onTestFinished(() => company.stop())
  const { quay } = company
  const wrong = '`BERTH_TIMEOUT` defaults to `30s`.'
  await quay.write('runbooks/berths.md', runbook({ owner: 'ana', title: shout }, wrong))
  const hidden = runbook(
    { owner: 'kim', about: 'customs', title: 'Tariff' },
    '`DUTY_DAYS` is `60`.',
  )
  await quay.write('vault/tariff.md', hidden.replace('is `60`', 'defaults to `60`'))
  await quay.plumbline.crawl(['runbooks', 'vault'])
  await company.arrived()
  quay.pass(week)
  return company
}

const sentTo = ({ requests }: StubServer, place: string) =>
  requests.filter(({ path }) => path.startsWith(`/${place}`))

test('a room is told what everybody in it may read, and calls nobody', async () => {
  const server = await stubServer(({ path }) => ({
    status: path.startsWith('/old') ? 410 : 200,
    body: 'ok',
  }))
  const company = await companyWith(server)
  const mails = await company.arrived()
  const dock = sentTo(server, 'dock').map(({ body }) => JSON.parse(body))
  expect(dock.map(({ text }) => /^For (\w+): /.exec(text)?.[1]).toSorted()).toEqual(['ana', 'hal'])
  expect(JSON.stringify(dock)).not.toMatch(/tariff|vault|kim|<!|@all|\]\(|secret-part/i)
  expect(JSON.stringify(dock)).toContain('BERTH_TIMEOUT is contradicted')
  const [kim] = sentTo(server, 'kim').map(({ body }) => JSON.parse(body))
  expect(kim.text).toMatch(/^For kim: .*Tariff/s)
  expect(titlesIn(mails.find(({ to }) => to.includes('kim@harbour.example')))).toEqual(['Tariff'])
})

test('whatever a page says, it mentions nobody in a room, leads nowhere else and tells no secret', () => {
  const text = (said: string): string =>
    JSON.parse(noticeChat(noticeOf('alert', said), 'https://plumbline.harbour.example')).text
  const link = /https:\/\/plumbline\.harbour\.example\/reports\/rep_\w+/
  const harm = fc
    .array(
      fc.constantFrom(
        '<!here>',
        '<@U1>',
        '@channel',
        '@',
        '](',
        '<https://e.example|x>',
        '&',
        '\n',
        'a',
      ),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(harm, anyText), (said) => {
      const sent = text(said)
      expect(sent).not.toMatch(/[<>]|@(?!\u200B)|\]\(/)
      expect(sent.split('\n')).toHaveLength(4)
      expect(sent.split('\n').at(-1)).toMatch(link)
    }),
  )
  expect(text(`ghp_${'a1B2c3D4e5F6'.repeat(3)}`)).not.toContain('a1B2c3')
})

test('a subscriber is sent ids that are signed, and no words of pages', async () => {
  const server = await stubServer(() => ({ body: 'ok' }))
  const company = await companyWith(server)
  await company.arrived()
  const messages = sentTo(server, 'tickets').map(({ body, headers }) =>
    new Webhook(secret).verify(body, {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    }),
  )
  expect(messages).toHaveLength(3)
  const kim = await company.quay.plumbline.principal('kim')
  const { items } = await company.quay.plumbline.reports({ mine: true }, kim)
  expect(messages).toContainEqual({
    type: 'report.digest',
    timestamp: company.quay.now(),
    data: {
      id: expect.stringMatching(/^ntc_[0-9a-f]{24}$/),
      url: '/v1/reports?owner=kim',
      principal: null,
      person: 'kim',
      reports: items.map(({ id }) => id),
      findings: items.flatMap(({ items: own }) => own.map(({ finding }) => finding)),
      more: 0,
    },
  })
  expect(JSON.stringify(messages)).not.toMatch(/tariff|berth|DUTY/i)
})

test('what a room would not take is a dead letter, and can be sent again', async () => {
  let isGone = true
  const server = await stubServer(({ path }) => ({
    status: isGone && path.startsWith('/old') ? 410 : 200,
    body: 'ok',
  }))
  const company = await companyWith(server)
  const { plumbline } = company.quay
  await company.arrived()
  const { items } = await plumbline.deadLetters({})
  expect(items).toMatchObject([{ webhook: 'slack:old', because: 'it answered with status 410' }])
  expect(JSON.stringify(items)).not.toContain('secret-part')
  isGone = false
  await plumbline.redeliver(items[0]?.id ?? '')
  expect(await plumbline.deliver()).toEqual({ delivered: 1, failed: 0, dead: 0 })
  expect(sentTo(server, 'old').map(({ body }) => body)[1]).toContain('BERTH_TIMEOUT')
})

test('what nobody who is told may read is not counted as told', async () => {
  const server = await stubServer(() => ({ body: 'ok' }))
  vi.stubEnv('DOCK_ROOM', `${server.url}/dock`)
  const company = await startNotices(`
  slack:
    - { id: dock, urlFrom: DOCK_ROOM, groups: [group:everyone], privateNetwork: true }
`)
  onTestFinished(() => company.stop())
  const { quay } = company
  quay.configure(({ principals }) => ({
    principals: principals.map(({ email: _, ...one }) => one),
  }))
  await quay.write('vault/tariff.md', tariff)
  await quay.plumbline.crawl(['vault'])
  const titles = async () =>
    (await quay.plumbline.digest('kim'))?.reports.map(({ report }) => report.page.title)
  expect(await titles()).toEqual(['Tariff'])
  expect(await quay.plumbline.makeDigest('kim')).toBe('nothing')
  expect(await titles()).toEqual(['Tariff'])
  expect(await quay.plumbline.makeDigest('ana')).toBe('made')
})
