import type { Claim } from '../../domain/claim.ts'
import { type Survey, wordsOf } from '../../domain/fact.ts'
import type { Judgement } from '../../domain/finding.ts'
import { compareShared, readRelease } from '../../values/constraints.ts'
import { unknown } from '../check.ts'

/**
 * "Acme 2.x supports Java 7+": what a release of the code's own asked for stays so when a newer one is out. Null where the sentence names no
 * release before the version, or that of today.
 */
export function ofOwnRelease(
  { quote, token }: Claim,
  surveys: readonly Survey[],
): Judgement | null {
  // What has signs of markup in it, as `2.4.*x*` has, stands otherwise in the sentence.
  const said = quote.includes(token) ? quote : quote.replace(/[*_`]/g, '')
  const at = said.indexOf(token)
  const before = at < 0 ? said : said.slice(0, at)
  const behind = at < 0 ? '' : said.slice(at + token.length, at + token.length + 80)
  const opening = opensWith.exec(before)?.[1]
  if (opening !== undefined && isOlder(opening, surveys))
    return unknown('recorded', `the sentence speaks of release ${opening}`)
  for (const survey of surveys)
    for (const name of survey.names) {
      const release = releaseBehind(name, before) ?? releaseBehind(name, forOne.exec(behind)?.[0])
      if (release === null) continue
      const numbers = readRelease(release)?.numbers ?? []
      const [today] = releasesOf(name, survey)
      const isToday = compareShared(numbers, readRelease(today ?? '')?.numbers ?? [0]) >= 0
      if (today && isToday) return null
      return unknown(
        'recorded',
        `the sentence speaks of ${name} ${release}, ${today ? `and ${today} is out` : 'which may not be the newest'}`,
      )
    }
  return null
}

/** What is released under a name here, as its files say; an empty text where one does not tell the number. */
const releasesOf = (name: string, survey: Survey): readonly string[] =>
  survey
    .about(name, ['version'])
    .flatMap(({ role, weak, value }) => (role === 'release' && !weak ? [value ?? ''] : []))

/** "- v1.2.8 supports Node 6+": a line of a list of releases. */
const opensWith =
  /^[\s*+•|–-]{0,12}(?:version |release )?v(\d{1,4}(?:\.\d{1,5}){0,3})(?:\.[x*])?[*_`]{0,3} (?:supports?|requires?|needs?|works? (?:with|on)|runs? on|is compatible with) /i

/** Whether all that is known to be released here has other numbers today. */
function isOlder(numbers: string, surveys: readonly Survey[]): boolean {
  const said = readRelease(numbers)?.numbers ?? []
  const today = surveys.flatMap((survey) =>
    survey.names.flatMap((name) => releasesOf(name, survey)),
  )
  return (
    today.length > 0 &&
    today.every((release) => compareShared(said, readRelease(release)?.numbers ?? []) !== 0)
  )
}

/** "Python 3.8+ for Acme 6.0 and later" */
const forOne = /^\+?(?: or (?:later|newer|higher|above))? (?:for|with|by|in) .*$/s

/** The numbers that stand right behind a name, however its words are joined: `2.x` of "Acme-Shop 2.x supports". */
function releaseBehind(name: string, text = ''): string | null {
  const words = wordsOf(name.slice(name.lastIndexOf('/') + 1))
  if (words.length === 0 || words.length > 6) return null
  const called = words.join('[-_. ]?')
  const behind = new RegExp(
    String.raw`(?<![\w./-])${called}[ -](?:version |release )?v?(\d{1,4}(?:\.\d{1,5}){0,3})(?:\.[x*])?(?![\w.]*\w)`,
    'gi',
  )
  // The last one before the version is the one that the version is told of.
  return [...text.matchAll(behind)].at(-1)?.[1] ?? null
}
