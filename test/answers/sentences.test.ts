import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentenceSpans, trimmed } from '../../src/answers/sentences.ts'

const split = (text: string) =>
  sentenceSpans(text).map((span) => text.slice(...trimmed(text, span)))

const uncut = [
  'Use a short timeout, e.g. 5 seconds, for calls to Paygrid.',
  'It runs on Node.js 20.20 and reads `config.yaml. Then it` stops.',
  'See src/store/open.ts for the rest, or docs/README.md.',
  'Version 1.2.3 of the API, i.e. the one Mr. Smith wrote.',
  '1. Drain the node',
  'Ask J. Doe about ticket no. 17 today.',
  'Wait until ... the queue is empty',
  'Read `a.b. C` first.',
  'Set `a` (see Fig. 3) to 1.5.',
]

const cut: readonly (readonly string[])[] = [
  ['Stop the worker.', 'Start it again.'],
  ['Is it up?', 'Look at the page!', '`kubectl get pods` tells.'],
  ['Collect the logs, traces etc.', 'Restart the pod.'],
  ['He said "stop."', 'She did.'],
  ['It is done (see above.)', 'Go on.'],
  ['Edit src/foo.ts.', 'payments-api reads it.'],
  ['First thing.', '2 more follow.'],
  ['これは文です。', '次の文です。'],
  ['**Never do this.**', 'It loses data.'],
]

describe('sentences', () => {
  it.each(uncut)('stay whole: %s', (text) => {
    expect(split(text)).toEqual([text])
  })

  it.each(cut.map((sentences) => ({ sentences })))(
    'end where they end: $sentences',
    ({ sentences }) => {
      expect(split(sentences.join(' '))).toEqual(sentences)
    },
  )

  it('end at a blank line', () => {
    expect(split('one thing\n\nanother thing')).toEqual(['one thing', 'another thing'])
  })

  it('give back the text when joined', () => {
    const piece = fc.constantFrom(
      '. ',
      '? ',
      '`',
      '``',
      'e.g. ',
      'A. ',
      'word ',
      '\n\n',
      '1. ',
      '。',
      'x.y',
      '")',
      ' ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (whole) => {
        const spans = sentenceSpans(whole)
        expect(spans.map(([start, end]) => whole.slice(start, end)).join('')).toBe(whole)
        for (const [index, [start, end]] of spans.entries()) {
          expect(end).toBeGreaterThan(start)
          expect(start).toBe(spans[index - 1]?.[1] ?? 0)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
