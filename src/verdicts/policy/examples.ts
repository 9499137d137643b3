import { type Action, actionClasses, type ClassedCommand } from '../../domain/action.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Scope } from '../../domain/principal.ts'
import { scopes } from '../../domain/principal.ts'
import { decisions, intents } from '../../domain/verdict.ts'
import type { YamlTree } from '../../syntax/yaml-tree.ts'
import { type Facts, placed } from './facts.ts'
import { isNothing, type PolicyReader } from './reader.ts'

/** A case that a rule is held to. */
export interface Example {
  readonly line: number
  /** As the policy's text gives it. */
  readonly given: unknown
  readonly facts: Facts
}

export const exampleKeys = [
  ...['intent', 'environment', 'task', 'role', 'runAs', 'principal', 'commands', 'unseen'],
  ...['reasons', 'decision', 'now'],
]

const reaches = [
  'none',
  'resource',
  'namespace',
  'machine',
  'database',
  'environment',
  'account',
] as const
const reversibles = ['yes', 'with-effort', 'no', 'unknown'] as const

/** The facts of an example; what it leaves out is as in a case of which nothing is said. */
export function factsOf(
  reader: PolicyReader,
  tree: YamlTree,
  rule: string,
  environments: readonly Environment[],
): Facts {
  const what = `${rule}: an example`
  const fields = reader.fields(tree, what, exampleKeys)
  const optional = (key: string): string | null =>
    fields.has(key) ? reader.text(fields.get(key), `${what}: ${key}`, tree.line, 2000) : null
  const { line } = tree
  const now = fields.has('now') ? (optional('now') ?? '') : '2026-01-01T12:00:00Z'
  if (Number.isNaN(Date.parse(now)))
    reader.fail(line, `${what}: now is no moment; write 2026-12-24T18:00:00Z`)
  const environment = optional('environment')
  const commands = reader
    .items(fields.get('commands'), `${what}: commands`, 50)
    .map((item) => command(reader, item, what))
  const unseen = reader.texts(fields.get('unseen'), `${what}: unseen`) ?? []
  const action: Action | null =
    commands.length + unseen.length === 0 ? null : { digest: 'sha256:example', commands, unseen }
  return {
    intent: fields.has('intent')
      ? reader.choice(fields.get('intent'), `${what}: intent`, intents, line)
      : 'act',
    circumstances: placed(
      {
        principal: principal(reader, fields.get('principal'), what),
        now,
        task: optional('task'),
        role: optional('role'),
        runAs: optional('runAs'),
        declared: environment,
        read: environment === null ? [] : [environment],
      },
      environments,
    ),
    action,
    statements: [],
    citations: [],
    reasons: (reader.texts(fields.get('reasons'), `${what}: reasons`) ?? []).map((code) => ({
      ...{ code, decision: 'warn', message: '' },
      decision: 'warn',
    })),
    decision: fields.has('decision')
      ? reader.choice(fields.get('decision'), `${what}: decision`, decisions, line)
      : 'allow',
  }
}

/** `{ argv: kubectl delete ns payments, class: D5 }`: the words, and what they do. */
function command(reader: PolicyReader, tree: YamlTree, what: string): ClassedCommand {
  const known = ['argv', 'class', 'reach', 'reversible', 'effect']
  const fields = reader.fields(tree, `${what}: commands`, known)
  const argv = fields.get('argv')
  const said = `${what}: commands: argv`
  const words =
    argv?.is === 'list'
      ? reader.items(argv, said, 200).map((item) => reader.word(item, said))
      : reader.text(argv, said, tree.line, 2000).split(/\s+/)
  const pick = <const Choice extends string>(
    key: string,
    choices: readonly Choice[],
    unless: Choice,
  ) =>
    fields.has(key) ? reader.choice(fields.get(key), `${what}: ${key}`, choices, tree.line) : unless
  return {
    argv: words,
    span: [0, 0],
    class: reader.choice(fields.get('class'), `${what}: commands: class`, actionClasses, tree.line),
    reach: pick('reach', reaches, 'resource'),
    reversible: pick('reversible', reversibles, 'unknown'),
    effect: fields.has('effect')
      ? reader.text(fields.get('effect'), `${what}: effect`, tree.line)
      : '',
  }
}

function principal(
  reader: PolicyReader,
  tree: YamlTree | undefined,
  what: string,
): Facts['circumstances']['principal'] {
  const none = { id: 'somebody', kind: 'agent', scopes: [], groups: [], environments: [] } as const
  if (tree === undefined || isNothing(tree)) return none
  const fields = reader.fields(tree, `${what}: principal`, [
    ...['id', 'kind', 'scopes', 'roles', 'groups', 'environments'],
  ])
  const list = (key: string) => reader.texts(fields.get(key), `${what}: principal: ${key}`) ?? []
  const scopesOf = list('scopes').map(
    (name): Scope =>
      scopes.find((scope) => scope === name) ??
      reader.fail(tree.line, `${what}: there is no scope ${name}; there are ${scopes.join(', ')}`),
  )
  return {
    id: fields.has('id')
      ? reader.text(fields.get('id'), `${what}: principal: id`, tree.line)
      : none.id,
    kind: fields.has('kind')
      ? reader.choice(
          fields.get('kind'),
          `${what}: principal: kind`,
          ['agent', 'person'],
          tree.line,
        )
      : 'agent',
    scopes: scopesOf,
    roles: list('roles'),
    groups: list('groups'),
    environments: list('environments'),
  }
}

/** A part of the text as plain data. */
export function plainOf(tree: YamlTree): unknown {
  if (tree.is === 'scalar') return tree.value
  if (tree.is === 'list') return tree.items.map(plainOf)
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plainOf(value)]))
}
