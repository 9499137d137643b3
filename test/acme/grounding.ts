import { z } from 'zod'
import type { Config } from '../../src/config/config.ts'
import { type Share, shareOf } from '../../src/evaluation/wilson.ts'
import type { Plumbline } from '../../src/plumbline.ts'
import { acmeLines } from '../support/acme.ts'
import { questions } from './rows.ts'

/** How a question relates to the pages: they answer it; they speak of its matter and do not tell; they do not speak of it. */
export type Ground = 'answered' | 'near' | 'far'

/** A question, and whether the pages that its reader may see answer it. */
export interface Grounding {
  readonly id: string
  readonly as: string
  readonly ask: string
  readonly ground: Ground
}

const asked = { id: z.string(), ask: z.string() }

const row = z.discriminatedUnion('answerable', [
  z.strictObject({ ...asked, answerable: z.literal(true), pages: z.array(z.string()).min(1) }),
  z.strictObject({
    ...asked,
    answerable: z.literal(false),
    grade: z.enum(['near', 'far']),
    why: z.string(),
  }),
])

/** The questions of grounding.jsonl, asked by the demonstration's agent. */
export const groundings: readonly Grounding[] = z
  .array(row)
  .parse(acmeLines('grounding.jsonl'))
  .map((one) => ({
    id: one.id,
    as: 'agent-demo',
    ask: one.ask,
    ground: one.answerable ? 'answered' : one.grade,
  }))

/** Those of questions.jsonl that say whether there is ground: what a reader may not see is no ground. */
export const groundingsOfQuestions: readonly Grounding[] = questions.flatMap(
  ({ id, as, ask, expect: { reasons, cites } }) => {
    if (ask === undefined || (reasons.length === 0 && cites.length === 0)) return []
    return [{ id, as, ask, ground: reasons.includes('answer.no-ground') ? 'far' : 'answered' }]
  },
)

/**
 * What became of a question. Where all that there was is withheld, there was ground and evidence against it: that is no answer, and
 * no want of ground either.
 */
export interface Grounded {
  readonly question: Grounding
  readonly outcome: 'answered' | 'withheld' | 'groundless'
  readonly text: string
}

export async function askGroundings(
  rows: readonly Grounding[],
  plumbline: Plumbline,
  { principals }: Config,
): Promise<readonly Grounded[]> {
  const results: Grounded[] = []
  for (const question of rows) {
    const principal = principals.find(({ id }) => id === question.as)
    if (principal === undefined) throw new Error(`no principal ${question.as}`)
    const answer = await plumbline.ask({ query: question.ask, intent: 'inform' }, principal)
    if ('text' in answer) results.push({ question, outcome: 'answered', text: answer.text })
    else {
      const outcome = answer.withheld.length > 0 ? 'withheld' : 'groundless'
      results.push({ question, outcome, text: '' })
    }
  }
  return results
}

const isAnswerable = ({ question }: Grounded): boolean => question.ground === 'answered'

/** Of the questions that the pages do not answer (or of one grade of them), those that got no answer. */
export function rightlyRefused(results: readonly Grounded[], grade?: Ground): Share {
  const of = results.filter(
    (one) => !isAnswerable(one) && (grade === undefined || one.question.ground === grade),
  )
  return shareOf(of.filter(({ outcome }) => outcome !== 'answered').length, of.length)
}

/** Of the questions that the pages answer, those that were refused for want of ground. */
export function wronglyRefused(results: readonly Grounded[]): Share {
  const of = results.filter(isAnswerable)
  return shareOf(of.filter(({ outcome }) => outcome === 'groundless').length, of.length)
}
