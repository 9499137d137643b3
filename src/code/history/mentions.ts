import type { Instant } from '../../domain/instant.ts'
import type { Git } from '../../git/git.ts'
import type { Past, PastCommit } from '../../git/past.ts'
import { askedOnce, batched, type WordsIn } from './batched.ts'
import type { Moves } from './moves.ts'

/** What a document was after one commit. */
export interface Edition {
  /** What it was called then. */
  readonly path: string
  readonly commit: PastCommit
  readonly blob: string
}

/** Most text of one document's editions that is read. */
const mostText = 400_000_000
const mostRenames = 20
/** Editions that are asked of git at once. */
const atOnce = 32

/** Tells when documents first said something. */
export function openMentions(
  git: Git,
  read: () => Promise<Past>,
  moves: Moves,
): (path: string, words: string) => Promise<Instant | null> {
  const ask = batched(async (questions: readonly WordsIn[]) => {
    const past = await read()
    const byPath = new Map<string, string[]>()
    for (const { path, words } of questions) byPath.set(path, [...(byPath.get(path) ?? []), words])
    const found = new Map<string, ReadonlyMap<string, Edition>>()
    for (const [path, words] of byPath)
      found.set(path, await firstHeld(git, await editionsOf(path, past, moves), words))
    return questions.map(({ path, words }): Instant | null => {
      const first = found.get(path)?.get(words)
      return first === undefined ? null : dateOf(git, first.commit)
    })
  })
  return askedOnce(ask)
}

/** The date of the commit that first said something; null where history was cut off there. */
export function dateOf(git: Git, { parents, date }: PastCommit): Instant | null {
  // Without parents, and with history cut off, a commit seems to add all that it only carries on.
  return git.isShallow && parents.length === 0 ? null : date
}

/** The editions of a document before a place in time, oldest first, across its renames. */
export async function editionsOf(
  path: string,
  past: Past,
  moves: Moves,
  until = -1,
): Promise<readonly Edition[]> {
  const found: Edition[] = []
  let name: string | null = path
  let before = until
  for (let hop = 0; hop <= mostRenames && name !== null; hop += 1) {
    let origin: string | null = null
    for (const { commit, change } of past.of(name)) {
      if (commit.order <= before || commit.parents.length > 1) continue
      if (change.now !== null) found.push({ path: name, commit, blob: change.now })
      if (change.status !== 'added') continue
      origin = await moves.from(commit, name)
      before = commit.order
      if (origin !== null) break
    }
    name = origin
  }
  return found.reverse()
}

/** For each of some words, the first edition that holds them. */
export async function firstHeld(
  git: Git,
  editions: readonly Edition[],
  words: readonly string[],
): Promise<ReadonlyMap<string, Edition>> {
  const found = new Map<string, Edition>()
  const wanted = new Set(words)
  let room = mostText
  for (let from = 0; from < editions.length && wanted.size > 0 && room > 0; from += atOnce) {
    const some = editions.slice(from, from + atOnce)
    const blobs = await Promise.all(some.map(({ blob }) => git.read(blob)))
    for (const [index, blob] of blobs.entries()) {
      const edition = some[index]
      const bytes = blob?.bytes ?? null
      if (bytes === null || edition === undefined) continue
      room -= bytes.length
      for (const one of heldIn(bytes, wanted)) {
        found.set(one, edition)
        wanted.delete(one)
      }
    }
  }
  return found
}

function heldIn(bytes: Buffer, wanted: ReadonlySet<string>): readonly string[] {
  const near = [...wanted].filter((words) => {
    const first = words.trim().split(/\s+/, 1)[0] ?? ''
    return first !== '' && bytes.includes(first)
  })
  if (near.length === 0) return near
  const text = bytes.toString('utf8')
  return near.filter((words) => holds(text, words))
}

/** Whether a text holds the words as a whole token, however its white space is set. */
export function holds(text: string, words: string): boolean {
  const wanted = words.trim().split(/\s+/)
  const [first = ''] = wanted
  if (first === '') return false
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    const end = endOf(wanted, text, at)
    if (end !== null && !endsInWord(text, at) && !goesOn(text, end)) return true
  }
  return false
}

/** Where some words that begin at a place end, with white space between each two; null where it is other words that begin there. */
function endOf(words: readonly string[], text: string, start: number): number | null {
  let at = start
  for (const [place, word] of words.entries()) {
    const blank = at
    while (place > 0 && isBlank.test(text.charAt(at))) at += 1
    if ((place > 0 && at === blank) || !text.startsWith(word, at)) return null
    at += word.length
  }
  return at
}

const isBlank = /\s/
const wordSign = /[\p{L}\p{N}_]/u
const letterOrDigit = /[\p{L}\p{N}]/u

/** Whether what stands before a place is part of a word. */
function endsInWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  // The second half of a pair is told by both.
  const isPair = before >= 0xdc00 && before < 0xe000
  return wordSign.test(text.slice(Math.max(0, at - (isPair ? 2 : 1)), at))
}

/** Whether a word that ends at a place goes on there, be it by a hyphen. */
function goesOn(text: string, at: number): boolean {
  const isHyphen = text.charAt(at) === '-'
  const next = text.codePointAt(isHyphen ? at + 1 : at)
  if (next === undefined) return false
  return (isHyphen ? letterOrDigit : wordSign).test(String.fromCodePoint(next))
}
