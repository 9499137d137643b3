import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../src/domain/page.ts'
import type { SearchScope, SearchTerm } from '../../src/domain/search.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { everyone, makePage, makePassage, put, searchIn } from './support/samples.ts'

const storeWith = async (
  pages: readonly (readonly [id: string, text: string, access?: string[]])[],
) => {
  const store = await openStore(':memory:')
  for (const [id, text, access = ['group:all']] of pages) {
    const page = makePage(id, text, { access: [access] })
    await put(store, page, [makePassage(page)])
  }
  return store
}

const ids = (hits: readonly { page: { id: string } }[]) => hits.map(({ page }) => page.id)

describe('full-text search', () => {
  it('finds names whole, whatever holds their parts together', async () => {
    const store = await storeWith([
      ['w:a', 'Set `PAYMENT_GATEWAY_TIMEOUT` to 5s.'],
      ['w:b', 'The payment page has a timeout; the gateway has none.'],
    ])
    for (const name of [
      'paymentGatewayTimeout',
      '--payment-gateway-timeout',
      'PaymentGatewayTimeout',
    ]) {
      const hits = await searchIn(
        store,
        [{ kind: 'identifier', text: name }],
        { reader: everyone },
        5,
      )
      expect(ids(hits)).toEqual(['w:a'])
    }
  })

  it('ranks a hit in the title over one in the text, and stems', async () => {
    const store = await openStore(':memory:')
    const one = makePage('w:a', 'Rotation is described elsewhere, keys and all.')
    const two = makePage('w:b', 'Do this and then that, all of it.', { title: 'Rotating keys' })
    for (const page of [one, two]) await put(store, page, [makePassage(page)])
    const hits = await searchIn(
      store,
      [
        { kind: 'word', text: 'rotate' },
        { kind: 'word', text: 'key' },
      ],
      { reader: everyone },
      5,
    )
    expect(ids(hits)).toEqual(['w:b', 'w:a'])
  })

  it('shows a reader only what the access list allows, before it counts to the limit', async () => {
    const store = await storeWith([
      ...Array.from(
        { length: 20 },
        (_, index) => [`w:s${index}`, 'drain drain', ['group:sre']] as const,
      ),
      ['w:me', 'drain', ['agent:a']],
      ['w:all', 'drain and then do some more things', ['group:all', 'group:sre']],
      ['w:nobody', 'drain', []],
    ] as never)
    const drain = [{ kind: 'word', text: 'drain' }] as const
    const hits = await searchIn(store, drain, { reader: everyone }, 2)
    expect(ids(hits).sort()).toEqual(['w:all', 'w:me'])
    const unknown = { id: 'agent:z', groups: [] }
    expect(await searchIn(store, drain, { reader: unknown }, 5)).toEqual([])
    const only = await searchIn(store, drain, { reader: everyone, pages: ['w:me'] }, 5)
    expect(ids(only)).toEqual(['w:me'])
    expect(await searchIn(store, drain, { reader: everyone, sources: ['x'] }, 5)).toEqual([])
  })

  it.each<[string, Omit<SearchScope, 'reader'>, string[]]>([
    ['a repository that a page stands in', { repositories: ['shop'] }, ['w:home', 'w:told']],
    ['a repository that a page speaks of', { repositories: ['till', 'none'] }, ['w:told']],
    ['a genre', { genres: ['reference', 'plan'] }, ['w:reference']],
    ['what is neither gone nor superseded', { current: true }, ['w:home', 'w:reference', 'w:told']],
    ['a source', { sources: ['x'] }, []],
    ['several at once', { repositories: ['shop'], genres: ['reference'], current: true }, []],
  ])('is narrowed to %s before it is ranked', async (_, narrowed, found) => {
    const store = await openStore(':memory:')
    const pages = [
      makePage('w:home', 'drain', { home: { repository: 'shop', path: 'a.md' } }),
      makePage('w:told', 'drain', { about: ['till', 'shop'] }),
      makePage('w:reference', 'drain', { genre: 'reference' }),
      makePage('w:over', 'drain', { supersededBy: 'w:home' }),
    ]
    for (const page of pages) await put(store, page, [makePassage(page)])
    const drain = [{ kind: 'word', text: 'drain' }] as const
    const hits = await searchIn(store, drain, { reader: everyone, ...narrowed }, 1)
    expect(hits.length).toBe(Math.min(1, found.length))
    const all = await searchIn(store, drain, { reader: everyone, ...narrowed })
    expect(ids(all).sort()).toEqual(found)
    expect((await store.passages.visible({ reader: everyone, ...narrowed })).count).toBe(
      found.length,
    )
  })

  it('takes any term whatever as text', async () => {
    const store = await storeWith([['w:a', 'plain words']])
    const term = fc.record({
      kind: fc.constantFrom<SearchTerm['kind']>('word', 'phrase', 'identifier'),
      text: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          '" OR *',
          'title : x',
          'NEAR(a b)',
          'a AND NOT b',
          '*',
          '^a',
          "';--",
          '\0"',
        ),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(term, { maxLength: 5 }), async (terms) => {
        await searchIn(store, terms, { reader: everyone })
        await store.passages.countWords(
          terms.map(({ text }) => text),
          { reader: everyone },
        )
      }),
      { numRuns: 300 },
    )
  })

  it('counts words by their stem', async () => {
    const store = await storeWith([
      ['w:a', 'restart the worker'],
      ['w:b', 'restarting workers'],
    ])
    const { passages, of } = await store.passages.countWords(['restarts', 'nothing'], {
      reader: everyone,
    })
    expect([passages, of.get('restarts'), of.get('nothing')]).toEqual([2, 2, 0])
  })
})

describe('search beside what its reader may not see', () => {
  const word = fc.constantFrom('restart', 'restarts', 'worker', 'queue', 'dock', 'maxRetries', 'x')
  const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
  const terms = (['restart', 'queue', 'dock'] as const).map((one) => ({
    kind: 'word' as const,
    text: one,
  }))

  it('scores and counts as if nothing else had ever been there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 6 }),
        fc.array(text, { minLength: 1, maxLength: 6 }),
        async (open, hidden) => {
          const pages = open.map((one, n) => makePage(`w:open-${n}`, one))
          const shut = hidden.map((one, n) => makePage(`w:shut-${n}`, one, { access: [['boss']] }))
          const whole = await openStore(':memory:')
          // Older texts of the same pages are no more, and must not be counted either.
          await whole.pages.put(
            [...pages, ...shut].map((page) => putting({ ...page, text: 'restart the dock' })),
          )
          await whole.pages.put([...shut, ...pages].map(putting))
          const alone = await openStore(':memory:')
          await alone.pages.put(pages.map(putting))
          const told = async (store: Store) => {
            const scope = { reader: everyone }
            const hits = await searchIn(store, terms, scope, 50)
            const { passages, of } = await store.passages.countWords(
              terms.map((one) => one.text),
              scope,
            )
            return [hits.map(({ score, page }) => [page.id, score]), passages, [...of]]
          }
          expect(await told(whole)).toEqual(await told(alone))
          await Promise.all([whole.close(), alone.close()])
        },
      ),
      { numRuns: 60 },
    )
  })
})

const putting = (page: Page) => ({ page, passages: [makePassage(page)], stamp: null })
