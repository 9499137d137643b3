import { type FactKind, type FileFact, factKinds, ownerFits } from '../../domain/fact.ts'
import type { Lost } from '../../domain/history.ts'
import type { Change } from '../../domain/repository.ts'
import type { Commit } from '../../git/commit.ts'
import { samePackage } from '../../values/packages.ts'
import { spellings } from './needles.ts'

/** A name that is asked for, as against a path. */
export type LostName = Exclude<Lost, { readonly kind: 'file-path' }>

// What a page calls an option, code may declare as a symbol, a setting or an option.
export const declared: ReadonlySet<FactKind> = new Set(['symbol', 'option', 'setting'])

// A key of settings is what takes one or sets one: a field of a type that nobody fills from settings is none.
const kindFits = (asked: FactKind, stated: FactKind): boolean =>
  asked === stated ||
  (declared.has(asked) && declared.has(stated) && !(asked === 'setting' && stated === 'symbol')) ||
  (asked === 'option' && stated === 'cli-flag')

/** The kinds of fact that can state what is asked for. */
export const kindsFor = (asked: FactKind): ReadonlySet<FactKind> =>
  new Set(factKinds.filter((stated) => kindFits(asked, stated)))

/** Facts of a file that state the name, with the kind and the owner that were asked for. */
export const stating = (
  lost: LostName,
  path: string,
  facts: readonly FileFact[],
): readonly FileFact[] =>
  facts.filter(
    (fact) =>
      kindFits(lost.kind, fact.kind) &&
      !isOnlyGiven(fact) &&
      sameName(lost.subject, fact) &&
      (lost.owner === null || belongs(lost, fact, path)),
  )

/** What code gave to a function says that the function takes it, and not that this code made the function. */
const isOnlyGiven = ({ kind, role }: FileFact): boolean => kind === 'option' && role === 'argument'

/** A resource's owner is its kind: a `service` of a composition of containers is no `Service` of a cluster. */
const belongs = ({ kind, owner }: LostName, fact: FileFact, path: string): boolean =>
  owner !== null &&
  (kind === 'resource' ? fact.owner === owner : ownerFits(owner, { owner: fact.owner, path }))

function sameName(asked: string, { subject, kind }: FileFact): boolean {
  if (asked === subject) return true
  if (kind === 'dependency') return samePackage(asked, subject)
  // A page may name a setting by the last part of its path.
  if (kind === 'setting' && !asked.includes('.') && subject.endsWith(`.${asked}`)) return true
  return (kind === 'option' || kind === 'cli-flag') && spellings(asked)[0] === spellings(subject)[0]
}

/** A commit as the change that made something what it is. */
export const changeOf = ({ id, date, author, subject }: Commit): Change => ({
  commit: id,
  version: null,
  date,
  author,
  subject,
})
