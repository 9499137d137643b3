import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CrawlSummary } from '../../src/domain/crawl.ts'
import { needs } from '../support/needs.ts'
import { redirect, type StaticSite, startStaticSite } from '../support/static-site.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { type ThroughWiki, throughWiki } from '../support/through-wiki.ts'

const principals = `
  - { id: banker, kind: agent, scopes: [agent], groups: [group:everyone, group:bankers] }
  - { id: clerk, kind: agent, scopes: [agent] }
`
const limits = (retries: number): string => `# Payment limits

The default of \`PAYMENT_RETRIES\` is ${retries}.

| Bank | Limit |
|---|---|
| Norden | ${retries} |
`
const pages: Readonly<Record<string, string>> = {
  'index.md': '# Harbour handbook\n\nStart with the [limits](limits.md).\n',
  'limits.md': limits(3),
  'worker.md': '# Worker\n\nThe worker starts at dawn, and reads the [queue](old-queue.md).\n',
  'old-queue.md': '# Old queue\n\nThe old queue is kept warm.\n',
  'guide/desk.md':
    '---\ntitle: Desk\n---\n# Desk\n\nThe desk opens at moonrise.\n\n```sh\nharbour desk open --early\n```\n',
}

/** Builds the site as its authors would, with mkdocs, and serves what came of it. */
const built = (site: StaticSite, folder: string): void => {
  writeFileSync(
    join(folder, 'mkdocs.yml'),
    `site_name: Harbour handbook\nsite_url: ${site.origin}/handbook/\ntheme: mkdocs\n`,
  )
  execFileSync('mkdocs', ['build', '--quiet', '--clean', '--site-dir', join(folder, 'built')], {
    cwd: folder,
    // The sitemap says when it was built.
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LC_ALL: 'C.UTF-8',
      SOURCE_DATE_EPOCH: '1764000000',
    },
  })
  const served = join(folder, 'served')
  rmSync(served, { recursive: true, force: true })
  cpSync(join(folder, 'built'), join(served, 'handbook'), { recursive: true })
  site.serve(served)
}

describe.skipIf(!needs('mkdocs'))('a site that mkdocs built (needs mkdocs)', () => {
  const folder = newFolder()
  const write = (path: string, text: string): void => {
    const file = join(folder, 'docs', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  let site: StaticSite
  let through: ThroughWiki
  const crawl = async (): Promise<CrawlSummary> => {
    const [summary] = await through.plumbline.crawl([])
    if (summary === undefined) throw new Error('no source was crawled')
    return summary
  }
  /** Of pages: what was sent whole. */
  const bodies = (): readonly string[] =>
    site.requests
      .filter((request) => request.endsWith('/ 200'))
      .map((request) => request.split(' ')[1] ?? '')
      .toSorted()

  beforeAll(async () => {
    site = await startStaticSite()
    for (const [path, text] of Object.entries(pages)) write(path, text)
    built(site, folder)
    through = await throughWiki(
      `id: handbook, type: website, url: '${site.origin}/handbook/', access: [group:bankers]`,
      principals,
    )
    expect(await crawl()).toMatchObject({ pages: 5, changed: 5, unread: [] })
  })
  afterAll(async () => {
    await through?.close()
    await site?.stop()
    removeFolder(folder)
  })
  beforeEach(() => site?.clear())

  test('pages are those of the site without its navigation, to whoever the entry lets in', async () => {
    const titles = ['Desk', 'Harbour handbook', 'Old queue', 'Payment limits', 'Worker']
    expect(await through.titles('banker')).toEqual(titles)
    expect(await through.titles('clerk')).toEqual([])
    const told = await through.ask('banker', 'When does the desk open?')
    expect(told).toContain('moonrise')
    expect(told).toContain(`${site.origin}/handbook/guide/desk/`)
    expect(await through.ask('clerk', 'When does the desk open?')).not.toContain('moonrise')
    expect((await through.contradicted('banker')).join()).toContain('PAYMENT_RETRIES')
    expect(await through.contradicted('clerk')).toEqual([])
  })

  test('an unchanged site sends no body', async () => {
    expect(await crawl()).toMatchObject({ pages: 5, changed: 0, gone: 0 })
    expect(bodies()).toEqual([])
    expect(site.requests.filter((request) => request.endsWith('/ 304'))).toHaveLength(5)
  })

  test('an edit, a move, a deletion and a restriction are seen in one crawl, which reads nothing else', async () => {
    // The pages stay as mkdocs built them: with a new page in it, its navigation would change all of them.
    write('limits.md', limits(5))
    const before = new Map(site.files)
    built(site, folder)
    const { files } = site
    const edited = files.get('/handbook/limits/')
    files.clear()
    for (const [path, file] of before) files.set(path, file)
    if (edited) files.set('/handbook/limits/', edited)
    const worker = files.get('/handbook/worker/')
    if (worker) files.set('/handbook/night-worker/', worker)
    files.set('/handbook/worker/', redirect('/handbook/night-worker/'))
    files.delete('/handbook/old-queue/')
    files.set('/handbook/guide/desk/', { body: 'No.', status: 401 })

    const summary = await crawl()
    expect(summary).toMatchObject({ gone: 1 })
    expect(summary.unread).toEqual([
      { path: '/handbook/guide/desk', because: expect.stringContaining('401') },
    ])
    expect(bodies()).toEqual(['/handbook/limits/', '/handbook/night-worker/'])
    expect(await through.contradicted('banker')).toEqual([])
    expect(await through.ask('banker', 'What is kept warm?')).not.toContain('old queue is kept')
    const { items } = await through.plumbline.pages(
      { limit: 50 },
      await through.plumbline.principal('banker'),
    )
    const moved = items.find(({ path }) => path === '/handbook/worker')
    expect(moved?.supersededBy).toBe(`${site.origin}/handbook/night-worker/`)
  })

  test('robots.txt that forbids a page keeps its copy; a site that dies half way loses nothing', async () => {
    site.files.set('/robots.txt', { body: 'User-agent: *\nDisallow: /handbook/limits/\n' })
    const { unread } = await crawl()
    expect(unread.map(({ path }) => path).toSorted()).toEqual([
      '/handbook/guide/desk',
      '/handbook/limits',
    ])
    site.files.delete('/robots.txt')
    const before = await through.titles('banker')
    site.isDown = true
    expect((await crawl()).failed).toMatch(/127\.0\.0\.1/)
    expect(await through.titles('banker')).toEqual(before)
    site.isDown = false
    expect(await crawl()).toMatchObject({ changed: 0, gone: 0 })
  })
})
