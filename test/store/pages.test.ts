import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { at, everyone, makePage, makePassage } from './support/samples.ts'

const later = '2026-11-24T09:00:00.000Z'
const word = (text: string) => [{ kind: 'word' as const, text }]

describe('pages', () => {
  it('replaces the passages and their words with the page', async () => {
    const store = await openStore(':memory:')
    const first = makePage('wiki:a.md', 'drain the node')
    await store.pages.put(first, [makePassage(first), makePassage(first, { id: 'old' })])
    const second = makePage('wiki:a.md', 'cordon the node', { revision: '2' })
    await store.pages.put(second, [makePassage(second)])
    const found = (text: string) => store.passages.search(word(text), { reader: everyone }, 5)
    expect(await found('drain')).toEqual([])
    expect((await found('cordon')).map(({ page }) => page.revision)).toEqual(['2'])
    expect((await store.passages.ofPage('wiki:a.md')).map(({ id }) => id)).toEqual(['wiki:a.md#0'])
    expect(await store.passages.get('old')).toBeNull()
  })

  it('takes nothing of a page whose passages cannot all be stored', async () => {
    const store = await openStore(':memory:')
    const page = makePage('wiki:a.md', 'twice the same')
    await expect(store.pages.put(page, [makePassage(page), makePassage(page)])).rejects.toThrow()
    expect(await store.pages.get('wiki:a.md')).toBeNull()
  })

  it('lists in parts, by source and by reader', async () => {
    const store = await openStore(':memory:')
    for (const name of ['a', 'b', 'c', 'd']) {
      const access = name === 'b' ? ['group:sre'] : name === 'd' ? [] : ['group:all']
      await store.pages.put(makePage(`wiki:${name}`, name, { access }), [])
    }
    await store.pages.put(makePage('notes:z', 'z'), [])
    const one = await store.pages.list({ source: 'wiki', limit: 3 })
    expect(one.pages.map(({ path }) => path)).toEqual(['a', 'b', 'c'])
    const two = await store.pages.list({ source: 'wiki', limit: 3, after: one.next! })
    expect(two.pages.map(({ path }) => path)).toEqual(['d'])
    expect(two.next).toBeNull()
    const seen = await store.pages.list({ reader: everyone })
    expect(seen.pages.map(({ id }) => id)).toEqual(['notes:z', 'wiki:a', 'wiki:c'])
    expect((await store.pages.bySource('notes')).map(({ path }) => path)).toEqual(['z'])
  })

  it('keeps what is gone, and takes it back when the source serves it again', async () => {
    const store = await openStore(':memory:')
    await store.pages.put(makePage('wiki:a', 'a'), [])
    await store.pages.markGone('wiki:a', { at, basis: 'observed' })
    expect((await store.pages.get('wiki:a'))?.times.gone?.at).toBe(at)
    expect((await store.pages.bySource('wiki'))[0]?.gone).toBe(true)
    await store.pages.confirm(['wiki:a'], { at: later, basis: 'observed' })
    const times = (await store.pages.get('wiki:a'))?.times
    expect([times?.gone, times?.confirmed?.at]).toEqual([null, later])
  })
})

describe('crawls', () => {
  it('go on where they were interrupted', async () => {
    const store = await openStore(':memory:')
    const { crawl } = await store.crawls.begin('wiki', at)
    await store.pages.put(makePage('wiki:a', 'a', { revision: 'r1' }), [], crawl.id)
    await store.crawls.recordDone(crawl.id, 'b', 'r2')
    await store.crawls.saveCheckpoint(crawl.id, 'cursor-7')
    const again = await store.crawls.begin('wiki', later)
    expect(again).toMatchObject({ resumed: true, crawl: { id: crawl.id, checkpoint: 'cursor-7' } })
    expect([...(await store.crawls.done(crawl.id))]).toEqual([
      ['a', 'r1'],
      ['b', 'r2'],
    ])
    await store.crawls.finish(crawl.id, later)
    expect((await store.crawls.done(crawl.id)).size).toBe(0)
    expect((await store.crawls.latest('wiki'))?.id).toBe(crawl.id)
    expect((await store.crawls.begin('wiki', later)).resumed).toBe(false)
  })

  it('remember what could not be read until it can', async () => {
    const store = await openStore(':memory:')
    await store.crawls.recordUnread({ source: 'wiki', path: 'a', because: 'not UTF-8' }, at)
    await store.crawls.recordUnread({ source: 'wiki', path: 'b', because: 'too large' }, at)
    await store.pages.put(makePage('wiki:a', 'a'), [])
    expect(await store.crawls.listUnread()).toEqual([
      { source: 'wiki', path: 'b', because: 'too large' },
    ])
    await store.crawls.keepUnread('wiki', new Set(['c']))
    expect(await store.crawls.listUnread('wiki')).toEqual([])
  })
})
