import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Handed } from '../../src/sources/source.ts'
import { crawl, documentsIn, stampsIn, texts } from './support/confluence-crawl.ts'
import { type ConfluenceServer, startConfluence } from './support/confluence-server.ts'
import type { World } from './support/confluence-world.ts'

const isUnread = (handed: Handed) => handed.is === 'unread'
const accessOf = (handed: readonly Handed[], id: string) =>
  handed.flatMap((one) => {
    if (one.is === 'document' && one.document.path === id) return [one.document.access]
    return one.is === 'same' && one.path === id ? [one.access] : []
  })[0]

describe.each(['cloud', 'data-center'] as const)('Confluence %s', (flavour) => {
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

  test.each(['draft', 'trashed'] as const)(
    'what stands below a %s page is closed to everybody, in words',
    async (status) => {
      world.page('1', 'OPS', { status })
      world.page('2', 'OPS', { parent: '1', failsBatch: true })
      world.page('3', 'OPS', { parent: '2' })
      world.page('4', 'OPS')
      const handed = await crawl(server)
      expect([...documentsIn(handed).keys()]).toEqual(['4'])
      expect(handed.filter(isUnread)).toEqual(
        ['2', '3'].map((path) => ({
          is: 'unread',
          path,
          because: expect.stringMatching(/who may view it cannot be read, so nobody may/),
        })),
      )
    },
  )

  test('a copy is shut while what stands above it cannot be read, and opens again', async () => {
    world.page('1', 'OPS')
    world.page('2', 'OPS', { parent: '1' })
    const copies = stampsIn(await crawl(server))
    world.of('1').restriction = 'unreadable'
    server.asked.length = 0
    const shut = await crawl(server, { copies })
    for (const id of ['1', '2']) expect(accessOf(shut, id)).toEqual([['group:everyone'], []])
    expect(shut.filter(isUnread)).toHaveLength(2)
    world.of('1').restriction = null
    const open = await crawl(server, { copies })
    expect(accessOf(open, '2')).toHaveLength(2)
    expect(texts(server.asked)).toEqual([])
  })

  test('restrictions of more people than one part are read to their end', async () => {
    const crew = Array.from({ length: 431 }, (_, n) => `crew-${n}`)
    world.page('1', 'OPS', { restriction: { users: crew, groups: ['pilots'] } })
    world.page('2', 'OPS', { restriction: { users: crew.slice(0, 200) } })
    const documents = documentsIn(await crawl(server))
    expect(documents.get('1')?.document.access[2]).toHaveLength(432)
    expect(documents.get('2')?.document.access[2]).toHaveLength(200)
  })

  test('groups of more people than one part are read to their end', async () => {
    world.group(
      'pilots',
      Array.from({ length: 777 }, (_, n) => `crew-${n}`),
    )
    world.page('1', 'OPS')
    const groups = (await crawl(server)).flatMap((one) => (one.is === 'groups' ? one.groups : []))
    expect(groups.map(({ members }) => members.length)).toEqual([777])
  })

  test('a space whose permissions cannot be read is closed', async () => {
    world.space('HR', { groups: ['pilots'] }, { unreadable: true })
    world.page('1', 'HR')
    world.page('2', 'OPS')
    const handed = await crawl(server)
    expect([...documentsIn(handed).keys()]).toEqual(['2'])
    expect(handed.filter(isUnread)).toHaveLength(1)
  })

  test('a space that everybody may see has no list of readers', async () => {
    world.anonymousSite = true
    world.space('DOCS', { anonymous: true, groups: ['pilots'] })
    world.page('1', 'DOCS')
    world.page('2', 'DOCS', { parent: '1', restriction: {} })
    const handed = await crawl(server)
    for (const id of ['1', '2']) expect(accessOf(handed, id)).toEqual([['group:everyone']])
    world.anonymousSite = false
    expect(accessOf(await crawl(server), '1')).toEqual([['group:everyone'], ['wiki/group:pilots']])
  })
})

describe('Confluence Cloud alone', () => {
  test('what stands below a folder is restricted as the folder is', async () => {
    const server = await startConfluence('cloud')
    const { world } = server
    world.user('ines')
    world.space('OPS', { signedIn: true })
    world.group('confluence-users', ['ines'])
    world.page('1', 'OPS', { restriction: { users: ['tomas'] } })
    world.page('2', 'OPS', { kind: 'folder', parent: '1', restriction: { users: ['ines'] } })
    world.page('3', 'OPS', { parent: '2', notInIndex: true, labels: ['deprecated'] })
    const handed = await crawl(server)
    await server.stop()
    expect(accessOf(handed, '3')).toEqual([
      ['group:everyone'],
      ['wiki/group:<signed in>'],
      ['wiki/user:ines'],
      ['wiki/user:tomas'],
    ])
    expect(documentsIn(handed).get('3')?.document.told?.supersededBy).toMatch(/deprecated/)
    expect(handed[0]).toEqual({
      is: 'groups',
      groups: [
        { name: 'wiki/group:confluence-users', members: ['wiki/user:ines'] },
        { name: 'wiki/group:<signed in>', members: ['wiki/group:confluence-users'] },
      ],
    })
  })
})

describe('Data Center alone', () => {
  const permissionSets = [
    {
      type: 'VIEWSPACE',
      spacePermissions: [
        { userName: 'ines', groupName: null },
        { userName: null, groupName: 'pilots' },
      ],
    },
    { type: 'COMMENT', spacePermissions: [{ userName: 'tomas', groupName: null }] },
  ]
  test.each([
    [{ result: permissionSets }, [['group:everyone'], ['wiki/group:pilots', 'wiki/user:ines']]],
    [{ error: { code: 500 } }, undefined],
  ])('before 9.1 permissions come by JSON-RPC: %j', async (json, access) => {
    const server = await startConfluence('data-center')
    server.world.space('OPS', { users: ['tomas'] })
    server.world.page('1', 'OPS')
    server.fault = (path) => {
      if (path.startsWith('/rpc/')) return { json }
      return /\/permissions/.test(path) ? { status: 404 } : null
    }
    const handed = await crawl(server)
    await server.stop()
    expect(accessOf(handed, '1')).toEqual(access)
  })

  test('a remote API that is closed to the nameless does not make a public space private', async () => {
    const server = await startConfluence('data-center')
    const { world } = server
    world.anonymousApi = false
    world.space('DOCS', { anonymous: true })
    world.page('1', 'DOCS')
    const open = accessOf(await crawl(server), '1')
    world.anonymousSite = false
    const shut = accessOf(await crawl(server), '1')
    await server.stop()
    expect([open, shut]).toEqual([[['group:everyone']], [['group:everyone'], []]])
  })

  test('versions that know no archived pages have none', async () => {
    const server = await startConfluence('data-center')
    server.world.space('OPS', { users: ['ines'] })
    server.world.page('1', 'OPS')
    server.fault = (path) => (path.includes('status=archived') ? { status: 400 } : null)
    const handed = await crawl(server)
    await server.stop()
    expect(handed.map(({ is }) => is)).toEqual(['groups', 'document', 'whole'])
  })
})
