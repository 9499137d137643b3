import { describe, expect, it } from 'vitest'
import type { Page } from '../../src/domain/page.ts'
import { retrieve } from '../../src/retrieval/retrieve.ts'
import { openStore } from '../../src/store/store.ts'
import { makePage, makePassage, put } from '../store/support/samples.ts'

const reader = { id: 'agent:a', groups: ['group:all'] }
const text =
  'Drain the lane before its worker is restarted: pause the intake, wait until the queue is empty, restart the worker and open the intake.'
const changed = (at: string) => ({ at: `${at}T09:00:00.000Z`, basis: 'git' as const })
const copy = (id: string, at: string, changes: Partial<Page> = {}): Page => {
  const page = makePage(id, text, { title: 'Draining a lane', ...changes })
  return { ...page, times: { ...page.times, contentChanged: changed(at), ...changes.times } }
}

const asked = async (
  pages: readonly Page[],
  query: string,
  contradicted: readonly string[] = [],
) => {
  const store = await openStore(':memory:')
  for (const page of pages) await put(store, page, [makePassage(page, { heading: [] })])
  const { candidates } = await retrieve(
    query,
    { search: store.passages, contradictedAmong: async () => new Set(contradicted) },
    { reader },
  )
  await store.close()
  return candidates.map(({ page, copies = [] }) => [page.id, ...copies])
}

describe('passages that say the same', () => {
  const three = [
    copy('w:old', '2024-02-01'),
    copy('w:new', '2025-02-01'),
    copy('w:mid', '2024-08-01'),
  ]

  it('are shown once, the freshest in front, the others named', async () => {
    expect(await asked(three, 'how do I drain a lane')).toEqual([['w:new', 'w:mid#0', 'w:old#0']])
  })

  it('have one in front that code does not contradict', async () => {
    expect(await asked(three, 'how do I drain a lane', ['w:new#0'])).toEqual([
      ['w:mid', 'w:new#0', 'w:old#0'],
    ])
  })

  it('have none in front that is over', async () => {
    const over = copy('w:new', '2025-02-01', { supersededBy: 'w:other' })
    expect((await asked([copy('w:old', '2024-02-01'), over], 'drain a lane'))[0]?.[0]).toBe('w:old')
  })

  it.each([
    [
      'a number differs',
      { text: `${text} Wait for 30 seconds.` },
      { text: `${text} Wait for 40 seconds.` },
    ],
    [
      'the query tells their pages apart',
      { title: 'Payments: draining' },
      { title: 'Ledger: draining' },
    ],
  ])('are no copies where %s', async (_, one, other) => {
    const pages = [copy('w:a', '2024-02-01', one), copy('w:b', '2025-02-01', other)]
    const found = await asked(pages, 'drain the payments lane in 30 seconds')
    expect(found.map(([first]) => first).sort()).toEqual(['w:a', 'w:b'])
  })

  it('are no copies where they are short', async () => {
    const short = { text: 'Drain the lane.' }
    const pages = [copy('w:a', '2024-02-01', short), copy('w:b', '2025-02-01', short)]
    expect(await asked(pages, 'drain the lane')).toHaveLength(2)
  })
})
