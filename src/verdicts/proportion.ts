import type { ActionClass, Reach } from '../domain/action.ts'
import { canonicalName, environmentsNamed, toldBy, wordsInTexts } from '../domain/environment.ts'
import type { Policy } from './policy.ts'
import { quotedCommand, type Reading } from './readings.ts'
import { readTask, speaksOf, stemsOf, type Task } from './task.ts'

/** Why a command is wider than its task, in words, with its place. */
export interface Disproportion {
  readonly command: number | null
  readonly because: string
}

/** Where the commands of an action are wider than what was to be done. A task that says nothing speaks against nothing. */
export function beyondTask(
  text: string | null,
  readings: readonly Reading[],
  { environments }: Pick<Policy, 'environments'>,
  declared: string | null,
): readonly Disproportion[] {
  if (text === null || text.trim() === '') return []
  const task = readTask(text)
  const meant = environmentsNamed(text, toldBy(wordsInTexts, environments))
  return readings
    .filter(({ changes }) => changes)
    .flatMap((reading) => {
      const why =
        beyondVerb(task, reading) ??
        beyondScope(task, reading, meant) ??
        beyondOne(task, reading) ??
        beyondPlace(
          meant,
          reading,
          declared === null ? null : canonicalName(declared, environments),
        )
      return why === null
        ? []
        : [{ command: reading.command, because: `${quotedCommand(reading.classed)} ${why}` }]
    })
}

/** Effects that lose something. */
const losing: ReadonlySet<ActionClass> = new Set(['D3', 'D4', 'D5'])
const wide: ReadonlySet<Reach> = new Set([
  ...(['namespace', 'machine', 'database', 'environment', 'account'] as const),
])

const access = stemsOf(
  `grant permission access role expose open public share allow firewall admin administrator iam rbac chmod chown security
  rights privilege policy user account port ingress`,
)

function beyondVerb(task: Task, { classed, elsewhere }: Reading): string | null {
  const { class: each, reach, effect, unknownProgram } = classed
  if (task.asks === null || each === 'X1' || each === 'X2' || unknownProgram) return null
  const isWide = wide.has(reach) && reach !== 'namespace'
  if (each === 'X3' && !speaksOf(task, access))
    return `widens access (${effect}), and the task does not ask for that`
  if (task.asks === 'read') {
    if (each === 'D1')
      return elsewhere && isWrite(classed.argv)
        ? `changes something (${effect}), and the task only asks to look`
        : null
    return `does more than look (${effect}), and the task asks for no more`
  }
  // What is built on this machine is deleted and built anew all day.
  if (!losing.has(each) || (!elsewhere && !isWide)) return null
  if (comesBack(classed.argv) || stopsMachine(classed.argv)) return null
  if (task.asks === 'change')
    return `destroys something (${effect}), and the task only asks to change`
  if (task.asks === 'replace' && wide.has(reach))
    return `destroys more than one thing (${effect}), and the task asks to replace one`
  return null
}

/** Pods are made anew by what controls them: deleting them is how they are restarted. */
const comesBack = (argv: readonly string[]): boolean =>
  argv.some((word, at) => argv[at - 1] === 'delete' && /^(?:po|pods?)(?:\/|$)/.test(word))

const writes =
  /^(?:apply|create|set|patch|put|insert|update|install|upgrade|deploy|scale|enable|push|start|import|upload|modify|edit|replace|post)(?:-[\w-]+)?$/i

/** A change by its verb; what merely opens a port or copies something out helps to look. */
const isWrite = (argv: readonly string[]): boolean =>
  argv.slice(1).some((word) => writes.test(word)) ||
  (argv.length === 1 && writes.test(argv[0] ?? ''))

const things: Readonly<Record<Exclude<Reach, 'none' | 'resource'>, ReadonlySet<string>>> = {
  namespace: stemsOf(
    `namespace ns project schema folder directory bucket prefix group release stack old stale unused orphaned orphan dangling
    leftover temporary logs files objects pods jobs volumes images backups snapshots caches branches records rows`,
  ),
  machine: stemsOf(
    `server machine host node vm instance disk box device computer droplet space docker unused dangling images containers
    volumes caches`,
  ),
  database: stemsOf(
    'database db table schema data redis cache collection index keyspace record row key queue topic tenant',
  ),
  environment: stemsOf(
    `environment env cluster stack namespace ns infrastructure project application app release workspace state plan terraform
    tofu pulumi configuration sandbox preview`,
  ),
  account: stemsOf(
    'account organization organisation org subscription project tenant iam role user permission',
  ),
}

/** It reaches a whole of which the task does not speak. */
function beyondScope(
  task: Task,
  { classed, elsewhere }: Reading,
  meant: readonly string[],
): string | null {
  const { class: each, reach, effect } = classed
  if (reach === 'none' || reach === 'resource') return null
  // Whoever asks for access asks for it where it is given.
  const counts =
    losing.has(each) ||
    (each === 'X3' && !speaksOf(task, access)) ||
    (each === 'D2' && stopsMachine(classed.argv))
  if (!counts || comesBack(classed.argv) || (reach === 'namespace' && !elsewhere)) return null
  const isMeant =
    task.isAboutAll ||
    speaksOf(task, things[reach]) ||
    (reach === 'environment' && meant.length > 0 && task.asks === 'destroy')
  return isMeant ? null : `reaches a whole ${reach} (${effect}), of which the task does not speak`
}

/** `reboot`, `shutdown -h now`, `systemctl reboot` */
const stopsMachine = (argv: readonly string[]): boolean =>
  argv.slice(0, 2).some((word) => /^(?:\S*\/)?(?:reboot|shutdown|poweroff|halt|init)$/.test(word))

const everything = /^(?:-A|--all|--all-namespaces|--all-resources|--all-regions|--all-projects|\*)$/
const many: ReadonlySet<string> = new Set(
  `pods deployments services jobs nodes volumes images containers workers replicas keys branches databases tables objects
  files instances machines secrets releases namespaces functions queues logs backups snapshots resources`.split(
    /\s+/,
  ),
)

/** It takes all there are, and the task names one. */
function beyondOne(task: Task, { classed, elsewhere }: Reading): string | null {
  if (task.isAboutAll || task.asks === null || !(elsewhere || losing.has(classed.class)))
    return null
  const flag = classed.argv.slice(1).find((word) => everything.test(word))
  if (flag === undefined) return null
  const isEverywhere = /^-(?:A|-all-(?:namespaces|regions|projects))$/.test(flag)
  const isMeant = isEverywhere ? speaksOf(task, wholes) : hasPlural(task)
  return isMeant ? null : `takes all there are (${flag}), and the task does not say so`
}

const wholes = stemsOf('cluster namespaces regions projects')

const hasPlural = (task: Task): boolean => [...many].some((word) => task.words.has(word))

/** It is aimed at another environment than the one the task is about. */
function beyondPlace(
  meant: readonly string[],
  { told, elsewhere }: Reading,
  declared: string | null,
): string | null {
  if (meant.length === 0) return null
  const aimed = told.map(({ environment }) => environment)
  const reached = aimed.length > 0 ? aimed : elsewhere && declared !== null ? [declared] : []
  const other = reached.find((environment) => !meant.includes(environment))
  return other === undefined
    ? null
    : `is aimed at ${other}, and the task is about ${meant.join(', ')}`
}
