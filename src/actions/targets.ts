import type { ClassedCommand } from '../domain/action.ts'
import type { Aim, Target } from '../domain/target.ts'
import { type Grammar, grammar } from '../syntax/grammar.ts'
import { type Budget, newBudget, spentBudget } from './budget.ts'
import { type Inside, skipOptions } from './inside.ts'
import { parseShell, type SimpleCommand } from './shell.ts'
import {
  type Aimed,
  type Assignment,
  type Choice,
  choices,
  readCommand,
  saysWhere,
  targetsOf,
} from './targets/read-command.ts'
import { aimOfWords, allAround, mostSpoken, nowhere } from './targets/spoken.ts'
import type { Word } from './word.ts'
import { unwrap } from './wrappers.ts'

/** One command as it would run, with where it is aimed. */
interface AimedCommand extends Aimed {
  readonly argv: readonly string[]
}

interface Setting {
  readonly bash: Grammar
  readonly budget: Budget
  readonly depth: number
  /** What holds for the commands that come: variables that were exported, contexts that were chosen. */
  readonly ambient: Ambient
  /** What the programs around say: `ssh db-1`, `kubectl --context prod exec`. */
  readonly around: readonly Target[]
  readonly roles: readonly string[]
}

interface Ambient {
  /** By name: the last holds. */
  readonly variables: Map<string, Assignment>
  /** By family and kind; each folder that was entered counts. */
  readonly chosen: Map<string, Choice>
}

const deepest = 8

/**
 * Reads where the commands of texts are aimed: contexts, accounts, hosts, databases, workspaces and names, told by their own
 * options, by variables, by what is chosen before them, and by the programs they run inside of. `commands` are those that
 * were classed in them, in whose order the aims come.
 */
export const aimsOf = async (...texts: Parameters<Aimer>): Promise<readonly Aim[]> =>
  (await aimer())(...texts)

/** Tells the aims of commands at once. */
export type Aimer = (
  texts: readonly string[],
  commands: readonly ClassedCommand[],
  workingDirectory?: string | null,
) => readonly Aim[]

/** Loads the grammar, and gives what tells aims at once. Ask for it again for each text, as for a grammar. */
export const aimer = async (): Promise<Aimer> => {
  const bash = await grammar('bash')
  return (texts, commands, workingDirectory = null) =>
    aimsIn(bash, texts, commands, workingDirectory)
}

function aimsIn(
  bash: Grammar,
  texts: readonly string[],
  commands: readonly ClassedCommand[],
  workingDirectory: string | null,
): readonly Aim[] {
  const budget = newBudget()
  const aimed = texts.flatMap((text) => {
    const ambient: Ambient = { variables: new Map(), chosen: new Map() }
    if (workingDirectory !== null) choose(ambient, choices('cd', [workingDirectory]))
    return inText(text, { bash, budget, depth: 0, ambient, around: [], roles: [] })
  })
  const byWords = new Map<string, AimedCommand[]>()
  for (const one of aimed.toReversed()) {
    const key = JSON.stringify(one.argv)
    byWords.set(key, [...(byWords.get(key) ?? []).slice(-mostAlike), one])
  }
  const around = once(() => allAround(aimed))
  let spoken = 0
  return commands.map(({ argv }, command): Aim => {
    const alike = byWords.get(JSON.stringify(argv))
    const own = alike !== undefined && alike.length > 1 ? alike.pop() : alike?.[0]
    if (own === undefined) {
      spoken += 1
      return aimOfWords(command, argv, spoken > mostSpoken ? nowhere : around())
    }
    return { command, elsewhere: own.elsewhere, targets: own.targets, roles: own.roles }
  })
}

const mostAlike = 200
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const mostFolders = 20

function choose({ chosen }: Ambient, made: readonly Choice[]): void {
  for (const one of made) {
    const { kind, says } = one.target
    const isFolder = kind === 'file'
    if (isFolder && chosen.size >= mostFolders) continue
    chosen.set(`${one.family} ${kind} ${isFolder ? says : ''}`, one)
  }
}

function inText(text: string, setting: Setting): readonly AimedCommand[] {
  if (setting.depth > deepest || spentBudget(setting.budget) !== null) return []
  return parseShell(setting.bash, text, setting.budget).commands.flatMap((command) =>
    ofCommand(command, setting),
  )
}

function ofCommand(command: SimpleCommand, setting: Setting): readonly AimedCommand[] {
  const { ambient } = setting
  const assigned = command.assignments.flatMap(assignmentOf)
  const [first, ...rest] = command.words
  if (first === undefined) {
    for (const one of assigned) ambient.variables.set(one.name, one)
    return []
  }
  const program = first.text.split('/').at(-1) ?? first.text
  if (/^(?:export|declare|typeset|readonly)$/.test(program))
    for (const one of rest.flatMap(({ text }) => assignmentOf(text)))
      ambient.variables.set(one.name, one)
  // `env A=b command`, `sudo A=b command`: what `skipOptions` drops.
  const worded = wrapsWithVariables.has(program) ? leadingAssignments(rest) : []
  const variables = new Map(ambient.variables)
  for (const one of [...assigned, ...worded]) variables.set(one.name, one)
  const own = readCommand(program, rest, [...variables.values()])
  const chosen = [...ambient.chosen.values()].filter(({ family }) => family === own.family)
  const targets = [...own.targets, ...chosen.map(({ target }) => target), ...setting.around]
  const elsewhere = own.elsewhere || setting.around.length > 0
  const roles = [...own.roles, ...setting.roles]
  choose(
    ambient,
    choices(
      program,
      rest.map(({ text }) => text),
    ),
  )
  const inner: Setting = {
    ...setting,
    ambient: { ...ambient, variables },
    around: hostsOf(program, rest, targets),
    roles: [...roles, ...userOf(program, rest)],
  }
  const inside = unwrap(program, rest) ?? shellText(program, rest)
  const found = inside === null ? [] : within(inside, command, inner)
  const words = command.words.map(({ text }) => text)
  return [...found, { ...own, argv: words, elsewhere, targets, roles }]
}

const wrapsWithVariables: ReadonlySet<string> = new Set(['env', 'sudo', 'doas', 'dotenv'])

function leadingAssignments(words: readonly Word[]): readonly Assignment[] {
  const until = words.findIndex(({ text }) => !/^-|^\w+=/.test(text))
  return (until < 0 ? words : words.slice(0, until)).flatMap(({ text }) => assignmentOf(text))
}

const assignmentOf = (text: string): readonly Assignment[] => {
  const [, name = '', value = ''] = /^([A-Za-z_]\w*)\+?=([\s\S]*)$/.exec(text) ?? []
  return !saysWhere(name) ? [] : [{ name, value: value.replace(/^(['"])(.*)\1$/s, '$2') }]
}

/** Of what runs elsewhere, the host alone counts: `ssh db-1 uptime` has no other word for where. */
const hostsOf = (
  program: string,
  rest: readonly Word[],
  targets: readonly Target[],
): readonly Target[] => {
  if (program !== 'ssh' && program !== 'mosh') return targets
  const [host] = skipOptions(rest, '-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w')
  const name = host?.text.split('@').at(-1) ?? ''
  return name === '' ? targets : targetsOf('host', name, 'ssh')
}

/** Whom a command inside runs as. */
function userOf(program: string, rest: readonly Word[]): readonly string[] {
  if (program !== 'sudo' && program !== 'doas' && program !== 'su') return []
  const at = rest.findIndex(({ text }) => /^(?:-u|--user)$/.test(text))
  const user = at < 0 ? undefined : rest[at + 1]?.text
  return user === undefined || user === 'root' ? [] : [user]
}

/** `bash -c '…'` */
function shellText(program: string, rest: readonly Word[]): Inside | null {
  if (!/^(?:ba|z|da|k)?sh$/.test(program)) return null
  const at = rest.findIndex(({ text }) => /^-[a-z]*c$/.test(text))
  const text = at < 0 ? undefined : rest[at + 1]
  return text === undefined ? null : { is: 'script', text: text.text, dynamic: text.dynamic }
}

function within(inside: Inside, command: SimpleCommand, setting: Setting): readonly AimedCommand[] {
  const deeper = { ...setting, depth: setting.depth + 1 }
  if (deeper.depth > deepest) return []
  if (inside.is === 'command')
    return ofCommand({ ...command, words: inside.words, assignments: [] }, deeper)
  return inside.is === 'script' ? inText(inside.text, deeper) : []
}

/** What a request says that an action is done to. */
export const aimAtResource = (resource: string): readonly Target[] =>
  targetsOf('name', resource, 'target.resource')
