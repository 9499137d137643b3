import type { Support } from '../domain/answer.ts'
import { unmarked } from '../support/marks.ts'
import { readingOf } from '../support/reading.ts'
import { stemOf } from '../support/stems.ts'
import type { Token } from '../support/tokens.ts'
import type { AdviceStatement } from './advice-statements.ts'

/**
 * What code alone says of a statement: contradicted; supported, where it bears out every claim and they say all that is stated;
 * partially-supported, where what is named exists and more than that is stated; or nothing.
 */
export function supportByCode(statement: AdviceStatement): Support | null {
  const { findings, isCode } = statement
  if (findings.some(({ status }) => status === 'contradicted')) return 'contradicted'
  if (findings.length === 0 || !findings.every(({ status }) => status === 'holds')) return null
  return isCode || saysNoMore(statement) ? 'supported' : 'partially-supported'
}

/** Words that only point at what is named. */
const pointing: ReadonlySet<string> = new Set(
  `run use call execute invoke type open see read check look find want need try start first next please exist called named
  command script file folder directory flag option argument variable environment setting key value name function class method constant
  module package table column route endpoint page target`
    .split(/\s+/)
    .map(stemOf),
)

/** Whether claims say all that is stated: that a name exists does not bear out what is said to be done with it. */
function saysNoMore({ text, span, findings }: AdviceStatement): boolean {
  const { tokens, words, quantities } = readingOf(unmarked(text))
  const isClaimed = ({ start, end }: Token): boolean =>
    findings.some(({ claim: { span: at } }) => start < at[1] - span[0] && at[0] - span[0] < end)
  const values = findings.flatMap(({ claim: { value } }) =>
    value === null ? [] : readingOf(value).tokens.map(({ lower }) => lower),
  )
  const isTold = (token: Token): boolean => isClaimed(token) || values.includes(token.lower)
  const numbers = quantities.flatMap(({ from, to }) =>
    tokens.slice(from, to).filter(({ kind }, after) => after === 0 || kind === 'number'),
  )
  if (!numbers.every(isTold)) return false
  return (
    values.length > 0 ||
    words.every(({ at, stem }) => pointing.has(stem) || tokens.slice(at, at + 1).every(isClaimed))
  )
}
