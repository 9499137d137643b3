import { actionClasses } from '../domain/action.ts'
import { usualEnvironments } from '../domain/environment.ts'
import type { Intent } from '../domain/verdict.ts'
import { sha256OfValue } from '../values/digests.ts'
import type { ByClass, Cell, Policy, PolicyRule, Row } from './policy/model.ts'
import type { ReasonCode } from './reasons.ts'

export type { People } from '../domain/verdict.ts'
export type { ByClass, Cell, Policy, PolicyMode, PolicyRule, Profile, Row } from './policy/model.ts'
export { policyModes } from './policy/model.ts'

const allow: Cell = { decision: 'allow' }
const warn: Cell = { decision: 'warn' }
const block: Cell = { decision: 'block' }
const escalate: Cell = { decision: 'escalate', people: { approvers: 1, senior: 0 } }
const escalateToTwo: Cell = { decision: 'escalate', people: { approvers: 2, senior: 1 } }
const untilApproved: Cell = { decision: 'block', people: { approvers: 1, senior: 0 } }
const untilTwoApprove: Cell = { decision: 'block', people: { approvers: 2, senior: 1 } }

const cells = (inform: Cell, act: Cell, destroy: Cell): Row['cells'] => ({ inform, act, destroy })

/** The table of the design. A column the design leaves empty takes the stricter neighbour's cell. */
const rows: readonly Row[] = [
  {
    id: 'contradicted',
    condition: 'cited claim contradicted, page gone or superseded',
    codes: [
      'code.contradicted',
      'code.value-differs',
      'code.control-ineffective',
      'freshness.gone',
      'freshness.superseded',
      'support.contradicted',
    ],
    cells: cells(block, block, block),
  },
  {
    id: 'expired-and-behind',
    condition: 'review date passed and commits behind > 0',
    codes: ['freshness.expired-behind'],
    cells: cells(block, block, block),
  },
  {
    id: 'moved',
    condition: 'moved, correction known',
    codes: ['code.moved'],
    cells: cells(warn, warn, escalate),
  },
  {
    id: 'unjudged',
    condition: 'expired, undated, unreachable, stale with claims that code cannot judge',
    codes: [
      'freshness.expired',
      'freshness.unknown',
      'freshness.unreachable',
      'freshness.stale',
      'freshness.not-current',
    ],
    cells: cells(warn, escalate, untilApproved),
  },
  {
    id: 'not-borne-out',
    condition: 'fresh, with a claim that code cannot judge: allowing takes evidence for it',
    codes: ['code.unjudged'],
    cells: cells(warn, warn, escalate),
  },
  {
    id: 'age-alone',
    condition: 'stale with every claim borne out: age alone tags and warns',
    codes: ['freshness.aging'],
    cells: cells(warn, warn, escalate),
  },
  {
    id: 'unsupported',
    condition: 'statement partially supported, unsupported, or its quote not in the source',
    codes: [
      'support.partial',
      'support.unsupported',
      'support.quote-not-found',
      'capability.test-unattested',
      'capability.irreversibility-unproven',
      'capability.reversibility-unproven',
    ],
    cells: cells(warn, escalate, block),
  },
  {
    id: 'sound',
    condition: 'everything holds and is fresh',
    codes: ['action.state-changing', 'action.destructive', 'action.privilege'],
    cells: cells(allow, allow, escalate),
  },
  {
    id: 'unknown-program',
    condition: 'an unknown program with literal arguments',
    codes: ['action.unknown-program'],
    cells: cells(allow, warn, escalate),
  },
  {
    id: 'environment-wide',
    condition: 'environment-wide (namespace, database, account, environment)',
    codes: ['action.environment-wide'],
    cells: cells(untilTwoApprove, untilTwoApprove, untilTwoApprove),
  },
  {
    id: 'wider-than-task',
    condition: 'reaching wider than the stated task, under a wider inherited role, or in a freeze',
    codes: ['action.disproportionate'],
    cells: cells(escalate, escalate, untilTwoApprove),
  },
  {
    id: 'opaque',
    condition: 'code that cannot be seen (variable as verb, piped script, parse error)',
    codes: ['action.opaque'],
    cells: cells(escalate, escalate, block),
  },
  {
    id: 'guard',
    condition: 'touches the gate, its policy, its keys or its log',
    codes: ['action.guard-tampered'],
    cells: cells(block, block, block),
  },
  {
    id: 'not-entitled',
    condition: 'aimed at an environment that the asker is not bound to',
    codes: ['access.environment', 'action.environment-mismatch'],
    cells: cells(block, block, block),
  },
  {
    id: 'environment-unknown',
    condition: 'the asker is bound to environments, and which one is meant cannot be told',
    codes: ['access.environment-unknown'],
    cells: cells(escalate, escalate, untilApproved),
  },
  {
    id: 'critical-system',
    condition: 'a change to what is configured as critical',
    codes: ['action.critical-system'],
    cells: cells(escalateToTwo, escalateToTwo, untilTwoApprove),
  },
  {
    id: 'company-rule',
    condition: "a rule of the company's own: what the rule says",
    codes: ['policy.rule'],
    cells: cells(block, block, block),
  },
  {
    id: 'approved',
    condition: 'people approved exactly this action',
    codes: ['approval.granted'],
    cells: cells(allow, allow, allow),
  },
  {
    id: 'not-approved-again',
    condition: 'an approval of it was used up, refused or has expired: people are asked anew',
    codes: ['approval.replayed', 'approval.refused', 'approval.expired'],
    cells: cells(escalate, escalate, escalate),
  },
  {
    id: 'fault',
    condition: 'an internal fault, a timeout, an unreadable policy; nothing to rest on',
    codes: [
      ...(['system.fault', 'system.timeout', 'system.limit', 'answer.no-ground'] as const),
      ...(['policy.unreadable', 'policy.fault'] as const),
    ],
    cells: cells(block, block, block),
  },
]

/** A bare action is judged by its class alone. */
const byClass: ByClass = {
  D0: { code: null, ...allow },
  D1: { code: null, ...allow },
  D2: { code: 'action.state-changing', ...warn },
  D3: { code: 'action.destructive', ...escalate },
  D4: { code: 'action.destructive', ...escalate },
  D5: { code: 'action.environment-wide', ...untilTwoApprove },
  X1: { code: 'action.guard-tampered', ...block },
  X2: { code: 'action.opaque', ...escalate },
  X3: { code: 'action.privilege', ...escalate },
}

/** The policy in force when none is configured. */
export const defaultPolicy: Policy = {
  name: 'plumbline-default',
  mode: 'enforce',
  rows,
  byClass,
  rules: [],
  environments: usualEnvironments,
  freezes: [],
  profiles: [],
  problem: null,
}

/** What stands in for a policy that cannot be read: it blocks everything, and says why. */
export const blockingPolicy = (name: string, problem: string): Policy => ({
  ...defaultPolicy,
  name,
  rows: rows.map((row) => ({ ...row, cells: cells(block, block, block) })),
  byClass: {
    ...byClass,
    ...Object.fromEntries(
      actionClasses.map((each) => [each, { code: byClass[each].code, ...block }]),
    ),
  },
  problem,
})

/** SHA-256 of a policy's canonical JSON, in hex: two policies with the same digest decide alike. */
export function policyDigest(policy: Policy): string {
  const known = digests.get(policy)
  if (known !== undefined) return known
  const digest = sha256OfValue(plain(policy))
  digests.set(policy, digest)
  return digest
}

// A policy never changes; its text is long, and every verdict names its digest.
const digests = new WeakMap<Policy, string>()

/** A policy without what was compiled of it. */
const plain = (policy: Policy) => ({
  ...policy,
  rules: policy.rules.map(uncompiled),
  profiles: policy.profiles.map((one) => ({ ...one, rules: one.rules.map(uncompiled) })),
})

const uncompiled = ({ matches: _, ...rule }: PolicyRule) => rule

/** What a policy makes of a reason for this intent. A reason that no row decides is a fault: it blocks. */
export const cellFor = (policy: Policy, code: ReasonCode, intent: Intent): Cell =>
  policy.rows.find((row) => row.codes.includes(code))?.cells[intent] ?? block
