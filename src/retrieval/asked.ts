import type { Asked, AskedWord, Sought, WordRole } from '../domain/asked.ts'
import type { Correction } from '../domain/search.ts'
import { readNumberWords } from '../values/numbers.ts'
import { irregularForms } from '../values/word-forms.ts'
import { type Keywords, tokensOf } from './keywords.ts'
import { stemOf } from './stem.ts'
import { stopWords } from './stop-words.ts'

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const auxiliaries = wordsIn(
  'is are was were be am do does did can could may might must should shall will would has have had',
)
const articles = wordsIn('the a an our my its your this')
const people = wordsIn('i we you one they people somebody')
const prepositions = wordsIn(
  `of for in on at by to from with under against into over during after before per about as than until since through that which who when while if`,
)
// What chooses among values, and how else pages say so: "unless somebody set it".
const waysToChoose: readonly (readonly string[])[] = [
  'default unless otherwise omitted unset unspecified',
  'maximum max largest biggest highest longest',
  'minimum min smallest lowest shortest',
  'oldest earliest',
  'newest latest',
].map((words) => [...wordsIn(words)].map(stemOf))

const choices = new Set(
  [
    ...wordsIn(
      'default maximum minimum max min largest smallest biggest highest lowest oldest newest latest earliest longest shortest',
    ),
  ].map(stemOf),
)
const smallWords = new Set(
  [
    ...[...stopWords].filter((word) => word.length > 2 && word !== 'back'),
    ...wordsIn(
      `since during against per behind across between among beside besides toward towards along put become exist say show work actually really ever still
      already again`,
    ),
  ].map(stemOf),
)
const codeNames = new Set(
  [
    ...wordsIn(
      'function method variable setting flag option parameter header command decorator file',
    ),
  ].map(stemOf),
)

const formsOfStem = new Map(
  irregularForms.flatMap((forms) => {
    const stems = forms.map(stemOf)
    return stems.map((stem) => [stem, stems] as const)
  }),
)

const countingWords = [
  ...wordsIn('zero one two three four five six seven eight nine ten eleven twelve'),
]

// Rules leave `add` of adds, and `ad` of added.
const withDoubled = (stem: string): readonly string[] =>
  // 7 is not 77.
  /\d$/.test(stem)
    ? [stem]
    : stem.at(-1) === stem.at(-2)
      ? [stem, stem.slice(0, -1)]
      : [stem, `${stem}${stem.at(-1) ?? ''}`]

const formsOf = (word: string, stem: string, next: string | undefined): ReadonlySet<string> => {
  const number = readNumberWords(word)
  const counting = /^\d{1,2}$/.test(word) ? countingWords[Number(word)] : undefined
  return new Set([
    ...[stem, ...(formsOfStem.get(stem) ?? [])].flatMap(withDoubled),
    ...(number === null ? [] : [String(number)]),
    ...(counting === undefined ? [] : [stemOf(counting)]),
    ...(choices.has(stem) ? (waysToChoose.find((ways) => ways.includes(stem)) ?? []) : []),
    // "To back up" is done by a backup.
    ...(next === undefined ? [] : [stemOf(word + next)]),
  ])
}

interface Reading {
  readonly sought: Sought
  /** Where the phrase stands for what is asked: what "which" or "how many" goes with. */
  readonly phrase: readonly number[]
  /** Where the word stands for what is done. */
  readonly deed: number | null
}

const phraseAt = (words: readonly string[], start: number): readonly number[] => {
  let at = start
  while (articles.has(words[at] ?? '')) at += 1
  const phrase: number[] = []
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (auxiliaries.has(word) || prepositions.has(word) || stopWords.has(word)) break
    phrase.push(at)
    at += 1
  }
  return phrase.slice(0, 3)
}

const spanOfTime = /^(?:long|often|soon|fast|quickly|quick|late|early|frequently)$/
const extent = /^(?:much|large|big|small|high|low|far|old|deep|wide|heavy)$/
const momentOf = /^(?:time|hours?|day|date|weekday|month|year)$/

const readHow = (words: readonly string[], at: number): Reading => {
  const after = words[at + 1] ?? ''
  const none = { phrase: [], deed: null }
  if (after === 'many') return { ...none, sought: 'count', phrase: phraseAt(words, at + 2) }
  if (spanOfTime.test(after)) return { ...none, sought: 'time' }
  if (extent.test(after)) return { ...none, sought: 'quantity' }
  const subject = auxiliaries.has(after) ? at + 2 : at + 1
  const isPerson = people.has(words[subject] ?? '') || words[subject] === 'to'
  return { ...none, sought: 'anything', deed: isPerson ? subject + 1 : null }
}

const readWho = (words: readonly string[], at: number): Reading => {
  const after = words[at + 1] ?? ''
  const isState = /^(?:is|are|was|were)$/.test(after)
  const verb = auxiliaries.has(after) ? at + 2 : at + 1
  const deed = people.has(words[verb] ?? '') ? verb + 1 : verb
  return { sought: 'anything', phrase: [], deed: isState ? null : deed }
}

const readWhich = (words: readonly string[], at: number): Reading => {
  const after = words[at + 1] ?? ''
  const isCost = /^(?:do|does)$/.test(after) && words.some((word) => /^(?:cost|weigh)$/.test(word))
  const start = auxiliaries.has(after) ? at + 2 : at + 1
  const moment = momentOf.test(after) ? 'moment' : 'anything'
  return { sought: isCost ? 'quantity' : moment, phrase: phraseAt(words, start), deed: null }
}

const readWords = (words: readonly string[]): Reading => {
  const at = words.findIndex((word) => /^(?:who|whom|whose|which|what|when|how)$/.test(word))
  const first = words[at]
  if (first === 'how') return readHow(words, at)
  if (first === 'when') return { sought: 'moment', phrase: [], deed: null }
  if (first === 'which' || first === 'what') return readWhich(words, at)
  if (first !== undefined) return readWho(words, at)
  return { sought: 'anything', phrase: [], deed: null }
}

/** Stems of what the question writes as a name; where nearly all is written with capitals, those tell of nothing. */
const namesIn = (written: readonly string[]): ReadonlySet<string> => {
  const capital = written.filter((word) => /^\p{Lu}/u.test(word)).length
  const areNames = capital <= 1 || capital * 2 <= written.length
  const isName = (word: string, index: number): boolean =>
    /_|^--|\p{Ll}\p{Lu}/u.test(word) ||
    (areNames && index > 0 && /^\p{Lu}/u.test(word) && !/[.?!:]$/.test(written[index - 1] ?? ''))
  return new Set(written.filter(isName).flatMap(tokensOf).map(stemOf))
}

const isSmall = (word: string, stem: string): boolean =>
  smallWords.has(stem) ||
  (formsOfStem.get(stem) ?? []).some((form) => smallWords.has(form)) ||
  smallWords.has(word)

// What is asked for the meaning of, need not be said to mean it.
const meaning = /\bmean(?:s|ing)?\b|\bstands? for\b/i

/** Takes a question apart: what kind of thing it is after, and what each of its keywords does in it. */
export const readAsked = (
  question: string,
  keywords: Keywords,
  corrections: readonly Correction[],
): Asked => {
  const written =
    question.slice(0, 4_000).match(/[-$]{0,2}[\p{L}\p{N}_][\p{L}\p{N}_./:-]*[?!]?/gu) ?? []
  const words = written.map((word) => word.toLowerCase().replace(/[.:?!]+$/, ''))
  const { sought, phrase, deed } = readWords(words)
  const names = namesIn(written)
  const stemsAt = (at: number): readonly string[] => tokensOf(words[at] ?? '').map(stemOf)
  const deeds = new Set(deed === null ? [] : stemsAt(deed))
  const markers = meaning.test(question) ? new Set(['stand', 'mean'].map(stemOf)) : new Set()
  const extents = new Set(
    sought === 'time' || sought === 'quantity'
      ? words.filter((word) => spanOfTime.test(word) || extent.test(word))
      : [],
  )
  const guesses = new Set(corrections.flatMap(({ read }) => tokensOf(read)).map(stemOf))
  const roleOf = (text: string, stem: string): WordRole => {
    if (names.has(stem)) return 'name'
    if (choices.has(stem)) return 'choice'
    if (isSmall(text, stem) || markers.has(stem) || extents.has(text)) return 'small'
    return deeds.has(stem) ? 'deed' : 'plain'
  }
  const asked = keywords.words.map(({ text, stem }): AskedWord => {
    const at = keywords.sequence.indexOf(text)
    const next = at < 0 ? undefined : keywords.sequence[at + 1]
    return {
      text,
      stem,
      role: roleOf(text, stem),
      forms: formsOf(text, stem, next),
      isGuess: guesses.has(stem),
    }
  })
  const wordAt = (at: number | undefined): AskedWord | null =>
    asked.find(({ stem }) => at !== undefined && stemsAt(at).includes(stem)) ?? null
  const plural = phrase.find((at) => /s$/.test(words[at] ?? ''))
  return {
    words: asked,
    sought,
    counted: sought === 'count' ? wordAt(plural ?? phrase[0]) : null,
    codeName: wordAt(phrase.find((at) => stemsAt(at).some((stem) => codeNames.has(stem)))),
  }
}
