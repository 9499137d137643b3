import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, longest first, as paths from the root. */
export const longest: readonly string[] = [
  'checks/corpus',
  'ci/github',
  'end-to-end/killed-crawl',
  'checks/properties',
  'bad-input/killed',
  'end-to-end/hidden-pages',
  'pages/bounds',
  'faults/real',
  'check/determinism',
  'ci/pre-commit',
  'ci/gitlab',
  'end-to-end/hosted-wikis',
  'code/extract',
  'cli/commands',
  'sources/mediawiki',
  'faults/every-step',
  'browser/accessibility',
  'browser/tasks',
  'end-to-end/http',
  'approvals/sign-in',
  'sources/dokuwiki',
  'store/killed',
  'evaluation/identifiers/identifiers',
  'real/fastify/fastify',
].map((path) => `test/${path}.test.ts`)

/** Begins with the longest files, so that in the end no worker waits for another; a fresh clone knows no durations. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b))
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const index = longest.findIndex((path) => moduleId.endsWith(`/${path}`))
  return index < 0 ? longest.length : index
}
