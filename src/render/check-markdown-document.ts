import type { CheckResult } from '../domain/check-result.ts'
import type { Evidence } from '../domain/finding.ts'
import {
  mendingOf,
  placeOf,
  type ShownPage,
  shortCommit,
  type WrongFinding,
} from './check-shown.ts'
import { codeSpan, fenced, plainText } from './markdown.ts'
import { asPatch } from './patch.ts'

/** A piece of the comment that is shown whole or not at all. */
export interface CommentBlock {
  /** Stands over the document's first block. */
  readonly heading: string
  readonly text: string
  /** How many findings it tells; none where it is the edits that would mend the document. */
  readonly findings: number
}

/** Places in code that are told of one finding. */
const mostPlaces = 2

/** A document's findings by what it says, and then the edits that would mend it. */
export function documentBlocks(shown: ShownPage, result: CheckResult): readonly CommentBlock[] {
  const heading = `#### ${codeSpan(shown.page.path, 500)}`
  const mending = mendingOf(shown)
  const patch = mending === null ? '' : asPatch([mending])
  const edits = `What would mend it:\n\n${fenced(patch, 'diff')}`
  return [
    ...byStatement(shown.findings).map((findings) => ({
      heading,
      text: statementText(findings, result),
      findings: findings.length,
    })),
    ...(patch === '' ? [] : [{ heading, text: edits, findings: 0 }]),
  ]
}

/** Findings on one statement stand together, so that it is quoted once. */
function byStatement(findings: readonly WrongFinding[]): readonly (readonly WrongFinding[])[] {
  const groups = new Map<string, WrongFinding[]>()
  for (const finding of findings) {
    const statement = `${finding.claim.line} ${finding.claim.quote}`
    const same = groups.get(statement)
    if (same === undefined) groups.set(statement, [finding])
    else same.push(finding)
  }
  return [...groups.values()]
}

function statementText(findings: readonly WrongFinding[], result: CheckResult): string {
  const claim = findings[0]?.claim
  const quote = plainText(claim?.quote ?? '', 400)
  return [
    `Line ${claim?.line}:`,
    ...(quote === '' ? [] : [`> ${quote}`]),
    findings.map((finding) => findingText(finding, result)).join('\n'),
  ].join('\n\n')
}

function findingText({ claim, status, judgement }: WrongFinding, result: CheckResult): string {
  const { evidence, because } = judgement
  const what = codeSpan(claim.token || claim.subject)
  const more = evidence.length - mostPlaces
  const places = [
    ...evidence.slice(0, mostPlaces).map((one) => spotText(one, result)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
  const lines = [
    `- **${what} ${status === 'contradicted' ? 'is false' : 'has moved'}**: ${plainText(because, 600)}`,
    ...(places.length === 0 ? [] : [`Code: ${places.join(', ')}`]),
  ]
  return lines.join('\\\n  ')
}

const spotText = (evidence: Evidence, result: CheckResult): string => {
  const at = evidence.in === 'code' ? ` at ${codeSpan(shortCommit(evidence.commit))}` : ''
  const quote = codeSpan(evidence.quote)
  return `${codeSpan(placeOf(evidence, result), 500)}${at}${quote === '' ? '' : `: ${quote}`}`
}
