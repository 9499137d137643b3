import type { PartDates } from '../../domain/document.ts'
import type { Dated, Instant } from '../../domain/instant.ts'
import { writtenAt } from './commit-dates.ts'
import type { Edition } from './editions.ts'
import type { Trace } from './trace.ts'

/** How a history is read. */
export interface Telling {
  readonly now: Instant
  /** Where history was cut off, its first commits only carry what others wrote. */
  readonly isShallow: boolean
}

/** When a document was made and last touched, and what is odd about the commits that say so. */
export interface Lifetime {
  readonly created: Dated | null
  readonly modified: Dated | null
  readonly problems: readonly string[]
}

/** The life of a document by its editions, newest first: the path of commits decides what came first, the authors say when. */
export function lifetimeOf(editions: readonly Edition[], telling: Telling): Lifetime {
  const first = editions.at(-1)
  const last = editions.find(isEdit) ?? first
  if (first === undefined || last === undefined)
    return { created: null, modified: null, problems: [] }
  const [made, edited] = [first, last].map(({ commit }) => writtenAt(commit, telling.now))
  const problems = [made?.problem, edited?.problem].filter((problem) => typeof problem === 'string')
  return {
    created: isCutOff(first, telling) ? null : byGit(made?.at ?? null),
    modified: isCutOff(last, telling) ? null : byGit(edited?.at ?? null),
    problems: [...new Set(problems)],
  }
}

/** Neither a merge nor a mere move. */
const isEdit = ({ commit, blob, from }: Edition): boolean =>
  commit.parents.length < 2 && from.every((one) => one.blob !== blob)

const isCutOff = ({ commit }: Edition, { isShallow }: Telling): boolean =>
  isShallow && commit.parents.length === 0

const byGit = (at: Instant | null): Dated | null => (at === null ? null : { at, basis: 'git' })

/** When the text of a trace last said something else. */
export const contentChanged = ({ editions, changed }: Trace, telling: Telling): Dated | null => {
  const edition = editions[changed]
  return edition === undefined ? null : editionDate(edition, telling)
}

const editionDate = (edition: Edition, telling: Telling): Dated | null =>
  isCutOff(edition, telling) ? null : byGit(writtenAt(edition.commit, telling.now).at)

/** For each line of a text that was traced, the newest date among its words; `count` lines in all. */
export function lineDates(
  { editions }: Pick<Trace, 'editions'>,
  { text, origins }: Trace['latest'],
  count: number,
  telling: Telling,
): PartDates {
  const dates = editions.map((edition) => editionDate(edition, telling))
  const lines: (Dated | null)[] = Array.from({ length: count }, () => null)
  for (const { number, words, start } of text.lines) {
    const own = words.map((_, index) => dates[origins[start + index] ?? -1] ?? null)
    lines[number] = own.reduce<Dated | null>(newer, null)
  }
  return { by: 'line', lines }
}

const newer = (a: Dated | null, b: Dated | null): Dated | null =>
  a === null || (b !== null && b.at > a.at) ? b : a

const bot =
  /\[bot\]|\b(?:bot|dependabot|renovate|github-actions|jenkins|ci|automation|automated)\b/i

/** Who wrote most words of a traced text; null where nobody, or a program, did. */
export function writerOf({ editions, latest }: Trace): string | null {
  const counts = new Map<string, number>()
  for (const origin of latest.origins) {
    const author = editions[origin]?.commit.author?.trim() ?? ''
    if (author === '' || author.includes('@') || bot.test(author)) continue
    counts.set(author, (counts.get(author) ?? 0) + 1)
  }
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a)
  return first === undefined || first[1] === second?.[1] ? null : first[0]
}
