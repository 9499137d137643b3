import type { Support } from '../domain/answer.ts'
import { sentencesOf } from '../values/sentences.ts'
import { sameValue } from '../values/values.ts'
import { type Facts, factsOf } from './facts.ts'
import { plainText } from './plain.ts'

/** Whether a quote stands in a text word for word; only white space and Markdown marks may differ. */
export function quoteStands(quote: string, text: string): boolean {
  const wanted = plainText(quote)
  return wanted !== '' && (text.includes(quote) || plainText(text).includes(wanted))
}

/**
 * How a piece of evidence bears on a statement. Rules cannot understand sentences, so they commit only where words
 * and values line up, and abstain otherwise; a statement of several sentences is as good as its worst one.
 */
export function supportOf(statement: string, evidence: string): Support {
  const said = plainText(statement)
  if (notCheckable(said)) return 'not-checkable'
  const sentences = sentencesOf(evidence).map(({ text }) => plainText(text))
  const facts = sentences.map(factsOf)
  const parts = sentencesOf(said)
    .map(({ text }) => text)
    .filter((text) => !notCheckable(text))
    .map((text) => verbatim(text, sentences) ?? best(factsOf(text), facts))
  return whole(parts)
}

const courtesy =
  /^(?:(?:hi|hello|hey|thanks|thank you|sure|of course|certainly|great|good luck|ok(?:ay)?|got it|welcome|sorry|please let me know|let me know|feel free|hope (?:this|that) helps|i hope|happy to help|glad to)\b[^\d`]*|(?:i think|in my opinion|personally)[^\d`]*|(?:this|that|it) (?:is|was|looks|seems) (?:a )?(?:very |really |quite )?(?:great|good|nice|bad|terrible|elegant|ugly|beautiful|fine|cool|best|better)(?: \w+)?)[.!]*$/i

/** Greetings, opinions, questions and lead-ins say nothing that a source could bear out. */
const notCheckable = (text: string): boolean =>
  courtesy.test(text) ||
  /\?["'”’)]*$/.test(text) ||
  !/[\p{L}\d]{2}/u.test(text) ||
  (/:$/.test(text) && !/\d|[A-Z]_[A-Z]/.test(text) && text.split(' ').length < 8)

/** What stands before a piece of a sentence can turn it round: “do not”, “unless”. */
const turning =
  /\b(?:not|never|no|without|avoid|unless|if|when|until|instead of|rather than|false that|stop|don['’]t|doesn['’]t|isn['’]t|cannot|can['’]t|planned|formerly|previously|used to|deprecated)\b[^.!?;]*$/i

/** What follows a piece of a sentence can narrow it: “only if”. */
const narrowing =
  /^,?\s*(?:only|if|unless|when|once|after|before|except|but|until|provided|as long as|and only)\b/i

function verbatim(said: string, sentences: readonly string[]): Support | null {
  const wanted = said.replace(/[.!;:,]+$/, '')
  const found = sentences.flatMap((sentence) => {
    const place = sentence.indexOf(wanted)
    return place < 0
      ? []
      : [inside(sentence.slice(0, place), sentence.slice(place + wanted.length))]
  })
  if (found.includes('supported')) return 'supported'
  return found.find((support) => support !== null) ?? null
}

function inside(before: string, after: string): Support | null {
  // Neither half a word nor half a number: “5” does not stand in “50” or “5.5”.
  if (/[\p{L}\d_]$/u.test(before) || /^(?:[\p{L}\d_]|[.,:-]\d|%)/u.test(after)) return null
  if (/\b(?:not|never|don['’]t)\s+$/i.test(before)) return null
  if (turning.test(before) || /^\s+(?:is|was) (?:not|no longer|wrong|false)\b/i.test(after))
    return 'not-enough-info'
  return narrowing.test(after) ? 'partially-supported' : 'supported'
}

const best = (statement: Facts, sentences: readonly Facts[]): Support => {
  const found = sentences.map((sentence) => compare(statement, sentence))
  const order = ['supported', 'contradicted', 'partially-supported'] as const
  // Two sentences that pull in different directions settle nothing.
  if (found.includes('supported') && found.includes('contradicted')) return 'not-enough-info'
  return order.find((support) => found.includes(support)) ?? 'not-enough-info'
}

function compare(statement: Facts, sentence: Facts): Support {
  const foreign = [...statement.names].some((name) => !sentence.names.has(name))
  const shared = share(statement.words, sentence.words)
  if (foreign || statement.words.length < 2) return 'not-enough-info'
  const turned = statement.negated !== sentence.negated
  if (shared === 1 && inOrder(statement.words, sentence.words) && !turned) {
    const values = compareValues(statement, sentence)
    if (values === 'same') return qualified(statement, sentence)
    if (values === 'different')
      return aligned(statement, sentence) ? 'contradicted' : 'not-enough-info'
    return statement.values.length > 1 && values === 'some'
      ? 'partially-supported'
      : 'not-enough-info'
  }
  const close = shared >= 0.8 && share(sentence.words, statement.words) >= 0.6
  const sameThing = close && inOrder(common(statement.words, sentence.words), sentence.words)
  if (sameThing && !turned && statement.values.length > 0) {
    return compareValues(statement, sentence) === 'different' && aligned(statement, sentence)
      ? 'contradicted'
      : 'not-enough-info'
  }
  return opposite(statement, sentence) ? 'contradicted' : 'not-enough-info'
}

/** What holds under a condition does not hold without it; what is said without one need not hold under it. */
function qualified(statement: Facts, sentence: Facts): Support {
  if ([...statement.qualifiers].some((word) => !sentence.qualifiers.has(word)))
    return 'not-enough-info'
  const dropped = [...sentence.qualifiers].some((word) => !statement.qualifiers.has(word))
  return dropped ? 'partially-supported' : 'supported'
}

/** Each value of the statement against those of the sentence. */
function compareValues(
  statement: Facts,
  sentence: Facts,
): 'same' | 'different' | 'some' | 'unclear' {
  const results = statement.values.map((value) => {
    const against = sentence.values.map((other) => sameValue(value, other))
    if (against.includes('same')) return 'same'
    return against.length > 0 && against.every((result) => result === 'different')
      ? 'different'
      : 'unclear'
  })
  if (results.every((result) => result === 'same'))
    return statement.bounded === sentence.bounded ? 'same' : 'unclear'
  if (results.includes('different') && !statement.bounded && !sentence.bounded) return 'different'
  return results.includes('same') ? 'some' : 'unclear'
}

/** Values can contradict only when it is plain which one answers which. */
const aligned = (statement: Facts, sentence: Facts): boolean =>
  statement.values.length === 1 &&
  sentence.values.length === 1 &&
  qualified(statement, sentence) === 'supported'

const antonyms: readonly (readonly [string, string])[] = [
  ['enabl', 'disabl'],
  ['enable', 'disable'],
  ['on', 'off'],
  ['true', 'false'],
  ['requir', 'optional'],
  ['required', 'optional'],
  ['allow', 'forbidden'],
  ['allow', 'deni'],
  ['public', 'private'],
  ['synchronou', 'asynchronou'],
]

/** The same words, but for a negation or one opposite. */
function opposite(statement: Facts, sentence: Facts): boolean {
  if (compareValues(statement, sentence) !== 'same') return false
  if (qualified(statement, sentence) !== 'supported') return false
  const mutual =
    share(statement.words, sentence.words) === 1 && share(sentence.words, statement.words) === 1
  if (mutual)
    return statement.negated !== sentence.negated && inOrder(statement.words, sentence.words)
  const [mine, theirs] = [
    statement.words.filter((word) => !sentence.words.includes(word)),
    sentence.words.filter((word) => !statement.words.includes(word)),
  ]
  const swapped = antonyms.some(
    (pair) => pair.includes(mine[0] ?? '') && pair.includes(theirs[0] ?? ''),
  )
  return (
    mine.length === 1 && theirs.length === 1 && swapped && statement.negated === sentence.negated
  )
}

const common = (words: readonly string[], others: readonly string[]): readonly string[] =>
  words.filter((word) => others.includes(word))

const share = (words: readonly string[], others: readonly string[]): number =>
  words.length === 0 ? 1 : common(words, others).length / words.length

/** “A replaced B” is not “B replaced A”. */
function inOrder(words: readonly string[], others: readonly string[]): boolean {
  let place = 0
  return words.every((word) => {
    const found = others.indexOf(word, place)
    place = found + 1
    return found >= 0
  })
}

function whole(parts: readonly Support[]): Support {
  if (parts.includes('contradicted')) return 'contradicted'
  if (parts.length === 0) return 'not-checkable'
  if (parts.every((part) => part === 'supported')) return 'supported'
  const some = parts.some((part) => part === 'supported' || part === 'partially-supported')
  return some ? 'partially-supported' : 'not-enough-info'
}
