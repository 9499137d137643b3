import type { Claim } from '../../domain/claim.ts'
import { type Fact, wordsOf } from '../../domain/fact.ts'

/** Names of environments, as folders and pages write them. */
const environments: readonly (readonly string[])[] = [
  ['production', 'prod', 'prd', 'live'],
  ['staging', 'stage', 'stg', 'preprod'],
  ['development', 'dev', 'develop'],
  ['test', 'testing', 'qa'],
  ['sandbox'],
]

const named = (words: readonly string[]): readonly string[] =>
  environments.flatMap(([name = '', ...others]) =>
    [name, ...others].some((word) => words.includes(word)) ? [name] : [],
  )

/** The environments that a file is for, by its path. */
export const environmentsOf = ({ path }: Pick<Fact, 'path'>): readonly string[] =>
  named(wordsOf(path))

/**
 * Facts of the environment that the sentence or the headings name. Where they name none, or no file is for it alone,
 * all facts count, and have to agree.
 */
export function inEnvironment(claim: Claim, facts: readonly Fact[]): readonly Fact[] {
  const asked = named(claim.context)
  if (asked.length !== 1) return facts
  const own = facts.filter((fact) => environmentsOf(fact).includes(asked[0] ?? ''))
  if (own.length > 0) return own
  const shared = facts.filter((fact) => environmentsOf(fact).length === 0)
  return shared.length > 0 ? shared : facts
}
