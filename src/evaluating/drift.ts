import { nowBy } from '../config/clock.ts'
import type { Config } from '../config/config.ts'
import type { Progress } from '../domain/requests.ts'
import { readDriftLabels } from '../evaluation/drift-labels.ts'
import { type CheckedCommit, type DriftScore, scoreDrift } from '../evaluation/score-drift.ts'
import { evaluateDrift } from '../flows/evaluate-drift.ts'
import { withFacts } from '../kept-files.ts'
import { clonesIn } from './clones.ts'
import { readLabelFiles } from './label-files.ts'

export interface EvaluateDriftRequest {
  readonly files: readonly string[]
  /** The folder with a clone of each labelled repository: `owner/name`, `owner+name`, `owner__name` or `name`. */
  readonly repositories: string
  readonly onlyLabelled: boolean
}

export interface DriftResult {
  readonly score: DriftScore
  readonly commits: readonly CheckedCommit[]
  /** Labelled repositories that are not at hand: their rows are not scored. */
  readonly missing: readonly string[]
}

/** Scores the checks on a labelled history: `plumbline evaluate drift`. */
export async function evaluateDriftFiles(
  { files, repositories, onlyLabelled }: EvaluateDriftRequest,
  config: Config,
  progress?: Progress,
): Promise<DriftResult> {
  const labels = readDriftLabels(await readLabelFiles(files))
  const named = [...new Set([...labels.wrong, ...labels.right].map((row) => row.repository))].sort()
  const { folderOf, missing } = clonesIn(repositories, named)
  const request = { labels, folderOf, onlyLabelled, now: nowBy(config) }
  const commits = await withFacts(config, async (cache) => {
    const checked: CheckedCommit[] = []
    for await (const one of evaluateDrift(request, cache, progress)) checked.push(one)
    return checked
  })
  return { score: scoreDrift(labels, commits), commits, missing }
}
