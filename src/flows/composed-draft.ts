import type { Part } from '../answers/extract.ts'
import type { Composition } from '../domain/answer.ts'
import type { Candidate } from '../domain/search.ts'
import { stricter } from '../domain/verdict.ts'
import { type Composing, composeAnswer, type Held } from './compose-answer.ts'
import type { DraftAnswer } from './draft-answer.ts'

/** An answer that quotes, and what composing one in its place needs. */
export interface Quoting {
  readonly question: string
  readonly draft: DraftAnswer
  readonly parts: readonly Part[]
  /** Passages that speak of the question, best first, of which nothing must be left out. */
  readonly usable: readonly Candidate[]
  judge(parts: readonly Part[], held: readonly Held[]): Promise<DraftAnswer>
}

/** A draft, and the parts of pages that it rests on. */
export interface Drafted {
  readonly draft: DraftAnswer
  readonly parts: readonly Part[]
}

/** The answer in a model's words where they are as good; else the one that quotes, with the reason. A procedure is always quoted. */
export async function composedOr(quoting: Quoting, composing: Composing): Promise<Drafted> {
  const { question, draft, parts, usable } = quoting
  // What is blocked is blocked, and nothing was asked of the model.
  if (!('text' in draft)) return { draft, parts }
  const by = composing.composer.id
  const quoted = (because: string, dropped = 0): Drafted => {
    const composition: Composition = { by, is: 'quoted', because, dropped }
    return { draft: { ...draft, composition }, parts }
  }
  if (parts.some(({ kind }) => kind !== 'sentence'))
    return quoted('steps, commands and tables are quoted as they stand')
  const attempt = await composeAnswer(question, usable, composing)
  if (attempt.is === 'quoted') return quoted(attempt.because)
  const { statements, dropped } = attempt
  const said = statements.map(({ part }) => part)
  const judged = await quoting.judge(
    said,
    statements.map(({ held }) => held),
  )
  const decision = judged.verdict.decision
  const isStricter = stricter(decision, draft.verdict.decision) !== draft.verdict.decision
  if (!('text' in judged) || (isStricter && composing.unsupported === 'drop'))
    return quoted('what the model wrote would have been judged more strictly', dropped)
  const composition: Composition = { by, is: 'composed', because: null, dropped }
  return { draft: { ...judged, composition }, parts: said }
}
