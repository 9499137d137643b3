import type { Claim } from '../../domain/claim.ts'
import {
  headingsOfPage,
  linksOf,
  ownHeadings,
  ownHeadingsOfAll,
  schemeOf,
  schemeOfManyFolders,
  targetOf,
  targetOfManyPages,
} from './links.ts'
import { folderOf, type Misreading } from './misreading.ts'
import {
  defaultOfManyPages,
  listed,
  listNotConfirmed,
  lists,
  named,
  nameOfManyPages,
  namesOf,
  namesOfOthers,
  oftenOpen,
  programOf,
  valuesOfList,
} from './names.ts'

/** Which claims may be weighed with some of these, wherever they stand: more than are, for what is found of them is not known yet. */
export function weighedWith(some: readonly Claim[]): (claim: Claim) => boolean {
  const keys = new Set(some.flatMap(weighingsOf))
  return (claim) => weighingsOf(claim).some((key) => keys.has(key))
}

const weighingsOf = (claim: Claim): readonly string[] => [
  `names on ${claim.page}`,
  ...weighingsByKind(claim),
]

function weighingsByKind(claim: Claim): readonly string[] {
  const { kind, subject, page, value } = claim
  if (kind === 'link' && subject.startsWith('#')) return ['own headings']
  if (kind === 'link')
    return [
      `link ${folderOf(page)}`,
      `link to ${targetOf(claim)}`,
      `link by ${schemeOf(claim)}`,
      ...(value === null ? [] : [`heading of ${subject.slice(subject.lastIndexOf('/') + 1)}`]),
    ]
  return [
    ...(listed.has(kind) ? [`${kind} list ${programOf(claim)}`] : []),
    ...(oftenOpen.has(kind) ? [`program ${programOf(claim)}`] : []),
    ...(named.has(kind) ? [`${kind} in ${folderOf(page)}`] : []),
    ...(named.has(kind) || kind === 'file-path' || kind === 'default-value'
      ? [`${kind} called ${subject}`]
      : []),
  ]
}

/** Each way in which our reading may be wrong where it accuses too much. */
export const misreadings: readonly Misreading[] = [
  lists,
  listNotConfirmed,
  linksOf((page) => page),
  linksOf(folderOf),
  headingsOfPage,
  ownHeadings,
  ownHeadingsOfAll,
  valuesOfList,
  namesOf((page) => page, 'on the page'),
  namesOf(folderOf, 'in the folder'),
  namesOfOthers,
  nameOfManyPages,
  targetOfManyPages,
  schemeOfManyFolders,
  defaultOfManyPages,
]
