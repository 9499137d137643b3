import pc from 'picocolors'
import type { NewFindings } from '../domain/baseline.ts'
import { type CheckResult, type ClaimCounts, countClaims } from '../domain/check-result.ts'
import { type Evidence, type Finding, isWrong } from '../domain/finding.ts'
import { riskForTerminal } from './change-risk.ts'
import type { ChangeShown } from './check-json.ts'
import { counted } from './check-shown.ts'
import { elsewhereForTerminal } from './elsewhere.ts'

export interface TerminalOptions {
  readonly color: boolean
  /** List every claim, not only what is contradicted or moved. */
  readonly claims: boolean
  /** Show near names for what never existed. */
  readonly hints: boolean
  readonly baseline?: NewFindings['baseline'] | null
  /** Where only what a change makes is shown: where it begins, and what it repairs. */
  readonly change?: ChangeShown | null
}

type Paint = ReturnType<typeof pc.createColors>

/** The result of a check for people: findings by page, each claim beside the code that speaks against it. */
export function checkForTerminal(result: CheckResult, options: TerminalOptions): string {
  const paint = pc.createColors(options.color)
  const shown = result.findings.filter(
    (finding) =>
      options.claims || isWrong(finding) || (options.hints && hintOf(finding) !== undefined),
  )
  const blocks = result.pages.flatMap((page) => {
    const here = shown.filter(({ claim }) => claim.page === page.id)
    return here.length === 0
      ? []
      : [
          [
            paint.bold(paint.underline(page.path)),
            ...(options.claims ? here.map(alone) : foldedOf(here)).map(({ finding, also }) =>
              [findingLines(finding, paint), ...alsoLines(also, paint)].join('\n'),
            ),
          ].join('\n'),
        ]
  })
  const unread = result.unread.map(
    ({ path, because }) => `${paint.yellow('not read')} ${path}: ${because}`,
  )
  const { baseline, change } = options
  return `${[
    ...blocks,
    ...(unread.length > 0 ? [unread.join('\n')] : []),
    summary(result, options, paint),
    ...(change && baseline ? [debt(baseline, paint).join('\n')] : []),
  ].join('\n\n')}\n`
}

/** A finding, and the other lines of its page that are wrong for the same reason. */
interface Folded {
  readonly finding: Finding
  readonly also: readonly number[]
}

const alone = (finding: Finding): Folded => ({ finding, also: [] })

/** What a page says many times is told once: the same words, found false by the same. */
function foldedOf(findings: readonly Finding[]): readonly Folded[] {
  const folded = new Map<string, { finding: Finding; also: number[] }>()
  for (const finding of findings) {
    const { claim, judgement } = finding
    const key = isWrong(finding)
      ? JSON.stringify([claim.kind, claim.token, judgement.status, becauseOf(finding)])
      : finding.id
    const known = folded.get(key)
    if (known === undefined) folded.set(key, { finding, also: [] })
    else known.also.push(claim.line)
  }
  return [...folded.values()]
}

const becauseOf = ({ judgement }: Finding): string | null =>
  judgement.status === 'holds' ? null : judgement.because

/** Of more lines than this the number is told. */
const mostLines = 12

function alsoLines(lines: readonly number[], paint: Paint): readonly string[] {
  const distinct = [...new Set(lines)]
  if (distinct.length === 0) return []
  const rest = distinct.length - mostLines
  const shown = distinct.slice(0, mostLines).join(', ')
  const words = `${distinct.length === 1 ? 'line' : 'lines'} ${shown}${rest > 0 ? ` and ${rest} more` : ''}`
  return [`           ${paint.dim('also')}  ${words}`]
}

const hintOf = ({ judgement }: Finding): string | undefined =>
  judgement.status === 'unknown' ? judgement.hint : undefined

/** One finding for people. */
export const findingForTerminal = (finding: Finding, color: boolean): string => {
  const paint = pc.createColors(color)
  return `${paint.bold(finding.claim.page)}  ${paint.dim(finding.id)}\n${findingLines(finding, paint)}\n`
}

function findingLines({ claim, judgement, genre, suggestion }: Finding, paint: Paint): string {
  const place = paint.dim(`${claim.line}:${claim.column}`.padEnd(8))
  const kind = paint.dim(`${claim.kind}${genre === 'reference' ? '' : `, ${genre}`}`)
  const lines = [
    `  ${place} ${label(judgement.status, paint)} ${paint.bold(claim.token)}  ${kind}`,
    `           ${paint.dim('page')}  ${marked(claim.quote, claim.token, paint)}`,
  ]
  if (judgement.status === 'unknown') {
    const hint = judgement.hint ? `; did you mean ${judgement.hint}?` : ''
    lines.push(`           ${paint.dim('why')}   ${judgement.reason}: ${judgement.because}${hint}`)
  } else {
    for (const evidence of judgement.evidence.slice(0, 2))
      lines.push(`           ${paint.dim('code')}  ${spot(evidence, paint)}`)
    if (judgement.status !== 'holds')
      lines.push(`           ${paint.dim('why')}   ${judgement.because}`)
  }
  if (suggestion)
    lines.push(`           ${paint.dim('mend')}  ${paint.green(suggestion.new.trim())}`)
  return lines.join('\n')
}

const label = (status: Finding['status'], paint: Paint): string =>
  ({
    contradicted: paint.red('contradicted'),
    moved: paint.yellow('moved'),
    holds: paint.green('holds'),
    unknown: paint.dim('unknown'),
  })[status]

function marked(quote: string, token: string, paint: Paint): string {
  const line = quote.replace(/\s+/g, ' ')
  const at = line.indexOf(token)
  const start = Math.max(0, at - 70)
  const cut = line.slice(start, start + 160)
  const shown = `${start > 0 ? '…' : ''}${cut}${start + 160 < line.length ? '…' : ''}`
  return at < 0 ? shown : shown.replace(token, () => paint.underline(token))
}

const spot = (evidence: Evidence, paint: Paint): string =>
  evidence.in === 'code'
    ? `${paint.cyan(`${evidence.path}:${evidence.line}`)} ${paint.dim(`at ${evidence.commit.startsWith('version:') ? evidence.commit.slice(8) : evidence.commit.slice(0, 7)}`)}  ${evidence.quote}`
    : `${paint.cyan(`${evidence.page}:${evidence.line}`)}  ${evidence.quote}`

function summary(
  result: CheckResult,
  { baseline, change, color }: TerminalOptions,
  paint: Paint,
): string {
  if (change)
    return [...besideLines(change, color), changeSummary(result, change, paint)].join('\n\n')
  const counts = countClaims(result.findings)
  const commits = result.repositories
    .map(({ id, commit }) => `${id} at ${commit.replace('version:', '').slice(0, 12)}`)
    .join(', ')
  const bad = counts.contradicted + counts.moved
  const headline =
    bad === 0
      ? paint.green('Nothing found that the code contradicts.')
      : paint.bold(`${counts.contradicted} contradicted, ${counts.moved} moved.`)
  return [
    headline,
    paint.dim(`Judged against ${commits || 'no repository'}.`),
    coverage(result.pages.length, counts),
    ...(baseline ? debt(baseline, paint) : []),
    ...incomplete(result, paint),
  ].join('\n')
}

/** What a reviewer is to know before the rest: what can do harm, and what becomes false elsewhere. */
const besideLines = ({ beside }: ChangeShown, color: boolean): readonly string[] => {
  if (beside === undefined) return []
  const { risk, elsewhere } = beside
  const lines = riskForTerminal(risk, color)
  return [
    ...(lines === null ? [] : [lines]),
    ...(elsewhere === null ? [] : [elsewhereForTerminal(elsewhere, color)]),
  ]
}

/** A change is told by what it does, not by all that there is. */
function changeSummary(result: CheckResult, { base, repaired }: ChangeShown, paint: Paint): string {
  const { contradicted, moved } = countClaims(result.findings)
  const [repository] = result.repositories
  const commits = `${base.slice(0, 12)} and ${repository?.commit.slice(0, 12) ?? ''}`
  return [
    contradicted + moved === 0
      ? paint.green('This change makes nothing wrong that documents say.')
      : paint.bold(`This change makes ${madeOf(contradicted, moved)}.`),
    ...(repaired.length === 0
      ? []
      : [
          paint.green(`It repairs ${repaired.length}:`),
          ...repaired.map(
            ({ path, finding: { claim } }) =>
              `  ${path}:${claim.line}  ${paint.bold(claim.token)}  ${paint.dim(claim.kind)}`,
          ),
        ]),
    paint.dim(`Compared ${repository?.id ?? 'the repository'} at ${commits}.`),
  ].join('\n')
}

function coverage(pages: number, counts: ClaimCounts): string {
  const why = Object.entries(counts.unknownBecause)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, number]) => `${number} ${reason}`)
    .join(', ')
  const judged = counts.total - counts.unknown
  return `${counted(pages, 'page')}, ${counted(counts.total, 'claim')} read: ${judged} judged (${counts.holds} hold), ${counts.unknown} not judged${why ? ` (${why})` : ''}.`
}

/** What the baseline knows is counted; what it need not know any more is named. */
const debt = ({ known, outdated }: NewFindings['baseline'], paint: Paint): string[] => [
  paint.dim(
    `${known === 1 ? '1 finding is' : `${known} findings are`} known by the baseline, and not listed.`,
  ),
  ...outdated.map(({ page, kind, subject }) =>
    paint.dim(`  the baseline need not know ${subject} (${kind}) of ${page} any more`),
  ),
]

/** `2 statements false`, `1 statement false and 3 out of date` */
const madeOf = (contradicted: number, moved: number): string => {
  if (contradicted === 0)
    return `${counted(moved, 'statement')} out of date: what they name has moved`
  return `${counted(contradicted, 'statement')} false${moved === 0 ? '' : ` and ${moved} out of date`}`
}

const incomplete = (result: CheckResult, paint: Paint): string[] =>
  result.repositories.flatMap(({ id, surveys }) =>
    Object.entries(surveys)
      .filter(([, state]) => state !== 'complete')
      .map(([kind, why]) => paint.dim(`  ${id}, ${kind}: ${why}`)),
  )
