import type { Action, ActionClass, ClassedCommand } from '../domain/action.ts'
import { type Intent, intents, type Reason } from '../domain/verdict.ts'
import { type Cell, cellFor, defaultPolicy, type Policy } from './policy.ts'
import { because, type ReasonCode } from './reasons.ts'

const intentOfClass: Readonly<Record<ActionClass, Intent>> = {
  D0: 'inform',
  D1: 'act',
  D2: 'act',
  X2: 'act',
  D3: 'destroy',
  D4: 'destroy',
  D5: 'destroy',
  X1: 'destroy',
  X3: 'destroy',
}

/** The strictest of what was declared and of what every command does; where nothing is declared, acting is meant. */
export const intentOf = (
  declared: 'inform' | 'act' | 'destroy' | null,
  commands: readonly ClassedCommand[],
): Intent =>
  commands
    .map((command) => intentOfClass[command.class])
    .reduce<Intent>(
      (worst, next) => (intents.indexOf(next) > intents.indexOf(worst) ? next : worst),
      declared ?? 'act',
    )

/** How an action is looked at: alone, by its class, or as part of advice, by the advice's intent. */
export type ActionView =
  | { readonly bare: true; readonly policy?: Policy }
  | { readonly bare: false; readonly intent?: Intent; readonly policy?: Policy }

/** What speaks against an action. */
export function reasonsForAction(action: Action, view: ActionView): readonly Reason[] {
  const policy = view.policy ?? defaultPolicy
  const intent = intentOf(view.bare ? null : (view.intent ?? null), action.commands)
  const cell = (command: ClassedCommand, code: ReasonCode): Cell =>
    view.bare && !command.unknownProgram
      ? policy.byClass[command.class]
      : cellFor(policy, code, intent)
  const classed = action.commands.flatMap((command, index) => {
    const code = codeOf(command, policy)
    if (code === null) return []
    const { decision, people } = cell(command, code)
    const pointers = { action: index, ...(people ? { people } : {}) }
    return decision === 'allow'
      ? []
      : [because(code, decision, `${quoted(command)}: ${command.effect}`, pointers)]
  })
  const opaque = view.bare
    ? policy.byClass.X2.decision
    : cellFor(policy, 'action.opaque', intent).decision
  return [...classed, ...action.unseen.map((part) => because('action.opaque', opaque, part))]
}

function codeOf(command: ClassedCommand, policy: Policy): ReasonCode | null {
  if (command.unknownProgram && command.class === 'D1') return 'action.unknown-program'
  return policy.byClass[command.class].code
}

const quoted = ({ argv, place }: ClassedCommand): string => {
  const where = place ? `${place.path}${place.line === null ? '' : `:${place.line}`}` : ''
  const gone = place?.side === 'before' ? ' (as it was)' : ''
  const text = [`${where}${gone}`, ...argv].filter((part) => part !== '').join(' ')
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
