import { describe, expect, it } from 'vitest'
import type { Glimpse } from '../../src/domain/search.ts'
import { fitOf, fits } from '../../src/retrieval/fits.ts'
import { retrieve } from '../../src/retrieval/retrieve.ts'
import { openStore } from '../../src/store/store.ts'
import { at, makePage, makePassage, put } from '../store/support/samples.ts'

const reader = { id: 'agent:a', groups: ['group:all'] }

const storeOf = async (pages: readonly ReturnType<typeof makePage>[]) => {
  const store = await openStore(':memory:')
  for (const page of pages) await put(store, page, [makePassage(page, { heading: [] })])
  return store
}

const filler = ['drain', 'cordon', 'deploy', 'refund', 'invoice', 'capture'].map((word) =>
  makePage(`w:${word}`, `How to ${word} the ${word} of a merchant.`, { title: word }),
)

const idsFor = async (question: string, pages: readonly ReturnType<typeof makePage>[]) => {
  const store = await storeOf([...filler, ...pages])
  const { candidates } = await retrieve(question, { search: store.passages }, { reader })
  return candidates.map(({ page }) => page.id)
}

describe('ranking', () => {
  it('puts the page that has the name itself before those that have its parts', async () => {
    const pages = [
      makePage(
        'w:parts',
        'The gateway has a timeout for every payment; payment, gateway, timeout.',
      ),
      makePage('w:name', 'Set `PAYMENT_GATEWAY_TIMEOUT` to 5 s.'),
    ]
    for (const asked of [
      'PAYMENT_GATEWAY_TIMEOUT',
      'paymentGatewayTimeout',
      '--payment-gateway-timeout',
    ]) {
      expect((await idsFor(asked, pages))[0]).toBe('w:name')
    }
  })

  it('puts a superseded page behind its like, but not out of sight, and first when asked for by name', async () => {
    const old = { supersededBy: 'w:new', title: 'Card vault first edition' }
    const pages = [
      makePage('w:old', 'Rotate the vault token with care, rotate the vault token.', old),
      makePage('w:new', 'Rotate the vault token when it leaks.', { title: 'Vault' }),
    ]
    expect(await idsFor('How do I rotate the vault token?', pages)).toEqual(
      expect.arrayContaining(['w:old']),
    )
    expect((await idsFor('How do I rotate the vault token?', pages))[0]).toBe('w:new')
    expect((await idsFor('card vault first edition', pages))[0]).toBe('w:old')
  })

  it('lets age decide between passages that answer alike, and never against a better one', async () => {
    const words = 'Rotate the vault token when it leaks'
    const store = await storeOf([
      ...filler,
      makePage('w:a-old', `${words}, and log out.`, { title: 'Vault' }),
      makePage('w:b-young', `${words}, and sign in.`, { title: 'Vault' }),
      makePage('w:c-worse', 'The vault is where a token is.', { title: 'Store' }),
    ])
    const found = async (stale: string) => {
      const wearOf = ({ page }: Glimpse) => (page.id === stale ? ('stale' as const) : null)
      const ports = { search: store.passages, wearOf }
      const { candidates } = await retrieve('How is the vault token rotated?', ports, { reader })
      return candidates.slice(0, 3).map(({ page }) => page.id)
    }
    expect(await found('w:a-old')).toEqual(['w:b-young', 'w:a-old', 'w:c-worse'])
    expect(await found('w:b-young')).toEqual(['w:a-old', 'w:b-young', 'w:c-worse'])
    await store.close()
  })

  it('keeps every part of a score, and is the same every time', async () => {
    const gone = makePage('w:gone', 'rotate the token')
    const pages = [{ ...gone, times: { ...gone.times, gone: { at, basis: 'observed' as const } } }]
    const store = await storeOf([...filler, ...pages])
    const once = await retrieve(
      'rotate the "token of" MY_TOKEN',
      { search: store.passages },
      { reader },
    )
    const twice = await retrieve(
      'rotate the "token of" MY_TOKEN',
      { search: store.passages },
      { reader },
    )
    expect(once.candidates).toEqual(twice.candidates)
    const parts = once.candidates.find(({ page }) => page.id === 'w:gone')?.parts
    expect(Object.keys(parts ?? {}).sort()).toEqual([
      'coverage',
      'demotion',
      'heading',
      'identifier',
      'lexical',
      'phrase',
      'proximity',
      'written',
    ])
    expect(parts?.demotion).toBe(0.5)
  })
})

describe('fitting', () => {
  const bestFit = async (question: string) => {
    const page = makePage('w:keys', 'Rotate the signing keys each month with `keys rotate`.', {
      title: 'Signing keys',
    })
    const store = await storeOf([...filler, page])
    const { candidates, measure } = await retrieve(question, { search: store.passages }, { reader })
    const [best] = candidates
    return best ? { fit: fitOf(best, measure), fits: fits(best, measure) } : { fit: 0, fits: false }
  }

  it('wants the rare words of a question, not the common ones', async () => {
    expect((await bestFit('How do I rotate the signing keys?')).fits).toBe(true)
    expect((await bestFit('How do I rotate the Kafka broker keys?')).fits).toBe(false)
    expect((await bestFit('What does the merchant eat for lunch?')).fits).toBe(false)
  })

  it('wants a name itself, not only its parts', async () => {
    expect((await bestFit('What does SIGNING_KEYS_MONTH do?')).fits).toBe(false)
  })
})
