import { describe, expect, it } from 'vitest'
import type { Copy } from '../../src/domain/crawl.ts'
import type { SourceDocument } from '../../src/domain/document.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { changedAmong, type Listed } from '../../src/sources/listed.ts'
import type { Handed } from '../../src/sources/source.ts'
import { documentOf } from '../pages/reading.ts'

const copy = (stamp: string | null, more: Partial<Copy> = {}): Copy => ({
  stamp,
  gone: false,
  done: false,
  confirmed: null,
  firstSeen: null,
  visits: { count: 1, changes: 0 },
  ...more,
})

async function* listing(...items: readonly Listed[]) {
  yield* items
}

const numbered = (count: number): readonly Listed[] =>
  Array.from({ length: count }, (_, index) => ({ path: `p${index}`, stamp: '1' }))

async function run(
  items: readonly Listed[],
  copies: Readonly<Record<string, Copy>>,
  fetch: (path: string) => Promise<SourceDocument | string | null>,
  atOnce = 3,
): Promise<Handed[]> {
  const out: Handed[] = []
  const copyOf = async (path: string) => copies[path] ?? null
  const how = { atOnce, fetch: ({ path }: Listed) => fetch(path) }
  for await (const handed of changedAmong(listing(...items), { copyOf }, how)) out.push(handed)
  return out
}

const page = (path: string) => documentOf(`# ${path}`, 'markdown', { path })

describe('of a listing', () => {
  it('only what is new, came back or carries another stamp is fetched', async () => {
    const asked: string[] = []
    const handed = await run(
      [
        { path: 'new', stamp: '1' },
        { path: 'same', stamp: '1', access: [['user:ana']] },
        { path: 'other', stamp: '2' },
        { path: 'back', stamp: '1' },
        { path: 'unknown', stamp: '1' },
      ],
      {
        same: copy('1'),
        other: copy('1'),
        back: copy('1', { gone: true }),
        unknown: copy(null),
      },
      async (path) => {
        asked.push(path)
        return page(path)
      },
    )
    expect(asked).toEqual(['new', 'other', 'back', 'unknown'])
    expect(handed).toContainEqual({ is: 'same', path: 'same', access: [['user:ana']] })
    expect(handed.filter(({ is }) => is === 'document')).toHaveLength(4)
  })

  it('never more is asked for at once than may be', async () => {
    let [now, most] = [0, 0]
    const handed = await run(numbered(50), {}, async (path) => {
      now += 1
      most = Math.max(most, now)
      await new Promise((done) => setImmediate(done))
      now -= 1
      return page(path)
    })
    expect([handed.length, most]).toEqual([50, 3])
  })

  it('what cannot be read is told, what went is gone, and the rest goes on', async () => {
    const handed = await run(numbered(4), {}, async (path) => {
      if (path === 'p0') return null
      if (path === 'p1') return 'it is locked'
      if (path === 'p2') throw new PlumblineError('source.too-large', 'it is too large')
      return page(path)
    })
    const told = handed.map((one) =>
      one.is === 'document' ? one.document.path : 'because' in one ? one.because : one.is,
    )
    expect(told.toSorted()).toEqual(['gone', 'it is locked', 'it is too large', 'p3'])
  })

  it('what cannot be read closes all the same to whom its source lets in no more', async () => {
    const access = [['user:ana']]
    const handed = await run([{ path: 'p', stamp: '2', access }], {}, async () => 'it is locked')
    expect(handed).toEqual([{ is: 'unread', path: 'p', because: 'it is locked', access }])
  })

  it('a listing that breaks off takes nothing with it that was fetched', async () => {
    async function* breaking() {
      yield* numbered(3)
      throw new PlumblineError('source.malformed', 'the listing broke off')
    }
    const out: Handed[] = []
    const crawl = async () => {
      const how = { atOnce: 3, fetch: async ({ path }: Listed) => page(path) }
      for await (const handed of changedAmong(breaking(), { copyOf: async () => null }, how))
        out.push(handed)
    }
    await expect(crawl()).rejects.toThrow('the listing broke off')
    expect(out.map(({ is }) => is)).toEqual(['document', 'document', 'document'])
  })

  it('a server that answers no more ends the crawl', async () => {
    const dead = async () => {
      throw new PlumblineError('source.unreachable', 'nobody answers')
    }
    await expect(run(numbered(500), {}, dead)).rejects.toThrow('nobody answers')
  })

  it('a server that answers now and then does not', async () => {
    let count = 0
    const flaky = async (path: string) => {
      count += 1
      if (count % 2 === 0) throw new PlumblineError('source.unreachable', 'nobody answers')
      return page(path)
    }
    expect(await run(numbered(60), {}, flaky)).toHaveLength(60)
  })

  it('a fault of ours is not a page that cannot be read', async () => {
    const broken = async () => {
      throw new TypeError('this is a bug')
    }
    await expect(run(numbered(1), {}, broken)).rejects.toThrow('this is a bug')
  })
})
