import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config/config.ts'
import type { FactCache } from './domain/fact-cache.ts'
import { type FactCacheOptions, openFactCache } from './store/fact-cache.ts'

/** The database of all that Plumbline remembers. */
export const storeFile = ({ dataFolder }: Pick<Config, 'dataFolder'>): string =>
  join(dataFolder, 'plumbline.sqlite')

/** Opens the cache of facts by blob. */
export async function openFacts(
  { cacheFolder }: Pick<Config, 'cacheFolder'>,
  options: Pick<FactCacheOptions, 'isMapped'> = {},
): Promise<FactCache> {
  await mkdir(cacheFolder, { recursive: true })
  return (await openFactCache(join(cacheFolder, 'facts.sqlite'), options)).cache
}

/** Does work that needs facts by blob, and closes their cache whatever becomes of it. */
export async function withFacts<Result>(
  config: Pick<Config, 'cacheFolder'>,
  work: (cache: FactCache) => Promise<Result>,
): Promise<Result> {
  const cache = await openFacts(config, { isMapped: true })
  try {
    return await work(cache)
  } finally {
    cache.close()
  }
}
