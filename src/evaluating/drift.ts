import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Progress } from '../domain/requests.ts'
import { readDriftLabels } from '../evaluation/drift-labels.ts'
import { type CheckedCommit, type DriftScore, scoreDrift } from '../evaluation/score-drift.ts'
import { evaluateDrift } from '../flows/evaluate-drift.ts'
import { openFactCache } from '../store/fact-cache.ts'
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
  const folders = new Map(named.map((name) => [name, folderIn(repositories, name)]))
  const missing = named.filter((name) => folders.get(name) === null)
  if (named.length > 0 && missing.length === named.length)
    throw new PlumblineError(
      'input.not-found',
      `${repositories} holds no clone of ${missing.slice(0, 5).join(', ')}`,
    )
  await mkdir(config.cacheFolder, { recursive: true })
  const { cache } = await openFactCache(join(config.cacheFolder, 'facts.sqlite'))
  const commits: CheckedCommit[] = []
  try {
    const now = config.clock ?? new Date().toISOString()
    const folderOf = (name: string): string | null => folders.get(name) ?? null
    const request = { labels, folderOf, onlyLabelled, now }
    for await (const one of evaluateDrift(request, cache, progress)) commits.push(one)
  } finally {
    cache.close()
  }
  return { score: scoreDrift(labels, commits), commits, missing }
}

function folderIn(folder: string, repository: string): string | null {
  const [owner = '', name = ''] = repository.split('/')
  const names = [repository, `${owner}+${name}`, `${owner}__${name}`, name]
  const found = names
    .flatMap((one) => [one, `${one}.git`])
    .find((one) => existsSync(join(folder, one)))
  return found === undefined ? null : join(folder, found)
}
