import { posix } from 'node:path'
import type { Claim } from '../../../domain/claim.ts'
import { wordsOf } from '../../../domain/fact.ts'
import type { Judgement } from '../../../domain/finding.ts'
import { unknown } from '../../check.ts'
import { capital, otherSpellings } from '../../spellings.ts'
import { type Doubt, filesWith, isRegistered, lastName, wasLiteral } from '../loss.ts'

/** Kinds whose names libraries derive from those of fields and parameters. */
const derived: ReadonlySet<string> = new Set([
  'option',
  'setting',
  'cli-flag',
  'environment-variable',
])

/** A name of several words that stands in code in another spelling, from which a parser may derive it: `BlockID`. */
export const standsOtherwise: Doubt = ({ opinion, claim, fate, grounds }) => {
  const { lost, whole } = opinion
  if (fate.is !== 'gone' || whole !== null || wasLiteral({ opinion, fate })) return null
  if (lost.kind === 'file-path') return null
  const last = lastName(lost.subject)
  const isDerived = derived.has(lost.kind)
  if (!isDerived && !isRegistered(last, fate.was.quote)) return null
  for (const spelling of otherSpellings(last)) {
    // A generator takes names from those of methods, and none of those is in capitals.
    if (!isDerived && spelling === spelling.toUpperCase()) continue
    const files = filesWith(spelling, grounds)
    if (files > 0) return spelledOtherwise(claim, spelling, files)
  }
  return null
}

/** So many words in a row are no coincidence. */
const fewestWords = 3

/** `no_berth_twice` of `NoBerthTwiceRule.php`: a registry names what it holds by its class, without what all of them end in. */
export const namedByClass: Doubt = ({ opinion: { lost, whole }, claim, fate, ground }) => {
  if (fate.is !== 'gone' || whole !== null || lost.kind === 'file-path') return null
  const name = lastName(lost.subject)
  const words = wordsOf(name)
  if (words.length < fewestWords || !/^[a-z\d]+(?:[_-][a-z\d]+)+$/.test(name)) return null
  const start = words.map(capital).join('')
  const paths = [...ground.survey.paths]
  for (const path of paths.filter((one) => one.startsWith(start, one.lastIndexOf('/') + 1))) {
    const kind = stemOf(path).slice(start.length)
    if (wordsOf(stemOf(path)).length !== words.length + 1 || ofTests.test(kind)) continue
    if (/(?:^|\/)(?:tests?|spec)\//i.test(path)) continue
    const alike = paths.filter(
      (one) =>
        posix.dirname(one) === posix.dirname(path) &&
        stemOf(one).endsWith(kind) &&
        stemOf(one) !== stemOf(path),
    )
    if (alike.length >= fewestAlike)
      return unknown('ambiguous', `${path} may go by the name of ${claim.subject}`)
  }
  return null
}

/** What so many others beside it end in, too, is what all of them are. */
const fewestAlike = 2
const ofTests = /^(?:Tests?|Spec|Request|Response|Exception|Error|Event|Dto|DTO)$/
const stemOf = (path: string): string => posix.basename(path).replace(/\..*$/, '')

const areAlike = /\b(?:the same|equivalent|interchangeabl[ey]|case[- ]insensitive|alike)\b/i

/** "`view-main`, `View.Main` and `VIEW_MAIN` are the same": a name in each of its spellings shows how names may be written. */
export const saidInAllSpellings: Doubt = ({
  opinion: { lost },
  claim: { token, quote, subject },
}) => {
  if (lost.kind === 'file-path' || !areAlike.test(quote)) return null
  const name = wordsOf(token).join(' ')
  const spellings = (quote.match(/[\w.-]{3,80}/g) ?? []).map((word) =>
    word.replace(/^\W+|\W+$/g, ''),
  )
  const alike = new Set(spellings.filter((word) => wordsOf(word).join(' ') === name))
  return name.includes(' ') && alike.size >= 3
    ? unknown(
        'example',
        `the sentence writes ${subject} in ${alike.size} ways: it shows how names may be written`,
      )
    : null
}

/**
 * A page on the ledger that writes `ledger_pool_size` out, which code has, may call it `pool_size` for short; where the long name stands in
 * the file that lost the short one, it is its new name.
 */
export const saidForShort: Doubt = ({ opinion, claim, page, fate, ground, isSeen }) => {
  const last = lastName(claim.subject)
  if (opinion.lost.kind === 'file-path' || opinion.whole !== null || fate.is !== 'gone' || isSeen)
    return null
  if (!/^[a-z][a-z\d]*(?:[_-][a-z\d]+)+$/.test(last)) return null
  const written = new RegExp(String.raw`(?<![\w-])[a-z][\w-]{0,60}[_-]${last}(?![\w-])`, 'g')
  for (const [whole] of page.text.matchAll(written)) {
    const rest = wordsOf(whole.slice(0, -last.length))
    const [now] = ground.survey.about(whole, ['option', 'setting', 'symbol'])
    if (now && now.path !== fate.was.path && rest.every((word) => claim.context.includes(word)))
      return unknown(
        'ambiguous',
        `the page writes ${whole} too, which code has and which may be meant`,
      )
  }
  return null
}

const spelledOtherwise = ({ subject }: Claim, spelling: string, files: number): Judgement =>
  unknown(
    'ambiguous',
    `no declaration of ${subject} is left, but ${spelling} stands in ${files === 1 ? 'a file' : `${files} files`} of code, which may be it`,
  )
