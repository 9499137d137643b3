import type { CheckedPage, CheckResult } from '../../src/domain/check-result.ts'
import type { ClaimKind } from '../../src/domain/claim.ts'
import type { Evidence, Finding } from '../../src/domain/finding.ts'
import type { CheckShown } from '../../src/render/check-shown.ts'

/** What one finding of a made check says; the rest of it is the same for all. */
export interface MadeFinding {
  readonly page: number
  readonly status?: Finding['status']
  readonly token?: string
  readonly because?: string
  readonly quote?: string
  readonly line?: number
  readonly evidence?: readonly Evidence[]
  readonly suggestion?: Finding['suggestion']
  readonly id?: string
  readonly kind?: ClaimKind
}

export const commitOfShop = '0123456789abcdef0123456789abcdef01234567'

/** Evidence in the one repository that made checks are judged by. */
export const inShop = (path: string, line: number, quote: string): Evidence => ({
  in: 'code',
  repository: 'shop',
  commit: commitOfShop,
  path,
  line,
  quote,
})

/** A document of a made check. */
export const madePage = (
  path: string,
  text: string | null,
  genre: CheckedPage['genre'] = 'reference',
): CheckedPage => ({ id: `shop:${path}`, path, title: path, genre, revision: commitOfShop, text })

/** A check with these documents and findings, judged by one repository. */
export function madeResult(
  pages: readonly CheckedPage[],
  findings: readonly MadeFinding[],
  unread: CheckResult['unread'] = [],
): CheckResult {
  return {
    pages,
    unread,
    repositories: [{ id: 'shop', commit: commitOfShop, surveys: { alert: 'complete' } }],
    findings: findings.map((made, index) => findingOf(made, pages, index)),
  }
}

export const shownOf = (
  result: CheckResult,
  { baseline = null, change = null }: Partial<CheckShown> = {},
): CheckShown => ({ result, baseline, change })

function findingOf(made: MadeFinding, pages: readonly CheckedPage[], index: number): Finding {
  const page = pages[made.page]!
  const { status = 'contradicted', token = 'LIMIT', line = 1, evidence = [] } = made
  const text = page.text ?? ''
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0)
  const column = Math.max(0, text.slice(start).split('\n')[0]!.indexOf(token))
  const because = made.because ?? `nothing in shop has ${token}`
  return {
    id: made.id ?? `fnd_${String(index).padStart(20, '0')}`,
    status,
    genre: page.genre,
    repositories: ['shop'],
    suggestion: made.suggestion ?? null,
    judgement:
      status === 'contradicted' || status === 'moved'
        ? { status, because, actual: null, evidence, since: null, correction: null }
        : { status: 'unknown', reason: 'never-existed', because },
    claim: {
      kind: made.kind ?? 'environment-variable',
      subject: token,
      owner: null,
      value: null,
      mood: 'asserted',
      page: page.id,
      passage: '',
      span: [start + column, start + column + token.length],
      line,
      endLine: line,
      column: column + 1,
      heading: [],
      quote: made.quote ?? `Set ${token}.`,
      token,
      context: [],
    },
  }
}
