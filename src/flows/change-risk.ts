import { aimOfChange } from '../actions/changes/aims.ts'
import { classifyDiff } from '../actions/changes/classify-diff.ts'
import { limits } from '../actions/changes/diff.ts'
import type { Action, ActionClass, ClassedCommand } from '../domain/action.ts'
import type { ChangeRisk, Risk, RiskyEffect } from '../domain/change-risk.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { Git } from '../git/git.ts'
import { verdictOnAction } from '../verdicts/local.ts'
import type { Policy } from '../verdicts/policy.ts'
import { readingsOf } from '../verdicts/readings.ts'

/** Nobody in particular: what review policy asks for is asked whoever made the change. */
const somebody = {
  ...({ id: 'somebody', kind: 'person' } as const),
  ...{ scopes: [], groups: [], environments: [] },
}

/** What the commits between two do that can do harm, and who has to approve that by a policy. */
export async function changeRisk(
  git: Git,
  { base, head }: { readonly base: string; readonly head: string },
  policy: Policy,
  now: Instant,
): Promise<ChangeRisk> {
  const action = await actionIn(git, base, head)
  const aims = action.commands.flatMap((command, place) => aimOfChange(command, place) ?? [])
  const circumstances = {
    ...{ principal: somebody, now, declared: null },
    ...{ task: null, role: null, runAs: null },
  }
  const { decision, people } = verdictOnAction(action, aims, circumstances, policy)
  const environments = new Map(
    readingsOf(aims, action.commands, policy.environments).map(({ command, told }) => [
      command,
      told.map(({ environment }) => environment),
    ]),
  )
  const watched = policy.environments.filter(
    ({ name, critical }) => critical || name === 'production',
  )
  const effects = action.commands.flatMap((command, place) => {
    const aimed = environments.get(place) ?? []
    return riskOf(command, watched.find(({ name }) => aimed.includes(name))?.name ?? null)
  })
  return {
    effects: effects.toSorted((a, b) => gravity(a) - gravity(b)),
    unseen: [
      ...action.unseen,
      ...action.commands.flatMap(hidden),
      ...(policy.problem === null ? [] : [policy.problem]),
    ],
    policy: policy.name,
    decision,
    people,
  }
}

const command = [
  ...['diff-tree', '-r', '-p', '-M', '--no-ext-diff', '--no-textconv', '--no-color'],
  ...['--src-prefix=a/', '--dst-prefix=b/', '--ignore-submodules=none'],
]

/** The change as one diff. Where that is too long to be read, or not all here, that is told, and nothing of it is taken for harmless. */
async function actionIn(git: Git, base: string, head: string): Promise<Action> {
  const most = limits.characters
  try {
    const { text, length } = await git.text([...command, base, head], most)
    if (length === 0) return { digest: '', commands: [], unseen: [] }
    if (length <= most) return await classifyDiff({ diff: text })
    return unreadable(`its diff has ${length} characters; at most ${most} are read`)
  } catch (fault) {
    if (fault instanceof PlumblineError) return unreadable(fault.message)
    throw fault
  }
}

const unreadable = (because: string): Action => ({
  ...{ digest: '', commands: [] },
  unseen: [`the change cannot be read: ${because}`],
})

const riskOfClass: Readonly<Record<ActionClass, Risk | null>> = {
  D0: null,
  D1: null,
  D2: null,
  D3: 'drops-data',
  D4: 'drops-data',
  D5: 'drops-data',
  X1: 'touches-gate',
  X2: null,
  X3: 'loosens-control',
}

function riskOf(command: ClassedCommand, environment: string | null): readonly RiskyEffect[] {
  const { class: of, place, effect } = command
  const risk =
    riskOfClass[of] ??
    (of === 'D2' && environment !== null ? ('reaches-production' as const) : null)
  return risk === null || place === undefined
    ? []
    : [{ risk, class: of, environment, ...place, effect }]
}

/** What is put where it will be run, and cannot be read. */
const hidden = ({ class: of, place, effect }: ClassedCommand): readonly string[] =>
  of === 'X2' && place !== undefined
    ? [`${place.path}${place.line === null ? '' : `:${place.line}`}: ${effect}`]
    : []

const order: readonly ActionClass[] = ['X1', 'D5', 'D4', 'D3', 'X3', 'D2']

const gravity = ({ class: of, environment }: RiskyEffect): number =>
  order.indexOf(of) * 2 + (environment === null ? 1 : 0)
