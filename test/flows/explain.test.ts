import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../../src/domain/answer.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { type Quay, rightTimeout, runbook, startQuay, wrongTimeout } from '../support/quay.ts'

let quay: Quay
const people = new Map<string, Principal>()
const person = (id: string): Principal => people.get(id) ?? { ...nobody, id }
const nobody: Principal = { id: '', kind: 'person', scopes: [], groups: [], environments: [] }
beforeAll(async () => {
  quay = await startQuay()
  for (const id of ['agent-scout', 'ana', 'hal', 'joe', 'kim'])
    people.set(id, await quay.plumbline.principal(id))
}, 120_000)
afterAll(() => quay?.stop())

const ask = (query: string, who: string): Promise<Answer> =>
  quay.plumbline.ask({ query }, person(who))
const explained = (id: string, who: string) => quay.plumbline.explanation(id, person(who))
const berths = (...statements: readonly string[]) =>
  quay.write('runbooks/berths.md', runbook({ owner: 'ana' }, ...statements))

describe('an answer that was blocked', () => {
  const query = 'What is the default of BERTH_TIMEOUT?'

  test('is compared with what would be said of its sources today', async () => {
    const { id, verdict } = await ask(query, 'agent-scout')
    expect(verdict.decision).toBe('block')
    const before = await explained(id, 'ana')
    expect(before?.today.get('c1')).toMatchObject({
      is: 'same',
      now: { freshness: { state: 'contradicted' }, contradictions: [{ subject: 'BERTH_TIMEOUT' }] },
    })
    expect(before?.status.status).toBe('valid')

    await berths(rightTimeout)
    await quay.plumbline.crawl(['runbooks'])
    const after = await explained(id, 'ana')
    expect(after?.today.get('c1')).toMatchObject({
      is: 'changed',
      now: { freshness: { state: 'fresh' }, contradictions: [] },
    })
    expect(after?.status.status).toBe('recalled')

    await berths('Berths are for ships.\n\n', wrongTimeout)
    await quay.plumbline.crawl(['runbooks'])
    // The same words stand further down now.
    expect((await explained(id, 'ana'))?.today.get('c1')).toMatchObject({ is: 'same' })

    await quay.write('runbooks/berths.md', null)
    await quay.plumbline.crawl(['runbooks'])
    const gone = (await explained(id, 'ana'))?.today.get('c1')
    expect(gone).toMatchObject({ now: { freshness: { state: 'gone' } } })
    await berths(wrongTimeout)
    await quay.plumbline.crawl(['runbooks'])
  })

  test('is explained without the words that nobody should follow', async () => {
    const { id } = await ask(query, 'agent-scout')
    expect(JSON.stringify([...((await explained(id, 'ana'))?.today ?? [])])).not.toContain('30s`')
  })

  test.each([
    ['who asked', 'agent-scout', true],
    ['an engineer who may read all that it rests on', 'kim', true],
    ['an engineer who may read nothing', 'joe', false],
    ['an owner', 'hal', false],
  ])('opens to those alone who may see it: %s, %s, %s', async (_, who, opens) => {
    const { id } = await ask(query, 'agent-scout')
    expect((await explained(id, who)) !== null).toBe(opens)
  })

  test('tells of no page that its reader may not read', async () => {
    const resting = await ask('What default of DUTY_DAYS does the tariff say?', 'kim')
    expect(resting.withheld.map(({ citation }) => citation.page.source)).toContain('vault')
    expect(await explained(resting.id, 'ana')).toBeNull()
    // What only came near is left out of what another reader is told.
    const { id } = await ask(query, 'kim')
    expect(JSON.stringify(await explained(id, 'kim'))).toContain('vault:')
    expect(JSON.stringify(await explained(id, 'ana'))).not.toContain('vault:')
  })
})

test('a verification is explained by its id, and one that nobody made is not there', async () => {
  const request = { action: { command: 'rm -rf /srv/berths' } }
  const { id } = await quay.plumbline.verify(request, person('agent-scout'))
  expect(await explained(id, 'ana')).toMatchObject({
    record: { about: 'verification' },
    principal: 'agent-scout',
    provenance: null,
  })
  expect(await explained('ver_0', 'ana')).toBeNull()
})

test('what people ask is never markup, and what others asked is not theirs to see', async () => {
  const ana = await quay.signedIn('ana')
  const csrf = await ana.word('/')
  const query = '<script>alert("berths")</script> \u202eBERTH_TIMEOUT?'
  const asked = await ana.post('/answers', { csrf, query, intent: 'act' })
  const path = asked.headers.get('location') ?? ''
  const id = path.replace('/answers/', '')
  for (const at of ['/', path, `/explain/${id}`, `/explain?id=${encodeURIComponent(query)}`]) {
    const page = load((await ana.get(at)).text)
    expect([at, page('script, img').length]).toEqual([at, 0])
    expect(page('body').text()).toContain('<script>alert("berths")')
  }
  const hal = await quay.signedIn('hal')
  expect((await hal.get('/')).text).not.toContain('alert')
  for (const at of [path, `/explain/${id}`]) expect((await hal.get(at)).status).toBe(404)
  const foreign = await ana.post('/answers', { csrf: 'x', query: 'why', intent: 'act' })
  expect(foreign.status).toBe(403)
})
