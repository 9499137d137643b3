import type { CheckResult } from './check-result.ts'
import type { Claim } from './claim.ts'
import { type Finding, isWrong } from './finding.ts'

/** What a change does to what documents claim. */
export interface ChangeFindings {
  /** Contradicted or moved now, and not before: the change took away or altered what they claim, or states them anew. */
  readonly made: readonly Finding[]
  /** Contradicted or moved before, and not any more. */
  readonly repaired: readonly Repaired[]
}

/** What stood wrong on a page before, with where that page was. */
export interface Repaired {
  readonly path: string
  readonly finding: Finding
}

/** What is known of a change beside the two results. */
export interface ChangeContext {
  /** Where documents are now, by where they were. */
  readonly moves: ReadonlyMap<string, string>
  readonly commits: ReadonlySet<string>
}

/**
 * Compares what was found before a change with what is found after it. Claims are the same where the same page says the same of the
 * same thing, wherever on it and whatever the page is called by then.
 */
export function changeFindings(
  before: CheckResult,
  after: CheckResult,
  { moves, commits }: ChangeContext,
): ChangeFindings {
  const was = byClaim(before, (path) => moves.get(path) ?? path)
  const is = byClaim(after, (path) => path)
  const made = [...is].flatMap(([claim, findings]) => {
    const earlier = was.get(claim) ?? []
    return earlier.some(isWrong)
      ? []
      : findings.filter((finding) => isWrong(finding) && isDoing(finding, earlier, commits))
  })
  const repaired = [...was].flatMap(([claim, findings]) =>
    (is.get(claim) ?? []).some(isWrong) ? [] : findings.filter(isWrong),
  )
  const pathOf = pathsOf(before)
  return {
    made: inOrder(made, after),
    repaired: inOrder(repaired, before).map((finding) => ({ path: pathOf(finding), finding })),
  }
}

/** What could not be judged before may have been wrong before: the change did it only where history says so. */
const isDoing = (
  { judgement }: Finding,
  earlier: readonly Finding[],
  commits: ReadonlySet<string>,
): boolean => {
  if (earlier.every(({ status }) => status !== 'unknown')) return true
  const commit = 'since' in judgement ? (judgement.since?.commit ?? null) : null
  return commit !== null && commits.has(commit)
}

/** The path of the page that a finding is on. */
function pathsOf({ pages }: CheckResult): (finding: Finding) => string {
  const paths = new Map(pages.map(({ id, path }) => [id, path]))
  return ({ claim }) => paths.get(claim.page) ?? claim.page
}

function byClaim(
  result: CheckResult,
  placeOf: (path: string) => string,
): ReadonlyMap<string, readonly Finding[]> {
  const pathOf = pathsOf(result)
  const found = new Map<string, Finding[]>()
  for (const finding of result.findings) {
    const claim = claimKey(placeOf(pathOf(finding)), finding.claim)
    const same = found.get(claim)
    if (same === undefined) found.set(claim, [finding])
    else same.push(finding)
  }
  return found
}

/** The same for what a page says of the same thing, wherever on it. */
export const claimKey = (path: string, { kind, owner, subject, value }: Claim): string =>
  JSON.stringify([path, kind, owner, subject, value])

const inOrder = (some: readonly Finding[], { findings }: CheckResult): readonly Finding[] => {
  const wanted = new Set(some)
  return findings.filter((finding) => wanted.has(finding))
}
