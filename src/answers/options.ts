import type { Span } from '../domain/passage.ts'
import { type Asks, type Candidate, type Measure, topOf } from '../domain/search.ts'
import type { Unit } from './unit.ts'
import { unitsOf } from './units.ts'

/** A piece that might be quoted, and how well it answers. */
export interface Option {
  readonly candidate: Candidate
  /** The candidate's place among all, from 0. */
  readonly rank: number
  readonly unit: Unit
  /** How well it answers by itself, and with how well its passage was ranked. */
  readonly quality: number
  readonly score: number
  /** The query's words that it holds, its headings included. */
  readonly held: ReadonlySet<string>
  readonly withheld: boolean
  /** It may be chosen for its own sake, not only because another piece needs it. */
  readonly answers: boolean
}

/** What is asked, and what kind of thing is asked for. */
export interface Question {
  readonly measure: Measure
  readonly asks: Asks
  /** How long the answer may become. */
  readonly limit: number
}

// A piece that, with its headings, holds less of the query speaks of something else.
const leastHeld = 0.35

// Only a procedure may be longer than the answer: cutting it short would be worse.
const isQuotable = ({ leadOnly, kind, span }: Unit, limit: number): boolean =>
  !leadOnly && (kind === 'steps' || span[1] - span[0] <= limit)

interface Excluded {
  readonly page: string
  readonly span: Span
}

// How much of a piece's worth its own words make, and how much those of its headings with them.
const shares = { own: 0.55, withHeadings: 0.45, deed: 0.9 } as const

// How much a piece gains by being of the kind that the question is after.
const kindBonus = 0.2

// How much it gains by opening with the name that is asked for: a row or an item that explains it.
const opening = { length: 60, bonus: 0.15 } as const
const mostForLength = 0.3

// How much it gains by saying what was asked in the asker's own words.
const wordForWord = 0.6

// An example names a thing without saying anything of it.
const example = /\b(?:for example|for instance|e\.g\.|such as)|\blike `/i
const exampleShare = 0.7

const overlap = ([start, end]: Span, [from, to]: Span): boolean => start < to && from < end

/** Which units must not be quoted: what is excluded or flagged, and whatever would mislead without that. */
const withheldStarts = (
  { page, passage }: Candidate,
  units: readonly Unit[],
  excluded: readonly Span[],
): ReadonlySet<number> => {
  const headings = passage.blocks.filter(({ kind }) => kind === 'heading')
  const all = headings.some(({ span }) => excluded.some((each) => overlap(span, each)))
  const isBad = ({ span, line, endLine }: Unit): boolean =>
    all ||
    excluded.some((each) => overlap(span, each)) ||
    page.flags.some((flag) => flag.line >= line && flag.line <= endLine)
  const withheld = new Set(units.filter(isBad).map(({ span }) => span[0]))
  let before = -1
  while (before !== withheld.size) {
    before = withheld.size
    for (const { span, needs } of units) {
      if (needs.some((start) => withheld.has(start))) withheld.add(span[0])
    }
  }
  return withheld
}

const command = /`[^`\n]*[\s=][^`\n]*`/
const number =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|once|twice|daily|weekly|hourly|never|always)\b/i

const isAskedFor = (asks: Asks, { kind }: Unit, text: string): boolean => {
  if (asks === 'deed') return kind === 'steps' || kind === 'code' || command.test(text)
  return asks === 'quantity' && number.test(text)
}

const opensWithName = (unit: Unit, text: string, measure: Measure): boolean => {
  const row = unit.kind === 'table-row' ? text.slice(text.lastIndexOf('\n') + 1) : text
  const first = /^\s*\|?[^|]*/.exec(row)?.[0] ?? row
  const held = measure.holds(first.slice(0, opening.length))
  return [...held].some((key) => key.startsWith('='))
}

const scoreOf = (
  unit: Unit,
  text: string,
  own: ReadonlySet<string>,
  top: ReadonlySet<string>,
  { measure, asks }: Question,
): number => {
  const all = measure.weigh(new Set([...own, ...top]))
  const score = shares.own * measure.weigh(own) + shares.withHeadings * all
  // Steps seldom repeat the words of the heading that says what they are for.
  const isDeed = unit.kind === 'steps' || unit.kind === 'code'
  const worth = isDeed ? Math.max(score, shares.deed * measure.weigh(top)) : score
  const bonus =
    (isAskedFor(asks, unit, text) ? kindBonus * all : 0) +
    (opensWithName(unit, text, measure) ? opening.bonus : 0)
  const given = unit.kind === 'sentence' && example.test(text) ? exampleShare : 1
  // A long piece holds many words by chance.
  return (worth + bonus) * given * (1 - Math.min(mostForLength, text.length / 10_000))
}

const textWithHeader = ({ page }: Candidate, unit: Unit, units: readonly Unit[]): string => {
  const text = page.text.slice(...unit.span)
  if (unit.kind !== 'table-row') return text
  const header = units.find(
    ({ kind, span }) => kind === 'table-row' && unit.needs.includes(span[0]),
  )
  return header ? `${page.text.slice(...header.span)}\n${text}` : text
}

/** Saying it in the asker's words counts for pages that say how things are, not for notes of what was or will be. */
const echoOf = ({ page }: Candidate, text: string, measure: Measure): number =>
  page.genre === 'record' || page.genre === 'plan' ? 0 : wordForWord * measure.runIn(text)

const optionsOf = (
  candidate: Candidate,
  rank: number,
  question: Question,
  excluded: readonly Span[],
): readonly Omit<Option, 'score'>[] => {
  const { measure, limit } = question
  const units = unitsOf(candidate.page, candidate.passage)
  const withheld = withheldStarts(candidate, units, excluded)
  const top = measure.holds(topOf(candidate))
  return units.map((unit) => {
    const text = textWithHeader(candidate, unit, units)
    const own = measure.holds(text)
    const held = new Set([...own, ...top])
    return {
      candidate,
      rank,
      unit,
      quality: scoreOf(unit, text, own, top, question) + echoOf(candidate, text, measure),
      held,
      withheld: withheld.has(unit.span[0]),
      answers: isQuotable(unit, limit) && measure.weigh(held) >= leastHeld,
    }
  })
}

/** Cuts all candidates into pieces and weighs each; pieces of a better candidate weigh more. */
export const weighUnits = (
  candidates: readonly Candidate[],
  question: Question,
  excluded: readonly Excluded[],
): readonly Option[] => {
  const best = Math.max(0, ...candidates.map(({ score }) => score))
  return candidates.flatMap((candidate, rank) => {
    const spans = excluded.filter(({ page }) => page === candidate.page.id).map(({ span }) => span)
    const share = best > 0 ? candidate.score / best : 0
    return optionsOf(candidate, rank, question, spans).map((option) => ({
      ...option,
      // Squared: a piece of a worse passage must answer clearly better to be chosen first.
      score: option.quality * share ** 2,
    }))
  })
}
