import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ranToEnd } from './ran.ts'

const text = z.string()

/** What GitHub's reference says of the metadata of a composite action ("Metadata syntax reference"). */
const metadata = z.strictObject({
  name: text,
  author: text.optional(),
  description: text,
  inputs: z.record(
    z.string().regex(/^[A-Za-z_][\w-]*$/),
    z.strictObject({
      description: text,
      required: z.boolean().optional(),
      default: text.optional(),
      deprecationMessage: text.optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: text, value: text })),
  branding: z.strictObject({ icon: text, color: text }).optional(),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(
      z
        .strictObject({
          id: z
            .string()
            .regex(/^[A-Za-z_][\w-]*$/)
            .optional(),
          name: text.optional(),
          if: text.optional(),
          run: text.optional(),
          shell: z.literal('bash').optional(),
          uses: text.optional(),
          with: z.record(z.string(), text).optional(),
          env: z.record(z.string(), text).optional(),
          'working-directory': text.optional(),
        })
        .refine(
          ({ run, uses, shell }) =>
            run === undefined
              ? uses !== undefined && shell === undefined
              : uses === undefined && shell !== undefined,
          'a step runs something with a shell, or uses an action',
        ),
    ),
  }),
})

export type CompositeAction = z.output<typeof metadata>

export const readAction = (file: string): CompositeAction =>
  metadata.parse(parse(readFileSync(file, 'utf8')))

/** How a run of an action is set up. */
export interface ActionRun {
  /** The folder that the runner unpacked the action into. */
  readonly actionPath: string
  readonly workspace: string
  /** For what the runner keeps of one run. */
  readonly temporary: string
  readonly event: object
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment: NodeJS.ProcessEnv
  /** Ids of steps that are left out, besides those that use other actions. */
  readonly without: readonly string[]
}

/** What a run shows. */
export interface ActionResult {
  readonly status: number
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

/** Runs the steps of a composite action as the runner does: expressions first, then bash, until one fails. */
export async function runAction(action: CompositeAction, run: ActionRun): Promise<ActionResult> {
  mkdirSync(run.temporary, { recursive: true })
  const event = join(run.temporary, 'event.json')
  writeFileSync(event, JSON.stringify(run.event))
  const summary = join(run.temporary, 'summary.md')
  writeFileSync(summary, '')
  const values = new Map<string, string>([
    ['github.token', 'token-of-the-run'],
    ['github.action_path', run.actionPath],
    ['runner.temp', run.temporary],
  ])
  const expand = (one: string): string =>
    one.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values.get(name) ?? '')
  for (const [name, { default: unset = '' }] of Object.entries(action.inputs))
    values.set(`inputs.${name}`, run.inputs?.[name] ?? expand(unset))
  let log = ''
  let status = 0
  for (const [index, step] of action.runs.steps.entries()) {
    if (step.run === undefined || run.without.includes(step.id ?? '')) continue
    if (step.if !== undefined && !holds(step.if, values)) continue
    const output = join(run.temporary, `output-${index}`)
    writeFileSync(output, '')
    const env = Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value)])
    const script = join(run.temporary, `step-${index}.sh`)
    writeFileSync(script, expand(step.run))
    const done = await ranToEnd('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: join(run.workspace, expand(step['working-directory'] ?? '.')),
      env: {
        PATH: process.env.PATH,
        HOME: run.temporary,
        ...run.environment,
        GITHUB_ACTION_PATH: run.actionPath,
        GITHUB_EVENT_PATH: event,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: output,
        RUNNER_TEMP: run.temporary,
        ...Object.fromEntries(env),
      },
    })
    log += done.stdout + done.stderr
    for (const line of readFileSync(output, 'utf8').split('\n')) {
      const [, name, value = ''] = /^([\w-]+)=(.*)$/.exec(line) ?? []
      if (name !== undefined) values.set(`steps.${step.id}.outputs.${name}`, value)
    }
    status = done.status
    if (status !== 0) break
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, expand(value)])
  const shown = readFileSync(summary, 'utf8')
  return { status, log, outputs: Object.fromEntries(outputs), summary: shown }
}

/** Whether a condition holds: comparisons with words, joined by `&&`, are all that is known here. */
const holds = (condition: string, values: ReadonlyMap<string, string>): boolean =>
  condition.split(' && ').every((part) => {
    const [, name = '', operator, word] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(part) ?? []
    if (word === undefined) throw new Error(`no condition that is known here: ${part}`)
    return ((values.get(name) ?? '') === word) === (operator === '==')
  })
