import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { identifiersIn, partsOf } from '../../src/values/identifiers.ts'

describe('the pieces of a name', () => {
  it.each([
    ['PaymentGatewayTimeout', 'payment gateway timeout'],
    ['payment-gateway_timeout', 'payment gateway timeout'],
    ['--max-retries', 'max retries'],
    ['HTTPServer', 'http server'],
    ['parseURL2', 'parse url2'],
    ['E_CONN_42', 'e conn 42'],
    ['v2Beta', 'v2 beta'],
    ['aB', 'a b'],
    ['ABc', 'a bc'],
    ['Größe2Höhe', 'größe2 höhe'],
    ['', ''],
    ['...', ''],
  ])('%s: %s', (name, parts) => {
    expect(partsOf(name).join(' ')).toBe(parts)
  })

  test('do not depend on what else stands in a text', () => {
    const letters = fc.constantFrom('a', 'b', 'A', 'B', 'C', '1', '_', '-', ' ', '.')
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 14 }), (text) => {
        // A letter beyond ASCII sends the whole text the other way.
        expect(partsOf(`${text} é`)).toEqual([...partsOf(text), 'é'])
      }),
      { numRuns: 2_000 },
    )
  })
})

test('names are told from words', () => {
  const text =
    'Set `--max-retries` in src/config.ts, not maxRetries or E_CONN_42; the read-only lane stays.'
  expect(identifiersIn(text)).toEqual([
    '--max-retries',
    'src/config.ts',
    'maxRetries',
    'E_CONN_42',
    'read-only',
  ])
})
