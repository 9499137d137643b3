import { posix } from 'node:path'
import type { Claim, ClaimKind } from '../domain/claim.ts'
import { type Evidence, type Finding, isWrong, type UnknownReason } from '../domain/finding.ts'

/** Kinds that are told from a list of names: so many names missing at once are missing in our reading of the list. */
const listed: ReadonlySet<ClaimKind> = new Set([
  'cli-flag',
  'command',
  'package-script',
  'build-target',
  'api-operation',
])
/** Kinds of names that code gives things; whether a file or a dependency is there is plain to see. */
const named: ReadonlySet<ClaimKind> = new Set([
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

/** What findings have in common that would be misread together. */
interface Misreading {
  readonly reason: UnknownReason
  /** Which findings such a misreading makes; the rest of those that were judged speaks for the reading. */
  readonly accuses: (finding: Finding) => boolean
  /** The same for all that share it; null for a finding that does not. */
  readonly keyOf: (finding: Finding, keptWithCode: boolean) => string | null
  /** What to say where so much is accused that the reading is more likely wrong than the page; null where it is not. */
  readonly doubt: (accused: readonly Finding[], held: readonly Finding[]) => string | null
  /** A change that was seen to take the names away may have put the list where nobody reads it. */
  readonly evenSeen?: true
}

const isGone = ({ status }: Finding): boolean => status === 'contradicted'

const isDated = ({ judgement }: Finding): boolean =>
  'since' in judgement && judgement.since !== null

const count = (findings: readonly Finding[], of: (finding: Finding) => string): number =>
  new Set(findings.map(of)).size
const subjectOf = ({ claim }: Finding): string => claim.subject
const pageOf = ({ claim }: Finding): string => claim.page
/** The change that made a finding wrong; where none is known, the finding stands for itself. */
const changeOf = ({ id, judgement }: Finding): string =>
  ('since' in judgement && judgement.since?.commit) || id
const headingOf = ({ claim }: Finding): string => claim.value ?? ''

/** A doubt where too many different things are accused, set against those that hold. */
const weighed =
  (
    of: (finding: Finding) => string,
    isTooMany: (accused: number, held: number) => boolean,
    say: (accused: number, all: number) => string,
  ): Misreading['doubt'] =>
  (accused, held) => {
    const [missing, there] = [count(accused, of), count(held, of)]
    return isTooMany(missing, there) ? say(missing, missing + there) : null
  }

/** So many, and more than hold. */
const mostOf =
  (fewest: number) =>
  (accused: number, held: number): boolean =>
    accused >= fewest && accused > held

/**
 * What goes out of date by and by is little beside what holds. On pages whose fixes we know, three in four of the outdated
 * had one or two such names, and hardly any had four whose square was more than the names that held.
 */
const isTooMuch = (accused: number, held: number): boolean =>
  accused >= 4 && accused * accused > held

const lists: Misreading = {
  evenSeen: true,
  reason: 'incomplete-survey',
  accuses: isGone,
  keyOf: ({ claim: { kind, owner }, repositories }) =>
    listed.has(kind) ? `${kind} ${repositories.join(' ')} ${owner?.split(' ')[0] ?? ''}` : null,
  doubt: weighed(
    subjectOf,
    mostOf(3),
    (missing, all) =>
      `of the ${all} names that pages know here, code seems to lack ${missing}: the list that was read is not the whole one`,
  ),
}

/** Links of one page, or of all that lie in one folder. */
const linksOf = (placeOfPage: (page: string) => string): Misreading => ({
  reason: 'ambiguous',
  // What once was right where the link leads shows that it is read from where it stands.
  accuses: (finding) => isGone(finding) && !isDated(finding),
  keyOf: ({ claim: { kind, page, subject } }) =>
    kind === 'link' && !subject.startsWith('#') ? placeOfPage(page) : null,
  doubt: weighed(
    subjectOf,
    isTooMuch,
    (broken, all) =>
      `${broken} of ${all} links lead nowhere from where they stand: the pages are read from elsewhere`,
  ),
})

/** Headings of a page that is made, or that only leads on, stand nowhere in its text. */
const headingsOfPage: Misreading = {
  reason: 'ambiguous',
  accuses: isWrong,
  keyOf: ({ claim: { kind, value, subject }, judgement }) => {
    // What is gone or moved is the page, with whatever headings it had.
    if ('since' in judgement && judgement.since !== null) return null
    const [to] = kind === 'link' && 'evidence' in judgement ? (judgement.evidence ?? []) : []
    return to === undefined || value === null || subject.startsWith('#') ? null : placeOf(to)
  },
  doubt: weighed(
    headingOf,
    mostOf(3),
    (missing, all) =>
      `${missing} of ${all} headings that pages link to there are not in its text: it may be made, or lead on`,
  ),
}

/** Generators have anchors of their own (`#label-Input`): a page most of whose own headings seem to be missing is shown by one. */
const ownHeadings: Misreading = {
  reason: 'ambiguous',
  accuses: isGone,
  keyOf: ({ claim: { kind, page, subject } }) =>
    kind === 'link' && subject.startsWith('#') ? page : null,
  doubt: weighed(
    headingOf,
    mostOf(4),
    (missing, all) =>
      `${missing} of ${all} links to headings of the page itself lead nowhere: what shows it may name them in its own way`,
  ),
}

/** A site names its anchors in the same way on all its pages. */
const ownHeadingsOfAll: Misreading = {
  ...ownHeadings,
  keyOf: ({ claim: { kind, subject }, repositories }) =>
    kind === 'link' && subject.startsWith('#') ? `# ${repositories.join(' ')}` : null,
  doubt: (accused, held) =>
    count(accused, pageOf) < 3
      ? null
      : weighed(
          ({ claim: { page, value } }) => `${page}#${value}`,
          isTooMuch,
          (missing, all) =>
            `${missing} of ${all} links to headings of their own page lead nowhere: what shows the pages may name them in its own way`,
        )(accused, held),
}

const placeOf = (evidence: Evidence): string =>
  evidence.in === 'code' ? `${evidence.repository} ${evidence.path}` : evidence.page

/** Names of one page, or of all that lie in one folder: those who keep pages beside the code mend them by and by. */
const namesOf = (placeOfPage: (page: string) => string, what: string): Misreading => ({
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

/** A list of values of which a set has none at all is a list of another set's. */
const valuesOfList: Misreading = {
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
const nameOfManyPages: Misreading = {
  reason: 'ambiguous',
  accuses: isWrong,
  keyOf: ({ claim: { kind, subject }, repositories }, keptWithCode) =>
    keptWithCode && (named.has(kind) || kind === 'file-path')
      ? `${kind} ${subject} ${repositories.join(' ')}`
      : null,
  doubt(accused) {
    const places = count(accused, ({ claim: { quote } }) => quote)
    const pages = count(accused, ({ claim: { page } }) => page)
    // Whether a file is there is plainer to see than what code calls a thing.
    const isPlain = accused[0]?.claim.kind === 'file-path'
    return Math.min(places, pages) < 2 || (isPlain && pages < 3 && places < 4)
      ? null
      : `${pages} pages beside the code still say it: it seems to be meant of something that is there`
  },
}

/** Where a link leads from the page that has it; null for a heading of its own. */
const targetOf = ({ kind, subject, owner }: Claim): string | null =>
  kind === 'link' && !subject.startsWith('#')
    ? posix.join(posix.dirname(owner ?? ''), subject).replace(/\/$/, '')
    : null

/** Whoever moves a page mends what leads to it; to what so many lead, they lead by the names of a site. */
const targetOfManyPages: Misreading = {
  reason: 'ambiguous',
  accuses: isWrong,
  keyOf: ({ claim, repositories }) => {
    const target = targetOf(claim)
    return target === null ? null : `${target} ${repositories.join(' ')}`
  },
  doubt(accused) {
    const pages = count(accused, pageOf)
    return pages < 5
      ? null
      : `${pages} pages lead to it: what publishes them may know it by that name`
  },
}

/** A default that code never had, and that several pages give all the same, is another's of that name. */
const defaultOfManyPages: Misreading = {
  reason: 'ambiguous',
  accuses: (finding) => isWrong(finding) && !isDated(finding),
  keyOf: ({ claim: { kind, subject }, repositories }, keptWithCode) =>
    keptWithCode && kind === 'default-value' ? `${subject} ${repositories.join(' ')}` : null,
  doubt(accused) {
    const pages = count(accused, pageOf)
    return pages < 2
      ? null
      : `${pages} pages beside the code give another default of that name, which the code never had: it may be another's`
  },
}

/** The folder of a page, in its source: what lies at the roots of two sources lies in no folder together. */
const folderOf = (page: string): string => `folder ${page.replace(/[^/:]*$/, '')}`

/** Which claims may be weighed with some of these, wherever they stand: more than are, for what is found of them is not known yet. */
export function weighedWith(some: readonly Claim[]): (claim: Claim) => boolean {
  const keys = new Set(some.flatMap(weighingsOf))
  return (claim) => weighingsOf(claim).some((key) => keys.has(key))
}

function weighingsOf(claim: Claim): readonly string[] {
  const { kind, subject, owner, page, value } = claim
  if (kind === 'link' && subject.startsWith('#')) return ['own headings']
  if (kind === 'link')
    return [
      `link ${folderOf(page)}`,
      `link to ${targetOf(claim)}`,
      ...(value === null ? [] : [`heading of ${subject.slice(subject.lastIndexOf('/') + 1)}`]),
    ]
  return [
    ...(listed.has(kind) ? [`${kind} list ${owner?.split(' ')[0] ?? ''}`] : []),
    ...(named.has(kind) ? [`${kind} in ${folderOf(page)}`] : []),
    ...(named.has(kind) || kind === 'file-path' || kind === 'default-value'
      ? [`${kind} called ${subject}`]
      : []),
  ]
}

/** Each way in which our reading may be wrong where it accuses too much. */
export const misreadings: readonly Misreading[] = [
  lists,
  linksOf((page) => page),
  linksOf(folderOf),
  headingsOfPage,
  ownHeadings,
  ownHeadingsOfAll,
  valuesOfList,
  namesOf((page) => page, 'on the page'),
  namesOf(folderOf, 'in the folder'),
  nameOfManyPages,
  targetOfManyPages,
  defaultOfManyPages,
]
