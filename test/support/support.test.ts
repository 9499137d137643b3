import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quoteStands, supportOf } from '../../src/support/support.ts'

const page = `## Timeouts

The payments service waits **30 seconds** for the bank. It retries three times.
Set \`PAYMENT_TIMEOUT\` to change it.

- Restart the payments service only after draining the queue.
- Do not delete the queue.
- Row-level security is enabled on the orders table.
`

describe('a statement against its source', () => {
  test.each([
    ['The payments service waits 30 seconds for the bank.', 'supported'],
    ['The payments service waits 30s for the bank.', 'supported'],
    ['The payments service waits half a minute for the bank.', 'supported'],
    ['It retries three times.', 'supported'],
    ['Set PAYMENT_TIMEOUT to change it.', 'supported'],
    ['The payments service waits 5 seconds for the bank.', 'contradicted'],
    ['It retries 5 times.', 'contradicted'],
    [
      'The payments service waits 30 seconds for the bank. The orders service waits 9 seconds for the post.',
      'partially-supported',
    ],
    ['The payments service waits 5 seconds for the bank. It retries three times.', 'contradicted'],
    ['The refunds service waits 5 seconds for the customer.', 'not-enough-info'],
    ['Restart the payments service.', 'partially-supported'],
    ['Delete the queue.', 'contradicted'],
    ['delete the queue', 'contradicted'],
    ['Restart payments service.', 'partially-supported'],
    ['Row-level security is disabled on the orders table.', 'contradicted'],
    ['Row-level security is not enabled on the orders table.', 'contradicted'],
    ['Set ORDER_TIMEOUT to change it.', 'not-enough-info'],
    ['Thanks for asking!', 'not-checkable'],
    ['I hope this helps.', 'not-checkable'],
    ['Does it retry?', 'not-checkable'],
    ['This is a great approach.', 'not-checkable'],
    ['', 'not-checkable'],
  ])('%s', (statement, support) => {
    expect(supportOf(statement, page).support).toBe(support)
  })

  test('nothing is supported by nothing', () => {
    expect(supportOf('The timeout is 30 seconds.', '').support).toBe('not-enough-info')
    expect(supportOf('The timeout is 30 seconds.', '   ').support).toBe('not-enough-info')
  })

  test('half a number is not the number', () => {
    expect(supportOf('The limit is 5', 'The limit is 50.').support).not.toBe('supported')
    expect(supportOf('The limit is 5', 'The limit is 5.5 seconds.').support).not.toBe('supported')
  })

  test('who did what to whom matters', () => {
    const evidence = 'The queue service replaced the old mail daemon.'
    expect(supportOf('The old mail daemon replaced the queue service.', evidence).support).toBe(
      'not-enough-info',
    )
  })

  test('a bound is not a value', () => {
    const evidence = 'The payments service waits at least 30 seconds for the bank.'
    expect(supportOf('The payments service waits 40 seconds for the bank.', evidence).support).toBe(
      'not-enough-info',
    )
  })

  test('two sentences that disagree settle nothing', () => {
    const evidence =
      'The orders service waits about ten seconds today. The orders service waits 10 seconds today.'
    expect(supportOf('The orders service waits 12 seconds today.', evidence).support).not.toBe(
      'supported',
    )
  })

  test('its own sentences always stand', () => {
    const word = fc.constantFrom(
      'the',
      'service',
      'waits',
      'for',
      'queue',
      '30',
      'seconds',
      'PAYMENT_URL',
      'orders',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 9 }), (words) => {
        const sentence = `${words.join(' ')}.`
        expect(supportOf(sentence, `Before. ${sentence} After.`).support).toBe('supported')
      }),
    )
  })
})

describe('a quote', () => {
  test.each([
    ['waits **30 seconds**', true],
    ['waits 30 seconds', true],
    ['It retries three times.\nSet `PAYMENT_TIMEOUT`', true],
    ['It retries  three   times.', true],
    ['waits 5 seconds', false],
    ['', false],
    ['   ', false],
    ['**', false],
  ])('%j stands: %s', (quote, stands) => {
    expect(quoteStands(quote, page)).toBe(stands)
  })
})

test('numbers by the hundred in one sentence are a table, which nobody reads as a sentence', () => {
  const replicas = (by: number) =>
    Array.from({ length: 150 }, (_, index) => `queue-${index} has ${index + by} replicas`).join(
      ' and ',
    )
  expect(supportOf(replicas(1), replicas(2)).support).toBe('not-enough-info')
})
