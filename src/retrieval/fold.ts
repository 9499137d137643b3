import { type Measure, topOf } from '../domain/search.ts'
import type { Ranked } from './rank.ts'

// Passages of which so much is the same say the same; a copy in which one number differs is no copy.
const leastShared = 0.9
const shingle = 4
// The same few words stand in many places and mean something else in each.
const leastWords = 12

interface Said {
  readonly candidate: Ranked
  /** What of the query stands above the passage: of two runbooks that say the same, one may be that of the service asked about. */
  readonly above: string
  readonly numbers: string
  readonly words: number
  /** Made only where a copy is likely. */
  runs(): ReadonlySet<string>
}

const saidBy = (candidate: Ranked, measure: Measure): Said => {
  const { tokens } = measure.read(candidate.passage.text)
  let runs: ReadonlySet<string> | null = null
  return {
    candidate,
    above: [...measure.holds(topOf(candidate))].sort().join(' '),
    numbers: tokens.filter((token) => /\d/.test(token)).join(' '),
    words: tokens.length,
    runs() {
      runs ??= new Set(
        tokens.slice(shingle - 1).map((_, at) => tokens.slice(at, at + shingle).join(' ')),
      )
      return runs
    },
  }
}

const mayBeCopy = (one: Said, other: Said): boolean =>
  one.candidate.page.id !== other.candidate.page.id &&
  Math.min(one.words, other.words) >= leastWords &&
  // Many words of a long text may be left out, but not that many.
  Math.min(one.words, other.words) >=
    leastShared * leastShared * Math.max(one.words, other.words) &&
  one.numbers === other.numbers &&
  one.above === other.above

const isCopy = (one: Said, other: Said): boolean => {
  if (!mayBeCopy(one, other)) return false
  const [a, b] = [one.runs(), other.runs()]
  let shared = 0
  for (const run of a) if (b.has(run)) shared += 1
  return shared >= leastShared * (a.size + b.size - shared)
}

const groupsOf = (said: readonly Said[]): readonly (readonly Ranked[])[] => {
  const groups: Said[][] = []
  for (const one of said) {
    const group = groups.find(([first]) => first !== undefined && isCopy(first, one))
    if (group === undefined) groups.push([one])
    else group.push(one)
  }
  return groups.map((group) => group.map(({ candidate }) => candidate))
}

const changeOf = ({ page, passage }: Ranked): string =>
  (passage.changed ?? page.times.contentChanged ?? page.times.modified)?.at ?? ''

const isOver = ({ page }: Ranked): boolean => page.times.gone !== null || page.supersededBy !== null

/** Which of some copies stands for all: one that holds and is not over, and of those the freshest. */
const frontOf = (group: readonly Ranked[], contradicted: ReadonlySet<string>): Ranked | undefined =>
  group.toSorted(
    (a, b) =>
      Number(contradicted.has(a.passage.id)) - Number(contradicted.has(b.passage.id)) ||
      Number(isOver(a)) - Number(isOver(b)) ||
      (changeOf(b) < changeOf(a) ? -1 : Number(changeOf(b) > changeOf(a))) ||
      b.score - a.score,
  )[0]

/** Puts one passage in the place of those that say the same, as high as the highest of them; it names the others. */
export const fold = async (
  candidates: readonly Ranked[],
  measure: Measure,
  contradictedAmong: (passages: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly Ranked[]> => {
  const groups = groupsOf(candidates.map((candidate) => saidBy(candidate, measure)))
  const copied = groups.filter(({ length }) => length > 1).flat()
  const contradicted =
    copied.length === 0
      ? new Set<string>()
      : await contradictedAmong(copied.map(({ passage }) => passage.id))
  return groups.flatMap((group) => {
    const [first] = group
    const front = frontOf(group, contradicted)
    if (first === undefined || front === undefined) return []
    const copies = group.filter((one) => one !== front).map(({ passage }) => passage.id)
    return [copies.length === 0 ? front : { ...front, score: first.score, copies }]
  })
}
