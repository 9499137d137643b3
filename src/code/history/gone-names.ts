import type { FactKind } from '../../domain/fact.ts'
import type { Fate } from '../../domain/history.ts'
import { type About, alive } from './alive.ts'
import { type Answers, answerKey } from './answers.ts'
import { inParallel } from './batched.ts'
import { candidatesFor } from './candidates.ts'
import { type EndsOf, followed } from './chains.ts'
import { kindsFor, type LostName } from './fitting.ts'
import type { Lost } from './lost-index.ts'
import { type Ended, newestEnd } from './names.ts'
import type { Past } from './past.ts'
import { type Bounds, type Removal, removalsOf, type Tools } from './removals.ts'
import { type FormerValue, formerValues, type ValueQuestion } from './values.ts'

/** How many changes are looked at, for a name that is gone and for a value that changed. */
const endBounds: Bounds = { fewer: 8, edited: 3 }
const valueBounds: Bounds = { fewer: 8, edited: 12 }

/** Subjects that are looked for at once: their questions to git go together. */
const lanes = 24

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
  /** Answers each question from the changes that took its subject away. */
  const byRemovals = async <Question extends { readonly subject: string }, Answer>(
    questions: readonly Question[],
    asking: Asking<Question, Answer>,
  ): Promise<readonly Answer[]> => {
    const { words, missing } = await lost()
    const subjects = questions.map(({ subject }) => subject)
    const candidates = candidatesFor(subjects, await past(), words)
    const known = await answers()
    // What is missing may come, and then tell more.
    const sort = [asking.bounds, missing.length]
    const groups = new Map<string, Map<string, Question>>()
    const given = new Map<string, Answer>()
    const keys = questions.map((question) => {
      const key = answerKey([sort, question], candidates.get(question.subject) ?? [])
      const answer = known.get(key)
      if (given.has(key)) return key
      if (asking.isAnswer(answer)) given.set(key, answer)
      else {
        const group = JSON.stringify([question.subject, ...asking.kinds(question)])
        const asked = groups.get(group) ?? new Map<string, Question>()
        groups.set(group, asked.set(key, question))
      }
      return key
    })
    await inParallel(
      [...groups.values()],
      async (asked) => {
        const [first] = asked.values()
        if (first === undefined) return false
        const wanted = { subject: first.subject, kinds: asking.kinds(first) }
        const own = candidates.get(first.subject) ?? []
        const removals = shared(removalsOf(tools, wanted, own, asking.bounds))
        for (const [key, question] of asked) {
          const answer = await asking.answer(question, removals)
          given.set(key, answer)
          if (reader.isWhole()) known.put(key, answer)
        }
        return true
      },
      lanes,
    )
    await known.save()
    return keys.flatMap((key) => {
      const answer = given.get(key)
      return answer === undefined ? [] : [answer]
    })
  }
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

/** How a sort of question is answered. */
interface Asking<Question, Answer> {
  readonly bounds: Bounds
  kinds(question: Question): ReadonlySet<FactKind>
  answer(question: Question, removals: AsyncIterable<Removal>): Promise<Answer>
  /** Whether something that was kept is such an answer. */
  isAnswer(kept: unknown): kept is Answer
}

// They were kept under the digest of the code that wrote them: that they are ours is enough to know.
const isEnd = (kept: unknown): kept is Ended | null =>
  kept === null || (typeof kept === 'object' && 'commit' in kept && 'successor' in kept)

const isValues = (kept: unknown): kept is readonly FormerValue[] => Array.isArray(kept)

/** One reading for several readers, none of whom reads further than the furthest. */
function shared<One>(source: AsyncIterator<One, void, undefined>): AsyncIterable<One> {
  const read: One[] = []
  let isOver = false
  return {
    async *[Symbol.asyncIterator]() {
      for (let index = 0; ; index += 1) {
        if (index === read.length && !isOver) {
          const next = await source.next()
          if (next.done === true) isOver = true
          else read.push(next.value)
        }
        const one = read[index]
        if (one === undefined) return
        yield one
      }
    },
  }
}
