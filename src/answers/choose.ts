import type { Measure } from '../domain/search.ts'
import type { Option } from './options.ts'

/** A piece that is quoted. */
export type Choice = Pick<Option, 'candidate' | 'rank' | 'unit'>

// A section this short is quoted whole: what stands in it belongs together.
const shortPassage = 360

// What a further piece must bring: something new, or, from the same passage, nearly as good an answer.
const least = { ofBest: 0.5, gain: 0.1, likeBest: 0.85 } as const
const mostPieces = 12

const start = ({ unit }: Option): number => unit.span[0]

const sameUnit = (a: Option, b: Option): boolean =>
  a.candidate.page.id === b.candidate.page.id && start(a) === start(b)

/** A piece with all that it needs, and with what those need. */
const withNeeds = (option: Option, options: readonly Option[]): readonly Option[] => {
  const chosen = [option]
  for (let index = 0; index < chosen.length; index += 1) {
    const current = chosen[index]
    const needed = options.filter(
      (other) => other.rank === option.rank && current?.unit.needs.includes(start(other)),
    )
    chosen.push(...needed.filter((other) => !chosen.includes(other)))
  }
  return chosen
}

const lengthOf = (options: readonly Option[]): number =>
  options.reduce((sum, { unit }) => sum + unit.span[1] - unit.span[0], 0)

const bodyLength = ({ candidate }: Option): number =>
  candidate.passage.blocks
    .filter(({ kind }) => kind !== 'heading')
    .reduce((sum, { span }) => sum + span[1] - span[0], 0)

const isWorthAdding = (
  option: Option,
  best: Option,
  covered: ReadonlySet<string>,
  measure: Measure,
): boolean => {
  const isSamePassage = option.rank === best.rank
  if (isSamePassage && bodyLength(option) <= shortPassage) return true
  if (option.score < least.ofBest * best.score) return false
  const gain = measure.weigh([...option.held].filter((key) => !covered.has(key)))
  const isLikeBest = isSamePassage && option.score >= least.likeBest * best.score
  return gain >= least.gain || isLikeBest
}

const inOrder = (a: Option, b: Option): number => a.rank - b.rank || start(a) - start(b)

/** Chooses the pieces that together answer most in the room there is, in the order they stand on their pages. */
export const choose = (
  options: readonly Option[],
  measure: Measure,
  limit: number,
): readonly Choice[] => {
  const ranked = options
    .filter(({ answers }) => answers)
    .toSorted((a, b) => b.score - a.score || inOrder(a, b))
  const [best] = ranked
  if (!best) return []
  const chosen: Option[] = [...withNeeds(best, options)]
  const covered = new Set(best.held)
  for (const option of ranked) {
    const more = withNeeds(option, options).filter(
      (each) => !chosen.some((one) => sameUnit(one, each)),
    )
    const fits =
      lengthOf(chosen) + lengthOf(more) <= limit && chosen.length + more.length <= mostPieces
    if (more.length === 0 || !fits || !isWorthAdding(option, best, covered, measure)) continue
    chosen.push(...more)
    for (const key of option.held) covered.add(key)
  }
  return chosen.sort(inOrder)
}
