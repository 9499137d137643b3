import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { PlumblineError } from '../../domain/errors.ts'
import { print } from '../output.ts'
import { type Agent, isObject } from './call.ts'
import { type HookOptions, hookLine, plans, settingsOf } from './hooks.ts'

type Fields = Readonly<Record<string, unknown>>

interface InstallOptions extends HookOptions {
  readonly agent: Agent
  readonly project: boolean
  readonly write: boolean
  readonly settings: string | null
}

/** Prints the hook of an agent, or merges it into the agent's settings, where everything else stays as it is. */
export function install(options: InstallOptions): void {
  const { agent, project, write } = options
  const plan = plans[agent]
  const file = options.settings === null ? settingsOf(agent, project) : resolve(options.settings)
  const entry = {
    matcher: '*',
    hooks: [{ type: 'command', command: hookLine(options), ...plan.handler }],
  }
  if (!write) {
    print(JSON.stringify({ hooks: { [plan.event]: [entry] } }, null, 2))
    process.stderr.write(`for ${file}; --write merges it. ${plan.note}\n`)
    return
  }
  const before = existsSync(file) ? readSettings(file) : {}
  writeWhole(file, `${JSON.stringify(withHook(before, plan.event, entry, file), null, 2)}\n`)
  print(`${plan.title}: the hook is in ${file}. ${plan.note}`)
  print(`Prove that it blocks: plumbline gate --self-test --settings ${file}`)
}

/** Reads an agent's settings. */
export function readSettings(file: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new PlumblineError(
      'input.invalid',
      `cannot read ${file}: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
  if (isObject(value)) return value
  throw new PlumblineError('input.invalid', `${file} holds no settings`)
}

function withHook(settings: Fields, event: string, entry: object, file: string): Fields {
  const hooks = settings.hooks ?? {}
  if (!isObject(hooks)) throw new PlumblineError('input.invalid', `${file}: hooks is no object`)
  const present = hooks[event] ?? []
  if (!Array.isArray(present))
    throw new PlumblineError('input.invalid', `${file}: hooks.${event} is no list`)
  const others = present.filter((one) => !isOurs(one))
  return { ...settings, hooks: { ...hooks, [event]: [...others, entry] } }
}

/** An entry that holds nothing but an earlier hook of ours is replaced. */
const isOurs = (entry: unknown): boolean =>
  isObject(entry) &&
  Array.isArray(entry.hooks) &&
  entry.hooks.length > 0 &&
  entry.hooks.every((hook) => isObject(hook) && isGateLine(hook.command))

/** Whether a hook's command is the gate's. */
export const isGateLine = (command: unknown): command is string =>
  typeof command === 'string' &&
  /(?:plumbline(?:-gate)?["']?|main\.js["']?)\s+["']?gate\b|plumbline-gate\b/.test(command)

/** Settings are replaced whole or not at all. */
function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const aside = `${file}.plumbline-${process.pid}`
    writeFileSync(aside, text)
    renameSync(aside, file)
  } catch (cause) {
    throw new PlumblineError(
      'input.invalid',
      `cannot write ${file}: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
}
