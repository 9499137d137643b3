import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Argument } from 'commander'
import { emptyConfig, readEnvironment } from '../config.ts'
import type { DriftResult } from '../evaluate.ts'
import { driftScoreForTerminal, predictionAsJson } from '../render/evaluation.ts'
import type { CliCommand } from './command.ts'
import { print, terminalProgress } from './output.ts'

interface Options {
  readonly repositories: string
  readonly predictions?: string
  readonly labelledPages: boolean
  readonly json: boolean
}

/** `plumbline evaluate`: how good the checks are on labelled material. */
export const evaluate: CliCommand = {
  name: 'evaluate',
  summary: 'score Plumbline on labelled material',
  configure(command) {
    command
      .addArgument(new Argument('<task>', 'what is scored').choices(['drift']))
      .argument('<files...>', 'label files, JSON Lines')
      .option(
        '--repositories <dir>',
        'the folder that holds a clone of each labelled repository',
        '.',
      )
      .option('--predictions <file>', 'write every finding there, JSON Lines')
      .option('--labelled-pages', 'check only the documents that labels name', false)
      .option('--json', 'print the score as JSON', false)
      .action(async (_task: string, files: string[], options: Options) => {
        const { evaluateDriftFiles } = await import('../evaluate.ts')
        const { progress, done } = terminalProgress()
        const result = await evaluateDriftFiles(
          { files, repositories: options.repositories, onlyLabelled: options.labelledPages },
          emptyConfig(readEnvironment()),
          progress,
        ).finally(done)
        if (options.predictions !== undefined) await write(options.predictions, result)
        print(
          options.json
            ? JSON.stringify(result.score, null, 2)
            : driftScoreForTerminal(result.score, result.missing),
        )
      })
  },
}

async function write(path: string, { commits }: DriftResult): Promise<void> {
  const file = createWriteStream(path)
  for (const { predictions } of commits)
    for (const prediction of predictions)
      if (prediction.finding.status !== 'holds')
        if (!file.write(`${predictionAsJson(prediction)}\n`)) await once(file, 'drain')
  file.end()
  await once(file, 'finish')
}
