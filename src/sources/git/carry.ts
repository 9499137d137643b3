import { inCommon } from '../../values/in-common.ts'
import { saysOther } from '../../values/substance.ts'
import type { Worded, WordedLine } from './worded.ts'

/** A text, and for each of its words the number of the edition that wrote it. */
export interface Traced {
  readonly text: Worded
  readonly origins: Int32Array
}

/** What one edition did to another. */
export interface Carried {
  readonly origins: Int32Array
  /** Whether the two say other things; a mended spelling, a new wrapping or other marks are none. */
  readonly isSubstantive: boolean
}

/** Lines that say so little may stand in two places by chance; git's own measure for moved lines. */
const telling = 20

/**
 * Carries the origins of words over to the next edition, `own`: words that it kept, mended, wrapped anew or moved are as old as they were.
 * An edition that only tidies (`isTidying`) wrote nothing by itself.
 */
export function carry(old: Traced, now: Worded, own: number, isTidying: boolean): Carried {
  const origins = new Int32Array(now.words).fill(own)
  const [before, after] = [old.text.lines, now.lines]
  let isSubstantive = false
  const hunks: Hunk[] = []
  let at = { old: 0, now: 0 }
  const end = { old: before.length, now: after.length }
  const keys = (lines: readonly WordedLine[]) => lines.map(({ key }) => key)
  for (const pair of [...inCommon(keys(before), keys(after)), end]) {
    if (pair.old > at.old || pair.now > at.now)
      hunks.push({ gone: before.slice(at.old, pair.old), come: after.slice(at.now, pair.now) })
    const [from, to] = [before[pair.old], after[pair.now]]
    if (from !== undefined && to !== undefined) copyLine(old.origins, from, origins, to)
    at = { old: pair.old + 1, now: pair.now + 1 }
  }
  const moved = movedIn(hunks)
  for (const [to, from] of moved.lines) copyLine(old.origins, from, origins, to)
  for (const hunk of hunks) {
    const gone = wordsIn(hunk.gone.filter((line) => !moved.gone.has(line)))
    const come = wordsIn(hunk.come.filter((line) => !moved.lines.has(line)))
    if (carryWords({ from: old.origins, gone }, { to: origins, come }, own, isTidying))
      isSubstantive = true
  }
  return { origins, isSubstantive: !isTidying && (isSubstantive || moved.lines.size > 0) }
}

interface Hunk {
  readonly gone: readonly WordedLine[]
  readonly come: readonly WordedLine[]
}

function copyLine(from: Int32Array, old: WordedLine, to: Int32Array, now: WordedLine): void {
  to.set(from.subarray(old.start, old.start + old.words.length), now.start)
}

/** Lines that left one place and came at another. */
function movedIn(hunks: readonly Hunk[]) {
  const left = new Map<string, WordedLine[]>()
  for (const line of hunks.flatMap(({ gone }) => gone))
    if (isTelling(line)) left.set(line.key, [...(left.get(line.key) ?? []), line])
  const lines = new Map<WordedLine, WordedLine>()
  const gone = new Set<WordedLine>()
  for (const line of hunks.flatMap(({ come }) => come)) {
    const from = left.get(line.key)?.shift()
    if (from === undefined) continue
    lines.set(line, from)
    gone.add(from)
  }
  return { lines, gone }
}

const isTelling = ({ key }: WordedLine): boolean =>
  (key.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= telling

/** Words of some lines: each with its place in the text, and whether a line begins or ends with it. */
interface WordsOfLines {
  readonly words: readonly string[]
  readonly places: readonly number[]
  readonly begins: ReadonlySet<number>
  readonly ends: ReadonlySet<number>
}

function wordsIn(lines: readonly WordedLine[]): WordsOfLines {
  const words = lines.flatMap((line) => line.words)
  const places = lines.flatMap((line) => line.words.map((_, index) => line.start + index))
  const begins = new Set(lines.map(({ start }) => start))
  const ends = new Set(lines.map(({ start, words }) => start + words.length - 1))
  return { words, places, begins, ends }
}

/** Carries what the words of a hunk have in common; tells whether the others say something else. */
function carryWords(
  { from, gone }: { readonly from: Int32Array; readonly gone: WordsOfLines },
  { to, come }: { readonly to: Int32Array; readonly come: WordsOfLines },
  own: number,
  isTidying: boolean,
): boolean {
  let isSubstantive = false
  let at = { old: 0, now: 0 }
  const end = { old: gone.words.length, now: come.words.length }
  for (const pair of [...inCommon(gone.words, come.words), end]) {
    const lost = gone.places.slice(at.old, pair.old)
    const won = come.places.slice(at.now, pair.now)
    const [place, next] = [gone.places[pair.old], come.places[pair.now]]
    if (place !== undefined && next !== undefined) to[next] = from[place] ?? own
    const isOther = saysOther(
      gone.words.slice(at.old, pair.old),
      come.words.slice(at.now, pair.now),
    )
    if (isTidying) inherit(from, lost, to, won, come.places[at.now - 1] ?? next)
    else if (isOther) {
      isSubstantive = true
      // A word that was taken out of a line leaves no trace but in the words beside it.
      const besides = won.length === 0 && !areLines(lost, gone)
      const beside = besides ? (come.places[at.now - 1] ?? next) : undefined
      if (beside !== undefined) to[beside] = own
    } else for (const [index, one] of won.entries()) to[one] = from[lost[index] ?? -1] ?? own
    at = { old: pair.old + 1, now: pair.now + 1 }
  }
  return isSubstantive
}

/** What tidying put in is as old as what it put out, or as what stands beside it. */
function inherit(
  from: Int32Array,
  lost: readonly number[],
  to: Int32Array,
  won: readonly number[],
  beside: number | undefined,
): void {
  const olds = lost.map((place) => from[place] ?? 0)
  const near = beside === undefined ? undefined : to[beside]
  const origin = olds.length > 0 ? Math.max(...olds) : near
  if (origin !== undefined) for (const place of won) to[place] = origin
}

const areLines = (places: readonly number[], { begins, ends }: WordsOfLines): boolean =>
  begins.has(places[0] ?? -1) && ends.has(places.at(-1) ?? -1)
