import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sectionDates, type TextPart, type TextRevision } from '../../src/sources/section-dates.ts'

/** Headings are lines that begin with a `#`. */
const split = (text: string): TextPart[] => {
  const [first = '', ...others] = text.split(/^#/mu)
  const parts = others.map((part) => {
    const [words = '', ...lines] = part.split('\n')
    return { words: words.trim(), text: lines.join('\n') }
  })
  return [{ words: '', text: first }, ...parts]
}

const revision = (day: string, text: string | null, minor = false): TextRevision => ({
  at: `2026-${day}T09:00:00.000Z`,
  text,
  minor,
})

const datesOf = (...oldestFirst: TextRevision[]) => {
  const dates = sectionDates(oldestFirst.toReversed(), split)
  if (dates?.parts.by !== 'heading') return null
  const day = (at = '') => at.slice(5, 10)
  return {
    whole: day(dates.contentChanged.at),
    ...Object.fromEntries(
      dates.parts.parts.map(({ words, changed }) => [words || 'top', day(changed?.at)]),
    ),
  }
}

const refunds =
  'Refunds go out at night, after the ledger of the day was sealed by the clerk on duty.'

describe('a part is as old as the oldest revision since which its words are the same', () => {
  it.each([
    [
      'one revision',
      [revision('01-05', 'Pay.\n# Refunds\nBy hand.')],
      { whole: '01-05', top: '01-05', Refunds: '01-05' },
    ],
    [
      'one part of two',
      [
        revision('01-05', 'Pay.\n# Refunds\nBy hand.'),
        revision('03-05', 'Pay.\n# Refunds\nBy a job.'),
      ],
      { whole: '03-05', top: '01-05', Refunds: '03-05' },
    ],
    [
      'a part that came later',
      [
        revision('01-05', 'Pay.'),
        revision('03-05', 'Pay.\n# Refunds\nBy hand.'),
        revision('04-05', 'Pay.\n# Refunds\nBy hand.'),
      ],
      { whole: '03-05', top: '01-05', Refunds: '03-05' },
    ],
    [
      'a part that went',
      [revision('01-05', 'Pay.\n# Refunds\nBy hand.'), revision('03-05', 'Pay.')],
      { whole: '03-05', top: '01-05' },
    ],
    [
      'white space',
      [revision('01-05', 'Pay  at night.'), revision('03-05', 'Pay\n at night. ')],
      { whole: '01-05', top: '01-05' },
    ],
    [
      'a minor edit that mends a word',
      [
        revision('01-05', 'Pay at nigth, 3 times.'),
        revision('03-05', 'Pay at night, 3 times.', true),
      ],
      { whole: '01-05', top: '01-05' },
    ],
    [
      'two of them, and then one that is none',
      [
        revision('01-05', 'Pay.'),
        revision('02-05', 'Pay at nigth.'),
        revision('03-05', 'Pay at night.', true),
        revision('04-05', 'Pay at night!', true),
      ],
      { whole: '02-05', top: '02-05' },
    ],
    [
      'a minor edit of a number',
      [revision('01-05', 'Pay 3 times.'), revision('03-05', 'Pay 5 times.', true)],
      { whole: '03-05', top: '03-05' },
    ],
    [
      'a mended word that nobody called minor',
      [revision('01-05', 'Pay at nigth.'), revision('03-05', 'Pay at night.')],
      { whole: '03-05', top: '03-05' },
    ],
    [
      'vandals, and who undoes what they did',
      [
        revision('01-05', 'Pay.\n# Refunds\nBy hand.'),
        revision('03-05', 'Ha.'),
        revision('03-06', 'Pay.\n# Refunds\nBy hand.'),
      ],
      { whole: '01-05', top: '01-05', Refunds: '01-05' },
    ],
    [
      'what comes back after months',
      [revision('01-05', 'Pay.'), revision('03-05', 'Do not pay.'), revision('06-06', 'Pay.')],
      { whole: '06-06', top: '06-06' },
    ],
    [
      'a text that nobody may read any more',
      [revision('01-05', 'Pay.'), revision('02-05', null), revision('03-05', 'Pay.')],
      { whole: '01-05', top: '01-05' },
    ],
    [
      'another heading over the same words',
      [revision('01-05', `# Refund\n${refunds}`), revision('03-05', `# Refunds\n${refunds}`)],
      { whole: '03-05', top: '01-05', Refunds: '01-05' },
    ],
    [
      'another heading over few words, which may be others',
      [revision('01-05', '# Staging\nSee below.'), revision('03-05', '# Production\nSee below.')],
      { whole: '03-05', top: '01-05', Production: '03-05' },
    ],
    [
      'an empty part',
      [
        revision('01-05', '# Refunds\n# Ledger\nSealed.'),
        revision('03-05', '# Refunds\n# Ledger\nOpen.'),
      ],
      { whole: '03-05', top: '01-05', Refunds: '01-05', Ledger: '03-05' },
    ],
  ])('%s', (_, revisions, expected) => {
    expect(datesOf(...revisions)).toEqual(expected)
  })

  it('of equally named parts each is its own', () => {
    const text = (night: string) => `# Steps\nPay.\n# Steps\n${night}`
    const revisions = [revision('03-05', text('Seal.')), revision('01-05', text('Wait.'))]
    const dates = sectionDates(revisions, split)
    expect(
      dates?.parts.by === 'heading' &&
        dates.parts.parts.map(({ changed }) => changed?.at.slice(5, 10)),
    ).toEqual(['01-05', '01-05', '03-05'])
  })

  it('where no revision can be read, nothing is known', () => {
    expect(sectionDates([revision('01-05', null)], split)).toBeNull()
    expect(sectionDates([], split)).toBeNull()
  })

  it('every date is that of a revision, and no part is younger than the newest', () => {
    const texts = fc.array(
      fc.record({
        text: fc.option(fc.constantFrom('a', '# b\nc', '# b\nd 1', 'a\n# b', '')),
        minor: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(texts, (given) => {
        const revisions = given.map(({ text, minor }, index) =>
          revision(`01-${String(28 - (index % 28)).padStart(2, '0')}`, text, minor),
        )
        const dates = sectionDates(revisions, split)
        const parts = dates?.parts.by === 'heading' ? dates.parts.parts : []
        const known = new Set(revisions.map(({ at }) => at))
        for (const { changed } of parts) expect(known).toContain(changed?.at)
      }),
    )
  })
})
