import { classifyAction } from '../../src/actions/classify.ts'
import { aimsOf } from '../../src/actions/targets.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Reason } from '../../src/domain/verdict.ts'
import { intentOf } from '../../src/verdicts/action-reasons.ts'
import { reasonsForSituation } from '../../src/verdicts/circumstances.ts'
import { defaultPolicy, type Policy } from '../../src/verdicts/policy.ts'

/** Who wants what, where; what is left out is not said. */
export interface Wanted {
  readonly command: string
  readonly task?: string
  readonly bound?: readonly string[]
  readonly roles?: readonly string[]
  readonly declared?: string
  readonly role?: string
  readonly runAs?: string
  readonly folder?: string
  readonly now?: string
  readonly policy?: Policy
}

/** What speaks against it beside what it does. */
export async function against(wanted: Wanted): Promise<readonly Reason[]> {
  const action = await classifyAction({ command: wanted.command })
  const principal: Principal = {
    id: 'agent-deploy',
    kind: 'agent',
    scopes: ['agent'],
    groups: ['group:everyone'],
    environments: wanted.bound ?? [],
    roles: wanted.roles ?? [],
  }
  return reasonsForSituation({
    circumstances: {
      principal,
      now: wanted.now ?? '2026-11-03T10:00:00Z',
      task: wanted.task ?? null,
      role: wanted.role ?? null,
      runAs: wanted.runAs ?? null,
      declared: wanted.declared ?? null,
    },
    action,
    aims: await aimsOf([wanted.command], action.commands, wanted.folder ?? null),
    intent: intentOf(null, action.commands),
    policy: wanted.policy ?? defaultPolicy,
  })
}

export const codesOf = (reasons: readonly Reason[]): readonly string[] => [
  ...new Set(reasons.map(({ code }) => code)),
]
