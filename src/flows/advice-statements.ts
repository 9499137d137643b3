import { checks } from '../checks/index.ts'
import { readClaims } from '../checks/read-claims.ts'
import { judgeClaims } from '../checks/run.ts'
import type { Support } from '../domain/answer.ts'
import type { Finding } from '../domain/finding.ts'
import type { Instant } from '../domain/instant.ts'
import type { Block, Span } from '../domain/passage.ts'
import { readPage } from '../pages/read-page.ts'
import { sentencesOf } from '../values/sentences.ts'
import { groundsOf } from './check-claims.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** One sentence or code block of advice, with what code says of its claims. */
export interface AdviceStatement {
  readonly text: string
  readonly span: Span
  readonly isCode: boolean
  readonly findings: readonly Finding[]
}

/** Reads advice as if it were a page: its statements, and its claims judged against the code of today. */
export async function readAdvice(
  text: string,
  repositories: readonly SurveyedRepository[],
  now: Instant,
): Promise<readonly AdviceStatement[]> {
  const { page, passages } = readPage(
    {
      source: 'advice',
      path: 'advice.md',
      url: null,
      format: 'markdown',
      text,
      access: [],
      home: null,
      created: null,
      modified: null,
      revision: null,
    },
    now,
  )
  const scope = repositories.map(({ id }) => id)
  // Advice is given for today, whatever its file would be called.
  const advice = { ...page, genre: 'how-to' as const, about: scope }
  const claims = readClaims(advice, passages, checks)
  const findings = await judgeClaims(
    [{ page: advice, claims, scope }],
    groundsOf(repositories),
    checks,
  )
  return passages
    .flatMap(({ blocks }) => blocks.flatMap(statementsIn))
    .map((statement) => ({
      ...statement,
      findings: findings.filter(({ claim }) => inside(claim.span, statement.span)),
    }))
}

const inside = (span: Span, outer: Span): boolean => outer[0] <= span[0] && span[0] < outer[1]

function statementsIn(block: Block): Omit<AdviceStatement, 'findings'>[] {
  if (block.kind === 'heading' || block.isHeader) return []
  const end = block.textStart + block.text.length
  if (block.kind === 'code')
    return [{ text: block.text, span: [block.textStart, end], isCode: true }]
  return sentencesOf(block.text).map(({ text, span }) => ({
    text,
    span: [block.textStart + span[0], block.textStart + span[1]],
    isCode: false,
  }))
}

/** What code alone says of a statement: contradicted, borne out by every judged claim, or nothing. */
export function supportByCode(findings: readonly Finding[]): Support | null {
  if (findings.some(({ status }) => status === 'contradicted')) return 'contradicted'
  const judged = findings.filter(({ status }) => status !== 'unknown')
  return judged.length > 0 &&
    judged.every(({ status }) => status === 'holds') &&
    judged.length === findings.length
    ? 'supported'
    : null
}
