import type { Principal } from '../domain/principal.ts'
import type { ReceiptContent } from '../domain/receipt.ts'
import { announce } from '../flows/recall-receipts.ts'
import type { SeenPolicy } from '../store/policies.ts'
import {
  compare,
  couldBeStricter,
  type Decided,
  type PolicyChange,
} from '../verdicts/policy/compare.ts'
import { documentOf } from '../verdicts/policy/document.ts'
import { readPolicy } from '../verdicts/policy/read.ts'
import { policyIn } from '../verdicts/policy/resolve.ts'
import { blockingPolicy, defaultPolicy, type Policy, policyDigest } from '../verdicts/policy.ts'
import type { PolicyParts } from './policies.ts'

/**
 * Brings a policy into force: where it differs from the one that was seen last, the audit log is told what was tightened and
 * loosened, and receipts that it could decide more strictly are recalled.
 */
export async function settle(policy: Policy, parts: PolicyParts): Promise<void> {
  const { store, audit, now } = parts
  const last = await store.policies.last()
  const sha256 = policyDigest(policy)
  if (last?.sha256 === sha256) return
  const before = await seenPolicy(last)
  const change = before === null ? incomparable : compare(before, policy)
  const isNews = last !== null || Object.values(change).some((list) => list.length > 0)
  if (isNews) {
    const recalled = await recall(before, policy, change, parts)
    await audit({
      at: now(),
      kind: 'policy-changed',
      principal: null,
      subject: policy.name,
      details: {
        sha256,
        before: last?.sha256 ?? policyDigest(defaultPolicy),
        tightened: change.tightened.map(brief),
        loosened: change.loosened.map(brief),
        changed: change.changed.map(brief),
        recalled,
      },
    })
  }
  const { name, problem } = policy
  // Environments are told in the order in which they are configured, so that none is sorted here.
  const document = problem === null ? JSON.stringify(documentOf(policy)) : null
  await store.policies.put({ name, sha256, document, problem, since: now() })
}

const brief = (text: string): string => text.slice(0, 500)

const incomparable: PolicyChange = {
  tightened: [],
  loosened: [],
  changed: ['the policy before can no longer be read, so that nothing is known of what changed'],
}

/** The policy that was in force; null where it cannot be read any more. */
async function seenPolicy(last: SeenPolicy | null): Promise<Policy | null> {
  if (last === null) return defaultPolicy
  if (last.document === null)
    return blockingPolicy(last.name, last.problem ?? 'it could not be read')
  try {
    return await readPolicy(last.document, 'the policy before')
  } catch {
    return null
  }
}

/** Recalls what could be decided more strictly now; gives how many that were. */
async function recall(
  before: Policy | null,
  after: Policy,
  change: PolicyChange,
  parts: PolicyParts,
): Promise<number> {
  const { store, audit, now } = parts
  const [first = 'it cannot be compared with the one before'] = [
    ...change.tightened,
    ...change.changed,
  ]
  for (const { content } of await store.receipts.standing(now())) {
    if (content.decision === 'block' || content.mode === 'report') continue
    if (before !== null && !(await isTouched(content, before, after, parts))) continue
    const because = brief(`policy changed: ${first}`)
    await store.recalls.put({ receipt: content.id, at: now(), because }, { announced: false })
  }
  return announce({ store, audit, now: now() })
}

async function isTouched(
  content: ReceiptContent,
  before: Policy,
  after: Policy,
  { store, principalOf }: PolicyParts,
): Promise<boolean> {
  const kept =
    content.about === 'verification' ? await store.verifications.get(content.aboutId) : null
  const holder = (await principalOf(content.principal)) ?? nobody(content.principal)
  const environments = kept?.verification.environments ?? []
  const bound = environments.length > 0 ? environments : holder.environments
  const where = bound.length > 0 ? bound : null
  const action = kept?.verification.action ?? null
  const decided: Decided = {
    reasons: content.reasons,
    intent: kept?.verification.intent ?? null,
    classes: action?.commands.map((command) => command.class) ?? [],
    unseen: (action?.unseen.length ?? 0) > 0,
  }
  return couldBeStricter(decided, policyIn(before, holder, where), policyIn(after, holder, where))
}

const nobody = (id: string): Principal => ({
  id,
  kind: 'agent',
  scopes: [],
  groups: [],
  environments: [],
})
