import { PlumblineError } from '../domain/errors.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import type { Fate, History, Lost } from '../domain/history.ts'
import type { Snapshot } from '../domain/repository.ts'
import type { Progress } from '../domain/requests.ts'
import type { Git } from '../git/git.ts'
import { type Past, readPast } from '../git/past.ts'
import { provesFacts } from './classify.ts'
import type { About } from './history/alive.ts'
import { openAnswers } from './history/answers.ts'
import { batched } from './history/batched.ts'
import { openBranches } from './history/branches.ts'
import { openCarried } from './history/carried.ts'
import { openChanges } from './history/changes.ts'
import { isEvidence, mayProve } from './history/evidence.ts'
import type { LostName } from './history/fitting.ts'
import { openGoneNames } from './history/gone-names.ts'
import { openHolders } from './history/holders.ts'
import { type Lost as LostWords, openLost } from './history/lost-index.ts'
import { openMentions } from './history/mentions.ts'
import { openMoves } from './history/moves.ts'
import { once } from './history/once.ts'
import { pathFate, pathHistory } from './history/paths.ts'
import { type FactsIn, openReader } from './history/reader.ts'
import { openTags } from './history/tags.ts'
import { openTouches } from './history/touches.ts'

export type { FactsIn } from './history/reader.ts'

/** What a history is read with. */
export interface HistoryTools {
  readonly factsIn: FactsIn
  /** What the snapshot states today. */
  readonly about: About
  /** Keeps what old files and old changes told; null keeps nothing. */
  readonly cache: FactCache | null
  /** The history up to the snapshot, where somebody else reads it too. */
  readonly past?: () => Promise<Past>
  /** What its commits lost, where somebody else reads that too; what younger commits lost does no harm. */
  readonly lost?: () => Promise<LostWords>
  readonly progress?: Progress
}

/** A past that can be read ahead of the first question. */
export interface ReadableHistory extends History {
  /** Reads what every question about a name begins with; never fails, for whoever asks later is told. */
  prepare(): Promise<void>
  /** What its commits lost. */
  readonly lost: () => Promise<LostWords>
}

/** The past of a repository up to a snapshot, read from git in a few passes, none of them per name. */
export function gitHistory(
  git: Git,
  snapshot: Snapshot,
  { factsIn, about, cache, progress, past: lent, lost: lentLost }: HistoryTools,
): ReadableHistory {
  const { commit, repository } = snapshot
  // A clone without old objects must not know more for having been beside a whole one.
  const kept = snapshot.historyLimit === null ? cache : null
  const reader = openReader(git, factsIn)
  const moves = openMoves(git)
  const past = lent ?? once(() => readPast(git, commit))
  const lost =
    lentLost ??
    once(async () =>
      openLost(
        git,
        await past(),
        kept?.pieces ?? null,
        (done, total) =>
          progress?.({ work: 'check', what: `history of ${repository}`, done, total }),
        silentIn(snapshot),
      ),
    )

  const answers = once(async () =>
    openAnswers(kept?.pieces ?? null, (await past()).commits.at(-1)?.id ?? ''),
  )
  const names = openGoneNames({ reader, moves }, about, past, lost, answers)

  const pathFates = async (paths: readonly string[]): Promise<readonly Fate[]> => {
    if (paths.length === 0) return []
    const present = snapshot.files.map(({ path }) => path)
    const history = pathHistory(await past(), moves, present, paths)
    return Promise.all(paths.map((path) => pathFate(path, history)))
  }

  /** Where history was not read to its root, a name that was not found may still have been there. */
  const doubted = (fate: Fate, unread: boolean): Fate => {
    if (fate.is !== 'never') return fate
    if (snapshot.historyLimit !== null) return { is: 'unknown', because: 'shallow-history' }
    return unread ? { is: 'unknown', because: 'unread' } : fate
  }

  const askValues = batched(names.formerValues)

  const askFate = batched(async (asked: readonly Lost[]) => {
    const fates = await sorted(asked, pathFates, names.fates)
    const missing = asked.some(isName) ? (await lost().catch(() => null))?.missing : []
    const unread = missing?.some(isEvidence) ?? true
    return fates.map((fate) => doubted(fate, unread))
  })

  return {
    fates: (lost) => Promise.all(lost.map(askFate)),
    formerValues: (subject, kinds, owner) => askValues({ subject, kinds, owner }),
    firstMention: openMentions(git, past, moves),
    firstCarried: openCarried(git, past, moves),
    ...openChanges(reader, past, snapshot.files),
    ...openTouches(git, past),
    ...openTags(git),
    ...openBranches(git, commit),
    ...openHolders(git, commit),
    lost,
    prepare: () =>
      lost().then(
        () => undefined,
        () => undefined,
      ),
  }
}

/** Files that prove nothing for what is in them or for their size, which their path does not tell: they change most. */
const silentIn = ({ files }: Snapshot): ReadonlySet<string> =>
  new Set(
    files.flatMap((file) =>
      isEvidence(file.path) && !(provesFacts(file.class) && mayProve(file.path, file.size))
        ? [file.path]
        : [],
    ),
  )

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
