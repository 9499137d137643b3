import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { texts } from './support/confluence-crawl.ts'
import { pathsSeenBy, type Served, serve } from './support/confluence-plumbline.ts'
import { type ConfluenceServer, startConfluence } from './support/confluence-server.ts'
import type { World } from './support/confluence-world.ts'

const long = 60_000
const principals = [
  { id: 'ines', account: 'ines', scopes: ['agent'] },
  { id: 'tomas', account: 'tomas', scopes: ['agent'] },
] as const

const ledger = (retries: number) =>
  `<p>How Tidewater Freight books its ledger.</p><h2>Retries</h2><p>The default of <code>LEDGER_RETRIES</code> is ${retries}.</p>`

const fill = (world: World) => {
  world.user('ines')
  world.user('tomas')
  world.group('harbour', ['ines', 'tomas'])
  world.space('OPS', { groups: ['harbour'] })
  world.page('101', 'OPS', { title: 'Ledger', body: ledger(3) })
  world.page('102', 'OPS', {
    title: 'Night ferry',
    body: '<p>The night ferry leaves at the moonrise pier.</p>',
  })
  world.page('103', 'OPS', { title: 'Board', restriction: { users: ['ines'] } })
  world.page('104', 'OPS', { title: 'Salaries', body: '<p>The pilots are paid on Fridays.</p>' })
  world.page('105', 'OPS', { title: 'Crane', body: '<p>The crane lifts forty tonnes.</p>' })
  for (let n = 106; n <= 125; n++) world.page(`${n}`, 'OPS')
}

describe.each(['cloud', 'data-center'] as const)('Confluence %s, through Plumbline', (flavour) => {
  let repository: TestRepository
  let server: ConfluenceServer
  let served: Served

  beforeAll(async () => {
    repository = await gitRepository([
      { files: { 'src/ledger.ts': 'export const LEDGER_RETRIES = 3\n' } },
      { message: 'patience', files: { 'src/ledger.ts': 'export const LEDGER_RETRIES = 5\n' } },
    ])
    server = await startConfluence(flavour)
    server.world.anonymousSite = false
    fill(server.world)
    served = await serve({ url: server.url, principals, repository: repository.directory })
  }, long)
  afterAll(async () => {
    await served?.close()
    await server?.stop()
    await repository?.remove()
  })

  const ask = async (principal: string, query: string) =>
    (await served.call(principal, '/v1/answers', { query, intent: 'inform' })).text
  const findings = async () => (await served.call('ines', '/v1/findings?status=contradicted')).text

  test('what is there is found and judged', async () => {
    expect(await ask('tomas', 'Where does the night ferry leave?')).toContain('moonrise pier')
    expect(await findings()).toContain('LEDGER_RETRIES')
    expect(await pathsSeenBy(served, 'tomas')).toHaveLength(24)
  })

  test('an unchanged wiki is asked for no text', async () => {
    server.asked.length = 0
    const [summary] = await served.plumbline.crawl([], undefined, { everything: false })
    expect(summary).toMatchObject({ pages: 25, changed: 0, gone: 0, accessChanged: 0, unread: [] })
    expect(texts(server.asked)).toEqual([])
  })

  test('one poll sees what was edited, moved, restricted and deleted, and asks for one text', async () => {
    const { world } = server
    server.asked.length = 0
    world.publish('101', '2026-10-01T08:00:00.000Z', ledger(5))
    world.of('102').parent = '103'
    world.of('104').restriction = { users: ['ines'] }
    world.of('105').status = 'trashed'
    const [summary] = await served.plumbline.crawl([], undefined, { everything: false })
    expect(summary).toMatchObject({ changed: 1, gone: 1, accessChanged: 2, unread: [] })
    expect(texts(server.asked).every((path) => path.includes('/101'))).toBe(true)
    expect(await findings()).not.toContain('LEDGER_RETRIES')
    expect(await ask('ines', 'Where does the night ferry leave?')).toContain('moonrise pier')
    expect(await ask('ines', 'When are the pilots paid?')).toContain('paid on Fridays')
    expect(await ask('tomas', 'Where does the night ferry leave?')).not.toContain('moonrise')
    expect(await ask('tomas', 'When are the pilots paid?')).not.toContain('Friday')
    const gone = await served.call('ines', `/v1/pages/${encodeURIComponent('wiki:105')}`)
    expect(JSON.parse(gone.text).page.times.gone).toMatchObject({ basis: 'observed' })
    const hidden = await Promise.all(
      ['/v1/pages?limit=200', '/v1/findings?limit=200', '/v1/pages/wiki%3A104'].map((url) =>
        served.call('tomas', url),
      ),
    )
    expect(hidden.filter(({ text }) => /Salaries|Night ferry|Friday|moonrise/.test(text))).toEqual(
      [],
    )
  })
})
