import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readKeywords, termsOf } from '../../src/retrieval/keywords.ts'
import { retrieve } from '../../src/retrieval/retrieve.ts'
import { openStore } from '../../src/store/store.ts'
import { makePage, makePassage, put } from '../store/support/samples.ts'

const wordsOf = (question: string) => readKeywords(question).words.map(({ text }) => text)

describe('keywords', () => {
  it.each([
    ['How do I restart the payments-api?', ['restart', 'payments', 'api'], []],
    ['PaymentGatewayTimeout', ['payment', 'gateway', 'timeout'], ['PaymentGatewayTimeout']],
    ['payment gateway timeout', ['payment', 'gateway', 'timeout'], []],
    ['what does --max-retries do', ['max', 'retries'], ['--max-retries']],
    ['E_CONN_42 in the log', ['conn', '42', 'log'], ['E_CONN_42']],
    ['who reads src/foo.ts?', ['reads', 'src', 'foo', 'ts'], ['src/foo.ts']],
    ['is Zürich up', ['zurich'], []],
    ['what is it', ['what', 'is', 'it'], []],
  ])('of "%s"', (question, words, identifiers) => {
    expect(wordsOf(question)).toEqual(words)
    expect(readKeywords(question).identifiers).toEqual(identifiers)
  })

  it('keep quoted phrases together', () => {
    expect(readKeywords('is "connection reset by peer" known?').phrases).toEqual([
      'connection reset by peer',
    ])
  })

  it('tell what is asked for', () => {
    expect(readKeywords('How do I rotate the keys?').asks).toBe('deed')
    expect(readKeywords('How long are snapshots kept?').asks).toBe('quantity')
    expect(readKeywords('Which file parses refunds?').asks).toBe('other')
  })

  it('are bounded, whatever is pasted', () => {
    const log = Array.from({ length: 5000 }, (_, index) => `error_${index} "some phrase ${index}"`)
    expect(termsOf(readKeywords(log.join(' '))).length).toBeLessThanOrEqual(60)
  })

  it('of any text can be searched for', async () => {
    const store = await openStore(':memory:')
    const page = makePage('w:a', 'Set PAYMENT_TIMEOUT before `--max-retries` in src/foo.ts')
    await put(store, page, [makePassage(page)])
    const reader = { id: 'agent:a', groups: ['group:all'] }
    const nasty = fc.constantFrom(
      '" OR 1',
      'NEAR(',
      'title:',
      '*',
      '^',
      '-',
      'AND',
      "'; drop",
      '\0',
    )
    const question = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(nasty, fc.string())).map((words) => words.join(' ')),
    )
    await fc.assert(
      fc.asyncProperty(question, async (text) => {
        const { candidates } = await retrieve(text, { search: store.passages }, { reader })
        for (const { score } of candidates) expect(Number.isFinite(score)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
