import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { classifier } from '../actions/classify.ts'
import { classifyDeed } from '../actions/deed.ts'
import { gravest, hides } from '../actions/effect.ts'
import { aimer } from '../actions/targets.ts'
import { type GateEnvironment, readGateEnvironment } from '../config/environment.ts'
import type { Verdict } from '../domain/verdict.ts'
import { verdictOnAction } from '../verdicts/local.ts'
import { defaultPolicy, type Policy } from '../verdicts/policy.ts'
import { fixFor } from '../verdicts/reasons.ts'
import { runBatch } from './gate/batch.ts'
import { runHook } from './gate/hook.ts'
import { type GateOptions, optionsFrom } from './gate/options.ts'
import { faulty, type Judge, type Outcome } from './gate/outcome.ts'
import { withServer } from './gate/with-server.ts'
import { within } from './gate/within.ts'

/** Milliseconds for one command; most take less than one. */
const patience = 3_000

/** `plumbline gate`: judges what a coding agent is about to do, without a store and without the rest of the program. */
export async function runGate(args: readonly string[]): Promise<void> {
  // The grammar is half of the start: the engine's quick compiler has it ready before the thorough one has begun.
  setFlagsFromString('--liftoff-only')
  const options = optionsFrom(args)
  const environment = readGateEnvironment()
  void classifier().catch(() => undefined)
  const judge = withServer(localJudge(options, environment), {
    url: options.server ?? environment.url,
    key: environment.key,
    keys: options.keys ?? environment.keys,
    principal: options.principal ?? environment.principal,
    runs: !options.batch,
  })
  if (!options.batch) return runHook(options, judge)
  process.stdout.on('error', () => process.exit(2))
  await runBatch(process.stdin, process.stdout, options.environment, judge)
  process.exitCode = 0
}

/** Nothing proves to the gate who asks: a policy's profiles for principals do not hold in it. */
const nobody = {
  ...({ id: 'gate', kind: 'agent' } as const),
  ...{ scopes: [], groups: [], environments: [] },
}

function localJudge(options: GateOptions, environment: GateEnvironment): Judge {
  const reading = policyIn(options.policy ?? environment.policy)
  return async (deed, place) => {
    const policy = await reading
    if (typeof policy === 'string') return faulty(policy)
    const classify = await classifier()
    const aim = await aimer()
    const circumstances = {
      ...{ principal: nobody, now: new Date().toISOString(), declared: place.environment },
      ...{ task: null, role: null, runAs: null },
    }
    try {
      return within(patience, (): Outcome => {
        const action = classifyDeed(deed, place, classify)
        const aims =
          deed.is === 'command' ? aim([deed.command], action.commands, place.workingDirectory) : []
        const verdict = verdictOnAction(action, aims, circumstances, policy)
        const unseen = action.unseen.map((part) => hides(part))
        return {
          decision: verdict.decision,
          class: gravest([...action.commands, ...unseen]).class,
          reasons: reasonsOf(verdict),
          people: verdict.people,
        }
      })
    } catch (error) {
      return faulty(`it could not be judged: ${error instanceof Error ? error.message : error}`)
    }
  }
}

/** A file goes by several names, and what is said of it under each is the same. */
function reasonsOf({ reasons }: Verdict): Outcome['reasons'] {
  const once = new Map(reasons.map((reason) => [`${reason.code} ${reason.message}`, reason]))
  return [...once.values()].map(({ code, decision, message }) => ({
    code,
    decision,
    message,
    fix: fixFor(code),
  }))
}

/** The policy in force, or why there is none: then everything is blocked. The reader is loaded only where there is a file. */
async function policyIn(file: string | null): Promise<Policy | string> {
  if (file === null) return defaultPolicy
  try {
    const { readPolicy } = await import('../verdicts/policy/read.ts')
    return await readPolicy(readFileSync(file, 'utf8'), file)
  } catch (error) {
    return `the policy cannot be read: ${error instanceof Error ? error.message : error}`
  }
}
