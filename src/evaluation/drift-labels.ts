import { z } from 'zod'
import { checkedRow, type LabelFile, rowsOf } from './json-lines.ts'

/** A line that was wrong at a commit, given the code of that commit. */
export interface WrongLine {
  readonly id: string
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly lines: readonly [first: number, last: number]
  /** Other lines of the document with the same token. */
  readonly alsoLines: readonly number[]
  readonly token: string
  readonly correct: string | null
  readonly kind: string
  readonly origin: string
  /** What stood there, and what it was corrected to at `fixCommit`: empty where it was taken out. Null where the label does not say. */
  readonly text: string | null
  readonly corrected: string | null
  readonly fixCommit: string | null
}

/** A line that was right at a commit. */
export interface RightLine {
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly line: number
  readonly token: string
  readonly kind: string
  readonly grade: string
}

export interface DriftLabels {
  readonly wrong: readonly WrongLine[]
  readonly right: readonly RightLine[]
}

const line = z.number().int().positive()

const wrongRow = z
  .object({
    id: z.string(),
    repo: z.string(),
    parent_commit: z.string(),
    doc_path: z.string(),
    line_start: line,
    line_end: line,
    also_lines: z.array(line).default([]),
    stale_token: z.string(),
    correct_token: z.string().nullable().default(null),
    kind: z.string(),
    origin: z.string(),
    old_text: z.string().nullable().default(null),
    new_text: z.string().nullable().default(null),
    fix_commit: z.string().nullable().default(null),
  })
  .transform(
    (row): WrongLine => ({
      id: row.id,
      repository: row.repo,
      commit: row.parent_commit,
      path: row.doc_path,
      lines: [row.line_start, row.line_end],
      alsoLines: row.also_lines,
      token: row.stale_token,
      correct: row.correct_token,
      kind: row.kind,
      origin: row.origin,
      text: row.old_text,
      corrected: row.new_text,
      fixCommit: row.fix_commit,
    }),
  )

const rightRow = z
  .object({
    repo: z.string(),
    commit: z.string(),
    doc_path: z.string(),
    line,
    token: z.string(),
    kind: z.string(),
    grade: z.string(),
  })
  .transform(
    ({ repo, doc_path, ...row }): RightLine => ({ ...row, repository: repo, path: doc_path }),
  )

/** Reads label files: JSON Lines, a wrong line where a row names `parent_commit`, a right one where it names `commit`. */
export function readDriftLabels(files: readonly LabelFile[]): DriftLabels {
  const wrong: WrongLine[] = []
  const right: RightLine[] = []
  for (const row of rowsOf(files))
    if (isWrong(row.value)) wrong.push(checkedRow(wrongRow, row, 'a label'))
    else right.push(checkedRow(rightRow, row, 'a label'))
  return { wrong, right }
}

const isWrong = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'parent_commit' in value
