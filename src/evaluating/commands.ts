import { classifyAction } from '../actions/classify.ts'
import { gravestClass } from '../actions/effect.ts'
import { type CommandLabel, readCommandLabels } from '../evaluation/command-labels.ts'
import {
  type CommandScore,
  type DecidedCommand,
  scoreCommands,
} from '../evaluation/score-commands.ts'
import { verdictFor } from '../verdicts/judge.ts'
import { readLabelFiles } from './label-files.ts'

export interface CommandsResult {
  /** In the order of the files. */
  readonly decided: readonly DecidedCommand[]
  /** Null where nothing is labelled. */
  readonly score: CommandScore | null
  /** Milliseconds that a command took, the grammar loaded. */
  readonly milliseconds: { readonly p50: number; readonly p95: number; readonly most: number }
}

/** Decides on labelled commands as bare actions, by the default policy: `plumbline evaluate commands`. */
export async function evaluateCommandFiles(files: readonly string[]): Promise<CommandsResult> {
  const labels = readCommandLabels(await readLabelFiles(files))
  await classifyAction({ command: 'true' })
  const decided: DecidedCommand[] = []
  const times: number[] = []
  for (const label of labels) {
    const begun = performance.now()
    decided.push(await decide(label))
    times.push(performance.now() - begun)
  }
  const score = scoreCommands(decided)
  return {
    decided,
    score: score.unlabelled === decided.length ? null : score,
    milliseconds: quantiles(times.toSorted((a, b) => a - b)),
  }
}

async function decide(label: CommandLabel): Promise<DecidedCommand> {
  const { command, environment } = label
  const action = await classifyAction({ command, environment })
  const { decision, reasons } = verdictFor({
    intent: 'act',
    citations: [],
    withheld: [],
    statements: [],
    action,
    bare: true,
  })
  return {
    label,
    decision,
    class: gravestClass(action.commands),
    reasons: reasons.map(({ code, message }) => `${code}: ${message}`),
  }
}

const quantiles = (sorted: readonly number[]): CommandsResult['milliseconds'] => {
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95), most: at(1) }
}
