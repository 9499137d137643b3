import type { CheckedPage, CheckResult } from '../domain/check-result.ts'
import type { Claim } from '../domain/claim.ts'
import type { Evidence, Suggestion } from '../domain/finding.ts'
import { artifactAt, baseOf, isAtTop, messageOf, sourceOf } from './check-sarif-places.ts'
import { placeOf, type WrongFinding } from './check-shown.ts'
import { changeOf } from './patch.ts'

/** Places that GitHub shows of one result, the statement's own among them. */
const mostPlaces = 100

/** What a result is told with beside its finding. */
export interface ResultContext {
  readonly result: CheckResult
  /** How often the same was found before it on its page, and this. */
  readonly occurrence: number
  readonly ruleIndex: number
  /** Whether it is known to be new, since there was something to compare with. */
  readonly isCompared: boolean
}

/** One finding: where the document says it, where code speaks against it, and what would mend it. */
export function resultOf(
  { id, claim, status, judgement, suggestion }: WrongFinding,
  page: CheckedPage,
  { result, occurrence, ruleIndex, isCompared }: ResultContext,
) {
  const document = artifactAt(page.path, baseOf(sourceOf(page), result))
  const fix = suggestion === null ? null : fixOf(suggestion, page)
  return {
    ruleId: claim.kind,
    ruleIndex,
    level: status === 'contradicted' ? 'error' : 'warning',
    message: messageOf(`${claim.token || claim.subject}: ${judgement.because}`, 1_000),
    locations: [
      { physicalLocation: { artifactLocation: document, region: regionOf(claim, page.text) } },
    ],
    relatedLocations: relatedTo(judgement.evidence).shown.map((evidence, index) => ({
      id: index + 1,
      ...spotOf(evidence, result),
    })),
    // Of these GitHub knows the first alone, and would make one of the line's text: it would be another once the line is reworded.
    partialFingerprints: {
      primaryLocationLineHash: `${id}:${occurrence}`,
      'plumblineFinding/v1': id,
    },
    ...(isCompared ? { baselineState: 'new' } : {}),
    ...(fix === null
      ? {}
      : {
          fixes: [
            {
              description: messageOf(fix.description),
              artifactChanges: [{ artifactLocation: document, replacements: [fix.replacement] }],
            },
          ],
        }),
  }
}

/** The evidence that is told of a finding, and how much is not. */
export const relatedTo = (evidence: readonly Evidence[]) => ({
  shown: evidence.slice(0, mostPlaces - 1),
  left: Math.max(0, evidence.length - mostPlaces + 1),
})

/** Columns are told only where the text is the source's own. */
function regionOf({ line, endLine, column, span }: Claim, text: string | null) {
  if (text === null) return { startLine: line, endLine }
  const startOfLast = text.slice(0, span[1]).lastIndexOf('\n') + 1
  return { startLine: line, startColumn: column, endLine, endColumn: span[1] - startOfLast + 1 }
}

/** A file of another repository has no place in this one, so it is only named. */
function spotOf(evidence: Evidence, result: CheckResult) {
  const message = messageOf(evidence.quote || placeOf(evidence, result), 500)
  const file = fileOf(evidence, result)
  return file === null
    ? { message, logicalLocations: [{ fullyQualifiedName: placeOf(evidence, result) }] }
    : {
        message,
        physicalLocation: { artifactLocation: file, region: { startLine: evidence.line } },
      }
}

function fileOf(evidence: Evidence, result: CheckResult) {
  if (evidence.in === 'code') {
    const base = baseOf(evidence.repository, result)
    return isAtTop(base) ? artifactAt(evidence.path, base) : null
  }
  const page = result.pages.find(({ id }) => id === evidence.page)
  return page === undefined ? null : artifactAt(page.path, baseOf(sourceOf(page), result))
}

/** The part of the line that an edit changes; nothing where the document does not say what is to be changed. */
function fixOf(suggestion: Suggestion, { text }: CheckedPage) {
  const { line, old } = suggestion
  const here = text?.split('\n')[line - 1]
  if (here?.replace(/\r$/, '') !== old.replace(/\r$/, '')) return null
  const change = changeOf(suggestion)
  return {
    description: `write: ${suggestion.new.trim()}`,
    replacement: {
      deletedRegion: {
        startLine: line,
        startColumn: change.from + 1,
        endLine: line,
        endColumn: change.to + 1,
      },
      insertedContent: { text: change.text },
    },
  }
}
