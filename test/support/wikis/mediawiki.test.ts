import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../needs.ts'
import { type MediaWiki, startMediaWiki } from './mediawiki.ts'

/** What our connector asks of MediaWiki, and what a real one answers. */
describe.skipIf(!needs('php') || !needs('mediawiki'))('MediaWiki (needs php, mediawiki)', () => {
  let wiki: MediaWiki
  beforeAll(async () => {
    wiki = await startMediaWiki()
  })
  afterAll(() => wiki?.stop())

  const ask = async (parameters: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters })
    const response = await fetch(`${wiki.url}/api.php?${query}`)
    const answer = Object(await response.json())
    return { ...answer, code: answer.error?.code, header: response.headers }
  }
  const page = async (titles: string) =>
    (
      await ask({
        action: 'query',
        titles,
        prop: 'info|revisions',
        rvprop: 'ids|sha1|timestamp|flags',
        inprop: 'protection|url',
      })
    ).query.pages[0]
  const changes = async () =>
    (
      await ask({
        action: 'query',
        list: 'recentchanges',
        rctype: 'edit|new|log',
        rcdir: 'newer',
        rcstart: '2020-01-01T00:00:00Z',
        rcprop: 'ids|title|timestamp|user|comment|sizes|loginfo|flags',
        rclimit: '500',
      })
    ).query.recentchanges.map(Object)
  const events = async (type: string) =>
    (await ask({ action: 'query', list: 'logevents', letype: type, lelimit: '500' })).query
      .logevents

  test('pages come in lists, with their text and without what only leads to them', async () => {
    await wiki.author.edit('Payment retries', 'Three times.\n[[Category:Payments]]')
    await wiki.author.edit('Retry limit', '#REDIRECT [[Payment retries]]')
    const full = {
      action: 'query',
      generator: 'allpages',
      gapfilterredir: 'nonredirects',
      gapnamespace: '0',
      gaplimit: '1',
      prop: 'revisions|info|categories',
      rvprop: 'ids|timestamp|user|sha1|size|comment|content',
      rvslots: 'main',
      inprop: 'protection|url',
    }
    const first = await ask(full)
    expect(first.query.pages).toHaveLength(1)
    expect(first.continue).toEqual({ gapcontinue: 'Payment_retries', continue: 'gapcontinue||' })
    const second = await ask({ ...full, ...first.continue })
    expect(second.query.pages).toMatchObject([
      {
        title: 'Payment retries',
        categories: [{ ns: 14, title: 'Category:Payments' }],
        fullurl: `${wiki.url}/index.php/Payment_retries`,
        revisions: [{ user: 'Admin' }],
      },
    ])
    expect(second.query.pages[0].revisions[0].slots.main.content).toMatch(/^Three times/)
    expect(second.continue).toBeUndefined()
    const leading = { action: 'query', list: 'allredirects', arprop: 'ids|title', arlimit: '50' }
    expect((await ask(leading)).query.allredirects).toEqual([
      { fromid: (await page('Retry limit')).pageid, ns: 0, title: 'Payment retries' },
    ])
    expect((await ask({ ...full, gaplimit: '2', rvlimit: '1' })).code).toBe('invalidparammix')
  })

  test('an edit is a recent change of the page', async () => {
    const revision = await wiki.author.edit('Refunds', 'By hand.', { summary: 'first' })
    const next = await wiki.author.edit('Refunds', 'By hand!', { summary: 'typo', minor: true })
    const { pageid } = await page('Refunds')
    expect(
      (await changes()).filter((change: { pageid: number }) => change.pageid === pageid),
    ).toMatchObject([
      { type: 'new', title: 'Refunds', revid: revision, minor: false, comment: 'first' },
      { type: 'edit', title: 'Refunds', revid: next, old_revid: revision, minor: true },
    ])
    expect(await wiki.author.edit('Refunds', 'By hand!')).toBe(next)
  })

  test('moving keeps the page and its text, but makes a revision', async () => {
    await wiki.author.edit('Quiet', 'Not a word.')
    const before = await page('Quiet')
    await wiki.author.move('Quiet', 'Quieter', { leaveRedirect: false })
    const after = await page('Quieter')
    expect(after.pageid).toBe(before.pageid)
    expect(after.lastrevid).toBeGreaterThan(before.lastrevid)
    expect(after.revisions[0]).toMatchObject({ sha1: before.revisions[0].sha1, minor: true })
    expect((await page('Quiet')).missing).toBe(true)
    expect((await events('move'))[0]).toMatchObject({
      title: 'Quiet',
      // The one that stands under the old title now, which is none; the moved one is the other.
      pageid: 0,
      logpage: before.pageid,
      params: { target_title: 'Quieter', suppressredirect: true },
    })
    await wiki.author.move('Quieter', 'Loud')
    expect(await page('Quieter')).toMatchObject({ redirect: true })
  })

  test('deleting and undeleting are in the log, and the page keeps its id', async () => {
    await wiki.author.edit('Old rota', 'Monday: Ada.')
    const { pageid } = await page('Old rota')
    await wiki.author.delete('Old rota')
    expect((await page('Old rota')).missing).toBe(true)
    expect((await events('delete'))[0]).toMatchObject({
      action: 'delete',
      pageid: 0,
      logpage: pageid,
    })
    expect((await changes()).at(-1)).toMatchObject({ type: 'log', logaction: 'delete', pageid })
    await wiki.author.undelete('Old rota')
    expect((await page('Old rota')).pageid).toBe(pageid)
    expect((await events('delete'))[0]).toMatchObject({ action: 'restore', logpage: pageid })
    const joined = { action: 'query', list: 'logevents', letype: 'delete|move|protect' }
    expect((await ask(joined)).code).toBe('badvalue')
  })

  test('protecting makes a revision of the same text', async () => {
    await wiki.author.edit('On call', 'Ask Mara.')
    const before = await page('On call')
    await wiki.author.protect('On call', 'sysop')
    const after = await page('On call')
    expect(after.protection).toMatchObject([
      { type: 'edit', level: 'sysop', expiry: 'infinity' },
      { type: 'move', level: 'sysop', expiry: 'infinity' },
    ])
    expect(after.revisions[0].sha1).toBe(before.revisions[0].sha1)
    expect(after.lastrevid).toBeGreaterThan(before.lastrevid)
    await wiki.author.protect('On call', '')
    expect((await page('On call')).protection).toEqual([])
  })

  test('editing a template touches the pages that use it, and only their HTML tells', async () => {
    await wiki.author.edit('Template:Careful', 'Careful.')
    await wiki.author.edit('Draining', '{{Careful}} Drain first.')
    const before = await page('Draining')
    const untouched = await page('Main Page')
    // MediaWiki's clock has seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await wiki.author.edit('Template:Careful', 'Very careful.')
    const after = await page('Draining')
    expect(after.touched > before.touched).toBe(true)
    expect(after.lastrevid).toBe(before.lastrevid)
    expect((await page('Main Page')).touched).toBe(untouched.touched)
    const { parse } = await ask({
      action: 'parse',
      pageid: String(after.pageid),
      prop: 'text|sections|templates|externallinks|revid',
      disableeditsection: '1',
    })
    expect(parse).toMatchObject({
      title: 'Draining',
      revid: after.lastrevid,
      templates: [{ ns: 10, title: 'Template:Careful', exists: true }],
    })
    expect(parse.text).toContain('Very careful. Drain first.')
  })

  test('an imported history has the dates that it claims', async () => {
    await wiki.author.importHistory('Ledger', [
      { at: '2021-03-04T05:06:07Z', by: 'Mara', text: 'Nightly.', summary: 'new' },
      { at: '2023-03-04T05:06:07Z', by: 'Mara', text: 'Hourly.' },
    ])
    const history = { action: 'query', titles: 'Ledger', prop: 'revisions', rvlimit: '50' }
    const { query } = await ask({ ...history, rvprop: 'timestamp|user|sha1', rvdir: 'newer' })
    const [first, second, taken] = query.pages[0].revisions
    expect(first).toMatchObject({ timestamp: '2021-03-04T05:06:07Z' })
    expect(second).toMatchObject({ timestamp: '2023-03-04T05:06:07Z' })
    // What took them over is a revision of today with nothing new in it.
    expect(taken).toMatchObject({ user: 'Admin', sha1: second.sha1 })
  })

  test("a hidden revision has neither text nor digest, and the page's own text stays", async () => {
    const leaked = await wiki.author.edit('Keys', 'The key is hunter2.')
    await wiki.author.edit('Keys', 'Ask the vault.')
    await wiki.author.hideRevision(leaked)
    const history = { action: 'query', titles: 'Keys', prop: 'revisions', rvlimit: '50' }
    const { query } = await ask({ ...history, rvprop: 'ids|sha1|content', rvslots: 'main' })
    expect(query.pages[0].revisions[1]).toMatchObject({
      revid: leaked,
      sha1hidden: true,
      slots: { main: { texthidden: true } },
    })
  })

  test('a private wiki says nothing to strangers and everything to its readers', async () => {
    const mara = await wiki.addUser({
      name: 'Mara',
      password: 'mara-reads-all-day',
      groups: ['payments'],
    })
    const who = { action: 'query', meta: 'userinfo', uiprop: 'groups' }
    const groups = expect.arrayContaining(['user', 'payments'])
    expect(await mara.ask(who)).toMatchObject({ query: { userinfo: { name: 'Mara', groups } } })
    wiki.setReading({ readers: ['payments'], open: ['Main Page'] })
    expect((await ask({ action: 'query', list: 'allpages' })).code).toBe('readapidenied')
    expect((await ask({ action: 'parse', page: 'Main Page' })).code).toBe('readapidenied')
    // What the page in a browser says to a stranger is no error by its status.
    const closed = await fetch(`${wiki.url}/index.php/Refunds`)
    expect([closed.status, await closed.text()]).toEqual([
      200,
      expect.stringContaining('Login required'),
    ])
    expect((await fetch(`${wiki.url}/index.php/Main_Page`)).status).toBe(200)
    expect(await mara.ask({ action: 'query', list: 'allpages' })).toHaveProperty('query.allpages')
    wiki.setReading({ readers: ['*'], open: [] })
    expect((await ask({ action: 'query', list: 'allpages' })).code).toBeUndefined()
  })

  test('one locked page refuses the whole list that holds it, while recent changes leak its title', async () => {
    await wiki.author.edit('Help:Salaries', 'Ada earns more.')
    wiki.setReading({ locked: { 12: ['sysop', 'payments'] } })
    const list = { action: 'query', generator: 'allpages', gapnamespace: '12' }
    const text = { prop: 'revisions', rvprop: 'content', rvslots: 'main' }
    expect((await ask({ ...list, ...text })).code).toBe('accessdenied')
    expect((await ask({ action: 'parse', page: 'Help:Salaries' })).code).toBe('permissiondenied')
    const reader = await wiki.addUser({
      name: 'Nadia',
      password: 'nadia-pays-them',
      groups: ['payments'],
    })
    expect(await reader.ask({ ...list, ...text })).toHaveProperty('query.pages')
    const may = { action: 'query', titles: 'Help:Salaries', prop: 'info', intestactions: 'read' }
    expect((await ask(may)).query.pages[0].actions).toEqual({ read: false })
    expect((await changes()).at(-1)).toMatchObject({ title: 'Help:Salaries' })
    wiki.setReading({ locked: {} })
  })

  test('what is asked is logged, and what the author does is not', async () => {
    wiki.log.clear()
    await wiki.author.edit('Refunds', 'By machine.')
    await ask({ action: 'query', meta: 'siteinfo' })
    expect(wiki.log.requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', '/api.php?format=json&formatversion=2&action=query&meta=siteinfo'],
    ])
  })
})
