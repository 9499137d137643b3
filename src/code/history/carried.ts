import type { Instant } from '../../domain/instant.ts'
import type { Git } from '../../git/git.ts'
import type { Past } from '../../git/past.ts'
import { classify } from '../classify.ts'
import { askedOnce, batched, inParallel, type WordsIn } from './batched.ts'
import { dateOf, type Edition, editionsOf, firstHeld, holds } from './mentions.ts'
import type { Moves } from './moves.ts'

/** How many documents of one commit are looked into, and how many of them are followed for the same words. */
const mostRead = 200
const mostSources = 4
/** How often words are followed to the document they came from. */
const mostHops = 3
/** How many characters of text are kept at once. */
const mostText = 60_000_000

/**
 * Tells when the documents here first said something, where its words may have come from another document: one that
 * lost them in the very commit that brought them, by a split, a merger or a move too free to count as a rename.
 */
export function openCarried(
  git: Git,
  read: () => Promise<Past>,
  moves: Moves,
): (path: string, words: string) => Promise<Instant | null> {
  const ask = batched(async (questions: readonly WordsIn[]) => {
    const past = await read()
    const sources = openSources(git, moves)
    const first = async (
      path: string,
      words: string,
      before: number,
      hops: number,
    ): Promise<readonly Edition[]> => {
      const own = (await firstHeld(git, await editionsOf(path, past, moves, before), [words])).get(
        words,
      )
      if (own === undefined || hops === 0) return own === undefined ? [] : [own]
      const older = await Promise.all(
        (await sources(own, words)).map((source) =>
          first(source, words, own.commit.order, hops - 1),
        ),
      )
      return [own, ...older.flat()]
    }
    return inParallel(questions, async ({ path, words }): Promise<Instant | null> => {
      const dates = (await first(path, words, -1, mostHops)).map(({ commit }) =>
        dateOf(git, commit),
      )
      return dates.reduce(older, dates[0] ?? null)
    })
  })
  return askedOnce(ask)
}

/** Where one source cannot be dated, it may be older than all the others. */
const older = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? null : a < b ? a : b

/** Finds the documents that lost some words in the commit that made an edition. */
function openSources(
  git: Git,
  moves: Moves,
): (edition: Edition, words: string) => Promise<readonly string[]> {
  // The names that one commit brought are asked for together.
  const kept = new Map<string, string>()
  let length = 0
  const text = async (blob: string | null): Promise<string> => {
    if (blob === null) return ''
    const known = kept.get(blob)
    if (known !== undefined) return known
    const read = (await git.read(blob))?.bytes?.toString('utf8') ?? ''
    length += read.length
    if (length > mostText) {
      kept.clear()
      length = read.length
    }
    kept.set(blob, read)
    return read
  }

  return async ({ commit, path }, words) => {
    const found: string[] = []
    const lost = commit.changes
      .filter((one) => one.path !== path && one.status !== 'added')
      .filter((one) => classify(one.path) === 'document')
      // A document that is gone is likelier to have gone into another than one that only changed.
      .sort((a, b) => Number(b.now === null) - Number(a.now === null))
    for (const { path: from, olds, now } of lost.slice(0, mostRead)) {
      if (found.length === mostSources) break
      const old = olds[0] ?? null
      if (old === null || !holds(await text(old), words)) continue
      const to = now === null ? ((await moves.to(commit, from))?.to ?? null) : from
      const left = commit.changes.find((one) => one.path === to)?.now ?? null
      if (!holds(await text(left), words)) found.push(from)
    }
    return found
  }
}
