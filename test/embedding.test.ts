import { describe, expect, it, onTestFinished } from 'vitest'
import { PlumblineError } from '../src/domain/errors.ts'
import type { Embedder } from '../src/domain/vectors.ts'
import { type EmbeddingParts, embedding } from '../src/embedding.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { at, makePage, makePassage, put } from './store/support/samples.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const subjects = [
  ...['settlement', 'invoice', 'refund', 'chargeback', 'ledger', 'payout'],
  ...['gateway', 'merchant', 'currency', 'receipt', 'dispute', 'balance'],
]

/** Pages that have enough in common to learn from. */
const fill = (store: Store, source: string, pages: number, access: readonly string[]) =>
  store.pages.put(
    Array.from({ length: pages }, (_, at) => {
      const words = [0, 1, 5].map((step) => subjects[(at + step) % subjects.length]).join(' and ')
      const text = `The ${words} of day ${at} are checked.`
      const page = makePage(`${source}:${at}`, text, { access: [access] })
      return { page, passages: [makePassage(page)], stamp: null }
    }),
  )

const open = async (
  store: Store,
  learnFrom: string[],
  { model = null, staysUp = true }: Partial<Pick<EmbeddingParts, 'model' | 'staysUp'>> = {},
) => {
  const config = { learnFrom, dataFolder: temporaryFolder() }
  const opened = embedding({ config, store, model, staysUp, now: () => at })
  onTestFinished(() => opened.close())
  return opened
}

const openFilled = async () => {
  const store = await openStore(':memory:')
  onTestFinished(() => store.close())
  await fill(store, 'handbook', 8, ['group:all'])
  await fill(store, 'finance', 40, ['group:all', 'group:finance'])
  return store
}

const asker = { reader: { id: 'agent:a', groups: ['group:all'] } }

describe('what was learnt from pages', () => {
  it('answers those who may read them', async () => {
    const embedded = await open(await openFilled(), ['group:all'])
    await embedded.embed()
    expect(await embedded.dense.nearest('the refund', asker, 5)).toHaveLength(5)
  })

  it('answers nobody any more when most of them are closed', async () => {
    const store = await openFilled()
    const embedded = await open(store, ['group:all'])
    await embedded.embed()
    await store.crawls.narrow('finance', ['group:finance'])
    await embedded.embed()
    expect(await embedded.dense.nearest('the refund', asker, 5)).toBeNull()
  })

  it('is forgotten when one of them is closed', async () => {
    const store = await openFilled()
    const embedded = await open(store, ['group:all'])
    await embedded.embed()
    const learnt = embedded.status().space
    await fill(store, 'handbook', 9, ['group:all'])
    await embedded.embed()
    expect(embedded.status().space).toBe(learnt)
    const [closed] = (await store.pages.list({ source: 'finance' })).pages
    if (closed === undefined) throw new Error('no page')
    await put(store, { ...closed, access: [['group:finance']] }, [])
    await embedded.embed()
    expect(embedded.status().space).not.toBe(learnt)
    expect(await embedded.dense.nearest('the refund', asker, 5)).toHaveLength(5)
  })

  it('answers nobody any more when learning is turned off', async () => {
    const store = await openFilled()
    await (await open(store, ['group:all'])).embed()
    const embedded = await open(store, [])
    await embedded.embed()
    expect(await embedded.dense.nearest('the refund', asker, 5)).toBeNull()
  })

  it('answers nobody for whom others learnt it', async () => {
    const store = await openFilled()
    await store.crawls.narrow('finance', ['group:finance'])
    await (await open(store, ['group:all', 'group:finance'])).embed()
    const embedded = await open(store, ['group:all'])
    await embedded.embed()
    expect(await embedded.dense.nearest('the refund', asker, 5)).toBeNull()
  })
})

const outOfReach = new PlumblineError('model.unreachable', 'the model is out of reach')
const silent: Embedder = {
  space: { id: 'remote', dimensions: 3 },
  embedDocuments: () => Promise.reject(outOfReach),
  embedQuery: () => Promise.reject(outOfReach),
}

describe('a model that is out of reach', () => {
  it('is told of, and keeps no crawl from its end', async () => {
    const embedded = await open(await openFilled(), ['group:all'], { model: silent })
    await embedded.embedSoon()
    expect(embedded.status().problem).toBe('the model is out of reach')
    await expect(embedded.embed()).rejects.toThrow('the model is out of reach')
  })
})

describe('of very many passages', () => {
  it('what does not stay up learns nothing, and serves what was learnt', async () => {
    const store = await openStore(':memory:')
    onTestFinished(() => store.close())
    await fill(store, 'handbook', 2_001, ['group:all'])
    const learning: string[] = []
    const first = await open(store, ['group:all'], { staysUp: false })
    await first.embedSoon(({ work }) => learning.push(work))
    await first.close()
    expect(learning).toEqual([])
    await (await open(store, ['group:all'])).embed()
    const brief = await open(store, ['group:all'], { staysUp: false })
    await brief.embedSoon()
    expect(await brief.dense.nearest('the refund', asker, 5)).toHaveLength(5)
  })
})
