import { type Fact, type Survey, wordsOf } from '../../domain/fact.ts'

/** The values of one closed set. */
export interface MemberSet {
  readonly owner: string
  readonly facts: readonly Fact[]
}

const known = new WeakMap<Survey, ReadonlyMap<string, readonly MemberSet[]>>()

/** The sets that go by a name: `Status`, `order status`, `--format`, `Settings.level` for `level`. */
export function setsNamed(name: string, surveys: readonly Survey[]): readonly MemberSet[] {
  const key = keyOf(name)
  return key === '' ? [] : surveys.flatMap((survey) => setsIn(survey).get(key) ?? [])
}

const keyOf = (name: string): string => wordsOf(name).join(' ').replace(/s$/, '')

/** Every set under its whole name, and under the last part of it. */
function setsIn(survey: Survey): ReadonlyMap<string, readonly MemberSet[]> {
  const before = known.get(survey)
  if (before !== undefined) return before
  const byPlace = new Map<string, Fact[]>()
  for (const subject of survey.subjects('member'))
    for (const fact of survey.about(subject, ['member'])) {
      if (fact.weak || fact.owner === null) continue
      const place = `${fact.path} ${fact.owner}`
      const listed = byPlace.get(place)
      if (listed === undefined) byPlace.set(place, [fact])
      else listed.push(fact)
    }
  const sets = new Map<string, MemberSet[]>()
  for (const facts of byPlace.values()) {
    const owner = facts[0]?.owner ?? ''
    const last = owner.split(/[. ]/).at(-1) ?? owner
    for (const key of new Set([keyOf(owner), keyOf(last)])) {
      const listed = sets.get(key)
      if (listed === undefined) sets.set(key, [{ owner, facts }])
      else listed.push({ owner, facts })
    }
  }
  known.set(survey, sets)
  return sets
}

/** Another set whose name ends in the words of a common one: `OrderStatus` beside `Status`. */
export function setEndingIn(
  name: string,
  own: MemberSet,
  surveys: readonly Survey[],
): MemberSet | null {
  const wanted = keyOf(name)
  for (const survey of surveys)
    for (const [key, sets] of setsIn(survey))
      if (key.endsWith(` ${wanted}`))
        for (const set of sets) if (set.owner !== own.owner) return set
  return null
}
