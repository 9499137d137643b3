import { unmarkedCommands } from '../actions/unmarked.ts'
import { checks } from '../checks/index.ts'
import { readClaims } from '../checks/read-claims.ts'
import { judgeClaims } from '../checks/run.ts'
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

/** Advice, read; `beyond` says what of it is more than can be judged, and then nothing of it was. */
export interface ReadAdvice {
  readonly statements: readonly AdviceStatement[]
  /** On every claim of the advice, those of headings among them. */
  readonly findings: readonly Finding[]
  readonly beyond: string | null
}

/**
 * What advice may weigh, in UTF-16 units, blocks and statements. A page may be longer, because checks pass over what is too
 * long to be read; in advice that would be a way round them, so these stand below the smallest of their limits.
 */
export const adviceLimits = { text: 50_000, prose: 4_000, code: 10_000, statements: 500 } as const

/** Reads advice as if it were a page: its statements, and its claims judged against the code of today. */
export async function readAdvice(
  text: string,
  repositories: readonly SurveyedRepository[],
  now: Instant,
): Promise<ReadAdvice> {
  if (text.length > adviceLimits.text) return tooMuch(`it has ${text.length} characters`)
  const read = adviceAsPage(text, now)
  const blocks = read.passages.flatMap((passage) => passage.blocks)
  if (blocks.some(isTooLong)) return tooMuch('a paragraph or a code block of it is too long')
  const statements = statementsOf(blocks)
  if (statements.length > adviceLimits.statements)
    return tooMuch(`it makes ${statements.length} statements`)
  const findings = await findingsOn(read, repositories)
  const judged = await Promise.all(
    statements.map(async (statement): Promise<AdviceStatement> => {
      const own = findings.filter(({ claim }) => inside(claim.span, statement.span))
      if (statement.isCode || !isCommand(statement.text)) return { ...statement, findings: own }
      const fenced = `\`\`\`sh\n${statement.text}\n\`\`\``
      const all = distinct([...own, ...(await findingsOn(adviceAsPage(fenced, now), repositories))])
      return { ...statement, isCode: true, findings: all }
    }),
  )
  return {
    statements: judged,
    findings: distinct([...findings, ...judged.flatMap((statement) => statement.findings)]),
    beyond: null,
  }
}

const adviceAsPage = (text: string, now: Instant) =>
  readPage(
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

/** What code says of every claim of a text, as of a page that is written today. */
async function findingsOn(
  { page, passages }: ReturnType<typeof readPage>,
  repositories: readonly SurveyedRepository[],
): Promise<readonly Finding[]> {
  const scope = repositories.map(({ id }) => id)
  // Advice is given for today, whatever its file would be called.
  const advice = { ...page, genre: 'how-to' as const, about: scope }
  const claims = readClaims(advice, passages, checks)
  return judgeClaims([{ page: advice, claims, scope }], groundsOf(repositories), checks)
}

/** Each finding once. */
export const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [finding.id, finding])).values(),
]

/** Whether a statement is a command that was not fenced as one. */
const isCommand = (text: string): boolean =>
  unmarkedCommands(text).some(
    ({ isWhole, language, span }) => isWhole && language === 'shell' && span[0] === 0,
  )

const tooMuch = (what: string): ReadAdvice => ({
  statements: [],
  findings: [],
  beyond: `the advice is more than can be judged at once: ${what}`,
})

const isTooLong = ({ kind, text }: Block): boolean =>
  text.length > (kind === 'code' ? adviceLimits.code : adviceLimits.prose)

const inside = (span: Span, outer: Span): boolean => outer[0] <= span[0] && span[0] < outer[1]

/** What advice states; where there is nothing but headings, they are what it states. */
function statementsOf(blocks: readonly Block[]): Omit<AdviceStatement, 'findings'>[] {
  const statements = blocks.flatMap((block) => (isHeading(block) ? [] : statementsIn(block)))
  return statements.length > 0 ? statements : blocks.flatMap(statementsIn)
}

const isHeading = ({ kind, isHeader }: Block): boolean => kind === 'heading' || isHeader === true

function statementsIn(block: Block): Omit<AdviceStatement, 'findings'>[] {
  const end = block.textStart + block.text.length
  if (block.kind === 'code')
    return [{ text: block.text, span: [block.textStart, end], isCode: true }]
  return sentencesOf(block.text).map(({ text, span }) => ({
    text,
    span: [block.textStart + span[0], block.textStart + span[1]],
    isCode: false,
  }))
}
