import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unmarked } from '../../src/support/marks.ts'
import { quoteStands, supportOf } from '../../src/support/support.ts'
import { tokensOf } from '../../src/support/tokens.ts'

const word = fc.constantFrom(
  ...[
    'the',
    'service',
    'waits',
    'not',
    'never',
    'all',
    'no',
    '30',
    'seconds',
    'at least',
    'more than',
    '5 %',
    'May 5, 2024',
    '`TIMEOUT_MS`',
  ],
  ...[
    'before',
    'after',
    'only',
    'if',
    'half',
    'a',
    'dozen',
    '1.2.3',
    'v2',
    '--force',
    'and',
    ',',
    '.',
    '\n',
    '- ',
    '**',
    '_x_',
    '[a](b)',
    '|',
    'Ägypten',
  ],
)
const prose = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '))
const text = fc.oneof(
  prose,
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
)

describe('whatever is held against whatever', () => {
  test('nothing is thrown, and spans stand in their texts', () => {
    fc.assert(
      fc.property(text, text, (statement, evidence) => {
        for (const {
          statement: [from, to],
          evidence: theirs,
        } of supportOf(statement, evidence).reasons) {
          expect(0 <= from && from <= to && to <= statement.length).toBe(true)
          if (theirs !== null)
            expect(0 <= theirs[0] && theirs[0] <= theirs[1] && theirs[1] <= evidence.length).toBe(
              true,
            )
        }
      }),
      { numRuns: 400 },
    )
  })

  test('nothing contradicts itself', () => {
    const sentence = fc.array(
      word.filter((one) => !/[.\n|]|- /.test(one)),
      { maxLength: 15 },
    )
    fc.assert(
      fc.property(sentence, (words) => {
        expect(supportOf(words.join(' '), words.join(' ')).support).not.toBe('contradicted')
      }),
      { numRuns: 400 },
    )
  })

  test('sentences that share no word with a statement change nothing of what is not known', () => {
    const strange = fc.array(
      fc.constantFrom('zebra', 'quilt', 'marmalade', '17', 'rows', 'not', 'before', 'Tuesday'),
      { minLength: 1, maxLength: 9 },
    )
    const statement = fc.array(
      fc.constantFrom('ledger', 'keeps', '30', 'seconds', 'never', 'at least', 'production'),
      { minLength: 2, maxLength: 9 },
    )
    fc.assert(
      fc.property(
        statement,
        strange,
        fc.constantFrom('', 'Ledger nodes are cheap. '),
        (mine, theirs, known) => {
          const said = `The ${mine.join(' ')}.`
          const before = supportOf(said, known).support
          const after = supportOf(said, `${known}The ${theirs.join(' ')}.`).support
          if (before === 'not-enough-info') expect(after).not.toBe('contradicted')
        },
      ),
      { numRuns: 300 },
    )
  })

  test('marks are blanked out place by place', () => {
    fc.assert(
      fc.property(text, (marked) => {
        expect(unmarked(marked).length).toBe(marked.length)
      }),
    )
  })

  test('tokens stand where they say, one after the other', () => {
    fc.assert(
      fc.property(text, (any) => {
        let last = 0
        for (const { text: found, start, end } of tokensOf(any)) {
          expect(any.slice(start, end)).toBe(found)
          expect(start).toBeGreaterThanOrEqual(last)
          last = end
        }
      }),
    )
  })
})

test.each(['a-', 'aA', '1.', 'x/', '_', 'ed', '](', '- 1', '1,000', 'at least '])(
  'a text of nothing but %j is read in no time worth speaking of',
  (piece) => {
    const long = piece.repeat(20_000)
    // A pattern that backtracks would take minutes, and the test's own limit stops it.
    expect(supportOf(long, long).support).not.toBe('contradicted')
  },
  20_000,
)

describe('a quote that stands', () => {
  const page =
    'Ein  Café\u00a0in **Köln** kostet\n3 € — _heute_ und `morgen`; 1️⃣ naïve [Seite](https://harbour.example/a_b).'
  test.each([
    ['Café in Köln', true],
    ['Cafe\u0301 in Köln', true],
    ['Café in Koln', false],
    ['3 € — heute', true],
    ['3 € - heute', false],
    ['kostet 3 €', true],
    ['und morgen', true],
    ['naïve Seite', true],
    ['https://harbour.example/a_b', true],
    ['KÖLN', false],
    ['öln kostet', false],
    ['3', true],
    ['kost', false],
    ['\u00a0', false],
    ['\n', false],
  ])('%j: %s', (quote, stands) => expect(quoteStands(quote, page)).toBe(stands))

  test.each([
    ['waits 5', 'It waits 50 seconds.', false],
    ['waits 5', 'It waits 5.5 seconds.', false],
    ['waits 5', 'It waits 5. Then it stops.', true],
    ['waits 5', 'It waits 50 seconds, or waits 5.', true],
    ['safe to run', 'It is unsafe to run.', false],
    ['000 rows', 'It holds 1,000 rows.', false],
    ['港は', '東京港は広い。', true],
  ])('%j in %j: %s', (quote, page, stands) => expect(quoteStands(quote, page)).toBe(stands))

  test('every run of words of a text stands in it', () => {
    const words = fc.array(
      fc.constantFrom('the', 'ledger', '30', '**keeps**', 'Café', '`POOL_SIZE`'),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(
        words,
        fc.nat(11),
        fc.nat(11),
        fc.constantFrom(' ', '\n', '\u00a0 '),
        (all, a, b, space) => {
          const piece = all.slice(Math.min(a, b), Math.max(a, b) + 1)
          if (piece.length > 0) expect(quoteStands(piece.join(' '), all.join(space))).toBe(true)
        },
      ),
    )
  })
})
