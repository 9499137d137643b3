import type { Claim } from '../domain/claim.ts'
import type { Change } from '../domain/repository.ts'

/** What is known beside code where claims are judged for the sake of one change. */
export interface Witness {
  /** Whether the change could make the claim fare otherwise; what became of a name that others lack is not asked. */
  concerns(claim: Claim): boolean
  /** Whether the claim held right before the change, and this was done by it: no doubt about dates or readings is left then. */
  saw(claim: Claim, done: Change): boolean
}
