import { expect, test } from 'vitest'
import { lookUp } from '../../src/domain/lookup.ts'

test.each([
  ['minute', 60],
  ['constructor', undefined],
  ['__proto__', undefined],
  ['toString', undefined],
])('%s: %s', (name, expected) => {
  expect(lookUp({ minute: 60 }, name)).toBe(expected)
})
