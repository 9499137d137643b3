import type { GateEnvironment } from '../../config/environment.ts'
import type { Deed } from '../../domain/deed.ts'
import { liftedBy, whyNotLiftable } from './lifting.ts'
import { faulty, type Judge, type Outcome, type Place, strictestOf } from './outcome.ts'
import { askServer, type SentAction, type Server } from './remote.ts'
import { type Ready, readyToLift, type Trust } from './trust.ts'

/** How the server is asked. */
interface Asking extends Pick<GateEnvironment, 'url' | 'key' | 'keys' | 'principal'> {
  /** Whether what is judged is about to run: only then may an approval be used up for it. */
  readonly runs: boolean
}

/**
 * Has the server judge commands, too, where one is configured. The strictest of both counts, but where people approved at the server
 * exactly what the gate wants people to decide. What the gate blocks the server is not even asked about. Without its word only
 * what reads or adds is allowed, and says so.
 */
export function withServer(judge: Judge, { url, key, keys, principal, runs }: Asking): Judge {
  if (url === null) return judge
  if (key === null)
    return async () =>
      faulty('a server is to judge, and PLUMBLINE_KEY, by which it knows the gate, is not set')
  const server: Server = { url, key }
  const trust: Trust | null =
    runs && keys !== null && principal !== null ? { keys, principal } : null
  let silent: string | null = null
  return async (deed, place) => {
    const local = await judge(deed, place)
    if (deed.is !== 'command' || local.decision === 'block') return local
    if (silent !== null) return alone(local, silent)
    try {
      return await heard({ local, deed, place }, server, trust)
    } catch (error) {
      // Of a batch only the first waits for a server that does not answer.
      silent = `the server was not heard: ${wordsOf(error)}`
      return alone(local, silent)
    }
  }
}

interface Judged {
  readonly local: Outcome
  readonly deed: Extract<Deed, { is: 'command' }>
  readonly place: Place
}

/** What comes of the gate's word and the server's. */
async function heard(
  { local, deed, place }: Judged,
  server: Server,
  trust: Trust | null,
): Promise<Outcome> {
  const action = sentAs(deed, place)
  const ready = await readiness({ local, deed, place }, server, trust)
  const mayLift = typeof ready !== 'string'
  // Where the server can lift nothing, asking must not use anything up.
  const mode = local.decision === 'escalate' && !mayLift ? 'report' : 'enforce'
  const { receipt, ...answer } = await askServer(server, action, mode)
  const told = mayLift ? local : byHand(local, ready)
  const strictest = strictestOf(told, { ...local, ...answer })
  if (!mayLift || answer.decision !== 'allow') return strictest
  try {
    return (await liftedBy(receipt, { local, action, server, ready })) ?? strictest
  } catch (error) {
    const because = `the server allows it, and its receipt lifts nothing: ${wordsOf(error)}`
    return { ...strictestOf(strictest, faulty(because, 'escalate')), class: local.class }
  }
}

/** What lifting takes, or why nothing will be lifted. */
async function readiness(
  { local, deed }: Judged,
  server: Server,
  trust: Trust | null,
): Promise<Ready | string> {
  const why = whyNotLiftable(deed, local)
  if (why !== null) return why
  if (trust === null) return 'the gate was not told whose approvals count (--keys, --as)'
  try {
    return await readyToLift(trust, server)
  } catch (error) {
    return wordsOf(error)
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whoever waits for people is told where no approval at the server will help. */
function byHand(local: Outcome, because: string): Outcome {
  const fix = `a person runs it by hand; no approval at the server lifts it here: ${because}`
  const reasons = local.reasons.map((reason) =>
    reason.decision === 'escalate' ? { ...reason, fix } : reason,
  )
  return { ...local, reasons }
}

const sentAs = (
  { command }: Judged['deed'],
  { workingDirectory, environment }: Place,
): SentAction => ({
  command,
  ...(workingDirectory ? { workingDirectory } : {}),
  ...(environment ? { target: { environment } } : {}),
})

const alone = (local: Outcome, why: string): Outcome => {
  const harmless = local.decision === 'allow' && (local.class === 'D0' || local.class === 'D1')
  return { ...strictestOf(local, faulty(why, harmless ? 'warn' : 'escalate')), class: local.class }
}
