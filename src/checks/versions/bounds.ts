import type { Claim } from '../../domain/claim.ts'
import { type Fact, type Survey, wordsOf } from '../../domain/fact.ts'
import { compareShared, lowestOf } from '../../values/constraints.ts'
import { type Opinion, unknown } from '../check.ts'
import { isOfFolderBeside } from '../parts.ts'
import { isOfExamples } from '../past/conventions.ts'

/** A fact and the oldest version that it admits. */
export interface Bound {
  readonly fact: Fact
  readonly numbers: readonly number[]
}

/** Java 1.8 is Java 8. */
export const numbersOf = (subject: string, numbers: readonly number[]): readonly number[] =>
  subject === 'java' && numbers[0] === 1 && numbers.length > 1 ? numbers.slice(1) : numbers

export const boundsOf = (facts: readonly Fact[]): readonly Bound[] =>
  facts.flatMap((fact) => {
    const numbers = lowestOf(fact.value ?? '')
    return numbers === null ? [] : [{ fact, numbers: numbersOf(fact.subject, numbers) }]
  })

/** Whether bounds are level as far as a page's precision goes. */
export const agree = (bounds: readonly Bound[], precision: number): boolean =>
  bounds.every(
    ({ numbers }) => compareShared(numbers.slice(0, precision), bounds[0]?.numbers ?? []) === 0,
  )

/** Modules that only test the others: `ledger-java21-tests/pom.xml`. */
export const ofTests = /(?:^|[/_-])tests?(?:[_-][\w-]*)?\/[^/]*$/i

/** Words of folders that say nothing of what lies in them. */
const ofAnyFolder: ReadonlySet<string> = new Set(
  'modules packages crates libs apps src python node java ruby rust php go'.split(' '),
)

/** Whether words around the claim name the part of the repository that a manifest is for: "The harbour CLI" of `modules/harbour-cli/pom.xml`. */
export const isOfNamedPart = (
  { context }: Claim,
  { path }: Fact,
  surveys: readonly Survey[],
): boolean => {
  const everywhere = new Set(surveys.flatMap(({ names }) => names.flatMap(wordsOf)))
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  return wordsOf(folder).some(
    (word) => !ofAnyFolder.has(word) && !everywhere.has(word) && context.includes(word),
  )
}

/** What the root develops with says little of what a part of it asks of its users: any manifest that agrees with a page may be meant. */
export function askedFor(said: readonly number[], bounds: readonly Bound[]): Opinion | null {
  const asked = bounds.find(
    ({ fact, numbers }) =>
      !fact.weak &&
      !ofTests.test(fact.path) &&
      !isOfExamples(fact.path) &&
      compareShared(said, numbers) === 0,
  )
  return asked === undefined
    ? null
    : unknown('ambiguous', `${asked.fact.path} asks for ${asked.fact.subject} ${asked.fact.value}`)
}

/** What folders beside the page's ask for may be all that a pipeline tests with it. */
export function askedBeside(
  claim: Claim,
  needed: readonly Fact[],
  surveys: readonly Survey[],
): Opinion | null {
  const beside = needed.find(
    ({ path, repository, weak }) =>
      !weak &&
      !ofTests.test(path) &&
      surveys.some(
        (survey) => survey.repository === repository && isOfFolderBeside(claim, path, survey),
      ),
  )
  return beside === undefined
    ? null
    : unknown('ambiguous', `${beside.path} asks for ${claim.subject}, beside the page`)
}
