import type { NewFindings } from '../domain/baseline.ts'
import type { CheckedPage, CheckResult } from '../domain/check-result.ts'
import { type Evidence, type Finding, isWrong, type Judgement } from '../domain/finding.ts'
import type { Genre } from '../domain/page.ts'
import type { ChangeShown } from './check-json.ts'
import type { Mending } from './patch.ts'

/** What formats for other programs show of a check; the same gives the same bytes. */
export interface CheckShown {
  readonly result: CheckResult
  /** What a baseline knows of it, where there is one. */
  readonly baseline: NewFindings['baseline'] | null
  /** Where only what a change makes is shown: where it begins, and what it repairs. */
  readonly change: ChangeShown | null
}

/** A finding against a page. */
export interface WrongFinding extends Finding {
  readonly judgement: Extract<Judgement, { readonly status: 'contradicted' | 'moved' }>
}

const isWrongFinding = (finding: Finding): finding is WrongFinding =>
  isWrong(finding) && isWrong(finding.judgement)

/** A document, with what is found against it in the order of the document. */
export interface ShownPage {
  readonly page: CheckedPage
  readonly findings: readonly WrongFinding[]
}

export function pagesShown({ pages, findings }: CheckResult): readonly ShownPage[] {
  const found = new Map<string, WrongFinding[]>(pages.map(({ id }) => [id, []]))
  for (const finding of findings.filter(isWrongFinding))
    found.get(finding.claim.page)?.push(finding)
  return pages.map((page) => ({ page, findings: found.get(page.id) ?? [] }))
}

/** Documents with findings, those first that are worst. */
export const worstPages = (result: CheckResult): readonly ShownPage[] =>
  pagesShown(result)
    .filter(({ findings }) => findings.length > 0)
    .sort((a, b) => rankOf(a) - rankOf(b))

/** What people follow step by step does damage first, and what is false more than what only has another name. */
export const rankOf = ({ page, findings }: ShownPage): number =>
  genreRanks[page.genre] + (findings.some(({ status }) => status === 'contradicted') ? 0 : 10)

const genreRanks: Readonly<Record<Genre, number>> = {
  runbook: 0,
  'how-to': 1,
  reference: 2,
  plan: 3,
  record: 4,
}

/** The edits that would mend a document; null where none is suggested, or where its text is not that of the source. */
export const mendingOf = ({ page: { path, text }, findings }: ShownPage): Mending | null => {
  const suggestions = findings.flatMap(({ suggestion }) => suggestion ?? [])
  return text === null || suggestions.length === 0 ? null : { path, text, suggestions }
}

/** `src/limits.ts:3`, with the repository or page that it is in where that is another than the first. */
export function placeOf(evidence: Evidence, { repositories, pages }: CheckResult): string {
  if (evidence.in === 'page') {
    const page = pages.find(({ id }) => id === evidence.page)
    return `${page?.path ?? evidence.page}:${evidence.line}`
  }
  const { repository, path, line } = evidence
  return repository === repositories[0]?.id ? `${path}:${line}` : `${repository}:${path}:${line}`
}

/** A commit as people write it; a published version by its number. */
export const shortCommit = (commit: string): string =>
  commit.startsWith('version:') ? commit.slice('version:'.length) : commit.slice(0, 7)

/** `1 document`, `2 documents`. */
export const counted = (count: number, one: string): string =>
  `${count} ${one}${count === 1 ? '' : 's'}`

/** Kinds of claim for which not all that they are compared with could be read, and why. */
export const incompleteIn = ({ repositories }: CheckResult) =>
  repositories.flatMap(({ id, surveys }) =>
    Object.entries(surveys)
      .filter(([, state]) => state !== 'complete')
      .map(([kind, because]) => ({ repository: id, kind, because })),
  )
