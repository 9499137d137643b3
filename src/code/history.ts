import { PlumblineError } from '../domain/errors.ts'
import type { Fate, History, Lost } from '../domain/history.ts'
import type { Snapshot } from '../domain/repository.ts'
import type { Git } from '../git/git.ts'
import { classify, provesFacts } from './classify.ts'
import { alive } from './history/alive.ts'
import { batched, inParallel } from './history/batched.ts'
import { type EndsOf, followed } from './history/chains.ts'
import type { LostName } from './history/fitting.ts'
import { openHoles } from './history/holes.ts'
import { openMentions } from './history/mentions.ts'
import { newestEnd } from './history/names.ts'
import { pathFate, pathHistory } from './history/paths.ts'
import { type FactsIn, openReader } from './history/reader.ts'
import { type Bounds, findRemovals } from './history/removals.ts'
import { openTouches } from './history/touches.ts'
import { formerValues, type ValueQuestion } from './history/values.ts'

export type { FactsIn } from './history/reader.ts'

/** How many changes are looked at, for a name that is gone and for a value that changed. */
const endBounds: Bounds = { fewer: 25, edited: 10 }
const valueBounds: Bounds = { fewer: 15, edited: 30 }

/** The past of a repository up to a snapshot, read from git in a few passes, none of them per name. */
export function gitHistory(git: Git, snapshot: Snapshot, factsIn: FactsIn): History {
  const { commit } = snapshot
  const reader = openReader(git, factsIn)
  const holes = openHoles(git, commit)

  const removalsOf = (names: Iterable<string>, bounds: Bounds) =>
    holes.around((without) => findRemovals(git, commit, names, bounds, without))

  const endsOf: EndsOf = async (names) => {
    const removals = await removalsOf(
      names.map(({ subject }) => subject),
      endBounds,
    )
    return inParallel(names, (name) =>
      newestEnd(git, reader, name, removals.get(name.subject) ?? []),
    )
  }

  const nameFates = async (names: readonly LostName[]): Promise<readonly Fate[]> => {
    if (names.length === 0) return []
    const ends = await endsOf(names)
    const fates = await followed(ends, (name) => alive(git, snapshot, reader, name), endsOf)
    return fates.map((fate) => fate ?? { is: 'never' })
  }

  const pathFates = async (paths: readonly string[]): Promise<readonly Fate[]> => {
    if (paths.length === 0) return []
    const present = snapshot.files.map(({ path }) => path)
    const past = await holes.around((without) => pathHistory(git, commit, present, paths, without))
    return paths.map((path) => pathFate(path, past))
  }

  /** Where history was not read to its root, a name that was not found may still have been there. */
  const doubted = (fate: Fate): Fate => {
    if (fate.is !== 'never') return fate
    if (snapshot.historyLimit !== null) return { is: 'unknown', because: 'shallow-history' }
    const unread = holes.known().some((path) => provesFacts(classify(path)))
    return unread ? { is: 'unknown', because: 'unread' } : fate
  }

  const askValues = batched(async (questions: readonly ValueQuestion[]) => {
    const removals = await removalsOf(
      questions.map(({ subject }) => subject),
      valueBounds,
    )
    return inParallel(questions, (question) =>
      formerValues(reader, question, removals.get(question.subject) ?? []),
    )
  })

  const askFate = batched(async (lost: readonly Lost[]) =>
    (await sorted(lost, pathFates, nameFates)).map(doubted),
  )

  return {
    fates: (lost) => Promise.all(lost.map(askFate)),
    formerValues: (subject, kinds, owner) => askValues({ subject, kinds, owner }),
    firstMention: openMentions(git, commit),
    ...openTouches(git, commit),
  }
}

/** Paths and names are looked up apart, each kind in one pass; the fates come back in the order asked. */
async function sorted(
  lost: readonly Lost[],
  pathFates: (paths: readonly string[]) => Promise<readonly Fate[]>,
  nameFates: (names: readonly LostName[]) => Promise<readonly Fate[]>,
): Promise<readonly Fate[]> {
  const paths = lost.flatMap((one) => (one.kind === 'file-path' ? [one.path] : []))
  const names = lost.filter(isName)
  const [ofPaths, ofNames] = await Promise.all([
    readable(pathFates(paths), paths),
    readable(nameFates(names), names),
  ])
  const next = { path: 0, name: 0 }
  return lost.map((one) => {
    const fate = isName(one) ? ofNames[next.name++] : ofPaths[next.path++]
    return fate ?? { is: 'unknown', because: 'unread' }
  })
}

const isName = (lost: Lost): lost is LostName => lost.kind !== 'file-path'

/** A history that git cannot read says nothing of what was asked, and stops nobody. */
async function readable(
  reading: Promise<readonly Fate[]>,
  asked: readonly unknown[],
): Promise<readonly Fate[]> {
  try {
    return await reading
  } catch (fault) {
    if (fault instanceof PlumblineError)
      return asked.map(() => ({ is: 'unknown', because: 'unread' }))
    throw fault
  }
}
