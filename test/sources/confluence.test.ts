import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Handed } from '../../src/sources/source.ts'
import { crawl, documentsIn, stampsIn, texts } from './support/confluence-crawl.ts'
import { type ConfluenceServer, startConfluence } from './support/confluence-server.ts'
import type { World } from './support/confluence-world.ts'

const runbook =
  '<p>How the Tidewater Freight ledger is kept.</p><h2>Restart</h2><p>Run <code>harbour restart</code>.</p><h2>Limits</h2><p>At most 40 ships.</p>'

const isUnread = (handed: Handed) => handed.is === 'unread'
const accessOf = (handed: readonly Handed[], id: string) =>
  handed.flatMap((one) => {
    if (one.is === 'document' && one.document.path === id) return [one.document.access]
    return one.is === 'same' && one.path === id ? [one.access] : []
  })[0]

describe.each(['cloud', 'data-center'] as const)('Confluence %s', (flavour) => {
  const isCloud = flavour === 'cloud'
  let server: ConfluenceServer
  let world: World

  beforeEach(async () => {
    server = await startConfluence(flavour)
    world = server.world
    world.anonymousSite = false
    world.user('ines', 'Inês Duarte')
    world.user('tomas', 'Tomás Reyes')
    world.group('pilots', ['ines'])
    world.group('confluence-users', ['ines', 'tomas'])
    world.space('OPS', { groups: ['pilots'], users: ['tomas'] })
  })
  afterEach(() => server.stop())

  test('hands over current and archived pages, no drafts and nothing from the bin', async () => {
    world.page('1', 'OPS', { title: 'Ledger', body: runbook, owner: 'ines' })
    world.page('2', 'OPS', { title: 'Old ledger', status: 'archived' })
    world.page('3', 'OPS', { status: 'draft' })
    world.page('4', 'OPS', { status: 'trashed' })
    const handed = await crawl(server)
    const documents = documentsIn(handed)
    expect([...documents.keys()].toSorted()).toEqual(['1', '2'])
    expect(documents.get('1')?.document).toMatchObject({
      path: '1',
      url: `${server.url}${isCloud ? '/spaces/OPS/pages/1' : '/pages/viewpage.action?pageId=1'}`,
      format: 'html',
      text: runbook,
      created: { at: '2025-03-01T09:00:00.000Z', basis: 'claimed' },
      modified: { at: '2025-03-01T09:00:00.000Z', basis: 'claimed' },
      revision: '1',
      told: { title: 'Ledger', ...(isCloud ? { owner: 'Inês Duarte' } : {}) },
      access: [['group:everyone'], ['wiki/group:pilots', 'wiki/user:tomas']],
    })
    expect(documents.get('2')?.document.told?.supersededBy).toMatch(/archived/)
    expect(handed.filter(({ is }) => is === 'groups')).toEqual([
      { is: 'groups', groups: [{ name: 'wiki/group:pilots', members: ['wiki/user:ines'] }] },
    ])
    expect(handed.at(-1)).toEqual({ is: 'whole' })
  })

  test('asks for no text again where nothing changed, and sees restrictions all the same', async () => {
    for (let n = 1; n <= 30; n++) world.page(`${n}`, 'OPS')
    const copies = stampsIn(await crawl(server))
    server.asked.length = 0
    world.of('7').restriction = { users: ['ines'] }
    const again = await crawl(server, { copies })
    expect(texts(server.asked)).toEqual([])
    expect(server.asked.length).toBeLessThan(12)
    expect(again.filter(({ is }) => is === 'same')).toHaveLength(30)
    expect(accessOf(again, '7')).toEqual([
      ['group:everyone'],
      ['wiki/group:pilots', 'wiki/user:tomas'],
      ['wiki/user:ines'],
    ])
  })

  test.each([
    ['a new text', (w: World) => w.publish('5', '2026-02-01T00:00:00Z', '<p>Other.</p>')],
    ['a label', (w: World) => w.of('5').labels.push('outdated')],
    [
      'another title',
      (w: World) => {
        w.of('5').title = 'Renamed'
      },
    ],
  ])('asks for one page again after %s', async (_, change) => {
    for (let n = 1; n <= 9; n++) world.page(`${n}`, 'OPS')
    const copies = stampsIn(await crawl(server))
    server.asked.length = 0
    change(world)
    const documents = documentsIn(await crawl(server, { copies }))
    expect([...documents.keys()]).toEqual(['5'])
    expect(texts(server.asked).every((path) => /\/5[/?]/.test(path))).toBe(true)
  })

  test('a status publishes a version, and makes no text newer', async () => {
    world.page('1', 'OPS', { versions: [{ when: '2023-05-01T08:00:00.000Z', body: runbook }] })
    const limits = runbook.replace('40', '60')
    world.publish('1', '2024-06-01T08:00:00.000Z', limits)
    world.setState('1', 'Verified', '2026-01-10T12:00:00.000Z')
    const later = limits.replace('<h2>', '<h2 local-id="a7">')
    world.publish('1', '2026-01-11T12:00:00.000Z', later)
    const told = documentsIn(await crawl(server)).get('1')?.document
    expect(told?.modified?.at).toBe('2026-01-11T12:00:00.000Z')
    expect(told?.told?.contentChanged).toEqual({ at: '2024-06-01T08:00:00.000Z', basis: 'claimed' })
    expect(told?.told?.parts).toEqual({
      by: 'heading',
      parts: [
        { words: '', changed: { at: '2023-05-01T08:00:00.000Z', basis: 'claimed' } },
        { words: 'Restart', changed: { at: '2023-05-01T08:00:00.000Z', basis: 'claimed' } },
        { words: 'Limits', changed: { at: '2024-06-01T08:00:00.000Z', basis: 'claimed' } },
      ],
    })
    if (isCloud) expect(told?.told?.reviewed?.at).toBe('2026-01-10T12:00:00.000Z')
  })

  test('one page that fails its whole batch costs no other', async () => {
    for (let n = 1; n <= 23; n++) world.page(`${n}`, 'OPS', { failsBatch: n === 13 || n === 14 })
    const handed = await crawl(server)
    expect(documentsIn(handed).size).toBe(23)
    expect(handed.filter(isUnread)).toEqual([])
    expect(handed.at(-1)).toEqual({ is: 'whole' })
  })

  test('a page that cannot be given as it was written is read as it is shown', async () => {
    world.page('1', 'OPS', { body: runbook, storageFails: true })
    expect(documentsIn(await crawl(server)).get('1')?.document.text).toBe(runbook)
  })

  test('a server that fails is asked for less at once', async () => {
    for (let n = 1; n <= 40; n++) world.page(`${n}`, 'OPS')
    server.fault = (path) => {
      const isList = /\/(?:api\/v2\/pages|rest\/api\/content)\?/.test(path)
      return isList && Number(/limit=(\d+)/.exec(path)?.[1]) > 12 ? { status: 500 } : null
    }
    const handed = await crawl(server)
    expect(documentsIn(handed).size).toBe(40)
    expect(handed.at(-1)).toEqual({ is: 'whole' })
  })

  test('waits where a 403 means that too much was asked', async () => {
    world.page('1', 'OPS')
    let refusals = 1
    server.fault = (path) =>
      path.includes('space') && refusals-- > 0
        ? { status: 403, headers: { 'retry-after': '0.01' } }
        : null
    expect(documentsIn(await crawl(server)).size).toBe(1)
  })

  test('a list that goes in a circle is a fault, and not all there is', async () => {
    world.page('1', 'OPS')
    server.fault = (path) =>
      /\/(?:api\/v2\/pages|rest\/api\/content)\?/.test(path)
        ? { json: { results: [], _links: { next: isCloud ? `/wiki${path}` : `${path}` } } }
        : null
    await expect(crawl(server)).rejects.toThrow(/without an end|goes back/)
  })

  test('an unknown account is told what to set', async () => {
    const entry = { credentials: { token: 'wrong' } }
    await expect(crawl(server, { entry })).rejects.toThrow(/set user and tokenFrom/)
  })

  test('reads the spaces that are named, and tells of one that is not there', async () => {
    world.space('~ines', { users: ['ines'] })
    world.page('1', 'OPS')
    world.page('2', '~ines')
    const handed = await crawl(server, { entry: { spaces: ['~INES', 'GONE'] } })
    expect([...documentsIn(handed).keys()]).toEqual(['2'])
    expect(handed.filter(isUnread).map((one) => (one.is === 'unread' ? one.path : ''))).toEqual([
      'space GONE',
    ])
  })

  test('globs are of titles, with the space or without', async () => {
    for (const [id, title] of [
      ['1', 'Runbook: ledger'],
      ['2', 'Runbook: old'],
      ['3', 'Minutes'],
    ] as const)
      world.page(id, 'OPS', { title })
    const entry = { include: ['Runbook*'], exclude: ['OPS/*old'] }
    expect([...documentsIn(await crawl(server, { entry })).keys()]).toEqual(['1'])
  })

  test('more pages than the bound are a fault in words', async () => {
    for (let n = 1; n <= 12; n++) world.page(`${n}`, 'OPS')
    await expect(crawl(server, { entry: { mostPages: 10 } })).rejects.toThrow(/mostPages/)
  })

  test('a wiki that dies half way ends in words, and the next crawl goes on from there', async () => {
    for (let n = 101; n <= 130; n++) world.page(`${n}`, 'OPS')
    let answered = 0
    server.fault = (path) => (texts([path]).length > 0 && ++answered > 6 ? 'cut' : null)
    const handed: Handed[] = []
    await expect(crawl(server, { handed })).rejects.toThrow(/cannot read/)
    const had = stampsIn(handed)
    expect(had.size).toBe(6)
    expect(handed.at(-1)?.is).not.toBe('whole')
    server.fault = () => null
    server.asked.length = 0
    const rest = await crawl(server, { copies: had })
    const asked = texts(server.asked).flatMap((path) => /\/(1\d\d)[/?]/.exec(path)?.[1] ?? [])
    expect(asked.filter((id) => had.has(id))).toEqual([])
    expect([...documentsIn(rest).keys(), ...had.keys()].toSorted()).toHaveLength(30)
    expect(rest.at(-1)).toEqual({ is: 'whole' })
  })
})
