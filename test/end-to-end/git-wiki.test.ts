import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { needs } from '../support/needs.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { type GitWiki, startGitWiki } from '../support/wikis/git-wiki.ts'

const secret = 'wiki-s3cret'
const ana: Principal = {
  id: 'ana',
  kind: 'person',
  scopes: ['engineer', 'owner'],
  groups: ['group:everyone'],
  environments: [],
}
const restart = `## When to restart

The default of \`QUEUE_LIMIT\` is 500. Restart the settlement worker above it.

## Whom to call

Call the settlement desk before the worker is restarted twice.
`

let folder: string
let wiki: GitWiki
let code: TestRepository
let plumbline: Plumbline

beforeAll(async () => {
  folder = newFolder()
  code = await gitRepository([{ files: { 'src/limits.ts': 'export const QUEUE_LIMIT = 500\n' } }])
  wiki = await startGitWiki({
    user: { name: 'plumbline', password: secret },
    pages: { 'Deploy-the-App.md': 'Deployments run every night from the green pipeline.\n' },
  })
  await wiki.write('Restart-the-Worker.md', restart, { date: '2024-02-01T09:00:00Z' })
  process.env.TEST_WIKI_PASSWORD = secret
  const yaml = `
clock: 2026-01-01T09:00:00Z
sources:
  - { id: wiki, type: git-wiki, url: '${wiki.repository}', privateNetwork: true, user: plumbline, passwordFrom: TEST_WIKI_PASSWORD, about: [worker] }
repositories:
  - { id: worker, path: ${JSON.stringify(code.directory)} }
`
  const environment = { config: null, data: join(folder, 'data'), port: null, color: null }
  plumbline = await openPlumbline(parseConfig(yaml, join(folder, 'plumbline.yaml'), environment))
})

afterAll(async () => {
  await plumbline?.close()
  await wiki?.stop()
  await code?.remove()
  removeFolder(folder)
})

beforeEach(() => {
  wiki?.log.heal()
  wiki?.log.clear()
})

const crawled = async () => {
  const [summary] = await plumbline.crawl(['wiki'])
  return summary
}
const asked = () =>
  wiki.log.requests
    .filter(({ status }) => status !== 401)
    .map(({ method, url }) => `${method} ${url.replace(/^.*\.git\//, '')}`)
const fetches = () => asked().filter((one) => one === 'POST git-upload-pack')
const pages = async () => (await plumbline.pages({ source: 'wiki' }, ana)).items
const page = async (path: string) => (await pages()).find((one) => one.path === path)
const says = async (query: string) =>
  JSON.stringify(await plumbline.ask({ query, intent: 'inform' }, ana))

test.skipIf(!needs('git'))(
  'one crawl brings every page with its age and its writer (needs git)',
  async () => {
    expect(await crawled()).toMatchObject({ status: 'finished', changed: 3, unread: [] })
    expect((await pages()).map(({ path, title }) => [path, title])).toEqual([
      ['Deploy-the-App.md', 'Deploy the App'],
      ['Home.md', 'Home'],
      ['Restart-the-Worker.md', 'Restart the Worker'],
    ])
    expect(await page('Restart-the-Worker.md')).toMatchObject({
      url: `${wiki.url}/payments/wiki/Restart-the-Worker`,
      owner: null,
      writer: 'Ada',
      times: {
        created: { at: '2024-02-01T09:00:00.000Z', basis: 'git' },
        contentChanged: { at: '2024-02-01T09:00:00.000Z', basis: 'git' },
      },
    })
    expect(await says('When is the worker restarted twice?')).toContain('Call the settlement desk')
  },
)

test.skipIf(!needs('git'))(
  'a crawl of what did not change asks once and fetches nothing',
  async () => {
    expect(await crawled()).toMatchObject({ changed: 0, gone: 0 })
    expect(asked()).toEqual(['GET info/refs?service=git-upload-pack'])
  },
)

test.skipIf(!needs('git'))(
  'an edit is seen in one crawl, in the index, the answers and the findings',
  async () => {
    await wiki.write('Restart-the-Worker.md', restart.replace('is 500', 'is 700'), {
      date: '2025-10-01T09:00:00Z',
      author: 'Ben <ben@example.org>',
    })
    expect(await crawled()).toMatchObject({ changed: 1, gone: 0 })
    expect(fetches().length).toBeGreaterThan(0)
    const edited = await page('Restart-the-Worker.md')
    expect(edited?.text).toContain('is 700')
    expect(edited?.times).toMatchObject({
      created: { at: '2024-02-01T09:00:00.000Z' },
      contentChanged: { at: '2025-10-01T09:00:00.000Z' },
    })
    const view = await plumbline.page(edited?.id ?? '', ana)
    expect(JSON.stringify(view)).toContain('2025-10-01')
    const { items } = await plumbline.findings({ status: 'contradicted' }, ana)
    expect(JSON.stringify(items)).toContain('QUEUE_LIMIT')
  },
)

test.skipIf(!needs('git'))(
  'a mended spelling moves the page, and not the age of what it says',
  async () => {
    const text = 'Deployments run every night from the green pipline.\n'
    await wiki.write('Deploy-the-App.md', text, { date: '2025-11-01T09:00:00Z' })
    expect(await crawled()).toMatchObject({ changed: 1 })
    expect((await page('Deploy-the-App.md'))?.times).toMatchObject({
      modified: { at: '2025-11-01T09:00:00.000Z' },
      contentChanged: { at: '2024-01-01T09:00:00.000Z' },
    })
  },
)

test.skipIf(!needs('git'))('a renamed page keeps its age, and the old one is gone', async () => {
  await wiki.move('Deploy-the-App.md', 'runbooks/Ship-the-App.md', { date: '2025-11-02T09:00:00Z' })
  expect(await crawled()).toMatchObject({ changed: 1, gone: 1 })
  expect(await page('runbooks/Ship-the-App.md')).toMatchObject({
    title: 'Ship the App',
    times: {
      created: { at: '2024-01-01T09:00:00.000Z' },
      contentChanged: { at: '2024-01-01T09:00:00.000Z' },
    },
  })
})

test.skipIf(!needs('git'))('a deleted page is gone from the answers', async () => {
  await wiki.remove('Restart-the-Worker.md')
  expect(await crawled()).toMatchObject({ changed: 0, gone: 1 })
  expect(await says('When is the worker restarted twice?')).not.toContain('settlement desk')
})

test.skipIf(!needs('git'))('a rewritten history is no fault', async () => {
  await wiki.git('reset', '--quiet', '--hard', 'HEAD~2')
  await wiki.git('commit', '--quiet', '--amend', '-m', 'Another word for it')
  await wiki.push()
  const summary = await crawled()
  expect(summary).toMatchObject({ status: 'finished' })
  expect((await pages()).map(({ path }) => path)).toContain('Restart-the-Worker.md')
})

test.skipIf(!needs('git'))(
  'a server that dies half way costs nothing, and the next crawl goes on',
  async () => {
    await wiki.write('Rotate-the-Keys.md', 'Keys rotate each spring.\n')
    const before = (await pages()).length
    wiki.log.failNext(9, 'cut', ({ method }) => method === 'POST')
    const failed = await crawled()
    expect(failed).toMatchObject({ status: 'failed' })
    expect(failed?.failed).toContain('cannot be fetched')
    expect((await pages()).length).toBe(before)
    wiki.log.heal()
    expect(await crawled()).toMatchObject({ status: 'finished', changed: 1 })
  },
)

test.skipIf(!needs('git'))(
  'a repository that is gone ends in words, and its pages stay',
  async () => {
    const before = (await pages()).length
    wiki.log.failNext(9, { status: 404 })
    const failed = await crawled()
    expect(failed?.failed).toContain('there is no repository at')
    expect((await pages()).length).toBe(before)
  },
)

test.skipIf(!needs('git'))('the password is nowhere but in the environment', () => {
  const basic = Buffer.from(`plumbline:${secret}`).toString('base64')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  const texts = files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
  expect(texts.length).toBeGreaterThan(5)
  expect(texts.filter((text) => text.includes(secret) || text.includes(basic))).toEqual([])
})
