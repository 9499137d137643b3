import type { Config } from '../config/config.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Progress } from '../domain/requests.ts'
import { readDriftLabels, type WrongLine } from '../evaluation/drift-labels.ts'
import {
  type AdviceScore,
  type JudgedAdvice,
  type Side,
  scoreAdvice,
} from '../evaluation/score-advice.ts'
import { knownOf } from '../evaluation/score-drift.ts'
import { type AdvisedCommit, openAdvisedCommit } from './advised-commit.ts'
import { clonesIn } from './clones.ts'
import { readLabelFiles } from './label-files.ts'

export interface EvaluateAdviceRequest {
  readonly files: readonly string[]
  /** The folder with a clone of each labelled repository. */
  readonly repositories: string
}

export interface AdviceResult {
  readonly score: AdviceScore
  readonly judged: readonly JudgedAdvice[]
  /** Labelled repositories that are not at hand: their rows are not scored. */
  readonly missing: readonly string[]
  readonly seconds: number
}

/** One side of a label, and the commit that it is held to. */
interface Line {
  readonly row: WrongLine
  readonly side: Side
  readonly commit: string
  readonly text: string
}

/**
 * Sends both sides of drift labels as uncited advice, the stale lines where they were wrong and the corrected ones where they were put right, and
 * scores what was decided: `plumbline evaluate advice`.
 */
export async function evaluateAdviceFiles(
  { files, repositories }: EvaluateAdviceRequest,
  { cacheFolder }: Pick<Config, 'cacheFolder'>,
  progress?: Progress,
): Promise<AdviceResult> {
  const begun = performance.now()
  const { wrong } = readDriftLabels(await readLabelFiles(files))
  if (wrong.length === 0)
    throw new PlumblineError(
      'input.invalid',
      `${files.join(', ')}: there is no label of a wrong line, which is a row with parent_commit`,
    )
  const named = [...new Set(wrong.map(({ repository }) => repository))].sort()
  const { folderOf, missing } = clonesIn(repositories, named)
  const commits = byCommit(wrong.flatMap(linesOf))
  const judged: JudgedAdvice[] = []
  for (const [done, lines] of commits.entries()) {
    const { repository, commit } = placeOf(lines)
    const what = `${repository} at ${commit.slice(0, 12)}`
    progress?.({ work: 'check', what, done, total: commits.length })
    const folder = folderOf(repository)
    if (folder === null) continue
    const paths = [...new Set(lines.map(({ row }) => row.path))].sort()
    const place = { repository, folder, commit, paths }
    judged.push(...(await judgedAt(() => openAdvisedCommit(place, cacheFolder), lines)))
  }
  judged.sort(
    (a, b) => wrong.indexOf(a.row) - wrong.indexOf(b.row) || (a.side === 'stale' ? -1 : 1),
  )
  const seconds = (performance.now() - begun) / 1000
  return { score: scoreAdvice(judged), judged, missing, seconds }
}

/** Both sides of a label; a line that was taken out has no corrected one. */
function linesOf(row: WrongLine): readonly Line[] {
  const { id, text, corrected, fixCommit, commit } = row
  if (text === null || text.trim() === '')
    throw new PlumblineError('input.invalid', `label ${id} has no old_text to send as advice`)
  const stale: Line = { row, side: 'stale', commit, text }
  if (corrected === null || corrected.trim() === '') return [stale]
  if (fixCommit === null)
    throw new PlumblineError('input.invalid', `label ${id} has a new_text but no fix_commit`)
  return [stale, { row, side: 'corrected', commit: fixCommit, text: corrected }]
}

const placeOf = ([line]: Lines) => ({ repository: line.row.repository, commit: line.commit })

type Lines = readonly [Line, ...Line[]]

/** The lines of each commit, repository by repository. */
function byCommit(lines: readonly Line[]): readonly Lines[] {
  const groups = new Map<string, [Line, ...Line[]]>()
  for (const line of lines) {
    const key = `${line.row.repository} ${line.commit}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [line])
    else group.push(line)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** What becomes of the lines of one commit. A line that cannot be judged is told as such, and the others are judged all the same. */
async function judgedAt(
  open: () => Promise<AdvisedCommit>,
  lines: readonly Line[],
): Promise<readonly JudgedAdvice[]> {
  const failed = ({ row, side, text }: Line, fault: unknown): JudgedAdvice => ({
    ...{ row, side, text, known: null, withPage: null, codeAlone: null },
    failure: fault instanceof Error ? fault.message : String(fault),
  })
  let advised: AdvisedCommit
  try {
    advised = await open()
  } catch (fault) {
    return lines.map((line) => failed(line, fault))
  }
  try {
    const judged: JudgedAdvice[] = []
    for (const line of lines) {
      const { row, side, text } = line
      const known = side === 'stale' ? knownOf(row, advised.predictions) : null
      try {
        const decided = await advised.decide(text)
        judged.push({ row, side, text, known, ...decided, failure: null })
      } catch (fault) {
        judged.push({ ...failed(line, fault), known })
      }
    }
    return judged
  } finally {
    await advised.close()
  }
}
