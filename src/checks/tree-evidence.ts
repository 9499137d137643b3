import type { Survey } from '../domain/fact.ts'
import type { Evidence } from '../domain/finding.ts'

/** A tracked path as a spot to open. */
export const treeEvidence = (survey: Survey, path: string): Evidence => ({
  in: 'code',
  repository: survey.repository,
  commit: survey.commit,
  path,
  line: 1,
  quote: path,
})
