import type { Target, TargetKind } from '../../domain/target.ts'
import { readArguments } from '../arguments.ts'
import type { Word } from '../word.ts'
import type { Aiming } from './aiming.ts'
import { addresses, aimingOf, aimings, modes } from './programs.ts'

/** A variable that is set for a command. */
export interface Assignment {
  readonly name: string
  readonly value: string
}

/** Where one command is aimed by its own words and the variables set for it. */
export interface Aimed {
  readonly family: string | null
  readonly elsewhere: boolean
  readonly targets: readonly Target[]
  readonly roles: readonly string[]
}

export function readCommand(
  program: string,
  rest: readonly Word[],
  variables: readonly Assignment[],
): Aimed {
  const aiming = aimingOf(program)
  const set = variablesOf(aiming, variables, [program, ...rest.map(({ text }) => text)])
  if (aiming === null) return { family: null, elsewhere: set.length > 0, targets: set, roles: [] }
  const options = optionsOf(aiming, rest)
  const targets = [...options.targets, ...set]
  const isHere = aiming.here === true && targets.length === 0
  return { family: aiming.family, elsewhere: !isHere, targets, roles: options.roles }
}

const mostWords = 500

/** By its options and its words: each says where, or what it is done to. */
function optionsOf(aiming: Aiming, rest: readonly Word[]): Pick<Aimed, 'targets' | 'roles'> {
  const words = rest.slice(0, mostWords)
  const names = Object.keys(aiming.options)
  const roles = aiming.roles ?? []
  const given = readArguments(words, {
    valued: [...(aiming.valued?.split(' ') ?? []), ...names, ...roles],
    singleDash: aiming.singleDash ?? false,
  })
  const said = names.flatMap((name): readonly Target[] => {
    const value = given.value(name)
    return value === null ? [] : targetsOf(aiming.options[name] ?? 'name', value, name)
  })
  const flagged = given.has('--prod', '--production')
    ? [target('workspace', 'production', '--prod')]
    : []
  const own = aiming.words
  const alone = own === undefined ? [] : given.positionals.flatMap((text) => wordTargets(own, text))
  return {
    targets: [...said, ...flagged, ...alone],
    roles: roles.flatMap((name) => given.value(name) ?? []),
  }
}

/** A word that stands alone: a host, a database, a name; an address counts as one wherever it stands. */
function wordTargets(kind: TargetKind, text: string): readonly Target[] {
  if (/^[a-z][a-z+\d]*:\/\//i.test(text)) return targetsOf('host', text, 'address')
  if (kind === 'host') {
    // `scp file web-1:/srv`: what has no colon there is a file of this machine.
    const remote = /^(?:[^@/\s]+@)?([^:/\s]+)(?::.*)?$/.exec(text)
    return remote ? [target('host', remote[1] ?? text, 'host')] : []
  }
  return [target(kind, text, kind)]
}

/** What an option or a variable says; an address says a host and a database. */
export function targetsOf(kind: TargetKind, value: string, by: string): readonly Target[] {
  const address = /^[a-z][a-z+\d]*:\/\/(?:[^@/\s]*@)?([^/:?#\s]+)(?::\d+)?(?:\/([^?#\s]*))?/i.exec(
    value,
  )
  if (address === null) {
    // `host=db.prod.example dbname=payments`
    const pairs = [...value.matchAll(/\b(host|dbname)=(\S+)/g)]
    return pairs.length > 0 && (kind === 'database' || kind === 'host')
      ? pairs.map(([, key, said = '']) => target(key === 'host' ? 'host' : 'database', said, by))
      : [target(kind, value, by)]
  }
  const [, host = '', path = ''] = address
  // A bucket is a name, and a file is one of this machine.
  if (/^(?:s3|gs|gcs|abfss?|wasbs?|file|git):/i.test(value)) return [target('name', value, by)]
  return [
    target('host', host, by),
    ...(path === '' ? [] : [target(/^https?:/i.test(value) ? 'name' : 'database', path, by)]),
  ]
}

const target = (kind: TargetKind, says: string, by: string): Target => ({
  kind,
  says: says.slice(0, 300),
  by,
  dynamic: /[$`]/.test(says),
})

/** Words of commands that build or try something on this machine, whatever mode they are told to do it in. */
const builds =
  /^(?:build|bundle|compile|install|i|ci|start|dev|serve|test|tests|lint|watch|typecheck|webpack|rollup|tsc|next|rspec|pytest|assets:precompile)$/

const told: ReadonlySet<string> = new Set(
  aimings.flatMap(({ variables = {} }) => Object.keys(variables)),
)

/** Whether a variable of this name says where something is aimed. */
export const saysWhere = (name: string): boolean =>
  told.has(name) || modes.has(name) || addresses.has(name)

/** By the variables that are set for it. */
function variablesOf(
  aiming: Aiming | null,
  variables: readonly Assignment[],
  words: readonly string[],
): readonly Target[] {
  const isBuild = aiming === null && words.some((word) => builds.test(word))
  return variables.flatMap(({ name, value }): readonly Target[] => {
    const kind = aiming?.variables?.[name]
    if (kind !== undefined) return targetsOf(kind, value, name)
    if (addresses.has(name)) return targetsOf('host', value, name)
    return modes.has(name) && !isBuild ? [target('variable', value, name)] : []
  })
}

/** What a command leaves chosen for those after it, and for which programs. */
export interface Choice {
  readonly family: string
  readonly target: Target
}

/** What a command leaves chosen: a context, a project, a workspace, a folder. */
export function choices(program: string, texts: readonly string[]): readonly Choice[] {
  const line = texts.filter((text) => !text.startsWith('-')).join(' ')
  const chosen = (family: string, kind: TargetKind, says: string | undefined) =>
    says === undefined ? [] : [{ family, target: target(kind, says, program) }]
  const after = (pattern: RegExp): string | undefined => pattern.exec(line)?.[1]
  switch (program) {
    case 'kubectl':
    case 'oc':
    case 'k':
      return chosen('kube', 'context', after(/^config (?:use-context|use) (\S+)/))
    case 'kubectx':
      return chosen('kube', 'context', after(/^(\S+)/))
    case 'kubens':
      return chosen('kube', 'namespace', after(/^(\S+)/))
    case 'gcloud':
      return chosen(
        'gcloud',
        'account',
        after(/^config (?:set project|configurations activate) (\S+)/),
      )
    case 'az':
      return line.startsWith('account set')
        ? chosen(
            'azure',
            'account',
            texts.find((_, at) => /^(?:-s|--subscription|-n|--name)$/.test(texts[at - 1] ?? '')),
          )
        : []
    case 'terraform':
    case 'tofu':
    case 'opentofu':
      return chosen('infrastructure', 'workspace', after(/^workspace (?:select|new) (\S+)/))
    case 'pulumi':
      return chosen('infrastructure', 'workspace', after(/^stack select (\S+)/))
    case 'docker':
      return chosen('docker', 'context', after(/^context use (\S+)/))
    case 'cd':
    case 'pushd':
      return chosen('infrastructure', 'file', after(/^(\S+)/))
    default:
      return []
  }
}
