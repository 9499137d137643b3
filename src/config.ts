import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { PlumblineError } from './domain/errors.ts'
import { scopes } from './domain/principal.ts'

const id = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'letters, digits, dots, dashes and underscores')
const access = z.array(z.string().min(1))

const source = z.strictObject({
  id,
  type: z.enum(['markdown-folder', 'html-folder']),
  /** A folder, relative to this file. */
  path: z.string().optional(),
  /** Instead of a folder: the documents of a configured repository, at the commit surveyed. */
  repository: id.optional(),
  url: z.url().optional(),
  /** Who may read its pages; everyone, or for a repository's documents whoever may read the repository. */
  access: access.optional(),
  /** Repositories that pages of this source speak of, beside what each page says itself. */
  about: z.array(id).default([]),
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
})

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
})

const schema = z.strictObject({
  /** A fixed moment to take as now; for demonstrations and tests. */
  clock: z.union([z.iso.datetime(), z.date().transform((date) => date.toISOString())]).optional(),
  sources: z.array(source).default([]),
  repositories: z.array(repository).default([]),
  principals: z.array(principal).default([]),
  /** Hours after which a copy of a page or a survey counts as unreachable. */
  copyLimitHours: z.number().positive().default(24),
})

/** One entry under `sources`. */
export type SourceConfig = z.infer<typeof source>
/** One entry under `repositories`. */
export type RepositoryConfig = z.infer<typeof repository>
export type PrincipalConfig = z.infer<typeof principal>

/** Everything that can be configured, read once; paths are absolute. */
export interface Config extends z.infer<typeof schema> {
  /** Where the configuration was read from; null when there is none. */
  readonly file: string | null
  /** Folder of the database, the keys and the caches. */
  readonly dataFolder: string
  /** Folder of what may be thrown away: facts by blob. */
  readonly cacheFolder: string
}

/** What the environment may set; the only reader of process.env. */
export interface Environment {
  readonly config: string | null
  readonly data: string | null
  readonly port: string | null
  readonly color: boolean | null
}

export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  return {
    config: env.PLUMBLINE_CONFIG ?? null,
    data: env.PLUMBLINE_DATA ?? null,
    port: env.PLUMBLINE_PORT ?? null,
    color: env.NO_COLOR ? false : env.FORCE_COLOR ? true : null,
  }
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
  for (const one of config.sources)
    if ((one.path === undefined) === (one.repository === undefined))
      throw new PlumblineError(
        'config.unreadable',
        `${file}: source ${one.id} needs either a path or a repository`,
      )
  for (const [what, entries] of [
    ['sources', config.sources],
    ['repositories', config.repositories],
    ['principals', config.principals],
  ] as const) {
    const ids: readonly string[] = entries.map(({ id }) => id)
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    if (twice !== undefined)
      throw new PlumblineError(
        'config.unreadable',
        `${file}: two ${what} are called ${twice}; give each an id of its own`,
      )
  }
  const known = config.repositories.map(({ id }) => id)
  for (const one of config.sources)
    for (const id of [...(one.repository ? [one.repository] : []), ...one.about])
      if (!known.includes(id))
        throw new PlumblineError(
          'config.unreadable',
          `${file}: source ${one.id} names a repository ${id}, which is not configured; there are ${known.join(', ') || 'none'}`,
        )
  for (const one of config.repositories)
    if ((one.path === undefined) === (one.versions === undefined))
      throw new PlumblineError(
        'config.unreadable',
        `${file}: repository ${one.id} needs either a path or versions`,
      )
  return {
    ...config,
    sources: config.sources.map((one) => ({
      ...one,
      ...(one.path ? { path: resolve(base, one.path) } : {}),
      access: one.access ?? accessOf(one.repository) ?? ['group:everyone'],
    })),
    repositories: config.repositories.map((one) => ({
      ...one,
      ...(one.path ? { path: resolve(base, one.path) } : {}),
      ...(one.versions ? { versions: one.versions.map((path) => resolve(base, path)) } : {}),
    })),
    file,
    dataFolder: resolve(environment.data ?? join(base, '.plumbline')),
    cacheFolder: environment.data ? resolve(environment.data) : defaultCacheFolder(),
  }
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
    file: null,
    dataFolder: resolve(environment.data ?? '.plumbline'),
    cacheFolder: environment.data ? resolve(environment.data) : defaultCacheFolder(),
  }
}
