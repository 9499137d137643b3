import type { Fate } from '../../domain/history.ts'
import type { Past } from '../../git/past.ts'
import { type About, alive } from './alive.ts'
import type { Answers } from './answers.ts'
import { openByRemovals } from './by-removals.ts'
import { type EndsOf, followed } from './chains.ts'
import { kindsFor, type LostName } from './fitting.ts'
import type { Lost } from './lost-index.ts'
import { type Ended, newestEnd } from './names.ts'
import type { Bounds, Tools } from './removals.ts'
import { type FormerValue, formerValues, type ValueQuestion } from './values.ts'

/** How many changes are looked at, for a name that is gone and for a value that changed. */
const endBounds: Bounds = { fewer: 8, edited: 3 }
const valueBounds: Bounds = { fewer: 8, edited: 12 }

/** Tells what became of names, many at once. */
export interface GoneNames {
  fates(names: readonly LostName[]): Promise<readonly Fate[]>
  formerValues(questions: readonly ValueQuestion[]): Promise<readonly (readonly FormerValue[])[]>
}

/** Opens a reader of one history's names. */
export function openGoneNames(
  tools: Tools,
  about: About,
  past: () => Promise<Past>,
  lost: () => Promise<Lost>,
  answers: () => Promise<Answers>,
): GoneNames {
  const { reader } = tools
  const byRemovals = openByRemovals(tools, past, lost, answers)
  const endsOf: EndsOf = (names) =>
    byRemovals(names, {
      bounds: endBounds,
      kinds: ({ kind }) => kindsFor(kind),
      answer: (name, removals) => newestEnd(reader, name, removals),
      isAnswer: isEnd,
    })
  return {
    async fates(names) {
      if (names.length === 0) return []
      const fates = await followed(await endsOf(names), (name) => alive(about, name), endsOf)
      return fates.map((fate) => fate ?? { is: 'never' })
    },
    formerValues: (questions) =>
      byRemovals(questions, {
        bounds: valueBounds,
        kinds: ({ kinds }) => new Set(kinds),
        answer: (question, removals) => formerValues(reader, question, removals),
        isAnswer: isValues,
      }),
  }
}

// They were kept under the digest of the code that wrote them: that they are ours is enough to know.
const isEnd = (kept: unknown): kept is Ended | null =>
  kept === null || (typeof kept === 'object' && 'commit' in kept && 'successor' in kept)

const isValues = (kept: unknown): kept is readonly FormerValue[] => Array.isArray(kept)
