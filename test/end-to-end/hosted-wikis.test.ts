import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bookStackToken, startBookStack } from '../sources/support/bookstack-server.ts'
import type { ContractServer } from '../sources/support/contract-server.ts'
import { notionToken, paragraph, startNotion } from '../sources/support/notion-server.ts'
import { outlineToken, startOutline } from '../sources/support/outline-server.ts'
import { type ThroughWiki, throughWiki } from '../support/through-wiki.ts'

/** A wiki of four pages, of which `Desk` is the vault keepers' where the wiki tells readers. */
interface Hosted {
  readonly server: ContractServer
  readonly source: string
  readonly secret: string
  edit(retries: number): void
  move(): void
  /** Takes `Desk` from all but the keeper; null where the wiki tells nobody's rights. */
  readonly restrict: (() => void) | null
  delete(): void
  /** Texts that were asked for, by whatever the wiki calls them. */
  texts(): readonly string[]
}

const limits = (retries: number): string => `The default of \`PAYMENT_RETRIES\` is ${retries}.`
const others = {
  Worker: 'The worker starts at dawn.',
  'Old queue': 'The old queue is kept warm.',
  Desk: 'The desk opens at moonrise.',
}

async function bookStack(): Promise<Hosted> {
  const server = await startBookStack()
  const all = { 'Payment limits': limits(3), ...others }
  const pages = Object.entries(all).map(([name, markdown], at) =>
    server.page({ id: at + 1, name, markdown }),
  )
  const page = (name: string) =>
    pages.find((one) => one.name === name) ?? server.page({ id: 99, name })
  return {
    server,
    source: `id: hosted, type: bookstack, url: '${server.url}', access: [group:bankers], user: ${bookStackToken.user}, tokenFrom: TEST_HOSTED_TOKEN`,
    secret: bookStackToken.token,
    edit: (retries) => {
      Object.assign(page('Payment limits'), { markdown: limits(retries), revisions: retries })
    },
    move: () => {
      page('Worker').chapter = 7
    },
    restrict: () =>
      server.rules.set(`page/${page('Desk').id}`, { roles: { 2: false }, others: false }),
    delete: () => {
      page('Old queue').deleted = true
    },
    texts: () =>
      server.log.requests.flatMap(({ url }) => /^\/api\/pages\/(\d+)/.exec(url)?.[1] ?? []),
  }
}

async function outline(): Promise<Hosted> {
  const server = await startOutline()
  server.collections.push({
    id: 'c-vault',
    name: 'Vault',
    permission: null,
    users: ['u-caro'],
    groups: [],
  })
  const all = { 'Payment limits': limits(3), ...others }
  const documents = Object.entries(all).map(([title, text], at) =>
    server.document({ id: `${at + 1}`, title, text }),
  )
  const document = (title: string) =>
    documents.find((one) => one.title === title) ?? server.document({ id: '99', title })
  const now = () => new Date().toISOString()
  return {
    server,
    source: `id: hosted, type: outline, url: '${server.url}', access: [group:bankers], tokenFrom: TEST_HOSTED_TOKEN`,
    secret: outlineToken.token,
    edit: (retries) => {
      Object.assign(document('Payment limits'), {
        text: limits(retries),
        revision: retries,
        updated: now(),
      })
    },
    move: () => {
      document('Worker').parent = document('Payment limits').id
    },
    restrict: () => {
      document('Desk').collection = 'c-vault'
    },
    delete: () => {
      document('Old queue').deleted = true
    },
    texts: () =>
      server.log.requests.flatMap(({ url, body }) => (url === '/api/documents.info' ? [body] : [])),
  }
}

async function notion(): Promise<Hosted> {
  const server = await startNotion()
  const all = { 'Payment limits': limits(3), ...others }
  const code = (text: string) => ({
    type: 'paragraph',
    content: {
      rich_text: text.split('`').map((plain_text, at) => ({
        type: 'text',
        plain_text,
        href: null,
        annotations: { bold: false, code: at % 2 === 1 },
      })),
    },
  })
  const pages = Object.entries(all).map(([title, text], at) =>
    server.page({ id: `p-${at + 1}`, title, blocks: [code(text)] }),
  )
  const page = (title: string) =>
    pages.find((one) => one.title === title) ?? server.page({ id: 'p-99', title })
  return {
    server,
    source: `id: hosted, type: notion, url: '${server.url}', access: [group:bankers], tokenFrom: TEST_HOSTED_TOKEN, spaces: [${Object.keys(all).join(', ')}, Home]`,
    secret: notionToken.token,
    edit: (retries) => {
      const edited = new Date(Date.now() - 3_600_000 + retries * 60_000).toISOString()
      Object.assign(page('Payment limits'), {
        blocks: [code(limits(retries)), paragraph('Ask the bank.')],
        edited,
      })
    },
    move: () => {
      server.page({ id: 'p-home', title: 'Home', blocks: [] })
      page('Worker').parent = { type: 'page_id', page_id: 'p-home' }
    },
    restrict: null,
    delete: () => {
      page('Old queue').trashed = true
    },
    texts: () =>
      server.log.requests.flatMap(({ url }) => /^\/v1\/blocks\/(p-\d+)\//.exec(url)?.[1] ?? []),
  }
}

const principals = `
  - { id: keeper, kind: agent, scopes: [agent], groups: [group:everyone, group:bankers], accounts: ['hosted/user:1', 'hosted/user:u-caro'] }
  - { id: banker, kind: agent, scopes: [agent], groups: [group:everyone, group:bankers], accounts: ['hosted/user:11', 'hosted/user:u-ben'] }
  - { id: stranger, kind: agent, scopes: [agent], groups: [group:everyone, group:bankers] }
  - { id: clerk, kind: agent, scopes: [agent], accounts: ['hosted/user:11', 'hosted/user:u-ben'] }
`

describe.each([
  ['BookStack', bookStack],
  ['Outline', outline],
  ['Notion', notion],
] as const)('%s through the whole of Plumbline', (_, start) => {
  let wiki: Hosted
  let through: ThroughWiki

  beforeAll(async () => {
    wiki = await start()
    through = await throughWiki(wiki.source, principals, { TEST_HOSTED_TOKEN: wiki.secret })
    expect(await through.crawl()).toMatchObject({ pages: 4, changed: 4, unread: [] })
  })
  afterAll(async () => {
    await through?.close()
    await wiki?.server.stop()
  })
  beforeEach(() => wiki.server.log.clear())

  test('pages are shown to whoever both the entry and the wiki let in', async () => {
    const all = ['Desk', 'Old queue', 'Payment limits', 'Worker']
    expect(await through.titles('keeper')).toEqual(all)
    expect(await through.titles('banker')).toEqual(all)
    expect(await through.titles('clerk')).toEqual([])
    expect(await through.titles('stranger')).toEqual(wiki.restrict === null ? all : [])
    expect(await through.ask('banker', 'When does the desk open?')).toContain('moonrise')
    expect((await through.contradicted('banker')).join()).toContain('PAYMENT_RETRIES')
    expect(await through.contradicted('clerk')).toEqual([])
  })

  test('an unchanged crawl asks for no text', async () => {
    expect(await through.crawl()).toMatchObject({ changed: 0, gone: 0 })
    expect(wiki.texts()).toEqual([])
  })

  test('an edit, a move, a restriction and a deletion are seen in one crawl, which asks for nothing else', async () => {
    wiki.edit(5)
    wiki.move()
    wiki.restrict?.()
    wiki.delete()
    expect(await through.crawl()).toMatchObject({ gone: 1 })
    // Outline lists texts; the others are asked for the one that was edited.
    expect(wiki.texts().filter((one) => !/^(?:1|p-1)$/.test(one))).toEqual([])
    expect(await through.contradicted('keeper')).toEqual([])
    expect(await through.ask('keeper', 'What is kept warm?')).not.toContain('old queue is kept')
    expect(await through.ask('keeper', 'When does the desk open?')).toContain('moonrise')
    expect(await through.titles('keeper')).not.toContain('Old queue')
    if (wiki.restrict === null) return
    expect(await through.titles('banker')).toEqual(['Payment limits', 'Worker'])
    const told = [
      await through.ask('banker', 'When does the desk open?'),
      ...(await through.contradicted('banker')),
    ]
    expect(told.join()).not.toMatch(/moonrise|Desk/)
  })

  test('a server that dies half way keeps what was read, and the next crawl goes on', async () => {
    wiki.edit(3)
    wiki.server.log.failNext(999, 'cut midway')
    expect((await through.crawl()).failed).toMatch(/127\.0\.0\.1/)
    wiki.server.log.heal()
    expect(await through.titles('keeper')).toContain('Payment limits')
    expect(await through.crawl()).toMatchObject({ changed: 1, gone: 0 })
    expect((await through.contradicted('keeper')).join()).toContain('PAYMENT_RETRIES')
  })
})
