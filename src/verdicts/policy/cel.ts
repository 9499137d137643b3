import type { Facts } from './facts.ts'
import { hasWord, like } from './text-functions.ts'

/** A condition that can be asked. Throws where it cannot be evaluated, or comes to something else than yes or no. */
export type Condition = (facts: Facts) => boolean

/** What is wrong with an expression, in one sentence. */
export class ConditionFault extends Error {}

/** Makes conditions of expressions. */
export type Compile = (expression: string) => Condition

export const mostCharacters = 2000

/** Loops over a case's lists may stand in one another, but not so deep that a long action makes them take their time. */
const deepestLoop = 2
const mostCommands = 500
const loops: ReadonlySet<string> = new Set([...['all', 'exists', 'exists_one', 'map', 'filter']])

const limits = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 20,
  maxCallArguments: 8,
}

/**
 * The Common Expression Language (https://cel.dev) over what is known of a case, loaded only where there are rules. Names and
 * types are checked when a rule is read, so that a misspelt field never makes a rule that never matches.
 */
export const celCompiler = (): Promise<Compile> => {
  // Making an environment takes longer than everything else about a policy.
  made ??= makeCompiler()
  return made
}

let made: Promise<Compile> | null = null

async function makeCompiler(): Promise<Compile> {
  const { Environment } = await import('@marcbachmann/cel-js')
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    limits,
  })
  environment.registerType('Command', { fields: commandFields })
  for (const [name, type] of Object.entries(variables))
    if (typeof type === 'string') environment.registerVariable(name, type)
    else environment.registerVariable({ name, schema: type })
  environment.registerFunction('string.like(string): bool', like)
  environment.registerFunction('string.hasWord(string): bool', hasWord)
  return (expression) => {
    if (expression.length > mostCharacters)
      throw new ConditionFault(`it is longer than ${mostCharacters} characters`)
    const checked = environment.check(expression)
    if (!checked.valid) throw new ConditionFault(summaryOf(checked.error))
    if (checked.type !== 'bool')
      throw new ConditionFault(`it comes to a ${checked.type}, not to yes or no`)
    const parsed = environment.parse(expression)
    refuse(parsed.ast)
    return (facts) => {
      const value: unknown = parsed(valuesOf(facts))
      if (typeof value !== 'boolean') throw new ConditionFault('it came to neither yes nor no')
      return value
    }
  }
}

const summaryOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? 'it cannot be read') : String(error)

/** JavaScript's regular expressions can be made to take for ever by the text they are held against; loops in loops, too. */
function refuse(node: unknown, depth = 0): void {
  if (Array.isArray(node)) for (const one of node) refuse(one, depth)
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return
  const called = node.op === 'rcall' && Array.isArray(node.args) ? String(node.args[0]) : ''
  if (called === 'matches')
    throw new ConditionFault(
      'matches() is not offered: use like("*-prod") or hasWord("prod"), which always end',
    )
  const inner = depth + (loops.has(called) ? 1 : 0)
  if (inner > deepestLoop) throw new ConditionFault('more than two loops stand in one another')
  refuse(node.args, inner)
}

const commandFields = {
  text: 'string',
  program: 'string',
  argv: 'list<string>',
  class: 'string',
  reach: 'string',
  reversible: 'string',
  effect: 'string',
}

/** Everything a condition may ask about, with its type. Texts that are not given are empty. */
export const variables: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  intent: 'string',
  environment: 'string',
  task: 'string',
  role: 'string',
  runAs: 'string',
  principal: {
    id: 'string',
    kind: 'string',
    scopes: 'list<string>',
    roles: 'list<string>',
    groups: 'list<string>',
    environments: 'list<string>',
  },
  action: {
    present: 'bool',
    classes: 'list<string>',
    commands: 'list<Command>',
    unseen: 'list<string>',
    reach: 'string',
    environments: 'list<string>',
  },
  statements: {
    count: 'int',
    supported: 'int',
    partial: 'int',
    contradicted: 'int',
    unsupported: 'int',
  },
  citations: { count: 'int', states: 'list<string>', genres: 'list<string>' },
  reasons: 'list<string>',
  decision: 'string',
  now: 'google.protobuf.Timestamp',
}

const reaches = ['none', 'resource', 'namespace', 'machine', 'database', 'environment', 'account']

function valuesOf(facts: Facts): Record<string, unknown> {
  const { intent, circumstances, action, statements, citations, reasons, decision } = facts
  const { principal, now, task, role, runAs, declared, read } = circumstances
  const commands = action?.commands ?? []
  if (commands.length > mostCommands)
    throw new ConditionFault(`the action has more than ${mostCommands} commands`)
  const supports = (...kinds: readonly string[]): bigint =>
    BigInt(statements.filter(({ support }) => kinds.includes(support)).length)
  const moment = new Date(now)
  if (Number.isNaN(moment.getTime())) throw new ConditionFault(`${now} is no moment`)
  return {
    intent,
    environment: read[0] ?? declared ?? '',
    task: task ?? '',
    role: role ?? '',
    runAs: runAs ?? '',
    principal: {
      id: principal.id,
      kind: principal.kind,
      scopes: [...principal.scopes],
      roles: [...(principal.roles ?? [])],
      groups: [...principal.groups],
      environments: [...principal.environments],
    },
    action: {
      present: action !== null,
      classes: commands.map((one) => one.class),
      commands: commands.map(({ argv, class: each, reach, reversible, effect }) => {
        const program = argv[0]?.split(/\s/, 1)[0]?.split('/').at(-1) ?? ''
        return {
          text: argv.join(' '),
          program,
          argv: [...argv],
          class: each,
          reach,
          reversible,
          effect,
        }
      }),
      unseen: [...(action?.unseen ?? [])],
      reach: reaches[Math.max(0, ...commands.map(({ reach }) => reaches.indexOf(reach)))],
      environments: [...new Set([...read, ...(declared === null ? [] : [declared])])],
    },
    statements: {
      count: BigInt(statements.length),
      supported: supports('supported'),
      partial: supports('partially-supported'),
      contradicted: supports('contradicted'),
      unsupported: supports('not-enough-info'),
    },
    citations: {
      count: BigInt(citations.length),
      states: citations.map(({ freshness }) => freshness.state),
      genres: citations.map(({ page }) => page.genre),
    },
    reasons: [...new Set(reasons.map(({ code }) => code))],
    decision,
    now: moment,
  }
}
