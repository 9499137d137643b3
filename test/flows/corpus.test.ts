import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CorpusFilter, CorpusView } from '../../src/domain/corpus.ts'
import { type Quay, rightTimeout, runbook, startQuay } from '../support/quay.ts'

let quay: Quay
beforeAll(async () => {
  quay = await startQuay()
}, 120_000)
afterAll(() => quay?.stop())

const corpusOf = async (who: string, filter: CorpusFilter = {}): Promise<CorpusView> =>
  quay.plumbline.corpus(filter, await quay.plumbline.principal(who))
const wrongOn = ({ days }: CorpusView): readonly (readonly [string, number | undefined])[] =>
  days.map(({ day, states }) => [day, states.contradicted])

test('pages are counted for those alone who may read them', async () => {
  const [ana, kim, joe] = await Promise.all(['ana', 'kim', 'joe'].map((who) => corpusOf(who)))
  expect(ana?.sources.map(({ id }) => id)).toEqual(['runbooks'])
  expect(ana?.states).toEqual({ contradicted: 3 })
  expect(kim?.sources.map(({ id }) => id)).toEqual(['runbooks', 'vault'])
  expect(kim?.pages).toBe(4)
  expect(joe).toMatchObject({ pages: 0, states: {}, sources: [], owners: [] })
})

test('one source or one owner can be looked at, and nobody is an owner too', async () => {
  expect((await corpusOf('kim', { source: 'vault' })).pages).toBe(1)
  expect((await corpusOf('ana', { source: 'vault' })).pages).toBe(0)
  expect((await corpusOf('ana', { owner: 'ana' })).states).toEqual({ contradicted: 1 })
  expect((await corpusOf('ana', { owner: null })).pages).toBe(1)
})

test('each day is told as it stood, and a page that went is not counted from then on', async () => {
  const nextDay = async () => {
    quay.pass(24 * 60)
    await quay.plumbline.crawl([])
    await quay.plumbline.survey([])
  }
  await nextDay()
  await quay.write('runbooks/berths.md', runbook({ owner: 'ana' }, rightTimeout))
  await nextDay()
  await quay.write('runbooks/cranes.md', null)
  await nextDay()
  const ana = await corpusOf('ana')
  expect(wrongOn(ana)).toEqual([
    ['2026-11-23', 3],
    ['2026-11-24', 3],
    ['2026-11-25', 2],
    ['2026-11-26', 1],
  ])
  expect(ana.states).toEqual({ contradicted: 1, fresh: 1 })
  expect(wrongOn(await corpusOf('kim', { source: 'vault' })).at(0)).toEqual(['2026-11-23', 1])
  expect(wrongOn(await corpusOf('joe')).map(([, many]) => many)).toEqual([undefined])
})
