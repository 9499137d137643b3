import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import { scopes } from '../domain/principal.ts'
import type { Webhook } from '../domain/webhook.ts'
import { readEnvironment } from './environment.ts'
import { faultIn } from './faults.ts'
import { limits } from './limits.ts'
import { type ModelsConfig, models, modelsOf } from './models.ts'
import { type NoticesConfig, notices, noticesOf } from './notices.ts'
import { attestors, webhooks, webhooksOf } from './parties.ts'
import { reviews, type SignInConfig, signIn, signInOf } from './sign-in.ts'
import { ageLimits, source } from './sources.ts'
import { access, id } from './words.ts'

const repository = z.strictObject({
  id,
  /** A git repository: a work tree or bare. */
  path: z.string().optional(),
  /** Folders of published versions of one package, taken as one history. */
  versions: z.array(z.string()).optional(),
  /** A branch, tag or commit; HEAD unless given. */
  revision: z.string().optional(),
  /** Who may see its code. */
  access: access.default(['group:everyone']),
})

const principal = z.strictObject({
  id,
  kind: z.enum(['agent', 'person']),
  scopes: z.array(z.enum(scopes)).min(1),
  groups: z.array(z.string()).default(['group:everyone']),
  environments: z.array(z.string()).default([]),
  /** Roles that its actions may run under. */
  roles: z.array(z.string().min(1)).default([]),
  /** Its accounts in sources: `wiki/user:ana`. */
  accounts: z.array(z.string().regex(/^[\w.-]+\/user:.+$/, 'SOURCE/user:NAME')).default([]),
  /** The person whose agent it is. */
  owner: id.optional(),
  /** What the sign-in provider calls this person; the id unless given. */
  subject: z.string().min(1).max(500).optional(),
  /** Where this person is told what is wrong with their pages. */
  email: z.email().max(254).optional(),
})

const audit = z.strictObject({
  /** A further file that checkpoints of the audit log are added to, relative to this file: best on another machine's disk. */
  checkpoints: z.string().min(1).optional(),
})

const schema = z.strictObject({
  /** A fixed moment to take as now; for demonstrations and tests. */
  clock: z.union([z.iso.datetime(), z.date().transform((date) => date.toISOString())]).optional(),
  sources: z.array(source).default([]),
  repositories: z.array(repository).default([]),
  principals: z.array(principal).default([]),
  /** The file of the policy that verdicts are made by, relative to this one; the built-in table unless given. */
  policy: z.string().min(1).optional(),
  /** Hours after which a copy of a page or a survey counts as unreachable. */
  copyLimitHours: z.number().positive().default(24),
  /** Days after which pages are aging and stale, per genre; a source may set its own. */
  ageLimits: ageLimits.optional(),
  /** What all these groups may read is learnt from, to find passages near a question; it serves who is in all of them. */
  learnFrom: z.array(z.string().min(1)).default(['group:everyone']),
  /** Where it is vouched for what the audit log was, beside the file in the data folder. */
  audit: audit.default({}),
  /** How people sign in, to decide on approvals. */
  signIn: signIn.default(() => signIn.parse({})),
  /** Hours that a request for approval lasts, to decide on it and to act on it. */
  approvalHours: z.number().positive().max(720).default(24),
  reviews: reviews.default(() => reviews.parse({})),
  /** How much the server takes on. */
  limits: limits.default(() => limits.parse({})),
  /** Models that find and compose better; none unless given. */
  models: models.default({}),
  /** Who is told of recalls, approvals and changes of policy. */
  webhooks: webhooks.default([]),
  /** How people are told what is wrong with their pages. */
  notices: notices.default(() => notices.parse({})),
  /** Whose signed statements about tests and rehearsals count. */
  attestors: attestors.default([]),
})

export { type Environment, readEnvironment } from './environment.ts'

/** One entry under `sources`. */
export type SourceConfig = z.infer<typeof source>
/** One entry under `repositories`. */
export type RepositoryConfig = z.infer<typeof repository>
export type PrincipalConfig = z.infer<typeof principal>

/** How a source proves who asks. */
export interface Credentials {
  readonly user: string | undefined
  readonly password: string | undefined
  readonly token: string | undefined
}

/** Everything that can be configured, read once; paths are absolute. */
export interface Config
  extends Omit<z.infer<typeof schema>, 'sources' | 'models' | 'webhooks' | 'signIn' | 'notices'> {
  readonly webhooks: readonly Webhook[]
  readonly models: ModelsConfig
  readonly notices: NoticesConfig
  readonly signIn: SignInConfig
  readonly sources: readonly (SourceConfig & { readonly credentials: Credentials | undefined })[]
  /** Where the configuration was read from; null when there is none. */
  readonly file: string | null
  /** Folder of the database, the keys and the caches. */
  readonly dataFolder: string
  /** Folder of what may be thrown away: facts by blob. */
  readonly cacheFolder: string
}

const defaultCacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'plumbline')

/** Reads plumbline.yaml: the file named, or the one of this folder. */
export function readConfig(file: string | null, environment = readEnvironment()): Config {
  const path = resolve(file ?? environment.config ?? 'plumbline.yaml')
  if (!existsSync(path)) throw new PlumblineError('config.missing', `there is no ${path}`)
  return parseConfig(readFileSync(path, 'utf8'), path, environment)
}

export function parseConfig(text: string, file: string, environment = readEnvironment()): Config {
  const parsed = schema.safeParse(yamlOf(text, file) ?? {})
  if (!parsed.success)
    throw new PlumblineError('config.unreadable', `${file}: ${z.prettifyError(parsed.error)}`)
  const base = dirname(file)
  const config = parsed.data
  const accessOf = (id: string | undefined) =>
    config.repositories.find((one) => one.id === id)?.access
  const fault = faultIn(config)
  if (fault !== null) throw new PlumblineError('config.unreadable', `${file}: ${fault}`)
  return {
    ...config,
    sources: config.sources.map((one) => ({
      ...one,
      ...(one.path ? { path: resolve(base, one.path) } : {}),
      access: one.access ?? accessOf(one.repository) ?? ['group:everyone'],
      credentials: credentialsOf(one, file),
    })),
    repositories: config.repositories.map((one) => ({
      ...one,
      ...(one.path ? { path: resolve(base, one.path) } : {}),
      ...(one.versions ? { versions: one.versions.map((path) => resolve(base, path)) } : {}),
    })),
    audit: config.audit.checkpoints
      ? { checkpoints: resolve(base, config.audit.checkpoints) }
      : config.audit,
    ...(config.policy ? { policy: resolve(base, config.policy) } : {}),
    models: modelsOf(config.models, file, (name) => process.env[name]),
    webhooks: webhooksOf(config.webhooks, file, (name) => process.env[name]),
    notices: noticesOf(config.notices, peopleIn(config), file, (name) => process.env[name]),
    attestors: config.attestors.map((one) => ({ ...one, key: resolve(base, one.key) })),
    signIn: signInOf(config.signIn, file, (name) => process.env[name]),
    file,
    dataFolder: resolve(environment.data ?? join(base, '.plumbline')),
    cacheFolder: environment.data ? resolve(environment.data) : defaultCacheFolder(),
  }
}

const peopleIn = ({ principals }: Pick<Config, 'principals'>): readonly string[] =>
  principals.filter(({ kind }) => kind === 'person').map((one) => one.id)

/** Secrets of a source, out of the environment. */
function credentialsOf(
  { id, user, passwordFrom, tokenFrom }: SourceConfig,
  file: string,
): Credentials | undefined {
  const secret = (name: string | undefined): string | undefined => {
    if (name === undefined) return undefined
    const value = process.env[name]
    if (value) return value
    throw new PlumblineError(
      'config.unreadable',
      `${file}: source ${id} takes a secret from the environment variable ${name}, which is not set`,
    )
  }
  const credentials = { user, password: secret(passwordFrom), token: secret(tokenFrom) }
  return Object.values(credentials).some((value) => value !== undefined) ? credentials : undefined
}

function yamlOf(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (cause) {
    throw new PlumblineError(
      'config.unreadable',
      `${file}: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
}

/** What holds when nobody configured anything: `plumbline check` in any repository. */
export function emptyConfig(environment = readEnvironment()): Config {
  return {
    sources: [],
    repositories: [],
    principals: [],
    copyLimitHours: 24,
    learnFrom: ['group:everyone'],
    audit: {},
    models: {},
    webhooks: [],
    notices: noticesOf(notices.parse({}), [], '', () => undefined),
    attestors: [],
    signIn: signInOf(signIn.parse({}), '', () => undefined),
    approvalHours: 24,
    reviews: reviews.parse({}),
    limits: limits.parse({}),
    file: null,
    dataFolder: resolve(environment.data ?? '.plumbline'),
    cacheFolder: environment.data ? resolve(environment.data) : defaultCacheFolder(),
  }
}
