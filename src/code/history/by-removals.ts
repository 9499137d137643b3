import type { FactKind } from '../../domain/fact.ts'
import type { Past } from '../../git/past.ts'
import { type Answers, answerKey } from './answers.ts'
import { inParallel } from './batched.ts'
import { candidatesFor } from './candidates.ts'
import type { Lost } from './lost-index.ts'
import { type Bounds, type Removal, removalsOf, type Tools } from './removals.ts'

/** Subjects that are looked for at once: their questions to git go together. */
const lanes = 24

/** How a sort of question is answered. */
export interface Asking<Question, Answer> {
  readonly bounds: Bounds
  kinds(question: Question): ReadonlySet<FactKind>
  answer(question: Question, removals: AsyncIterable<Removal>): Promise<Answer>
  /** Whether something that was kept is such an answer. */
  isAnswer(kept: unknown): kept is Answer
}

/** Answers each question from the changes that took its subject away, in the order asked. */
export type ByRemovals = <Question extends { readonly subject: string }, Answer>(
  questions: readonly Question[],
  asking: Asking<Question, Answer>,
) => Promise<readonly Answer[]>

/** Opens a reader of one history's changes; questions about one subject share one reading, and answers are kept. */
export function openByRemovals(
  tools: Tools,
  past: () => Promise<Past>,
  lost: () => Promise<Lost>,
  answers: () => Promise<Answers>,
): ByRemovals {
  return async <Question extends { readonly subject: string }, Answer>(
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
          if (tools.reader.isWhole()) known.put(key, answer)
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
}

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
