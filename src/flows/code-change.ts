import { otherSpellings } from '../checks/spellings.ts'
import { anyName } from '../code/extractor.ts'
import { gitSnapshot, type ReadableSnapshot } from '../code/snapshots.ts'
import { pathsOf, readFacts, surveyOf } from '../code/survey.ts'
import {
  type ChangedPath,
  type CodeChange,
  changedFacts,
  lostWords,
  type Standing,
} from '../domain/code-change.ts'
import { type Fact, wordsOf } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Snapshot } from '../domain/repository.ts'
import type { Between } from '../git/between.ts'
import type { Git } from '../git/git.ts'

/** What the commits between two do to what code states; only files that differ are read, and with a cache none that was read before. */
export async function codeChange(
  git: Git,
  { base, head, moves }: Pick<Between, 'base' | 'head' | 'moves'>,
  repository: string,
  cache: FactCache,
): Promise<CodeChange> {
  const at = (revision: string) => gitSnapshot(git, { repository, revision })
  const [before, after] = await Promise.all([at(base), at(head)])
  const facts = changedFacts(
    await factsOf(before, after.snapshot, cache),
    await factsOf(after, before.snapshot, cache),
  )
  const words = lostWords(facts).flatMap((word) => [word, ...otherSpellings(word)])
  return {
    ...{ repository, base, head, facts },
    paths: changedPaths(pathsOf(before.snapshot), pathsOf(after.snapshot), moves),
    words: words.length === 0 ? [] : await standingsOf([...new Set(words)], after, cache),
  }
}

/** What those files state that the other side does not have just so. */
async function factsOf(
  { snapshot, read }: ReadableSnapshot,
  other: Snapshot,
  cache: FactCache,
): Promise<readonly Fact[]> {
  const known = new Map(other.files.map(({ path, blob }) => [path, blob]))
  const files = snapshot.files.filter(({ path, blob }) => known.get(path) !== blob)
  const facts: Fact[] = []
  for await (const batch of readFacts({ ...snapshot, files }, read, cache))
    for (const { file, weak, facts: stated } of batch)
      for (const fact of stated.facts)
        if (fact.subject !== anyName)
          facts.push({ ...fact, repository: snapshot.repository, path: file.path, weak })
  return facts
}

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

/** How names stand in code as it is then. */
async function standingsOf(
  words: readonly string[],
  { snapshot, read }: ReadableSnapshot,
  cache: FactCache,
): Promise<readonly Standing[]> {
  const survey = await surveyOf(snapshot, read, cache)
  return words.map((word) => ({
    word,
    files: survey.occurrences(word),
    isTested: survey.isTested(word),
    isOwner: survey.hasOwner(wordsOf(word).join(' ')),
  }))
}
