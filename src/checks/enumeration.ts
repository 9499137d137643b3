import type { Claim } from '../domain/claim.ts'
import {
  type Check,
  type Mention,
  missingFrom,
  type Opinion,
  type Reading,
  unknown,
} from './check.ts'
import { listedIn } from './enumerations/phrases.ts'
import { type MemberSet, setEndingIn, setsNamed } from './enumerations/sets.ts'
import { evidenceOf } from './names.ts'
import { isDistinctive } from './shape.ts'

/** A page lists the values that something can have; the set in code must have each of them. */
export const enumeration: Check = {
  statesMore: true,
  saysSentences: true,
  about: 'A page lists the values that something can have; the set in code must have each of them.',
  against: ['member'],

  *mentions(reading: Reading): Iterable<Mention> {
    yield* listedIn(reading)
  },

  judge(claim, surveys): Opinion {
    const sets = setsNamed(claim.owner ?? '', surveys)
    if (sets.length === 0)
      return unknown('never-existed', `no code here lists the values of ${claim.owner}`)
    // `Position::Start` names the member `Start` with its set.
    const value = claim.subject.split(/::|\.(?=[A-Z])/).at(-1) ?? claim.subject
    const said = sets.some((set) => has(set, claim.subject)) ? claim.subject : value
    const holding = sets.find((set) => has(set, said))
    const fact = holding?.facts.find(({ subject }) => same(subject, said))
    if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
    const [set, ...others] = sets
    if (!set || others.length > 0)
      return unknown('ambiguous', `${sets.length} sets of values go by ${claim.owner}`)
    const name = claim.owner ?? ''
    const namesake = isDistinctive(name) ? null : setEndingIn(name, set, surveys)
    if (namesake !== null)
      return unknown('ambiguous', `${claim.owner} may as well be ${namesake.owner}`)
    return absent(claim, set, surveys)
  },
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const has = (set: MemberSet, value: string): boolean =>
  set.facts.some(({ subject }) => same(subject, value))

function absent(claim: Claim, set: MemberSet, surveys: Parameters<typeof evidenceOf>[1]): Opinion {
  const names = [...new Set(set.facts.map(({ subject }) => subject))]
  const isOpen = surveys.some((survey) => survey.incomplete('member', set.owner) !== null)
  const [first] = set.facts
  const whole =
    isOpen || names.length < 2 || !first
      ? null
      : {
          because: `${set.owner} is one of ${names.slice(0, 20).join(', ')}, and not ${claim.subject}`,
          evidence: [evidenceOf(first, surveys)],
          isOurs: true,
        }
  // Said in passing, a value is no entry of a list whose new name could be told.
  if (claim.sense === 'beside' && whole !== null) return missingFrom(whole)
  return {
    status: 'absent',
    lost: { kind: 'member', subject: claim.subject, owner: set.owner },
    whole,
    distinctive: true,
    stillStands: 0,
    near: null,
    otherwise: null,
  }
}
