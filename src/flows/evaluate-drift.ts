import { countClaims } from '../domain/check-result.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Instant } from '../domain/instant.ts'
import type { Progress } from '../domain/requests.ts'
import type { DriftLabels } from '../evaluation/drift-labels.ts'
import type { CheckedCommit } from '../evaluation/score-drift.ts'
import { checkDocuments } from './check-documents.ts'

export interface DriftEvaluation {
  readonly labels: DriftLabels
  /** The folder of a labelled repository; null where it is not at hand. */
  readonly folderOf: (repository: string) => string | null
  /** Check only the documents that labels name: the same verdicts on these, sooner. */
  readonly onlyLabelled: boolean
  readonly now: Instant
}

/** labels -> checks of each commit that they name, as `plumbline check` would run there */
export async function* evaluateDrift(
  { labels, folderOf, onlyLabelled, now }: DriftEvaluation,
  cache: FactCache,
  progress?: Progress,
): AsyncGenerator<CheckedCommit> {
  const commits = commitsOf(labels)
  for (const [done, { repository, commit, paths }] of commits.entries()) {
    const folder = folderOf(repository)
    progress?.({
      work: 'check',
      what: `${repository} at ${commit.slice(0, 12)}`,
      done,
      total: commits.length,
    })
    if (folder === null) continue
    const start = performance.now()
    const { pages, findings } = await checkDocuments(
      {
        repositories: [{ id: repository, path: folder, revision: commit }],
        now,
        ...(onlyLabelled ? { paths: [...paths].sort() } : {}),
      },
      cache,
    )
    const pathOf = new Map(pages.map(({ id, path }) => [id, path]))
    const { total, unknown } = countClaims(findings)
    yield {
      repository,
      commit,
      predictions: findings.map((finding) => ({
        repository,
        commit,
        path: pathOf.get(finding.claim.page) ?? '',
        finding,
      })),
      judged: total - unknown,
      read: total,
      seconds: (performance.now() - start) / 1000,
    }
  }
}

/** Every labelled commit with the documents that labels name there, repository by repository. */
function commitsOf({ wrong, right }: DriftLabels) {
  const commits = new Map<
    string,
    { readonly repository: string; readonly commit: string; readonly paths: Set<string> }
  >()
  for (const { repository, commit, path } of [...wrong, ...right]) {
    const key = `${repository} ${commit}`
    const known = commits.get(key) ?? { repository, commit, paths: new Set() }
    known.paths.add(path)
    commits.set(key, known)
  }
  return [...commits.values()].sort((a, b) => (a.repository < b.repository ? -1 : 1))
}
