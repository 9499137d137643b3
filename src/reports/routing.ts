import type { Principal } from '../domain/principal.ts'
import type { ReportDecision, ReportOwner } from '../domain/report.ts'

/** A name that some place gives for whoever owns a page; the places in the order in which they count. */
export interface Candidate {
  readonly by: 'page' | 'codeowners' | 'source'
  readonly named: string
  /** The repository whose CODEOWNERS says so: who may not read that one is not told. */
  readonly repository?: string
}

/** Whose a report is, and from which repository that is known. */
export interface Routed {
  readonly owner: ReportOwner
  readonly repository: string | null
}

type Nameable = Pick<Principal, 'id' | 'accounts'> & { readonly subject?: string | undefined }

/**
 * The one person that a name means: by id, by what the sign-in provider calls them, or by their account in the page's source. A team
 * means nobody: what is everybody's is done by nobody.
 */
export function personNamed<Person extends Nameable>(
  name: string,
  source: string,
  people: readonly Person[],
): Person | null {
  const wanted = plain(name)
  if (wanted === '') return null
  const account = plain(`${source}/user:${wanted}`)
  const found = people.filter(
    ({ id, subject, accounts = [] }) =>
      plain(id) === wanted ||
      (subject !== undefined && plain(subject) === wanted) ||
      accounts.some((one) => plain(one) === account || plain(one) === wanted),
  )
  // A name that means two people means neither.
  return found.length === 1 ? (found[0] ?? null) : null
}

/** `@Ana` and `ana` are one. */
const plain = (name: string): string => name.trim().replace(/^@/, '').toLowerCase()

/**
 * Whose a report is: whom it was handed to last, else the first person that its page, CODEOWNERS or its source name; never one who said
 * that it is not theirs. Where none of them is somebody who may mend it, the first name stands, with nobody behind it.
 */
export function ownerOf(
  candidates: readonly Candidate[],
  decisions: readonly Pick<ReportDecision, 'decision' | 'person' | 'to'>[],
  personOf: (name: string) => string | null,
): Routed {
  const passed = decisions.filter(({ decision }) => decision === 'not-mine')
  const handed = passed.at(-1)?.to ?? null
  // Whoever it was handed to after they passed it on has it again.
  const declined = new Set(passed.map(({ person }) => person))
  if (handed !== null) {
    const person = personOf(handed)
    if (person !== null)
      return { owner: { person, named: handed, by: 'handed-over' }, repository: null }
  }
  for (const { by, named, repository = null } of candidates) {
    const person = personOf(named)
    if (person !== null && !declined.has(person))
      return { owner: { person, named, by }, repository }
  }
  const [first] = candidates.filter(({ named }) => personOf(named) === null)
  const owner = { person: null, named: first?.named ?? null, by: first?.by ?? null }
  return { owner, repository: first?.repository ?? null }
}
