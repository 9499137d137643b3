import { readFile, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { PlumblineError } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import { readPolicy } from '../verdicts/policy/read.ts'
import type { ExampleFault } from '../verdicts/policy/reader.ts'
import { policyIn } from '../verdicts/policy/resolve.ts'
import { blockingPolicy, defaultPolicy, type Policy } from '../verdicts/policy.ts'

/** A policy that changes as its file does. */
export interface FollowedPolicy {
  /** Reads the file again if it changed. */
  refresh(): Promise<void>
  /** What was read last. */
  known(): Policy
  /** The policy that this principal is judged by, by the file of this moment. */
  policyFor(principal: Principal, environments: readonly string[] | null): Promise<Policy>
}

/** Reads a policy and follows its file; each state comes into force once it is `settled`, and where that fails nothing does. */
export async function followPolicy(
  file: string | null,
  settled: (policy: Policy) => Promise<void>,
): Promise<FollowedPolicy> {
  let state = await stateOf(file)
  await settled(state.policy)
  let running: Promise<void> | null = null

  const reread = async (): Promise<void> => {
    const next = await stateOf(file)
    await settled(next.policy)
    state = next
  }
  const refresh = async (): Promise<void> => {
    if (file === null) return
    if (running === null) {
      if ((await stampOf(file)) === state.stamp) return
      running ??= reread().finally(() => {
        running = null
      })
    }
    await running
  }
  return {
    refresh,
    known: () => state.policy,
    async policyFor(principal, environments) {
      await refresh()
      const bound = principal.environments.length > 0 ? principal.environments : null
      return policyIn(state.policy, principal, environments?.length ? environments : bound)
    },
  }
}

/** Reads a policy's file. Throws `policy.unreadable`. With `faults`, its examples are only tried. */
export async function loadPolicy(
  file: string,
  faults: ExampleFault[] | null = null,
): Promise<Policy> {
  let text: string
  try {
    const { size } = await stat(file)
    if (size > mostBytes)
      throw new PlumblineError('policy.unreadable', `${file}: it is larger than ${mostBytes} bytes`)
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof PlumblineError) throw cause
    throw new PlumblineError('policy.unreadable', `the policy ${file} cannot be read`, { cause })
  }
  return readPolicy(text, file, faults)
}

const mostBytes = 1024 * 1024

interface State {
  readonly policy: Policy
  /** What tells one state of the file from another. */
  readonly stamp: string
}

/** The policy of the file, or one that blocks everything and says why. */
async function stateOf(file: string | null): Promise<State> {
  if (file === null) return { policy: defaultPolicy, stamp: '' }
  for (let attempt = 0; ; attempt += 1) {
    // Taken before the text is read: what is written meanwhile is read at the next look.
    const stamp = await stampOf(file)
    try {
      return { policy: await loadPolicy(file), stamp }
    } catch (error) {
      // An editor may be in the middle of writing it.
      if (attempt < 2) await wait(50)
      else return { policy: blockingPolicy('unreadable', wordsOf(error)), stamp }
    }
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function stampOf(file: string): Promise<string> {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(file, { bigint: true })
    return [mtimeNs, ctimeNs, size, ino].join(' ')
  } catch {
    return 'missing'
  }
}
