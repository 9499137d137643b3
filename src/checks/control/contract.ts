import type { Claim } from '../../domain/claim.ts'
import type { Fact, Survey } from '../../domain/fact.ts'
import type { Mention, Opinion, Reading } from '../check.ts'
import { evidenceOf } from '../names.ts'

/** One control: how a page says that it holds, and what in the configuration makes it effective. */
export interface Control {
  /** The claim's value begins with it, so that the claim finds its judge again. */
  readonly name: string
  mentions(reading: Reading): Iterable<Mention>
  judge(claim: Claim, surveys: readonly Survey[]): Opinion
}

/** The configuration says otherwise: present is not effective. */
export const against = (
  because: string,
  actual: string,
  fact: Fact,
  surveys: readonly Survey[],
): Opinion => ({
  status: 'contradicted',
  because,
  actual,
  evidence: [evidenceOf(fact, surveys)],
  since: null,
  correction: null,
})
