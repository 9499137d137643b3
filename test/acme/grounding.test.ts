import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAcme } from '../support/acme.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import {
  askGroundings,
  type Ground,
  type Grounded,
  groundings,
  groundingsOfQuestions,
  rightlyRefused,
  wronglyRefused,
} from './grounding.ts'

/**
 * The least share refused of what cannot be answered, and the most of what can. The bars of the project are 95 % and 3 %; what lies below
 * them here is what was reached last, so that nobody falls behind it.
 */
const bars = {
  'grounding.jsonl': { least: 0.78, most: 0.025 },
  'questions.jsonl': { least: 0.95, most: 0.03 },
} as const

const data = newFolder()
let results: Readonly<Record<keyof typeof bars, readonly Grounded[]>>

beforeAll(async () => {
  const { plumbline, config } = await openAcme(data)
  try {
    await plumbline.index()
    results = {
      'grounding.jsonl': await askGroundings(groundings, plumbline, config),
      'questions.jsonl': await askGroundings(groundingsOfQuestions, plumbline, config),
    }
  } finally {
    await plumbline.close()
  }
})

afterAll(() => removeFolder(data))

const told = (some: readonly Grounded[]): string =>
  some
    .map(({ question, text }) => `${question.id} ${question.ask} -> ${text.slice(0, 120)}`)
    .join('\n')

describe.each(['grounding.jsonl', 'questions.jsonl'] as const)('%s', (file) => {
  const { least, most } = bars[file]

  test('what the pages do not answer is refused', () => {
    const wrong = results[file].filter(
      ({ question, outcome }) => question.ground !== 'answered' && outcome === 'answered',
    )
    expect(rightlyRefused(results[file]).share, told(wrong)).toBeGreaterThanOrEqual(least)
  })

  test('what they answer is seldom refused', () => {
    const wrong = results[file].filter(
      ({ question, outcome }) => question.ground === 'answered' && outcome === 'groundless',
    )
    expect(wronglyRefused(results[file]).share, told(wrong)).toBeLessThanOrEqual(most)
  })
})

test('there are enough questions of each kind, each once', () => {
  const count = (of: Ground) => groundings.filter(({ ground }) => ground === of).length
  expect(new Set(groundings.map(({ ask }) => ask)).size).toBe(groundings.length)
  expect(count('answered')).toBeGreaterThanOrEqual(100)
  expect(count('near') + count('far')).toBeGreaterThanOrEqual(60)
  expect(groundingsOfQuestions.length).toBeGreaterThanOrEqual(80)
})
