import { describe, expect, it, onTestFinished } from 'vitest'
import type { Access } from '../../src/domain/principal.ts'
import { openStore } from '../../src/store/store.ts'
import { makePage, put } from './support/samples.ts'

const agent = { id: 'agent:a', groups: ['group:all'] }
const [open, closed, elsewhere]: Access[] = [['group:all'], ['boss'], ['clerk']]

const turning = async (...lists: readonly (Access | undefined)[]) => {
  const store = await openStore(':memory:')
  onTestFinished(() => store.close())
  const turns: number[] = []
  for (const list of lists) {
    await put(store, makePage('w:plan', 'The plan.', { access: [list ?? []] }), [])
    turns.push(await store.vectors.lastTurn())
  }
  const isClosedSince = (turn = 0) => store.vectors.isAnyClosedSince(agent, turn)
  return { turns, isClosedSince }
}

describe('pages whose readers become others', () => {
  it.each([
    ['open from the first', [open], false],
    ['stored again', [open, open], false],
    ['closed', [open, closed], true],
    ['closed from the first', [closed], false],
    ['opened', [closed, open], false],
    ['closed and opened again', [open, closed, open], false],
    ['closed, opened and closed again', [open, closed, open, closed], true],
    ['given from hand to hand out of sight', [closed, elsewhere], false],
    ['closed before it was given on', [open, closed, elsewhere], true],
  ])('%s', async (_, lists, isClosed) => {
    const { isClosedSince } = await turning(...lists)
    expect(await isClosedSince()).toBe(isClosed)
  })

  it('count from a turn on', async () => {
    const { turns, isClosedSince } = await turning(open, closed, open, closed)
    expect(turns).toEqual(turns.toSorted((a, b) => a - b))
    expect(new Set(turns).size).toBe(4)
    expect(await isClosedSince(turns[2])).toBe(true)
    expect(await isClosedSince(turns[3])).toBe(false)
  })
})
