import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractorVersion } from './code/extract.ts'
import type { Config } from './config.ts'
import { PlumblineError } from './domain/errors.ts'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Principal } from './domain/principal.ts'
import type { CrawlSummary, Progress } from './domain/requests.ts'
import { adviser } from './flows/adviser.ts'
import { indexPages } from './flows/index-pages.ts'
import { judgePages } from './flows/judge-pages.ts'
import { library } from './flows/library.ts'
import { openRepositories, type Repositories } from './flows/open-repositories.ts'
import { snapshotFolder } from './flows/snapshot-folder.ts'
import { signingKeyIn } from './signing-key.ts'
import { readFolder } from './sources/folder.ts'
import type { SourceTools } from './sources/source.ts'
import { openFactCache } from './store/fact-cache.ts'
import { openStore, type Store } from './store/store.ts'
import { jwks } from './verdicts/keys.ts'
import { version } from './version.ts'

export type { Plumbline } from './domain/plumbline.ts'

/** Opens the store and wires the leaves into flows. */
export async function openPlumbline(config: Config): Promise<Plumbline> {
  await makeDataFolder(config.dataFolder)
  await mkdir(config.cacheFolder, { recursive: true })
  const store = await openStore(join(config.dataFolder, 'plumbline.sqlite'))
  const { cache } = await openFactCache(join(config.cacheFolder, 'facts.sqlite'))
  const key = await signingKeyIn(join(config.dataFolder, 'keys'))
  const repositories = openRepositories(config.repositories, cache)
  const now = (): Instant => config.clock ?? new Date().toISOString()
  const parts = { config, store, repositories, now }
  const reading = library({ store, now, accessOf: accessOf(config), repositories, version })
  return {
    now,
    ...reading,
    ...principals(parts),
    ...indexing(parts),
    ...adviser({
      ...parts,
      key,
      accessOf: accessOf(config),
      copyLimitSeconds: config.copyLimitHours * 3600,
    }),
    jwks: () => ({
      keys: jwks([{ id: key.id, key: key.publicKey }]).keys.map((jwk) => ({ ...jwk })),
    }),
    async close() {
      await repositories.close()
      cache.close()
      await store.close()
    },
  }
}

/** The data folder holds the signing key: whatever repository it lies in, git leaves it alone. */
async function makeDataFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined) await writeFile(join(folder, '.gitignore'), '*\n')
}

interface Parts {
  readonly config: Config
  readonly store: Store
  readonly repositories: Repositories
  now(): Instant
}

/** A repository that is not configured (any more) is open to nobody. */
const accessOf =
  ({ repositories }: Config) =>
  (id: string) =>
    repositories.find((one) => one.id === id)?.access ?? []

type Indexing = Pick<Plumbline, 'index' | 'crawl' | 'survey'>

function indexing({ config, store, repositories, now }: Parts): Indexing {
  const aboutOf = (source: string) => config.sources.find(({ id }) => id === source)?.about ?? []
  const judge = async (progress?: Progress) => {
    const surveyed = await repositories.all(progress)
    const judging = {
      store,
      repositories: surveyed,
      aboutOf,
      version: `${version} ${extractorVersion}`,
    }
    await judgePages(judging, progress)
    return repositories.record(store, now())
  }
  const tools: SourceTools = {
    openFolder: async ({ id, path, repository }) => {
      if (repository !== undefined) return snapshotFolder(await repositories.one(repository))
      if (path === undefined)
        throw new PlumblineError('config.unreadable', `source ${id} names no folder`)
      return readFolder(path)
    },
  }
  const crawl: Indexing['crawl'] = async (ids, progress) => {
    const wanted = chosen(config.sources, ids, 'source')
    const summaries: CrawlSummary[] = []
    for (const source of wanted)
      summaries.push(await indexPages(source, tools, store, now(), progress))
    await judge(progress)
    return summaries
  }
  const survey: Indexing['survey'] = async (ids, progress) => {
    const wanted = chosen(config.repositories, ids, 'repository')
    await repositories.refresh()
    const summaries = await judge(progress)
    return summaries.filter((one) => wanted.some(({ id }) => id === one.id))
  }
  return {
    crawl,
    survey,
    index: async (progress) => {
      await forgetSources(store, new Set(config.sources.map(({ id }) => id)), now())
      await crawl([], progress)
    },
  }
}

/** Pages of a source that is not configured any more are gone, like those that their source no longer has. */
async function forgetSources(
  store: Store,
  configured: ReadonlySet<string>,
  at: Instant,
): Promise<void> {
  for (const { source, pages } of await store.pages.tally()) {
    if (pages === 0 || configured.has(source)) continue
    for (const { id, gone } of await store.pages.bySource(source))
      if (!gone) await store.pages.markGone(id, { at, basis: 'observed' })
  }
}

function chosen<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  ids: readonly string[],
  what: string,
): readonly Entry[] {
  const unknown = ids.find((id) => !entries.some((entry) => entry.id === id))
  if (unknown !== undefined)
    throw new PlumblineError(
      'input.not-found',
      `no ${what} ${unknown} is configured; there are ${entries.map(({ id }) => id).join(', ') || 'none'}`,
    )
  return ids.length === 0 ? entries : entries.filter(({ id }) => ids.includes(id))
}

type Principals = Pick<Plumbline, 'principal' | 'createKey' | 'keys' | 'revokeKey' | 'principalFor'>

function principals({ config, store, now }: Parts): Principals {
  const principal = async (id: string | null): Promise<Principal> => {
    const [only, ...others] = config.principals.filter((one) => id === null || one.id === id)
    if (only && others.length === 0) return only
    const known = config.principals.map((one) => one.id).join(', ') || 'none'
    if (only) throw new PlumblineError('input.invalid', `say who asks with --as: one of ${known}`)
    throw new PlumblineError(
      'input.not-found',
      `no principal${id === null ? '' : ` ${id}`} is configured under principals; there are ${known}`,
    )
  }
  return {
    principal,
    createKey: async (id) => (await store.keys.create(await principal(id), now())).key,
    keys: async () =>
      (await store.keys.list()).map(({ id, principal: holder, createdAt, revokedAt }) => ({
        id,
        principal: holder.id,
        createdAt,
        revokedAt,
      })),
    revokeKey: async (id) => {
      if (!(await store.keys.revoke(id, now())))
        throw new PlumblineError('input.not-found', `there is no key ${id}`)
    },
    principalFor: async (key) => {
      const holder = await store.keys.principalFor(key)
      // The configuration of today decides what its holder may do, not that of the day the key was made.
      return config.principals.find(({ id }) => id === holder?.id) ?? null
    },
  }
}
