import type { Statement } from '../domain/answer.ts'
import type { Passage } from '../domain/passage.ts'
import type { DecidedBy } from '../domain/support-reason.ts'
import type { Supported } from '../support/support.ts'
import { redact } from '../values/secrets.ts'

/** A sentence is decided by one place or two; what has more sentences than this is told of the first. */
const most = 8

/**
 * What of a passage decided on a statement, for whoever may read the passage. Nothing where the statement holds a secret: words
 * taken out of it alone no longer look like one, and places in it no longer fit what is kept of it.
 */
export function decidedBy(
  statement: string,
  { reasons }: Pick<Supported, 'reasons'>,
  passage: Pick<Passage, 'span'>,
  citation: string,
): Pick<Statement, 'decidedBy'> {
  if (redact(statement) !== statement) return {}
  const [from] = passage.span
  const decided = reasons
    .slice(0, most)
    .flatMap(({ code, message, statement: span, evidence }): DecidedBy[] =>
      evidence === null
        ? []
        : [
            {
              ...{ code, message, statement: span, citation },
              source: [from + evidence[0], from + evidence[1]],
            },
          ],
    )
  return decided.length > 0 ? { decidedBy: decided } : {}
}
