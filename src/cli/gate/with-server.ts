import type { GateEnvironment } from '../../config/environment.ts'
import { faulty, type Judge, type Outcome, strictestOf } from './outcome.ts'
import { askServer, type Server } from './remote.ts'

/**
 * Has the server judge commands, too, where one is configured: the strictest of both counts. Without its word only what
 * reads or adds is allowed, and says so.
 */
export function withServer(
  judge: Judge,
  { url, key }: Pick<GateEnvironment, 'url' | 'key'>,
): Judge {
  if (url === null) return judge
  if (key === null)
    return async () =>
      faulty('a server is to judge, and PLUMBLINE_KEY, by which it knows the gate, is not set')
  const server: Server = { url, key }
  let silent: string | null = null
  return async (deed, place) => {
    const local = await judge(deed, place)
    if (deed.is !== 'command' || local.decision === 'block') return local
    if (silent !== null) return alone(local, silent)
    try {
      return strictestOf(local, { ...local, ...(await askServer(server, deed, place)) })
    } catch (error) {
      // Of a batch only the first waits for a server that does not answer.
      silent = `the server was not heard: ${error instanceof Error ? error.message : error}`
      return alone(local, silent)
    }
  }
}

const alone = (local: Outcome, why: string): Outcome => {
  const harmless = local.decision === 'allow' && (local.class === 'D0' || local.class === 'D1')
  return { ...strictestOf(local, faulty(why, harmless ? 'warn' : 'escalate')), class: local.class }
}
