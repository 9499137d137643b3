import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, type Environment, parseConfig, readEnvironment } from './config/config.ts'
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
export async function demonstration(
  environment: Environment = readEnvironment(),
): Promise<Demonstration> {
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
  const keyFile = join(data, 'agent.key')
  return {
    config: { ...config, repositories },
    welcome: async (plumbline, address) => welcome(address, await agentKey(plumbline, keyFile)),
  }
}

/** The demonstration's agent keeps its key from start to start. */
async function agentKey(plumbline: Plumbline, file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => '')
  if (kept !== '' && (await plumbline.principalFor(kept)) !== null) return kept
  const key = await plumbline.createKey('agent-demo')
  await writeFile(file, key, { mode: 0o600 })
  return key
}

/** One request of each sort, to be tried as it stands. */
const tries = [
  {
    what: 'an answer that is allowed',
    route: 'answers',
    body: { query: 'How many days do merchants have to refund a payment?', intent: 'inform' },
  },
  {
    what: "an answer that is blocked, with the code's own words as evidence",
    route: 'answers',
    body: { query: 'What is the default of MAX_RETRIES?', intent: 'act' },
  },
  {
    what: "an action that needs people's approval",
    route: 'verifications',
    body: {
      task: 'clean up after the load test',
      action: {
        command: 'kubectl delete namespace payments',
        target: { environment: 'production' },
      },
    },
  },
]

function welcome(address: string, key: string): string {
  const curls = tries.map(
    ({ what, route, body }) =>
      `# ${what}\ncurl -s ${address}/v1/${route} -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`,
  )
  return `Plumbline serves the demonstration company Acme on ${address}\nagent key: ${key}\n\n${curls.join('\n\n')}\n`
}
