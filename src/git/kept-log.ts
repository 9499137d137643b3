import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { commitsIn, type LoggedCommit, logCommand, logPieces } from './changes.ts'
import type { Git } from './git.ts'

/** Where what git told of a history is kept. */
export interface LogKeeper {
  get(): Promise<Uint8Array | null>
  put(bytes: Uint8Array): Promise<void>
  /** Fewer pieces than these (a commit and each of its changes are some two) git tells in no time. */
  readonly fewest: number
}

/** The name for what is kept of a repository: what git is asked differently it tells differently. */
export const logKey = ({ root }: Git): string =>
  `log ${createHash('sha256')
    .update(JSON.stringify([root, logCommand]))
    .digest('hex')
    .slice(0, 20)}`

/**
 * The commits of a history, of which only those that came since are asked of git: what it told of all up to a base, which the history
 * contains, is kept. Clones that lack commits or trees keep nothing, for theirs are not what they are elsewhere.
 */
export async function* keptCommits(
  git: Git,
  base: string,
  head: string,
  keeper: LogKeeper,
): AsyncGenerator<LoggedCommit, void, undefined> {
  yield* commitsIn(logPieces(git, [head, `^${base}`]))
  yield* commitsIn([await told(git, base, keeper)])
}

async function told(git: Git, base: string, keeper: LogKeeper): Promise<readonly string[]> {
  const mayKeep = !git.isShallow && !git.isPartial
  const kept = mayKeep ? decoded(await keeper.get()) : null
  if (kept?.tip === base) return kept.pieces
  const isOlder =
    kept !== null && (await git.mergeBase(kept.tip, base).catch(() => null)) === kept.tip
  const pieces: string[] = []
  for await (const batch of logPieces(git, isOlder ? [base, `^${kept.tip}`] : [base]))
    pieces.push(...batch)
  // Each telling ends in a piece of its own, so that one can follow the other.
  const all = isOlder ? [...pieces, ...kept.pieces] : pieces
  if (mayKeep && all.length >= keeper.fewest)
    await keeper.put(deflateSync([base, ...all].join('\0'), { level: 1 }))
  return all
}

// zlib's checksum says that the bytes are whole.
function decoded(bytes: Uint8Array | null) {
  if (bytes === null) return null
  try {
    const [tip = '', ...pieces] = inflateSync(bytes).toString().split('\0')
    return { tip, pieces }
  } catch {
    return null
  }
}
