import { expect, it } from 'vitest'
import { ofOwnRelease } from '../../../src/checks/versions/of-release.ts'
import type { Claim } from '../../../src/domain/claim.ts'
import type { Fact, Survey } from '../../../src/domain/fact.ts'

const release: Partial<Fact> = { role: 'release', weak: false, value: '5.1.0' }
const survey = { names: ['ferry'], about: () => [release] } as unknown as Survey

const judged = (quote: string, token: string): string | null => {
  const judgement = ofOwnRelease({ quote, token } as Claim, [survey])
  return judgement?.status === 'unknown' ? judgement.reason : null
}

it.each([
  ['Ferry 2.12 requires Python 2.5.4 or later', '2.5.4'],
  ['You need Python 3.8+ for ferry 4.0 and later.', '3.8'],
  // What has signs of markup in it stands otherwise in the sentence.
  ['Ferry versions 2.11 and ferry 2.10 require a Python 2.4.*x* version', '2.4.x'],
])('%s: of a release that is not the last', (quote, token) => {
  expect(judged(quote, token)).toBe('recorded')
})

it.each([
  ['Ferry 5.1 requires Python 3.8', '3.8'],
  ['Ferry requires Python 3.8', '3.8'],
  ['You need Python 3.8+ for ferry 5.1 and later.', '3.8'],
])('%s: of today', (quote, token) => {
  expect(judged(quote, token)).toBe(null)
})
