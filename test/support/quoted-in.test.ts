import { describe, expect, test } from 'vitest'
import { quotedIn } from '../../src/support/quotes.ts'

describe('where a quote stands', () => {
  const text = [
    'Requests wait for **30 seconds**: `REQUEST_TIMEOUT_MS` is 30000.',
    '',
    '```sh',
    'make lint-docs',
    'make build',
    '```',
    '',
    'Ask the owner. Then wait 30 seconds.',
    '',
    '- See [the  guide](docs/guide-2.md).',
  ].join('\n')

  test.each([
    ['make build', ['make build']],
    ['Ask the owner.', ['Ask the owner.']],
    ['Ask the owner. Then wait 30 seconds.', ['Ask the owner. Then wait 30 seconds.']],
    [
      'Requests wait for 30 seconds: REQUEST_TIMEOUT_MS is 30000.',
      ['Requests wait for **30 seconds**: `REQUEST_TIMEOUT_MS` is 30000.'],
    ],
    ['wait for 3', []],
    ['make', ['make', 'make']],
    ['See [the guide](docs/guide-2.md).', ['- See [the  guide](docs/guide-2.md).']],
    ['See [the guide](docs/guide-3.md).', []],
    ['See the guide.', ['- See [the  guide](docs/guide-2.md).']],
    ['', []],
    ['Nobody wrote this.', []],
  ])('%s', (quote, expected) => {
    expect(quotedIn(quote, text).map((span) => text.slice(...span))).toEqual(expected)
  })
})
