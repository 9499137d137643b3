import { wordsOf } from '../domain/environment.ts'
import type { Circumstances } from './policy/facts.ts'
import type { Disproportion } from './proportion.ts'
import { quotedCommand, type Reading } from './readings.ts'
import { readTask, speaksOf, stemsOf } from './task.ts'

/** Words that a role is called by when it may do nearly everything. */
const mighty: ReadonlySet<string> = new Set([
  ...[
    'admin',
    'administrator',
    'administrators',
    'root',
    'owner',
    'superuser',
    'super',
    'sudo',
    'god',
    'masters',
  ],
  ...['poweruser', 'breakglass', 'superadmin', 'dba', 'fullaccess'],
])

/** Tasks that an administrator's role is for. */
const administration = stemsOf(
  `admin administrator grant permission access role rbac iam user account owner policy quota break-glass breakglass`,
)

/**
 * Where an action that changes something runs under more than whoever asks was given: a role outside of those configured, the
 * account of somebody else that is not among them, or, where no roles are configured, a role that by its name may do nearly everything.
 */
export function beyondRole(
  { principal, role, runAs, task }: Circumstances,
  readings: readonly Reading[],
): readonly Disproportion[] {
  const changing = readings.filter(({ changes }) => changes)
  const [first] = changing
  if (first === undefined) return []
  const own = principal.roles ?? []
  const needsMight = task !== null && speaksOf(readTask(task), administration)
  const tooMighty = (name: string) => isMighty(name) && !needsMight
  const found: Disproportion[] = []
  const say = (because: string, command: number | null = null) => found.push({ command, because })
  if (role !== null && own.length > 0 && !own.includes(role))
    say(`it runs under the role ${role}; ${principal.id} has ${own.join(', ')}`)
  else if (role !== null && own.length === 0 && tooMighty(role))
    say(
      `it runs under the role ${role}, which may do nearly everything; the task does not need that`,
    )
  if (runAs !== null && !isSame(runAs, principal.id) && !own.includes(runAs))
    say(`it runs as ${runAs}, and ${principal.id} asks`)
  for (const { roles, classed, command } of changing)
    for (const taken of roles)
      if (own.length > 0 ? !own.includes(taken) : tooMighty(taken))
        say(`${quotedCommand(classed)} takes on the role ${taken.slice(0, 100)}`, command)
  return found
}

/** `agent:deploy` and `deploy` are one; so are `agent-deploy` and `agent:deploy`. A person, an agent and a service of one name are three. */
const isSame = (one: string, other: string): boolean => {
  const [first, second] = [accountIn(one), accountIn(other)]
  const isOneKind = first.kind === null || second.kind === null || first.kind === second.kind
  return first.name === second.name && isOneKind
}

function accountIn(text: string) {
  const [, kind, name = ''] =
    /^(?:(agent|user|person|service|svc)[:/-])?([\s\S]*)$/.exec(text.toLowerCase()) ?? []
  return { name, kind: kind === undefined ? null : (kinds[kind] ?? kind) }
}

const kinds: Readonly<Record<string, string>> = { user: 'person', svc: 'service' }

const isMighty = (name: string): boolean => wordsOf(name).some((word) => mighty.has(word))
