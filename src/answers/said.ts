import type { Asked, AskedWord, WordRole } from '../domain/asked.ts'
import { type Candidate, type Measure, topOf } from '../domain/search.ts'
import { sentenceSpans } from './sentences.ts'
import { holdsCodeName, holdsSought } from './sought.ts'
import type { Unit } from './unit.ts'
import { unitsOf } from './units.ts'

/** How much of a question one sentence, with what stands around it, must say to be an answer. */
export const leastSaid = 0.6

// What a word counts by where it is said: in the sentence or the heading right above it; in the same piece or the one beside
// it; in a heading further up. What only stands elsewhere on the page is about something else.
const places = { here: 1, beside: 0.9, above: 0.8 } as const

// So many pieces before and after one stand beside it.
const reach = 2

// Small words hold a question together; what was read for a word that stands nowhere may not be meant.
const small = 0.2
const guess = 0.6

// Without these, a piece speaks of another thing, does another thing to it, or has another value of it.
const unsaid: Readonly<Partial<Record<WordRole, number>>> = { name: 0.5, choice: 0.6, deed: 0.75 }

// Nothing of the kind that is asked for in a piece, or only beside it, or beside what is counted.
const unsought = { beside: 0.85, nowhere: 0.5 } as const

type Keys = ReadonlySet<string>

// Names are also written within others: Postgres in PostgreSQL.
const capital = (word: string): string =>
  `${word.charAt(0).toUpperCase()}${word.slice(1).replace(/s$/, '')}`

const isNamed = ({ text }: AskedWord, tokens: readonly string[], within: string): boolean =>
  within.includes(capital(text)) ||
  tokens.some(
    (token) => token === text || token === `${text}s` || (text.length > 2 && token.includes(text)),
  )

/** "A set-up" is what one sets up. */
const isParted = ({ text }: AskedWord, tokens: readonly string[]): boolean =>
  tokens.some(
    (token, at) =>
      token.length > 1 && text.startsWith(token) && `${token}${tokens[at + 1] ?? ''}` === text,
  )

/** Which words of a question a text says, in whatever form. */
const saidIn = (text: string, { words }: Asked, measure: Measure): Keys => {
  const said = new Set(measure.holds(text))
  const { tokens, stems } = measure.read(text)
  for (const word of words) {
    // `Windows` is not said by the end of a window.
    if (word.role === 'name' && !isNamed(word, tokens, text)) said.delete(word.stem)
    else if (stems.some((stem) => word.forms.has(stem)) || isParted(word, tokens))
      said.add(word.stem)
  }
  return said
}

interface Weighed {
  readonly key: string
  readonly weight: number
  /** What it counts where it is said. */
  readonly trust: number
  /** What is left of the whole where it is not. */
  readonly without: number
}

const weighedOf = ({ words }: Asked, measure: Measure): readonly Weighed[] => {
  const byStem = new Map(words.map((word) => [word.stem, word]))
  return [...measure.weights].map(([key, weight]) => {
    const word = byStem.get(key)
    const role = word?.role ?? 'plain'
    return {
      key,
      weight: role === 'small' ? small * weight : weight,
      trust: word?.isGuess ? guess : 1,
      without: unsaid[role] ?? 1,
    }
  })
}

interface Place {
  readonly worth: number
  readonly said: Keys
}

/** What the question's words come to, each by the best place that says it. */
const sum = (weighed: readonly Weighed[], around: readonly Place[]): number => {
  let all = 0
  let told = 0
  let factor = 1
  for (const { key, weight, trust, without } of weighed) {
    const worth = Math.max(0, ...around.map((place) => (place.said.has(key) ? place.worth : 0)))
    all += weight
    told += weight * worth * trust
    if (worth === 0) factor *= without
  }
  return all > 0 ? (told / all) * factor : 0
}

const linesOf = (text: string, { kind }: Unit): readonly string[] =>
  kind === 'table-row'
    ? [text]
    : text
        .split('\n')
        .flatMap((line) => sentenceSpans(line).map((span) => line.slice(...span)))
        .filter((line) => line.trim() !== '')

/** A question, ready to be held against one candidate after another. */
export interface Asking {
  readonly asked: Asked
  readonly measure: Measure
  readonly weighed: readonly Weighed[]
}

/** Makes a question ready. */
export const askingOf = (asked: Asked, measure: Measure): Asking => ({
  asked,
  measure,
  weighed: weighedOf(asked, measure),
})

const withCodeName = (said: Keys, line: string, { codeName }: Asked): Keys =>
  codeName !== null && holdsCodeName(line) ? new Set([...said, codeName.stem]) : said

/** How well a piece, or the one beside it, has a thing of the kind that is asked for. */
const soughtIn = (whole: string, near: string, { asked, measure }: Asking): number => {
  if (holdsSought(whole, asked, measure)) return 1
  const anyNumber = { ...asked, counted: null }
  return [whole, near].some((text) => holdsSought(text, anyNumber, measure))
    ? unsought.beside
    : unsought.nowhere
}

/** A piece of a candidate, and what it says by itself. */
interface Piece {
  readonly unit: Unit
  readonly text: string
  readonly said: Keys
}

const piecesOf = ({ page, passage }: Candidate, { asked, measure }: Asking): readonly Piece[] =>
  unitsOf(page, passage).map((unit) => {
    const text = page.text.slice(...unit.span)
    return { unit, text, said: saidIn(text, asked, measure) }
  })

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('\n')

/** How much is said in the best sentence of a piece, with what stands around that. */
const saidInPiece = (
  pieces: readonly Piece[],
  at: number,
  above: readonly Place[],
  asking: Asking,
): number => {
  const { asked, measure, weighed } = asking
  const piece = pieces[at]
  if (piece === undefined) return 0
  const needed = pieces.filter(({ unit }) => piece.unit.needs.includes(unit.span[0]))
  const whole = [piece, ...needed]
  const near = [
    ...pieces.slice(Math.max(0, at - reach), at),
    ...pieces.slice(at + 1, at + 1 + reach),
  ]
  const around = [
    ...[...whole, ...near].map(({ said }) => ({ worth: places.beside, said })),
    ...above,
  ]
  const most = withCodeName(piece.said, piece.text, asked)
  if (sum(weighed, [{ worth: places.here, said: most }, ...around]) < leastSaid) return 0
  const sentences = linesOf(piece.text, piece.unit).map((line) => {
    const own = line === piece.text ? piece.said : saidIn(line, asked, measure)
    const said = withCodeName(own, line, asked)
    return sum(weighed, [{ worth: places.here, said }, ...around])
  })
  const best = Math.max(0, ...sentences)
  // What is asked for is looked for only where it can still make the difference.
  return best < leastSaid ? best : best * soughtIn(textOf(whole), textOf(near), asking)
}

/** How much of a question a candidate says in one place, from 0 to 1; 0 where even all of it is too little. */
export const saidBy = (candidate: Candidate, asking: Asking): number => {
  const { asked, measure, weighed } = asking
  const top = saidIn(topOf(candidate), asked, measure)
  const all = withCodeName(saidIn(candidate.passage.text, asked, measure), '`', asked)
  // Cutting it up takes time: only where it can come to anything.
  if (sum(weighed, [{ worth: places.here, said: new Set([...top, ...all]) }]) < leastSaid) return 0
  const heading = candidate.passage.heading.at(-1) ?? candidate.page.title
  const above = [
    { worth: places.here, said: saidIn(heading, asked, measure) },
    { worth: places.above, said: top },
  ]
  const pieces = piecesOf(candidate, asking)
  return Math.max(0, ...pieces.map((_, at) => saidInPiece(pieces, at, above, asking)))
}
