import type { Progress } from '../domain/requests.ts'
import { type SupportScore, scoreSupport } from '../evaluation/score-support.ts'
import { readSupportLabels } from '../evaluation/support-labels.ts'
import { type Supported, supportOf } from '../support/support.ts'
import { readLabelFiles } from './label-files.ts'

/** What is said of one row. */
export interface SupportPrediction extends Supported {
  readonly id: string
}

export interface SupportResult {
  readonly predictions: readonly SupportPrediction[]
  /** Null where no row has a label. */
  readonly score: SupportScore | null
  readonly secondsPerRow: number
}

/** Holds each statement of label files against its evidence, and scores what is said: `plumbline evaluate support`. */
export async function evaluateSupportFiles(
  files: readonly string[],
  progress?: Progress,
): Promise<SupportResult> {
  const rows = readSupportLabels(await readLabelFiles(files))
  const begun = performance.now()
  const predictions = rows.map(({ id, claim, evidence }, done): SupportPrediction => {
    progress?.({ work: 'check', what: 'statements', done, total: rows.length })
    return { id, ...supportOf(claim, evidence) }
  })
  const secondsPerRow = (performance.now() - begun) / 1000 / Math.max(1, rows.length)
  const judged = rows.flatMap((row, index) => {
    const support = predictions[index]?.support
    return support === undefined ? [] : [{ row, support }]
  })
  return { predictions, score: scoreSupport(judged), secondsPerRow }
}
