export { quoteStands } from './quotes.ts'

import type { Support } from '../domain/answer.ts'
import { sentencesOf } from '../values/sentences.ts'
import { type Cause, type Judgement, type Placed, reasonFor, wholeOf } from './cause.ts'
import { isCheckable } from './checkable.ts'
import { compareReadings } from './compare.ts'
import { mostCharacters, nearest, type SourceSentence, sentencesIn } from './evidence.ts'
import { likelyBy } from './likely.ts'
import { unmarked } from './marks.ts'
import type { Basis, Outcome, SupportReason } from './outcome.ts'
import { plainText } from './plain.ts'
import { readingOf } from './reading.ts'
import { statedBy } from './stated.ts'
import { heldIn } from './verbatim.ts'

/** How a piece of evidence bears on a statement, how surely that is known, and what decided. */
export interface Supported {
  readonly support: Support
  readonly basis: Basis
  /** At least one for each sentence that could be checked; the ones that decided first. */
  readonly reasons: readonly SupportReason[]
}

/** What may be vouched for: what is only likely is not enough to follow advice, nor to speak against it. */
export const firmly = ({ support, basis }: Supported): Support =>
  support === 'not-checkable' || basis === 'stated' ? support : 'not-enough-info'

/**
 * How a piece of evidence bears on a statement. Rules cannot understand sentences, so they commit only where words and values line up, and
 * abstain otherwise; a statement of several sentences is as good as its worst one.
 */
export function supportOf(statement: string, evidence: string): Supported {
  const text = statement.slice(0, mostCharacters)
  const bare = unmarked(text)
  const parts = sentencesOf(text)
    .filter(({ text: raw }) => isCheckable(plainText(raw)))
    .map(({ text: raw, span }) => judged(plainText(raw), bare.slice(...span), span[0], evidence))
  return whole(parts, statement.length > mostCharacters)
}

function judged(plain: string, bare: string, offset: number, evidence: string): Outcome {
  const statement: Placed = { reading: readingOf(bare), text: bare, offset }
  const sentences = sentencesIn(evidence)
  return verbatim(plain, statement, sentences) ?? compared(statement, sentences)
}

const placed = ({ span, reading, bare }: SourceSentence): Placed => ({
  reading,
  text: bare,
  offset: span[0],
})

/** What the sentence says that holds the statement word for word; null where none does. */
function verbatim(
  plain: string,
  statement: Placed,
  sentences: readonly SourceSentence[],
): Outcome | null {
  const words = plain.toLowerCase().match(/\p{L}+/gu) ?? []
  const found = sentences.flatMap((sentence) => {
    // Most sentences lack a word of it, which is sooner seen than the whole.
    if (words.some((word) => !sentence.lower.includes(word))) return []
    const held = heldIn(plain, sentence.plain)
    return held === null || held === 'denied' ? [] : [{ held, sentence }]
  })
  const one = found.find(({ held }) => held === 'whole') ?? found[0]
  if (one === undefined) return null
  const cause: Cause = {
    code: one.held === 'whole' ? 'same-words' : 'condition-dropped',
    stated: wholeOf(statement.reading),
    given: wholeOf(one.sentence.reading),
  }
  const support =
    one.held === 'whole'
      ? 'supported'
      : one.held === 'narrowed'
        ? 'partially-supported'
        : 'not-enough-info'
  return {
    support,
    basis: support === 'not-enough-info' ? 'none' : 'stated',
    reasons: [reasonFor(cause, statement, placed(one.sentence))],
  }
}

interface Found {
  readonly judgement: Judgement
  readonly sentence: SourceSentence
}

/** So many sentences of a source, those that share most with the statement, are looked at. */
const mostSentences = 6
/** And so many of them for what they likely say. */
const mostLikely = 3

/** Pairs of numbers that are held against each other: what holds more is a table, and abstained from. */
const mostPairs = 10_000

const isTable = ({ reading: { quantities } }: Placed, near: readonly SourceSentence[]): boolean =>
  near.some(({ reading }) => !(quantities.length * reading.quantities.length <= mostPairs))

function compared(statement: Placed, sentences: readonly SourceSentence[]): Outcome {
  const near = nearest(statement.reading, sentences, mostSentences)
  if (isTable(statement, near)) return nothing(statement)
  const pairs = near.map((sentence) => ({
    sentence,
    both: compareReadings(statement.reading, sentence.reading),
  }))
  const stated = pairs.flatMap(({ sentence, both }): readonly Found[] => {
    const judgement = statedBy(both)
    return judgement ? [{ judgement, sentence }] : []
  })
  const [yes, no, part] = (['supported', 'contradicted', 'partially-supported'] as const).map(
    (support) => stated.find(({ judgement }) => judgement.support === support),
  )
  // Two sentences that pull in different directions settle nothing.
  if (yes && no)
    return outcome(
      statement,
      {
        ...no,
        judgement: {
          support: 'not-enough-info',
          cause: { ...no.judgement.cause, code: 'sources-disagree' },
        },
      },
      'none',
    )
  const sure = yes ?? no ?? part
  if (sure) return outcome(statement, sure, 'stated')
  const half = partly(
    statement,
    pairs.map(({ sentence }) => sentence),
  )
  if (half) return half
  const tried = pairs.slice(0, mostLikely)
  const likely = tried.flatMap(({ sentence, both }): readonly Found[] => {
    const judgement = likelyBy(both, tried.length)
    return judgement ? [{ judgement, sentence }] : []
  })
  const found =
    likely.find(({ judgement }) => judgement.support === 'supported') ??
    likely.find(({ sentence }) => sentence === pairs[0]?.sentence)
  if (found) return outcome(statement, found, 'likely')
  return nothing(statement)
}

const outcome = (statement: Placed, { judgement, sentence }: Found, basis: Basis): Outcome => ({
  support: judgement.support,
  basis,
  reasons: [reasonFor(judgement.cause, statement, placed(sentence))],
})

const nothing = (statement: Placed): Outcome => ({
  support: 'not-enough-info',
  basis: 'none',
  reasons: [
    reasonFor(
      { code: 'not-mentioned', stated: wholeOf(statement.reading), given: null },
      statement,
      null,
    ),
  ],
})

/** Where a sentence joins what could be two: “and”, “;”, “, but”. */
const joint = /(?:;|,? and(?: then)?|,? but|, then) /g
/** So many of them are tried in a sentence. */
const mostJoints = 12

/** A statement of which a source bears out one half, and says nothing of the other. */
function partly(statement: Placed, sentences: readonly SourceSentence[]): Outcome | null {
  const joints = [...statement.text.matchAll(joint)].slice(0, mostJoints)
  for (const { 0: found, index } of joints) {
    const cuts = [
      [0, index],
      [index + found.length, statement.text.length],
    ] as const
    for (const [from, to] of cuts) {
      const half = readingOf(statement.text.slice(from, to))
      if (half.words.length < 3) continue
      const sentence = sentences.find(
        ({ reading }) => statedBy(compareReadings(half, reading))?.support === 'supported',
      )
      if (sentence === undefined) continue
      const cause: Cause = {
        code: 'part-missing',
        stated: wholeOf(statement.reading),
        given: wholeOf(sentence.reading),
      }
      return {
        support: 'partially-supported',
        basis: 'stated',
        reasons: [reasonFor(cause, statement, placed(sentence))],
      }
    }
  }
  return null
}

/** All sentences together: one that is contradicted contradicts, and only where each is supported the whole is. */
function whole(parts: readonly Outcome[], isCut: boolean): Supported {
  const ordered = parts.toSorted((a, b) => rank(a) - rank(b))
  const reasons = ordered.flatMap((part) => part.reasons)
  const [first] = ordered
  if (first === undefined) return { support: 'not-checkable', basis: 'none', reasons }
  if (first.support === 'contradicted')
    return { support: 'contradicted', basis: first.basis, reasons }
  const isEvery = parts.every(({ support }) => support === 'supported')
  const basis = parts.every((part) => part.basis === 'stated') ? 'stated' : 'likely'
  if (isEvery && !isCut) return { support: 'supported', basis, reasons }
  const isSome = parts.some(
    ({ support }) => support === 'supported' || support === 'partially-supported',
  )
  return {
    support: isSome ? 'partially-supported' : 'not-enough-info',
    basis: isSome ? basis : 'none',
    reasons,
  }
}

/** What decides comes first: contradictions that are seen before those that are likely, then what is missing. */
const rank = ({ support, basis }: Outcome): number =>
  ['contradicted', 'not-enough-info', 'partially-supported', 'supported'].indexOf(support) * 2 +
  (basis === 'stated' ? 0 : 1)
