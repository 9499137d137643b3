import { readFile, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Audit } from '../domain/audit.ts'
import type { Environment } from '../domain/environment.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { PolicyView } from '../domain/requests.ts'
import type { Store } from '../store/store.ts'
import { readPolicy } from '../verdicts/policy/read.ts'
import type { ExampleFault } from '../verdicts/policy/reader.ts'
import { policyIn } from '../verdicts/policy/resolve.ts'
import { blockingPolicy, defaultPolicy, type Policy, policyDigest } from '../verdicts/policy.ts'
import { settle } from './changes.ts'

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
export interface Policies {
  policyFor(principal: Principal, environments: readonly string[] | null): Promise<Policy>
  view(): Promise<PolicyView>
  /** What the policy that was read last calls environments. */
  environments(): readonly Environment[]
  /** Reads the file again if it changed. */
  refresh(): Promise<void>
}

/** Reads a policy's file. Throws `policy.unreadable`. With `faults`, its examples are only tried. */
export async function loadPolicy(
  file: string,
  faults: ExampleFault[] | null = null,
): Promise<Policy> {
  let text: string
  try {
    const { size } = await stat(file)
    if (size > mostBytes)
      throw new PlumblineError('policy.unreadable', `${file}: it is larger than ${mostBytes} bytes`)
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof PlumblineError) throw cause
    throw new PlumblineError('policy.unreadable', `the policy ${file} cannot be read`, { cause })
  }
  return readPolicy(text, file, faults)
}

const mostBytes = 1024 * 1024

/** Reads the configured policy, tells the audit log what changed since it was last seen, and follows its file. */
export async function openPolicies(parts: PolicyParts): Promise<Policies> {
  let known = await stateOf(parts.file)
  await settle(known.policy, parts)
  let running: Promise<void> | null = null

  const reread = async (): Promise<void> => {
    const next = await stateOf(parts.file)
    // What the audit log cannot take does not come into force; until it can, nothing is allowed.
    await settle(next.policy, parts)
    known = next
  }
  const refresh = async (): Promise<void> => {
    if (parts.file === null) return
    if (running === null) {
      if ((await stampOf(parts.file)) === known.stamp) return
      running ??= reread().finally(() => {
        running = null
      })
    }
    await running
  }
  return {
    refresh,
    async policyFor(principal, environments) {
      await refresh()
      const bound = principal.environments.length > 0 ? principal.environments : null
      return policyIn(known.policy, principal, environments?.length ? environments : bound)
    },
    environments: () => known.policy.environments,
    async view() {
      await refresh()
      const { name, mode, problem } = known.policy
      return { name, sha256: policyDigest(known.policy), mode, problem }
    },
  }
}

interface State {
  readonly policy: Policy
  /** What tells one state of the file from another. */
  readonly stamp: string
}

/** The policy of the file, or one that blocks everything and says why. */
async function stateOf(file: string | null): Promise<State> {
  if (file === null) return { policy: defaultPolicy, stamp: '' }
  for (let attempt = 0; ; attempt += 1) {
    // Taken before the text is read: what is written meanwhile is read at the next look.
    const stamp = await stampOf(file)
    try {
      return { policy: await loadPolicy(file), stamp }
    } catch (error) {
      // An editor may be in the middle of writing it.
      if (attempt < 2) await wait(50)
      else return { policy: blockingPolicy('unreadable', wordsOf(error)), stamp }
    }
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function stampOf(file: string): Promise<string> {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(file, { bigint: true })
    return [mtimeNs, ctimeNs, size, ino].join(' ')
  } catch {
    return 'missing'
  }
}
