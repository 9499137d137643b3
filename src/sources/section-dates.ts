import type { Told } from '../domain/document.ts'
import type { Basis, Dated, Instant } from '../domain/instant.ts'

/** A revision of a text as its source keeps it. */
export interface TextRevision {
  readonly at: Instant
  /** Null where nobody may read it any more: such a revision tells nothing. */
  readonly text: string | null
  /** Whether its author called it a touch. */
  readonly minor: boolean
}

/** A part of a text: what stands under one heading, up to the next of any level. */
export interface TextPart {
  /** The heading's plain words; none before the first heading. */
  readonly words: string
  /** What stands there as its source writes it, without what is no content (categories, for example). */
  readonly text: string
}

/** A change that is undone within two days was no change: vandals come and go, and the text stays as old as it was. */
const longestDetour = 2 * 24 * 60 * 60 * 1000

/**
 * Since when a text, and each part of it, has been what it is: each is as old as the oldest revision since which its words are the
 * same. White space is no change, nor is a minor edit that leaves every number as it was, nor what was undone within two days. A part that is
 * older than the revisions given is told as old as the oldest of them. Revisions come newest first; null where none can be read.
 */
export const sectionDates = (
  revisions: readonly TextRevision[],
  split: (text: string) => readonly TextPart[],
  basis: Basis = 'claimed',
): Required<Pick<Told, 'contentChanged' | 'parts'>> | null => {
  const past = revisions.flatMap((revision) => pastOf(revision, split))
  const [latest] = past
  if (latest === undefined) return null
  const dated = (at: Instant): Dated => ({ at, basis })
  return {
    contentChanged: dated(sinceWhen(past, latest.whole, ofWhole)),
    parts: {
      by: 'heading',
      parts: latest.parts.map(({ words, body }) => ({
        words,
        changed: dated(sinceWhen(past, body, ofPart(words))),
      })),
    },
  }
}

/** A revision, its text and its parts without what is no change. */
interface Past {
  readonly at: Instant
  readonly minor: boolean
  readonly whole: string
  readonly parts: readonly { readonly words: string; readonly body: string }[]
}

const pastOf = (
  { at, text, minor }: TextRevision,
  split: (text: string) => readonly TextPart[],
): Past[] => {
  if (text === null) return []
  const parts = split(text).map(({ words, text: body }) => ({ words, body: plain(body) }))
  const whole = plain(parts.map(({ words, body }) => `${words}\n${body}`).join('\n'))
  return [{ at, minor, whole, parts }]
}

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim()

/** How a text is found again in an older revision: word for word, or as what a touch was made on. */
interface Lookup {
  holds(revision: Past, text: string): boolean
  touched(revision: Past, text: string): string | undefined
}

const ofWhole: Lookup = {
  holds: ({ whole }, text) => whole === text,
  touched: ({ whole }, text) => (sameNumbers(whole, text) ? whole : undefined),
}

/** Of equally named parts any may be the one; one of some length is itself under another heading, too. */
const ofPart = (words: string): Lookup => ({
  holds: ({ parts }, text) =>
    parts.some(
      (part) => part.body === text && (part.words === words || text.length >= tellingLength),
    ),
  touched: ({ parts }, text) =>
    parts.find((part) => part.words === words && sameNumbers(part.body, text))?.body,
})

const tellingLength = 80

/** When the text of the newest revision began to be what it is. */
const sinceWhen = (past: readonly Past[], newest: string, lookup: Lookup): Instant => {
  let text = newest
  let since = past[0]
  let newer = since
  for (const older of past.slice(1)) {
    if (since === undefined) break
    const mended = newer === since && since.minor ? lookup.touched(older, text) : undefined
    if (lookup.holds(older, text)) since = older
    else if (mended !== undefined) [text, since] = [mended, older]
    else if (Date.parse(since.at) - Date.parse(older.at) > longestDetour) break
    newer = older
  }
  return since?.at ?? ''
}

const sameNumbers = (a: string, b: string): boolean => numbersOf(a) === numbersOf(b)

const numbersOf = (text: string): string =>
  text
    .split(' ')
    .filter((word) => /\p{N}/u.test(word))
    .join(' ')
