import type { Measure } from '../domain/search.ts'
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
  readonly runs: ReadonlySet<string>
  readonly numbers: string
  readonly words: number
}

const saidBy = (candidate: Ranked, measure: Measure): Said => {
  const { tokens, stems } = measure.read(candidate.passage.text)
  const runs = stems.slice(shingle - 1).map((_, at) => stems.slice(at, at + shingle).join(' '))
  return {
    candidate,
    above: [...measure.holds([candidate.page.title, ...candidate.passage.heading].join('\n'))]
      .sort()
      .join(' '),
    runs: new Set(runs),
    numbers: tokens.filter((token) => /\p{N}/u.test(token)).join(' '),
    words: tokens.length,
  }
}

const isCopy = (one: Said, other: Said): boolean => {
  if (one.candidate.page.id === other.candidate.page.id) return false
  if (one.above !== other.above) return false
  if (Math.min(one.words, other.words) < leastWords || one.numbers !== other.numbers) return false
  const [few, many] =
    one.runs.size < other.runs.size ? [one.runs, other.runs] : [other.runs, one.runs]
  if (few.size < leastShared * many.size) return false
  let shared = 0
  for (const run of few) if (many.has(run)) shared += 1
  return shared >= leastShared * (few.size + many.size - shared)
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
