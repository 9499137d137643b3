import type { Answer, Statement, Withheld } from '../domain/answer.ts'
import type { Citation } from '../domain/citation.ts'
import type { Reason, Verdict } from '../domain/verdict.ts'
import { fixFor, meaningOf } from '../verdicts/reasons.ts'
import { unquoted } from './cite.ts'

type Outline<Kind extends Answer> = Omit<Kind, 'id' | 'answeredAt' | 'query' | 'receipt'>
type Distribute<Kind> = Kind extends Answer ? Outline<Kind> : never
/** An answer before it has an id and a receipt. */
export type DraftAnswer = Distribute<Answer>

/** A verdict that blocks leaves no text; what is left says what would unblock it. */
export function outline(
  verdict: Verdict,
  text: string,
  statements: readonly Statement[],
  citations: readonly Citation[],
  withheld: readonly Withheld[],
): DraftAnswer {
  const { decision, reasons } = verdict
  if (decision !== 'block')
    return { verdict: { decision, reasons }, text, statements, citations, withheld }
  const aside = citations.map(
    (citation): Withheld => ({
      citation: unquoted(citation),
      reasons: reasons.filter((reason) => reason.citation === citation.id),
    }),
  )
  const all = [...withheld, ...aside]
  // A command that a page gives is part of what is withheld: the reason must not spell it out.
  const told = reasons.map((reason) =>
    reason.code.startsWith('action.') ? { ...reason, message: meaningOf(reason.code) } : reason,
  )
  return {
    verdict: { decision, reasons: told },
    citations: [],
    withheld: all,
    unblock: unblockingOf(reasons, all),
  }
}

/** What would lift what blocks: of the sources that are in the way, else of the reasons that rest on none. */
function unblockingOf(reasons: readonly Reason[], withheld: readonly Withheld[]): string[] {
  const isInTheWay = ({ decision }: Reason) => decision === 'block'
  const general = reasons
    .filter((reason) => isInTheWay(reason) && reason.citation === undefined)
    .flatMap(({ code }) => (code === 'answer.no-ground' ? [] : [fixFor(code)]))
  const sources = withheld.filter((one) => one.reasons.some(isInTheWay))
  return general.length > 0 && sources.length === 0
    ? [...new Set(general)]
    : [...new Set(general), ...unblocking(sources)]
}

/** Whom to ask and what to mend, in words. */
function unblocking(withheld: readonly Withheld[]): string[] {
  if (withheld.length === 0)
    return ['No page that you may read answers this; ask the people who run it, and write it down.']
  return [
    ...new Set(
      withheld.map(({ citation: { page, contradictions, freshness } }) => {
        const who = page.owner ?? 'its owner (nobody is named)'
        const what =
          contradictions.length > 0
            ? contradictions.map(({ because }) => because).join('; ')
            : freshness.because.join('; ')
        return `${who} must mend “${page.title}”: ${what}`
      }),
    ),
  ]
}
