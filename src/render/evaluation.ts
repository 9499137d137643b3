import type { Finding } from '../domain/finding.ts'
import { findingAsJson } from './check-json.ts'
import { percent, type Share, shareInWords as words } from './share.ts'

interface Shares {
  readonly all: Share
  readonly by: Readonly<Record<string, Share>>
}

interface Row {
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly token: string
  readonly kind: string
}

/** What the score of a label file holds, as far as people read it. */
export interface ScoreShape {
  readonly recall: Readonly<Record<string, Shares & { readonly macro: number | null }>>
  readonly hinted: Readonly<Record<string, Share>>
  readonly falseAlarms: Shares
  readonly suggestions: Share
  readonly coverage: Share
  readonly seconds: number
  readonly missed: readonly (Row & { readonly lines: readonly [number, number] })[]
  readonly accused: readonly (Row & { readonly line: number })[]
}

/** The score of a label file for people: counts, shares and 95 % intervals. */
export function driftScoreForTerminal(score: ScoreShape, missing: readonly string[]): string {
  const lines: string[] = []
  for (const [origin, { all, by, macro }] of Object.entries(score.recall)) {
    lines.push(`recall of ${origin}: ${words(all)}; mean over repositories ${percent(macro)}`)
    lines.push(...indented(by))
    const hinted = score.hinted[origin]
    if (hinted && hinted.of > 0) lines.push(`  of the missed, rightly hinted: ${words(hinted)}`)
  }
  lines.push(`false alarms on lines that were right: ${words(score.falseAlarms.all)}`)
  lines.push(...indented(score.falseAlarms.by))
  lines.push(`suggestions that hold the right text: ${words(score.suggestions)}`)
  lines.push(`claims judged of those read: ${words(score.coverage)}`)
  lines.push(`seconds: ${score.seconds.toFixed(1)}`)
  if (missing.length > 0) lines.push(`not scored, for want of a clone: ${missing.join(', ')}`)
  const where = ({ repository, commit, path }: Row, line: number): string =>
    `${repository}@${commit.slice(0, 10)} ${path}:${line}`
  for (const row of score.missed)
    lines.push(`missed   ${where(row, row.lines[0])} ${row.kind} ${row.token}`)
  for (const row of score.accused)
    lines.push(`accused  ${where(row, row.line)} ${row.kind} ${row.token}`)
  return `${lines.join('\n')}\n`
}

const indented = (by: Readonly<Record<string, Share>>): string[] =>
  Object.entries(by).map(([name, share]) => `  ${name.padEnd(24)} ${words(share)}`)

/** One finding of an evaluation as a line of JSON. */
export const predictionAsJson = (one: {
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly finding: Finding
}): string =>
  JSON.stringify({
    repo: one.repository,
    commit: one.commit,
    doc_path: one.path,
    line: one.finding.claim.line,
    line_end: one.finding.claim.endLine,
    ...findingAsJson(one.finding, one.path),
  })
