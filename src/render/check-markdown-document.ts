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
export interface FindingBlock {
  readonly is: 'finding' | 'edits'
  /** Stands over the document's first block. */
  readonly heading: string
  readonly text: string
}

/** Places in code that are told of one finding. */
const mostPlaces = 2

/** A document's findings one by one, and then the edits that would mend it. */
export function documentBlocks(shown: ShownPage, result: CheckResult): readonly FindingBlock[] {
  const heading = `#### ${codeSpan(shown.page.path, 500)}`
  const mending = mendingOf(shown)
  const patch = mending === null ? '' : asPatch([mending])
  return [
    ...shown.findings.map((finding) => ({
      is: 'finding' as const,
      heading,
      text: findingText(finding, result),
    })),
    ...(patch === ''
      ? []
      : [
          {
            is: 'edits' as const,
            heading,
            text: `What would mend it:\n\n${fenced(patch, 'diff')}`,
          },
        ]),
  ]
}

function findingText({ claim, status, judgement }: WrongFinding, result: CheckResult): string {
  const { evidence, because } = judgement
  const what = codeSpan(claim.token || claim.subject)
  const more = evidence.length - mostPlaces
  const places = [
    ...evidence.slice(0, mostPlaces).map((one) => spotText(one, result)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
  return [
    `**Line ${claim.line}: ${what} ${status === 'contradicted' ? 'is false' : 'has moved'}.** ${plainText(because, 600)}`,
    ...(claim.quote.trim() === '' ? [] : [`> ${plainText(claim.quote, 400)}`]),
    ...(places.length === 0 ? [] : [`Code: ${places.join(', ')}`]),
  ].join('\n\n')
}

const spotText = (evidence: Evidence, result: CheckResult): string => {
  const at = evidence.in === 'code' ? ` at ${codeSpan(shortCommit(evidence.commit))}` : ''
  const quote = codeSpan(evidence.quote)
  return `${codeSpan(placeOf(evidence, result), 500)}${at}${quote === '' ? '' : `: ${quote}`}`
}
