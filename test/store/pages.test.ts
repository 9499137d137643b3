import { describe, expect, it } from 'vitest'
import type { AccessLists } from '../../src/domain/principal.ts'
import type { CrawlStep } from '../../src/store/crawl-steps.ts'
import { readyPage } from '../../src/store/ready-page.ts'
import { openStore } from '../../src/store/store.ts'
import { at, everyone, makePage, makePassage, put, searchIn } from './support/samples.ts'

const later = '2026-11-24T09:00:00.000Z'
const soon = '2026-11-23T09:30:00.000Z'
const word = (text: string) => [{ kind: 'word' as const, text }]

describe('pages', () => {
  it('replaces the passages and their words with the page', async () => {
    const store = await openStore(':memory:')
    const first = makePage('wiki:a.md', 'drain the node')
    await put(store, first, [makePassage(first), makePassage(first, { id: 'old' })])
    const second = makePage('wiki:a.md', 'cordon the node', { revision: '2' })
    await put(store, second, [makePassage(second)])
    const found = (text: string) => searchIn(store, word(text), { reader: everyone }, 5)
    expect(await found('drain')).toEqual([])
    expect((await found('cordon')).map(({ page }) => page.revision)).toEqual(['2'])
    expect((await store.passages.ofPage('wiki:a.md')).map(({ id }) => id)).toEqual(['wiki:a.md#0'])
    expect(await store.passages.get('old')).toBeNull()
  })

  it('takes nothing of a page whose passages cannot all be stored', async () => {
    const store = await openStore(':memory:')
    const page = makePage('wiki:a.md', 'twice the same')
    await expect(put(store, page, [makePassage(page), makePassage(page)])).rejects.toThrow()
    expect(await store.pages.get('wiki:a.md')).toBeNull()
  })

  it('lists in parts, by source and by reader', async () => {
    const store = await openStore(':memory:')
    for (const name of ['a', 'b', 'c', 'd']) {
      const access = name === 'b' ? [['group:sre']] : name === 'd' ? [] : [['group:all']]
      await put(store, makePage(`wiki:${name}`, name, { access }), [])
    }
    await put(store, makePage('notes:z', 'z'), [])
    const one = await store.pages.list({ source: 'wiki', limit: 3 })
    expect(one.pages.map(({ path }) => path)).toEqual(['a', 'b', 'c'])
    const two = await store.pages.list({ source: 'wiki', limit: 3, after: one.next! })
    expect(two.pages.map(({ path }) => path)).toEqual(['d'])
    expect(two.next).toBeNull()
    const seen = await store.pages.list({ reader: everyone })
    expect(seen.pages.map(({ id }) => id)).toEqual(['notes:z', 'wiki:a', 'wiki:c'])
  })

  it('opens a page only to a reader whom every one of its lists lets in', async () => {
    const store = await openStore(':memory:')
    const lists = {
      source: [['group:staff']],
      narrowed: [['group:staff'], ['group:sre', 'ana']],
      twice: [['group:staff'], ['group:sre'], ['group:oncall']],
      shut: [['group:staff'], []],
      open: [],
    }
    for (const [name, access] of Object.entries(lists))
      await put(store, makePage(`wiki:${name}`, name, { access }), [])
    const seenBy = async (id: string, ...groups: string[]) =>
      (await store.pages.list({ reader: { id, groups } })).pages.map(({ path }) => path)
    expect(await seenBy('ben')).toEqual([])
    expect(await seenBy('ben', 'group:sre')).toEqual([])
    expect(await seenBy('ben', 'group:staff')).toEqual(['source'])
    expect(await seenBy('ana', 'group:staff')).toEqual(['narrowed', 'source'])
    expect(await seenBy('ben', 'group:staff', 'group:sre')).toEqual(['narrowed', 'source'])
    expect(await seenBy('ben', 'group:staff', 'group:sre', 'group:oncall')).toEqual([
      'narrowed',
      'source',
      'twice',
    ])
    expect((await store.pages.get('wiki:twice'))?.access).toEqual(lists.twice)
  })

  it('keeps all pages of a source that is not configured any more, as gone', async () => {
    const store = await openStore(':memory:')
    await put(store, makePage('wiki:a', 'a'), [])
    await store.pages.markAllGone('wiki', { at, basis: 'observed' })
    expect((await store.pages.get('wiki:a'))?.times.gone).toEqual({ at, basis: 'observed' })
    expect(await store.pages.tally()).toEqual([{ source: 'wiki', pages: 0 }])
  })
})

describe('crawls', () => {
  const stored = (path: string, stamp: string | null = null) => {
    const page = makePage(`wiki:${path}`, path)
    return { is: 'put', ...readyPage({ page, passages: [], stamp }) } as const
  }

  it('go on where they were interrupted', async () => {
    const store = await openStore(':memory:')
    const { crawl } = await store.crawls.begin('wiki', at)
    const steps = [stored('a', 'blob 1'), { is: 'checkpoint', text: 'cursor-7' }] as const
    await store.crawls.take(crawl, steps, at)
    const again = await store.crawls.begin('wiki', soon)
    expect(again).toMatchObject({ resumed: true, crawl: { id: crawl.id, checkpoint: 'cursor-7' } })
    const copy = await store.crawls.copyOf(again.crawl, 'a')
    expect(copy).toMatchObject({ stamp: 'blob 1', done: true, gone: false })
    expect(await store.crawls.copyOf(crawl, 'b')).toBeNull()
    await store.crawls.finish(crawl, false, later)
    const next = await store.crawls.begin('wiki', later)
    expect(next.resumed).toBe(false)
    expect(await store.crawls.copyOf(next.crawl, 'a')).toMatchObject({ done: false })
    expect(await store.crawls.latest('wiki')).toMatchObject({ id: crawl.id, wholeAt: null })
  })

  it('that saw everything lose what they did not come upon, and no other source does', async () => {
    const store = await openStore(':memory:')
    await put(store, makePage('notes:z', 'z'), [])
    const first = await store.crawls.begin('wiki', at)
    await store.crawls.take(
      first.crawl,
      ['a', 'b', 'c', 'd'].map((path) => stored(path)),
      at,
    )
    expect(await store.crawls.finish(first.crawl, true, at)).toEqual({ gone: 0 })
    const second = await store.crawls.begin('wiki', later)
    const steps = [
      { is: 'same', path: 'a' },
      { is: 'passed-over', path: 'b' },
      { is: 'unread', path: 'c', because: 'the server was busy' },
    ] as const
    await store.crawls.take(second.crawl, steps, later)
    expect(await store.crawls.finish(second.crawl, true, later)).toEqual({ gone: 1 })
    const pages = new Map((await store.pages.list()).pages.map((page) => [page.path, page]))
    const gone = [...pages.values()].filter(({ times }) => times.gone).map(({ path }) => path)
    expect(gone).toEqual(['d'])
    expect(pages.get('a')?.times.confirmed).toEqual({ at: later, basis: 'observed' })
    expect(pages.get('b')?.times.confirmed).toBeNull()
    expect(pages.get('c')?.times.confirmed).toBeNull()
    expect(pages.get('a')?.visits).toEqual({ count: 2, changes: 0 })
  })

  it('come to the same whether steps are taken together or one by one', async () => {
    const states = await Promise.all(
      [1, 100].map(async (atOnce) => {
        const store = await openStore(':memory:')
        const { crawl } = await store.crawls.begin('wiki', at)
        const all = ['a', 'b', 'c', 'd', 'e'].map((path) => stored(path))
        await store.crawls.take(crawl, all, at)
        await store.crawls.take(crawl, [{ is: 'gone', path: 'b' }], at)
        await store.crawls.finish(crawl, true, at)
        const next = await store.crawls.begin('wiki', later)
        const steps = [
          { is: 'unread', path: 'c', because: 'the server was busy' },
          { is: 'same', path: 'a' },
          { is: 'same', path: 'b' },
          { is: 'same', path: 'c' },
          { is: 'same', path: 'a' },
          { is: 'passed-over', path: 'd' },
          { is: 'passed-over', path: 'd' },
          { is: 'same', path: 'nothing' },
        ] as const
        for (let from = 0; from < steps.length; from += atOnce)
          await store.crawls.take(next.crawl, steps.slice(from, from + atOnce), later)
        const copies: unknown[] = []
        for await (const copy of store.crawls.copies(next.crawl)) copies.push(copy)
        const unread = await store.crawls.listUnread('wiki')
        const gone = await store.crawls.finish(next.crawl, true, later)
        return { copies, unread, gone, pages: (await store.pages.list()).pages }
      }),
    )
    expect(states[1]).toEqual(states[0])
    expect(states[0]?.copies).toMatchObject([
      { path: 'a', copy: { done: true, confirmed: later, visits: { count: 2 } } },
      { path: 'b', copy: { done: true, gone: false, visits: { count: 2 } } },
      { path: 'c', copy: { done: true, visits: { count: 1 } } },
      { path: 'd', copy: { done: true, visits: { count: 1 } } },
      { path: 'e', copy: { done: false, visits: { count: 1 } } },
    ])
    expect(states[0]?.gone).toEqual({ gone: 1 })
  })

  it('that were cut off long ago begin anew: what they met may be gone', async () => {
    const store = await openStore(':memory:')
    const { crawl } = await store.crawls.begin('wiki', at)
    await store.crawls.take(crawl, [stored('a'), { is: 'checkpoint', text: 'cursor-7' }], at)
    const next = await store.crawls.begin('wiki', later)
    expect(next).toMatchObject({ resumed: false, crawl: { checkpoint: null } })
    expect(next.crawl.id).not.toBe(crawl.id)
    expect(await store.crawls.finish(next.crawl, true, later)).toEqual({ gone: 1 })
  })

  it('let nobody in to a source whom its own list names no more, to what is gone either', async () => {
    const store = await openStore(':memory:')
    const access = [['group:all'], ['wiki/user:ana']]
    await put(store, makePage('wiki:a', 'a', { access }), [])
    await put(store, makePage('wiki:b', 'b'), [])
    await put(store, makePage('wiki:c', 'c', { access: [] }), [])
    await put(store, makePage('notes:z', 'z'), [])
    await store.pages.markAllGone('wiki', { at, basis: 'observed' })
    expect(await store.crawls.narrow('wiki', ['group:sre'])).toBe(2)
    expect(await store.crawls.narrow('wiki', ['group:sre'])).toBe(0)
    const accessOf = async (id: string) => (await store.pages.get(id))?.access
    expect(await accessOf('wiki:a')).toEqual([['group:sre'], ['wiki/user:ana']])
    expect(await accessOf('wiki:b')).toEqual([['group:sre']])
    expect(await accessOf('wiki:c')).toEqual([])
    expect(await accessOf('notes:z')).toEqual([['group:all']])
  })

  it('take a page back that the source serves again, and other readers without its text', async () => {
    const store = await openStore(':memory:')
    const { crawl } = await store.crawls.begin('wiki', at)
    await store.crawls.take(crawl, [stored('a')], at)
    expect(await store.crawls.take(crawl, [{ is: 'gone', path: 'a' }], at)).toMatchObject({
      gone: 1,
    })
    expect((await store.pages.get('wiki:a'))?.times.gone?.at).toBe(at)
    const access = [['group:all'], ['group:sre']]
    const back = { is: 'same', path: 'a', access, stamp: 'blob 2' } as const
    expect(await store.crawls.take(crawl, [back], later)).toEqual({ gone: 0, accessChanged: 1 })
    expect(await store.crawls.take(crawl, [back], later)).toEqual({ gone: 0, accessChanged: 0 })
    const page = await store.pages.get('wiki:a')
    expect([page?.times.gone, page?.access]).toEqual([null, access])
    expect(await store.crawls.copyOf(crawl, 'a')).toMatchObject({ stamp: 'blob 2', gone: false })
  })

  it('keep what a page itself says of its readers, whatever its source says later', async () => {
    const store = await openStore(':memory:')
    const { crawl } = await store.crawls.begin('wiki', at)
    const page = makePage('wiki:a', 'a', { access: [['group:all'], ['ana']] })
    const first = readyPage({ page, passages: [], stamp: null, own: [['ana']] })
    await store.crawls.take(crawl, [{ is: 'put', ...first }], at)
    const accessAfter = async (step: CrawlStep) => {
      await store.crawls.take(crawl, [step], at)
      return (await store.pages.get('wiki:a'))?.access
    }
    const access = [['group:sre']]
    expect(await accessAfter({ is: 'same', path: 'a', access })).toEqual([['group:sre'], ['ana']])
    const unread = (lists: AccessLists) =>
      accessAfter({ is: 'unread', path: 'a', because: 'shut', access: lists })
    // Whoever may read what the page says now was not let in to what it said when it was read.
    expect(await unread([['everyone']])).toEqual([['group:sre'], ['ana'], ['everyone']])
    expect(await unread([])).toEqual([['group:sre'], ['ana'], ['everyone']])
    expect(await unread([[]])).toEqual([['group:sre'], ['ana'], ['everyone'], []])
    expect(await accessAfter({ is: 'same', path: 'a' })).toHaveLength(4)
    expect(await accessAfter({ is: 'same', path: 'a', access, own: [] })).toEqual(access)
    expect(await accessAfter({ is: 'same', path: 'a', access: [['x']] })).toEqual([['x']])
  })

  it('remember what could not be read until it can', async () => {
    const store = await openStore(':memory:')
    const { crawl } = await store.crawls.begin('wiki', at)
    const unread = (path: string) => ({ is: 'unread', path, because: 'too large' }) as const
    await store.crawls.take(crawl, [unread('a'), unread('b'), unread('c')], at)
    await store.crawls.take(crawl, [stored('a')], at)
    await store.crawls.finish(crawl, true, at)
    const left = async () => (await store.crawls.listUnread('wiki')).map(({ path }) => path)
    expect(await left()).toEqual(['b', 'c'])
    const next = await store.crawls.begin('wiki', later)
    await store.crawls.take(next.crawl, [unread('c')], later)
    await store.crawls.finish(next.crawl, true, later)
    expect(await left()).toEqual(['c'])
  })
})

describe('groups', () => {
  it('hold accounts directly and through other groups, even in circles', async () => {
    const { groups } = await openStore(':memory:')
    await groups.replace('wiki', [
      { name: 'wiki/group:sre', members: ['wiki/user:ana', 'wiki/group:oncall'] },
      { name: 'wiki/group:oncall', members: ['wiki/user:ben', 'wiki/group:sre'] },
      { name: 'wiki/group:empty', members: [] },
    ])
    await groups.replace('docs', [{ name: 'docs/group:all', members: ['docs/user:ana'] }])
    expect(await groups.holding(['wiki/user:ana'])).toEqual(['wiki/group:oncall', 'wiki/group:sre'])
    expect(await groups.holding(['wiki/user:ben', 'docs/user:ana'])).toEqual([
      'docs/group:all',
      'wiki/group:oncall',
      'wiki/group:sre',
    ])
    await groups.replace('wiki', [])
    expect(await groups.holding(['wiki/user:ana'])).toEqual([])
  })
})
