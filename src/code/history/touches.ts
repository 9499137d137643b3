import type { History } from '../../domain/history.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Git } from '../../git/git.ts'
import { detached } from '../../git/patches.ts'

/** A commit that touched a file. */
interface Touch {
  readonly commit: Moment
  /** The file came from here without a change of its content. */
  readonly from: string | null
}

interface Moment {
  /** Position in the log, from the newest. */
  readonly order: number
  /** Milliseconds. */
  readonly authored: number
  readonly committed: number
  readonly isRoot: boolean
}

interface Touches {
  readonly oldest: number
  /** Newest first. */
  readonly byPath: ReadonlyMap<string, readonly Touch[]>
}

/** Tells when files changed; reads the log once, when first asked. */
export function openTouches(git: Git, commit: string): Pick<History, 'datesOf' | 'changesSince'> {
  let reading: Promise<Touches> | null = null
  const read = (): Promise<Touches> => {
    reading ??= touchesOf(git, commit)
    return reading
  }
  return {
    async changesSince(moment, paths) {
      const after = Date.parse(moment)
      const { oldest, byPath } = await read()
      // What was cut off a shallow history may lie after the moment too.
      if (Number.isNaN(after) || (git.isShallow && !(oldest <= after))) return null
      const since = new Set<number>()
      for (const touch of paths.flatMap((path) => byPath.get(path) ?? [])) {
        // What was written before a moment but merged after it came after it.
        if (touch.commit.committed > after) since.add(touch.commit.order)
      }
      return since.size
    },
    async datesOf(path) {
      const touches = lifeOf(path, (await read()).byPath)
      const newest = touches.find(({ from }) => from === null)?.commit
      const first = touches.at(-1)?.commit
      if (newest === undefined || first === undefined) return null
      // Where history is cut off, its first commit seems to have written everything.
      if (git.isShallow && newest.isRoot) return null
      const modified = instant(newest.authored)
      const created = instant(first.authored)
      return created === null || modified === null ? null : { created, modified }
    },
  }
}

const instant = (milliseconds: number): Instant | null => {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

const mostRenames = 20

/** All touches of a file, newest first, under this name and those it had before. */
function lifeOf(path: string, byPath: ReadonlyMap<string, readonly Touch[]>): readonly Touch[] {
  const life: Touch[] = []
  let name: string | null = path
  let before = -1
  for (let hop = 0; hop <= mostRenames && name !== null; hop += 1) {
    const touches: readonly Touch[] = byPath.get(name) ?? []
    const older = touches.filter(({ commit }) => commit.order > before)
    const renamed = older.findIndex(({ from }) => from !== null)
    life.push(...(renamed < 0 ? older : older.slice(0, renamed + 1)))
    name = older[renamed]?.from ?? null
    before = older[renamed]?.commit.order ?? before
  }
  return life
}

async function touchesOf(git: Git, commit: string): Promise<Touches> {
  const byPath = new Map<string, Touch[]>()
  let now: Moment = { order: -1, authored: Number.NaN, committed: Number.NaN, isRoot: false }
  let oldest = Number.POSITIVE_INFINITY
  let pending: string[] = []
  const args = ['log', '--no-merges', '-M100%', '--name-status', '-z', '--format=%x01%at %ct %P']
  for await (const batch of git.batches([...args, '--end-of-options', commit], '\0')) {
    for (const raw of batch) {
      const text = raw.replace(/^\n/, '')
      if (text.startsWith('\x01')) {
        now = momentOf(text, now.order + 1)
        oldest = Math.min(oldest, now.committed)
        pending = []
      } else if (text !== '' || pending.length > 0) pending.push(text)
      if (isWhole(pending)) {
        touch(byPath, now, pending)
        pending = []
      }
    }
  }
  return { oldest, byPath }
}

function momentOf(text: string, order: number): Moment {
  const [authored = '', committed = '', ...parents] = text.slice(1).split(' ')
  return {
    order,
    authored: authored === '' ? Number.NaN : Number(authored) * 1000,
    committed: Number(committed) * 1000,
    isRoot: parents.join('') === '',
  }
}

const isWhole = ([status, path, to]: readonly string[]): boolean =>
  path !== undefined && (!status?.startsWith('R') || to !== undefined)

function touch(byPath: Map<string, Touch[]>, commit: Moment, fields: readonly string[]): void {
  const [, path = '', to] = fields
  const from = to === undefined ? null : detached(path)
  for (const name of to === undefined ? [path] : [path, to]) {
    const listed = byPath.get(name)
    const entry = { commit, from: name === to ? from : null }
    if (listed === undefined) byPath.set(detached(name), [entry])
    else listed.push(entry)
  }
}
