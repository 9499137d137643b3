import { posix } from 'node:path'
import { type Survey, wordsOf } from '../../domain/fact.ts'
import { distanceWithin } from '../../values/distance.ts'
import { isMisspelt } from './slip.ts'
import { differenceOf } from './words.ts'

/** The one tracked path beside which this one would lie, and whose name is a slip away from its own; a hint. */
export function nearestPath(path: string, surveys: readonly Survey[]): string | null {
  const name = posix.basename(path)
  const folder = posix.dirname(path)
  const found = new Set<string>()
  for (const survey of surveys)
    for (const tracked of survey.paths) {
      const slash = tracked.lastIndexOf('/')
      const other = tracked.slice(slash + 1)
      if (
        isBelow(tracked.slice(0, Math.max(0, slash)), folder) &&
        isSlip(name, other, folder === '.') &&
        !material.test(tracked) &&
        isMisspeltFile(name, other, surveys)
      )
        found.add(tracked)
    }
  const [first, ...others] = found
  return first !== undefined && others.length === 0 ? first : null
}

/** Files that tests and examples are about are called as it comes. */
const material =
  /(?:^|\/)(?:__?(?:fixtures?|mocks?)__?|fixtures?|mocks?|test[-_]?data|examples?)\//i

/** Another ending, or a name that code has no words for. */
const isMisspeltFile = (name: string, other: string, surveys: readonly Survey[]): boolean =>
  posix.extname(name) !== posix.extname(other) ||
  wordsOf(name).length !== wordsOf(other).length ||
  isMisspelt(posix.parse(name).name, posix.parse(other).name, surveys)

const isBelow = (folder: string, asked: string): boolean =>
  asked === '.' || folder === asked || folder.endsWith(`/${asked}`)

/** Endings that files of one sort have; a file is easily looked for under another of them. */
const families: readonly RegExp[] = [
  /^\.(?:md|mdx|markdown|rst|adoc|txt)$/,
  /^\.(?:ya?ml|json[c5]?|toml)$/,
  /^\.[cm]?[jt]sx?$/,
]

function isSlip(a: string, b: string, isBare: boolean): boolean {
  if (a === b || Math.abs(a.length - b.length) > 20) return false
  const [ending, other] = [posix.extname(a), posix.extname(b)]
  if (ending !== other)
    return (
      !isBare &&
      posix.parse(a).name === posix.parse(b).name &&
      families.some((family) => family.test(ending) && family.test(other))
    )
  if (distanceWithin(a, b, a.length < 12 ? 1 : 2) < 3) return true
  const difference = isBare ? null : differenceOf(wordsOf(a), wordsOf(b))
  return difference !== null && difference !== 'one-other'
}
