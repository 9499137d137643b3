import { Argument } from 'commander'
import { emptyConfig, readEnvironment } from '../config/config.ts'
import type { DriftResult } from '../evaluating/drift.ts'
import { adviceScoreForTerminal, advisedAsJson } from '../render/advice-evaluation.ts'
import { commandScoreForTerminal, decisionAsJson } from '../render/commands-evaluation.ts'
import { driftScoreForTerminal, predictionAsJson } from '../render/evaluation.ts'
import { rankingAsJson, retrievalScoreForTerminal } from '../render/retrieval-evaluation.ts'
import { supportAsJson, supportScoreForTerminal } from '../render/support-evaluation.ts'
import type { CliCommand } from './command.ts'
import { print, printText, terminalProgress } from './output.ts'

interface Options {
  readonly repositories: string
  readonly predictions?: string
  readonly labelledPages: boolean
  readonly json: boolean
}

type Evaluate = (files: string[], options: Options) => Promise<void>

/** `plumbline evaluate`: how good checks, verdicts on advice, retrieval, the classing of commands and support are on labelled material. */
export const evaluate: CliCommand = {
  name: 'evaluate',
  summary: 'score Plumbline on labelled material',
  examples: [
    'plumbline evaluate drift labels.jsonl --repositories ../clones',
    'plumbline evaluate commands labelled.jsonl --predictions out.jsonl',
  ],
  configure(command) {
    command
      .addArgument(new Argument('<task>', 'what is scored').choices(Object.keys(tasks)))
      .argument(
        '<files...>',
        'label files, JSON Lines; for retrieval: documents, queries, judgements; for commands: {id, command, label}; for support: {id, claim, evidence, label}',
      )
      .option(
        '--repositories <dir>',
        'drift, advice: the folder that holds a clone of each labelled repository',
        '.',
      )
      .option(
        '--predictions <file>',
        'write what came out for every row there, JSON Lines: findings, decisions, rankings or support',
      )
      .option('--labelled-pages', 'drift: check only the documents that labels name', false)
      .option('--json', 'print the score as JSON', false)
      .action((task: keyof typeof tasks, files: string[], options: Options) =>
        tasks[task](files, options),
      )
  },
}

const evaluateDrift: Evaluate = async (files, { repositories, predictions, ...options }) => {
  const { evaluateDriftFiles } = await import('../evaluating/drift.ts')
  const { progress, done } = terminalProgress()
  const result = await evaluateDriftFiles(
    { files, repositories, onlyLabelled: options.labelledPages },
    emptyConfig(readEnvironment()),
    progress,
  ).finally(done)
  await write(predictions, accusations(result))
  print(
    options.json
      ? JSON.stringify(result.score, null, 2)
      : driftScoreForTerminal(result.score, result.missing),
  )
}

const evaluateAdvice: Evaluate = async (files, { repositories, predictions, json }) => {
  const { evaluateAdviceFiles } = await import('../evaluating/advice.ts')
  const { progress, done } = terminalProgress()
  const config = emptyConfig(readEnvironment())
  const result = await evaluateAdviceFiles({ files, repositories }, config, progress).finally(done)
  await write(predictions, result.judged.map(advisedAsJson))
  if (json) print(JSON.stringify(result.score, null, 2))
  else printText(adviceScoreForTerminal(result.score, result))
}

function* accusations({ commits }: DriftResult): Generator<string> {
  for (const { predictions } of commits)
    for (const prediction of predictions)
      if (prediction.finding.status !== 'holds') yield predictionAsJson(prediction)
}

const evaluateRetrieval: Evaluate = async (files, { predictions, json }) => {
  const { evaluateRetrievalFiles } = await import('../evaluating/retrieval.ts')
  const { progress, done } = terminalProgress()
  const config = emptyConfig(readEnvironment())
  const result = await evaluateRetrievalFiles(files, config, progress).finally(done)
  for (const warning of result.warnings) process.stderr.write(`${warning}\n`)
  const rankings = result.rankings.map(rankingAsJson)
  await write(predictions, rankings)
  // Without judgements the rankings themselves are what is wanted.
  if (result.score === null && predictions === undefined) print(rankings.join('\n'))
  else if (json) print(JSON.stringify(result.score, null, 2))
  else print(retrievalScoreForTerminal(result.score, result))
}

const evaluateCommands: Evaluate = async (files, { predictions, json }) => {
  const { evaluateCommandFiles } = await import('../evaluating/commands.ts')
  const result = await evaluateCommandFiles(files)
  const lines = result.decided.map(decisionAsJson)
  await write(predictions, lines)
  // Without labels the decisions themselves are what is wanted.
  if (result.score === null) {
    if (predictions === undefined) print(lines.join('\n'))
  } else if (json) print(JSON.stringify(result.score, null, 2))
  else print(commandScoreForTerminal(result.score, result))
}

const evaluateSupport: Evaluate = async (files, { predictions, json }) => {
  const { evaluateSupportFiles } = await import('../evaluating/support.ts')
  const { progress, done } = terminalProgress()
  const result = await evaluateSupportFiles(files, progress).finally(done)
  const lines = result.predictions.map(supportAsJson)
  await write(predictions, lines)
  // Without labels what is said is what is wanted.
  if (result.score === null && predictions === undefined) print(lines.join('\n'))
  else if (json) print(JSON.stringify(result.score, null, 2))
  else if (result.score === null) print(`no row has a label: ${lines.length} written`)
  else print(supportScoreForTerminal(result.score, result.secondsPerRow))
}

async function write(path: string | undefined, lines: Iterable<string>): Promise<void> {
  if (path === undefined) return
  const { writePredictions } = await import('../evaluating/label-files.ts')
  await writePredictions(path, lines)
}

const tasks = {
  drift: evaluateDrift,
  advice: evaluateAdvice,
  retrieval: evaluateRetrieval,
  commands: evaluateCommands,
  support: evaluateSupport,
} as const
