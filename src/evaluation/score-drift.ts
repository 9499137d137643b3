import { type Finding, isWrong } from '../domain/finding.ts'
import type { DriftLabels, RightLine, WrongLine } from './drift-labels.ts'
import { type Share, shareOf } from './wilson.ts'

/** One document's finding as a scorer sees it. */
export interface Prediction {
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly finding: Finding
}

/** What a check of one commit came to. */
export interface CheckedCommit {
  readonly repository: string
  readonly commit: string
  readonly predictions: readonly Prediction[]
  readonly judged: number
  readonly read: number
  readonly seconds: number
}

/** One share for everything, and one for each group. */
export interface Shares {
  readonly all: Share
  readonly by: Readonly<Record<string, Share>>
}

export interface DriftScore {
  /** By origin: recall over all rows, over each kind, and the mean over repositories. */
  readonly recall: Readonly<Record<string, Shares & { readonly macro: number | null }>>
  /** Rows of the origin without a verdict whose right name is hinted at. */
  readonly hinted: Readonly<Record<string, Share>>
  readonly falseAlarms: Shares
  /** Of the rows that were found and have a right text, those whose suggestion holds it. */
  readonly suggestions: Share
  readonly coverage: Share
  readonly seconds: number
  readonly missed: readonly WrongLine[]
  readonly accused: readonly RightLine[]
}

/** Scores what checks said against labels; rows of commits that were not checked are left out. */
export function scoreDrift(labels: DriftLabels, commits: readonly CheckedCommit[]): DriftScore {
  const at = new Map(commits.map((one) => [keyOf(one), one.predictions]))
  const wrong = labels.wrong.filter((row) => at.has(keyOf(row)))
  const right = labels.right.filter((row) => at.has(keyOf(row)))
  const met = new Map(wrong.map((row) => [row, meeting(row, at.get(keyOf(row)) ?? [])]))
  const isFound = (row: WrongLine): boolean => accusing(met.get(row) ?? []).length > 0
  const isAccused = (row: RightLine): boolean =>
    accusing(at.get(keyOf(row)) ?? []).some((one) => accuses(row, one))
  const found = wrong.filter(isFound)
  const correctable = found.filter(({ correct }) => correct !== null)
  const origins = [...new Set(wrong.map(({ origin }) => origin))].sort()
  const ofOrigin = (origin: string) => wrong.filter((row) => row.origin === origin)
  return {
    recall: Object.fromEntries(
      origins.map((origin) => [origin, recallOf(ofOrigin(origin), isFound)]),
    ),
    hinted: Object.fromEntries(
      origins.map((origin) => {
        const rows = ofOrigin(origin).filter((row) => row.correct !== null && !isFound(row))
        const hinted = rows.filter((row) => hintsAt(row, met.get(row) ?? []))
        return [origin, shareOf(hinted.length, rows.length)]
      }),
    ),
    falseAlarms: sharesBy(right, ({ grade }) => grade, isAccused),
    suggestions: shareOf(
      correctable.filter((row) => suggests(row, accusing(met.get(row) ?? []))).length,
      correctable.length,
    ),
    coverage: shareOf(
      sum(commits, ({ judged }) => judged),
      sum(commits, ({ read }) => read),
    ),
    seconds: sum(commits, ({ seconds }) => seconds),
    missed: wrong.filter((row) => !isFound(row)),
    accused: right.filter(isAccused),
  }
}

const keyOf = ({
  repository,
  commit,
}: {
  readonly repository: string
  readonly commit: string
}): string => `${repository} ${commit}`

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0)

const recallOf = (rows: readonly WrongLine[], isFound: (row: WrongLine) => boolean) => {
  const shares = sharesBy(rows, ({ kind }) => kind, isFound)
  const each = Object.values(sharesBy(rows, ({ repository }) => repository, isFound).by)
  const macro = each.length === 0 ? null : sum(each, ({ share }) => share ?? 0) / each.length
  return { ...shares, macro }
}

/** The share of rows that are hits: of all, and of each group, in the order of their names. */
export function sharesBy<Row>(
  rows: readonly Row[],
  groupOf: (row: Row) => string,
  isHit: (row: Row) => boolean,
): Shares {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(groupOf(row), [...(groups.get(groupOf(row)) ?? []), row])
  const share = (some: readonly Row[]): Share => shareOf(some.filter(isHit).length, some.length)
  return {
    all: share(rows),
    by: Object.fromEntries(
      [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, some]) => [name, share(some)]),
    ),
  }
}

const accusing = (predictions: readonly Prediction[]): readonly Prediction[] =>
  predictions.filter(({ finding }) => isWrong(finding))

/** Findings of any status that lie on a wrong line, or next to it, and name its token. */
const meeting = (row: WrongLine, predictions: readonly Prediction[]): readonly Prediction[] =>
  predictions.filter(({ path, finding }) => {
    if (path !== row.path || !names(finding, row.token)) return false
    const { line, endLine } = finding.claim
    const isNear = endLine >= row.lines[0] - 1 && line <= row.lines[1] + 1
    return isNear || row.alsoLines.some((also) => line <= also && also <= endLine)
  })

/** What findings say of a line that a label says is wrong. */
export type Known = 'contradicted' | 'moved' | 'nothing'

/** The gravest that findings say of a label's line. */
export function knownOf(row: WrongLine, predictions: readonly Prediction[]): Known {
  const against = accusing(meeting(row, predictions)).map(({ finding }) => finding.status)
  if (against.length === 0) return 'nothing'
  return against.includes('contradicted') ? 'contradicted' : 'moved'
}

const accuses = (row: RightLine, { path, finding }: Prediction): boolean =>
  path === row.path &&
  finding.claim.line <= row.line &&
  row.line <= finding.claim.endLine &&
  names(finding, row.token)

/** Whether a finding names a token as a whole word: as its subject, as its value, or as the page writes it. */
export function names({ claim }: Finding, token: string): boolean {
  const said = [
    claim.subject,
    claim.token,
    claim.value ?? '',
    ...(claim.owner === null ? [] : ['.', '::'].map((by) => `${claim.owner}${by}${claim.subject}`)),
  ]
  return said.some((text) => holdsWord(text, token))
}

/** Whether a text holds words that no letter, digit or underscore goes on from. */
export function holdsWord(text: string, word: string): boolean {
  const goesOn = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character)
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.charAt(at - 1)
    const after = text.charAt(at + word.length)
    const opens = !(goesOn(word.charAt(0)) && goesOn(before))
    const closes = !(goesOn(word.at(-1) ?? '') && goesOn(after))
    if (opens && closes) return true
  }
  return false
}

const suggests = ({ correct }: WrongLine, predictions: readonly Prediction[]): boolean =>
  correct !== null &&
  predictions.some(({ finding: { suggestion } }) => suggestion?.new.includes(correct) === true)

const hintsAt = ({ correct }: WrongLine, predictions: readonly Prediction[]): boolean =>
  correct !== null &&
  predictions.some(
    ({ finding: { judgement } }) =>
      judgement.status === 'unknown' &&
      judgement.hint !== undefined &&
      (holdsWord(correct, judgement.hint) || holdsWord(judgement.hint, correct)),
  )
