import type { Page } from '../domain/page.ts'

/** Of the words in runs of three that either page has, so many are in both. */
const alike = 0.7
/** Runs that are compared; of a longer page the first. */
const mostRuns = 4_000

/**
 * Older copies among some pages, each with the newer page that took its place: the same title, almost the same text, and a later change. Pages
 * that differ by what their places differ by (one runbook for each region) are siblings, and two copies of one text are as good as each other.
 */
export function olderTwins(pages: readonly Page[]): ReadonlyMap<string, Page> {
  const byTitle = new Map<string, Page[]>()
  for (const page of new Map(pages.map((one) => [one.id, one])).values()) {
    const title = titleOf(page)
    if (title !== '' && isComparable(page))
      byTitle.set(title, [...(byTitle.get(title) ?? []), page])
  }
  const found = new Map<string, Page>()
  for (const same of byTitle.values()) {
    if (same.length < 2) continue
    const newest = same.toSorted((a, b) => (changeOf(a) < changeOf(b) ? 1 : -1))
    for (const [index, older] of newest.entries()) {
      const newer = newest.slice(0, index).find((one) => isTwin(older, one))
      if (newer) found.set(older.id, newer)
    }
  }
  return found
}

/** Plans and records stand as they were written; what is gone takes nobody's place. */
const isComparable = ({ genre, times, supersededBy }: Page): boolean =>
  genre !== 'plan' &&
  genre !== 'record' &&
  times.gone === null &&
  supersededBy === null &&
  times.contentChanged !== null

const changeOf = ({ times }: Page): string => times.contentChanged?.at ?? ''

const titleOf = ({ title }: Page): string =>
  title
    .toLowerCase()
    .replace(
      /^copy of |\((?:copy|old|new|draft|\d{1,2}|v\d{1,3}|20\d\d)\)|\b(?:v\d{1,3}|20\d\d)$/g,
      ' ',
    )
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const isTwin = (older: Page, newer: Page): boolean =>
  older.sha256 !== newer.sha256 &&
  changeOf(older) < changeOf(newer) &&
  likeness(runsOf(older.text), runsOf(newer.text)) >= alike &&
  !areSiblings(older, newer)

/** Whether each page names in its text what only its own place says. */
const areSiblings = (a: Page, b: Page): boolean => {
  // The same file name in two folders is one page for each team, or for each edition, unless a folder is called a copy.
  if (fileName(a) === fileName(b) && !copied.test(a.path)) return true
  const [ofA, ofB] = [placeWords(a), placeWords(b)]
  const names = (page: Page, own: ReadonlySet<string>, other: ReadonlySet<string>) => {
    const words = new Set(wordsOf(`${page.title} ${page.text}`))
    return [...own].some((word) => !other.has(word) && words.has(word))
  }
  return names(a, ofA, ofB) || names(b, ofB, ofA)
}

const fileName = ({ path }: Page): string => path.slice(path.lastIndexOf('/') + 1)
const copied =
  /(?:^|[/_.-])(?:old|copy|copies|draft|drafts|archive[ds]?|backup|bak|obsolete|legacy)(?:[/_.-]|$)/i

const placeWords = ({ path, url }: Page): ReadonlySet<string> =>
  new Set(wordsOf(`${path} ${url ?? ''}`).filter((word) => !/^(?:v?\d+|old|new|copy)$/.test(word)))

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const runsOf = (text: string): ReadonlySet<string> => {
  const words = wordsOf(text)
  return new Set(
    words
      .slice(0, mostRuns)
      .map((word, index) => `${word} ${words[index + 1]} ${words[index + 2]}`),
  )
}

/** The share of runs that are in both (Jaccard). */
const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const shared = [...a].filter((run) => b.has(run)).length
  return shared / Math.max(1, a.size + b.size - shared)
}
