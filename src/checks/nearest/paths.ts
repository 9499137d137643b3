import { posix } from 'node:path'
import { type Survey, wordsOf } from '../../domain/fact.ts'
import { distanceWithin } from '../../values/distance.ts'
import { grouped } from '../../values/grouped.ts'
import { isMisspelt } from './slip.ts'
import { differenceOf } from './words.ts'

/** The one tracked path beside which this one would lie, and whose name is a slip away from its own; a hint. */
export function nearestPath(path: string, surveys: readonly Survey[]): string | null {
  const name = posix.basename(path)
  const folder = posix.dirname(path)
  const found = new Set<string>()
  for (const survey of surveys)
    for (const other of candidates(name, folder, placesOf(survey)))
      if (
        isBelow(other.folder, folder) &&
        isSlip(name, other.name, folder === '.') &&
        !material.test(other.path) &&
        isMisspeltFile(name, other.name, surveys)
      )
        found.add(other.path)
  const [first, ...others] = found
  return first !== undefined && others.length === 0 ? first : null
}

interface Placed {
  readonly path: string
  readonly folder: string
  readonly name: string
}

interface Places {
  /** By the last name of the folder. */
  readonly byFolder: ReadonlyMap<string, readonly Placed[]>
  readonly byLength: ReadonlyMap<number, readonly Placed[]>
}

/** A bare name is at most so many letters away. */
const mostLetters = 2

function* candidates(name: string, folder: string, places: Places): Iterable<Placed> {
  if (folder !== '.') return yield* places.byFolder.get(posix.basename(folder)) ?? []
  for (let length = name.length - mostLetters; length <= name.length + mostLetters; length += 1)
    yield* places.byLength.get(length) ?? []
}

const prepared = new WeakMap<Survey, Places>()

function placesOf(survey: Survey): Places {
  const known = prepared.get(survey)
  if (known !== undefined) return known
  const placed = Array.from(survey.paths, (path): Placed => {
    const slash = path.lastIndexOf('/')
    return { path, folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) }
  })
  const places = {
    byFolder: grouped(placed, ({ folder }) => posix.basename(folder)),
    byLength: grouped(placed, ({ name }) => name.length),
  }
  prepared.set(survey, places)
  return places
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
  if (distanceWithin(a, b, a.length < 12 ? 1 : mostLetters) <= mostLetters) return true
  const difference = isBare ? null : differenceOf(wordsOf(a), wordsOf(b))
  return difference !== null && difference !== 'one-other'
}
