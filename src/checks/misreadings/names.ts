import type { Claim, ClaimKind } from '../../domain/claim.ts'
import { type Finding, isWrong } from '../../domain/finding.ts'
import {
  changeOf,
  count,
  isDated,
  isGone,
  isTooMuch,
  isUnheard,
  type Misreading,
  mostOf,
  pageOf,
  subjectOf,
  weighed,
} from './misreading.ts'

/** Kinds that are told from a list of names: so many names missing at once are missing in our reading of the list. */
export const listed: ReadonlySet<ClaimKind> = new Set([
  'cli-flag',
  'command',
  'package-script',
  'build-target',
  'api-operation',
])
/** Kinds of names that code gives things; whether a file or a dependency is there is plain to see. */
export const named: ReadonlySet<ClaimKind> = new Set([
  ...listed,
  'symbol',
  'option',
  'signature',
  'code-sample',
  'environment-variable',
  'feature-flag',
  'route',
  'metric',
  'enumeration',
  'helm-value',
])

/** The program, or whatever else has the list, that a claim names. */
export const programOf = ({ owner }: Claim): string => owner?.split(' ')[0] ?? ''

export const lists: Misreading = {
  evenSeen: true,
  reason: 'incomplete-survey',
  accuses: isGone,
  keyOf: ({ claim, repositories }) =>
    listed.has(claim.kind) ? `${claim.kind} ${repositories.join(' ')} ${programOf(claim)}` : null,
  doubt: weighed(
    subjectOf,
    mostOf(3),
    (missing, all) =>
      `of the ${all} names that pages know here, code seems to lack ${missing}: the list that was read is not the whole one`,
  ),
}

/** Kinds of names that a program may take in ways that nobody reads. */
export const oftenOpen: ReadonlySet<ClaimKind> = new Set(['command', 'cli-flag'])

/** A command or a flag that a program never had, where pages hardly tell of those that it has: its list may be of something else. */
export const listNotConfirmed: Misreading = {
  reason: 'incomplete-survey',
  accuses: (finding) => isGone(finding) && !isDated(finding),
  keyOf: ({ claim, repositories }) =>
    oftenOpen.has(claim.kind) ? `${repositories.join(' ')} ${programOf(claim)}` : null,
  doubt: weighed(
    subjectOf,
    mostOf(1),
    (missing, all) =>
      `pages know ${all - missing} of the names that were found for the program, and ${missing} that it never had: they may be of something else`,
  ),
}

/** Names of one page, or of all that lie in one folder: those who keep pages beside the code mend them by and by. */
export const namesOf = (placeOfPage: (page: string) => string, what: string): Misreading => ({
  reason: 'ambiguous',
  accuses: isWrong,
  keyOf: ({ claim: { kind, page } }, keptWithCode) =>
    keptWithCode && named.has(kind) ? `${kind} ${placeOfPage(page)}` : null,
  doubt: (accused, held) =>
    weighed(
      subjectOf,
      // Each page may have a name or two: what is too much on one is not yet so on many together. What one change took at
      // once, a page that is right for the rest may not have heard of.
      (missing, there) =>
        isTooMuch(missing, there * count(accused, pageOf)) &&
        !(missing <= there && count(accused, changeOf) === 1),
      (missing, all) =>
        `code lacks ${missing} of the ${all} names of this kind ${what}: it seems to tell of another release or of other code`,
    )(accused, held),
})

/** So many names that nobody here ever had, and so many times all that holds, are of somebody else's code. */
const fewestUnheard = 8
const timesUnheard = 2

/** What a sample of code calls may be its reader's own; what a page says in words, in tables and in settings is of what it tells of. */
const isNamedInWords = ({ claim: { kind, language } }: Finding): boolean =>
  named.has(kind) && kind !== 'signature' && kind !== 'code-sample' && language === undefined

/**
 * A page most of whose names code neither has nor ever had tells of what others make, as the manual of a plug-in does that lives
 * elsewhere: that code here once had a name of it, or gives one another value, says nothing against it.
 */
export const namesOfOthers: Misreading = {
  reason: 'other-project',
  accuses: (finding) =>
    isWrong(finding) && (isNamedInWords(finding) || finding.claim.kind === 'default-value'),
  withUnheard: true,
  keyOf: ({ claim: { page } }) => `names on ${page}`,
  doubt(accused, rest) {
    const known = new Set([...accused, ...rest.filter((one) => !isUnheard(one))].map(subjectOf))
    const unheard = new Set(
      rest.filter((one) => isUnheard(one) && isNamedInWords(one)).map(subjectOf),
    )
    const others = [...unheard].filter((subject) => !known.has(subject)).length
    return others < fewestUnheard || others <= timesUnheard * known.size
      ? null
      : `${others} names on the page never were of any code here, and ${known.size} are or were: it tells of something that others make`
  },
}

/** A list of values of which a set has none at all is a list of another set's. */
export const valuesOfList: Misreading = {
  reason: 'ambiguous',
  accuses: isWrong,
  keyOf: ({ claim: { kind, owner, page, quote } }) =>
    kind === 'enumeration' ? `${page} ${owner ?? ''} ${quote}` : null,
  doubt: (accused, held) =>
    accused.length < 2 || held.length > 0
      ? null
      : `of the ${accused.length} values said together the set in code has none: it may be another's`,
}

/** What was forgotten when code changed is said on one page; what several say in words of their own was not forgotten. */
export const nameOfManyPages: Misreading = {
  reason: 'ambiguous',
  accuses: isWrong,
  keyOf: ({ claim: { kind, subject }, repositories }, keptWithCode) =>
    keptWithCode && (named.has(kind) || kind === 'file-path')
      ? `${kind} ${subject} ${repositories.join(' ')}`
      : null,
  doubt(accused) {
    const places = count(accused, ({ claim: { quote } }) => quote)
    const pages = count(accused, pageOf)
    // Whether a file is there is plainer to see than what code calls a thing.
    const isPlain = accused[0]?.claim.kind === 'file-path'
    return Math.min(places, pages) < 2 || (isPlain && pages < 3 && places < 4)
      ? null
      : `${pages} pages beside the code still say it: it seems to be meant of something that is there`
  },
}

/** A default that code never had, and that several pages give all the same, is another's of that name. */
export const defaultOfManyPages: Misreading = {
  reason: 'ambiguous',
  accuses: (finding) => isWrong(finding) && !isDated(finding),
  keyOf: ({ claim: { kind, subject, value }, repositories }, keptWithCode) =>
    keptWithCode && kind === 'default-value'
      ? `${subject} ${value} ${repositories.join(' ')}`
      : null,
  doubt(accused) {
    const pages = count(accused, pageOf)
    return pages < 2
      ? null
      : `${pages} pages beside the code give another default of that name, which the code never had: it may be another's`
  },
}
