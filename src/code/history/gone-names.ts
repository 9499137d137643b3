import type { Fate } from '../../domain/history.ts'
import { type About, alive } from './alive.ts'
import { inParallel } from './batched.ts'
import { candidatesFor } from './candidates.ts'
import { type EndsOf, followed } from './chains.ts'
import type { LostName } from './fitting.ts'
import type { Lost } from './lost-index.ts'
import { newestEnd } from './names.ts'
import type { Past } from './past.ts'
import { type Bounds, type Removal, removalsOf, type Tools } from './removals.ts'
import { type FormerValue, formerValues, type ValueQuestion } from './values.ts'

/** How many changes are looked at, for a name that is gone and for a value that changed. */
const endBounds: Bounds = { fewer: 25, edited: 10 }
const valueBounds: Bounds = { fewer: 15, edited: 30 }

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
): GoneNames {
  const { reader } = tools
  /** Answers each question from the changes that took its subject away. */
  const byRemovals = async <Question extends { readonly subject: string }, Answer>(
    questions: readonly Question[],
    bounds: Bounds,
    answer: (question: Question, removals: AsyncIterable<Removal>) => Promise<Answer>,
  ): Promise<readonly Answer[]> => {
    const subjects = questions.map(({ subject }) => subject)
    const candidates = candidatesFor(subjects, await past(), (await lost()).words)
    const answers = await inParallel(questions, (question) => {
      const own = candidates.get(question.subject) ?? []
      return answer(question, removalsOf(tools, question.subject, own, bounds))
    })
    await reader.save()
    return answers
  }
  const endsOf: EndsOf = (names) =>
    byRemovals(names, endBounds, (name, removals) => newestEnd(reader, name, removals))
  return {
    async fates(names) {
      if (names.length === 0) return []
      const fates = await followed(await endsOf(names), (name) => alive(about, name), endsOf)
      return fates.map((fate) => fate ?? { is: 'never' })
    },
    formerValues: (questions) =>
      byRemovals(questions, valueBounds, (question, removals) =>
        formerValues(reader, question, removals),
      ),
  }
}
