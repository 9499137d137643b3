import { otherSpellings } from '../checks/spellings.ts'
import { anyName } from '../code/extractor.ts'
import type { ReadFile, SurveysOfBoth } from '../code/survey.ts'
import {
  type ChangedPath,
  type CodeChange,
  changedFacts,
  lostWords,
  type Standing,
} from '../domain/code-change.ts'
import { type Fact, type Survey, wordsOf } from '../domain/fact.ts'
import type { Between } from '../git/between.ts'

/** What a change does to what code states, by the surveys of both its sides. */
export function codeChange(
  { base, head, moves }: Pick<Between, 'base' | 'head' | 'moves'>,
  { before, after, changed }: SurveysOfBoth,
  repository: string,
): CodeChange {
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
