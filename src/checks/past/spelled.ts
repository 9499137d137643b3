import type { Claim } from '../../domain/claim.ts'
import { wordsOf } from '../../domain/fact.ts'
import type { Judgement } from '../../domain/finding.ts'
import { unknown } from '../check.ts'
import { otherSpellings } from '../spellings.ts'
import { type Doubt, lastName, wasLiteral } from './loss.ts'

/** Kinds whose names libraries derive from those of fields and parameters. */
const derived: ReadonlySet<string> = new Set([
  'option',
  'setting',
  'cli-flag',
  'environment-variable',
])

/** Whether a line has a name in quotes, as what is registered under it: a generator may take it from a method's name since. */
const isRegistered = (name: string, quote: string): boolean =>
  ['"', "'", '`'].some((sign) => {
    const at = quote.indexOf(`${sign}${name}${sign}`)
    // A tag of Go's, `yaml:"max_age"`, names a key and is put together of nothing.
    return at >= 0 && quote[at - 1] !== ':'
  })

/** How a name is put together: `harbour_http_requests` of `harbour_`, and of `http_requests`. */
function piecesOf(name: string): readonly string[] {
  const cuts = Array.from(name.matchAll(/[_-]/g), ({ index }) => index)
  return cuts.flatMap((at, nth) => [
    name.slice(0, at + 1),
    ...(nth < cuts.length - 1 ? [name.slice(at + 1)] : []),
  ])
}

/** A long name that code registered in quotes, and of which it now has a piece: it may put the rest to it as it runs. */
export const putTogether: Doubt = ({ opinion: { lost, whole }, claim, fate, grounds }) => {
  if (fate.is !== 'gone' || whole !== null || lost.kind === 'file-path') return null
  const last = lastName(lost.subject)
  if (wordsOf(last).length < 3 || !isRegistered(last, fate.was.quote)) return null
  const piece = piecesOf(last).find((one) =>
    grounds.some(({ survey }) => survey.occurrences(one) > 0),
  )
  return piece === undefined
    ? null
    : unknown('ambiguous', `code has ${piece}, of which it may make ${claim.subject}`)
}

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
    const files = grounds.reduce((sum, { survey }) => sum + survey.occurrences(spelling), 0)
    if (files > 0) return spelledOtherwise(claim, spelling, files)
  }
  return null
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
