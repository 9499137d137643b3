import type { Claim } from '../../domain/claim.ts'
import { type Survey, wordsOf } from '../../domain/fact.ts'
import type { Page } from '../../domain/page.ts'
import { escaped } from '../../values/escaped.ts'
import { isForCi } from './conventions.ts'

/**
 * The dependency that a file went to: a folder that is here no more has the name of a package that code now depends
 * on, so what it stated may well be stated there still. Null where there is none.
 */
export function takenOver(path: string, surveys: readonly Survey[]): string | null {
  const folders = path
    .split('/')
    .slice(0, -1)
    .map((name, index, all) => ({ name, path: all.slice(0, index + 1).join('/') }))
    .filter(({ name }) => name.length >= 3 && !everyday.test(name))
  for (const survey of surveys)
    for (const { name, path: folder } of folders) {
      if (survey.paths.has(folder)) continue
      const taker = dependencyCalled(name, survey)
      if (taker !== null) return taker
    }
  return null
}

/** Names that folders of any project have. */
const everyday =
  /^(?:src|lib|libs|pkg|cmd|app|apps|api|bin|web|cli|sdk|dev|ext|core|utils?|common|types?|config|internal|server|client|tests?|docs?|tools?)$/i

function dependencyCalled(folder: string, survey: Survey): string | null {
  const wanted = folder.toLowerCase()
  for (const name of survey.subjects('dependency')) {
    const bare = name.toLowerCase().replace(/\/v\d+$/, '')
    const last = bare.slice(bare.lastIndexOf('/') + 1)
    if (last === wanted || last === `go-${wanted}` || last === `${wanted}-go`) return name
  }
  return null
}

const bareName = (dependency: string): string => {
  const path = dependency.replace(/\/v\d+$/, '')
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1)
}

const isTelling = (word: string): boolean => word.length >= 4 && !everyday.test(word)

/** A vendor's own kit and framework read the vendor's variables by themselves. */
const kit = new Set(['sdk', 'cloud', 'identity', 'credentials', 'auth'])

/** What only a pipeline sets is read by somebody else. */
const readsItself = (vendor: string, survey: Survey): boolean =>
  [...survey.subjects('environment-variable')].some(
    (name) =>
      wordsOf(name)[0] === vendor &&
      survey
        .about(name, ['environment-variable'])
        .some(({ weak, path }) => !weak && !isForCi(path)),
  )

/** The vendor's kit or framework that this code depends on, whose vendor an environment variable begins with: `AZURE_ACCOUNT`. */
export function kitReading(variable: string, surveys: readonly Survey[]): string | null {
  const [vendor = ''] = wordsOf(variable)
  for (const survey of surveys) {
    if (survey.names.some((name) => wordsOf(name).includes(vendor))) continue
    for (const dependency of survey.subjects('dependency')) {
      const words = wordsOf(dependency)
      if (!words.includes(vendor)) continue
      if (words.some((word) => kit.has(word))) return dependency
      // Whoever makes a framework for themselves reads variables of that name in their own code.
      if (words.includes('framework') && !readsItself(vendor, survey)) return dependency
    }
  }
  return null
}

/**
 * Of the dependencies that a change brought in the one that may have what it took away: the page names it, or
 * its own words stand in the name that is looked for. Null where there is none.
 */
export function broughtIn(
  dependencies: readonly string[],
  { claim, page }: { readonly claim: Claim; readonly page: Page },
  names: readonly string[],
): string | null {
  const own = new Set(names.flatMap(wordsOf))
  const subject = new Set(wordsOf(claim.subject))
  const owner = wordsOf(claim.owner ?? '')
  const taker = dependencies.find((dependency) => {
    const name = bareName(dependency)
    const telling = wordsOf(name).filter((word) => isTelling(word) && !own.has(word))
    return (
      telling.some((word) => subject.has(word) || owner.includes(word)) ||
      (telling.length > 0 && (stands(name, page.text) || saysPart(name, page.text)))
    )
  })
  return taker ?? null
}

/** `ZBerths` of `Products.ZBerths`: packages of a namespace go by what stands behind it. */
function saysPart(name: string, text: string): boolean {
  const part = name.slice(name.lastIndexOf('.') + 1)
  return part !== name && /[a-z]/.test(part) && /\w[A-Z]|_/.test(part) && stands(part, text, '')
}

/** Whether a text has the name as a word of its own. */
const stands = (name: string, text: string, flags = 'i'): boolean =>
  new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, flags).test(text)
