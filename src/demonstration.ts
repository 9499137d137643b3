import { readFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, type Environment, parseConfig, readEnvironment } from './config.ts'
import { replayPatches } from './git/replay.ts'
import { packageRoot } from './package-root.ts'
import type { Plumbline } from './plumbline.ts'

/** The demonstration company, ready to be opened. */
export interface Demonstration {
  readonly config: Config
  /** What `npm start` says: the address, the agent's key, and three requests to try. */
  welcome(plumbline: Plumbline, address: string): Promise<string>
}

/** Replays Acme's repositories into the data folder and reads its configuration. */
export async function demonstration(environment: Environment = readEnvironment()): Promise<Demonstration> {
  const corpus = join(packageRoot, 'corpus', 'acme')
  const file = join(corpus, 'plumbline.yaml')
  const data = environment.data ?? join(packageRoot, '.plumbline', 'acme')
  const config = parseConfig(await readFile(file, 'utf8'), file, { ...environment, data })
  const folder = join(data, 'repositories')
  await mkdir(folder, { recursive: true })
  const repositories = await Promise.all(
    config.repositories.map(async (repository) => {
      const path = join(folder, repository.id)
      await replayPatches(join(corpus, 'repositories', repository.id), path)
      return { ...repository, path }
    }),
  )
  return { config: { ...config, repositories }, welcome }
}
