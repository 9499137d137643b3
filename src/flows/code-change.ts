import { otherSpellings } from '../checks/spellings.ts'
import { anyName } from '../code/extractor.ts'
import { gitSnapshot } from '../code/snapshots.ts'
import { openKept, type ReadFile, surveysOfBoth } from '../code/survey.ts'
import {
  type ChangedPath,
  type CodeChange,
  changedFacts,
  lostWords,
  type Standing,
} from '../domain/code-change.ts'
import { type Fact, type Survey, wordsOf } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Between } from '../git/between.ts'
import type { Git } from '../git/git.ts'

/** What the commits between two do to what code states; with a cache no file is read that was read before. */
export async function codeChange(
  git: Git,
  { base, head, moves }: Pick<Between, 'base' | 'head' | 'moves'>,
  repository: string,
  cache: FactCache,
): Promise<CodeChange> {
  const kept = await openKept(git.root, cache)
  const is = await gitSnapshot(git, {
    ...{ repository, revision: head },
    known: (path) => kept?.files.get(path)?.outline.file,
  })
  const files = new Map(is.snapshot.files.map((file) => [file.path, file]))
  const known = (path: string) => files.get(path)
  const was = await gitSnapshot(git, { repository, revision: base, known })
  const reading = { cache, keptAs: git.root, kept }
  const { before, after, changed } = await surveysOfBoth(was, is, reading)
  const statedBy = (files: readonly ReadFile[]) =>
    files.flatMap((file) => factsOf(file, repository))
  const facts = changedFacts(statedBy(changed.before), statedBy(changed.after))
  const words = lostWords(facts).flatMap((word) => [word, ...otherSpellings(word)])
  return {
    ...{ repository, base, head, facts },
    paths: changedPaths(before.paths, after.paths, moves),
    words: [...new Set(words)].map((word) => standingIn(after, word)),
  }
}

const factsOf = ({ file, weak, facts }: ReadFile, repository: string): readonly Fact[] =>
  facts.facts.flatMap((fact) =>
    fact.subject === anyName ? [] : [{ ...fact, repository, path: file.path, weak }],
  )

function changedPaths(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  moves: ReadonlyMap<string, string>,
): readonly ChangedPath[] {
  const went = [...before]
    .filter((path) => !after.has(path))
    .map((path) => ({ before: path, after: moves.get(path) ?? null }))
  const known = new Set(went.map((path) => path.after))
  const came = [...after].filter((path) => !before.has(path) && !known.has(path))
  return [...went, ...came.map((path) => ({ before: null, after: path }))]
}

/** How a name stands in code as it is then. */
const standingIn = (survey: Survey, word: string): Standing => ({
  word,
  files: survey.occurrences(word),
  isTested: survey.isTested(word),
  isOwner: survey.hasOwner(wordsOf(word).join(' ')),
})
