import { posix } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import { type Fact, type Survey, wordsOf } from '../../domain/fact.ts'

/** The folder that a repository of several programs gives each: `cmd/ferry/main.go`. */
const ofProgram = /(?:^|\/)cmd\/([\w-]{2,60})\//

const known = new WeakMap<Survey, ReadonlySet<string>>()

/** The programs of a repository, by the names of their folders. */
function programsOf(survey: Survey): ReadonlySet<string> {
  const before = known.get(survey)
  if (before !== undefined) return before
  const found = new Set<string>()
  for (const path of survey.paths) {
    const program = ofProgram.exec(path)?.[1]
    if (program !== undefined) found.add(program)
  }
  known.set(survey, found)
  return found
}

/** Whether a flag is one program's and the page is called like another of the same repository: `acme-search.md` and `cmd/webhook`. */
export function isOfOtherProgram(
  { kind, path, repository }: Fact,
  { page }: Claim,
  surveys: readonly Survey[],
): boolean {
  const own = kind === 'cli-flag' ? ofProgram.exec(path)?.[1] : undefined
  const survey = surveys.find((one) => one.repository === repository)
  if (own === undefined || survey === undefined) return false
  const called = new Set(wordsOf(posix.basename(page).replace(/\.\w+$/, '')))
  const meant = [...programsOf(survey)].filter((program) =>
    wordsOf(program).every((word) => called.has(word)),
  )
  return meant.length > 0 && !meant.includes(own)
}
