import type { Audit } from '../domain/audit.ts'
import type { Environment } from '../domain/environment.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { PolicyView } from '../domain/requests.ts'
import type { Store } from '../store/store.ts'
import { policyDigest } from '../verdicts/policy.ts'
import { settle } from './changes.ts'
import { type FollowedPolicy, followPolicy } from './following.ts'

/** What keeping a policy in force needs of an opened Plumbline. */
export interface PolicyParts {
  /** The file of the policy; the built-in table holds where there is none. */
  readonly file: string | null
  readonly store: Pick<Store, 'policies' | 'receipts' | 'recalls' | 'verifications'>
  readonly audit: Audit
  now(): Instant
  /** A configured principal with its groups; null for one that is not configured any more. */
  principalOf(id: string): Promise<Principal | null>
}

/** The policy in force, which follows its file. */
export interface Policies extends Omit<FollowedPolicy, 'known'> {
  view(): Promise<PolicyView>
  /** What the policy that was read last calls environments. */
  environments(): readonly Environment[]
}

/**
 * Reads the configured policy, tells the audit log what changed since it was last seen, and follows its file. What the audit log cannot
 * take does not come into force; until it can, nothing is allowed.
 */
export async function openPolicies(parts: PolicyParts): Promise<Policies> {
  const { known, ...followed } = await followPolicy(parts.file, (policy) => settle(policy, parts))
  return {
    ...followed,
    environments: () => known().environments,
    async view() {
      await followed.refresh()
      const { name, mode, problem } = known()
      return { name, sha256: policyDigest(known()), mode, problem }
    },
  }
}
