import { at, type Judgement } from './cause.ts'
import type { Compared } from './compare.ts'
import { exclude } from './lexicon.ts'
import { inOrder, type LinedUp } from './lined-up.ts'

/** The same words but for one opposite. */
export function opposed({ statement, source }: Compared, facts: LinedUp): Judgement | null {
  const [mine, ...others] = facts.mine
  if (
    mine === undefined ||
    others.length > 0 ||
    !facts.areValuesSame ||
    facts.added.length > 0 ||
    facts.dropped.length > 0
  )
    return null
  const theirs = facts.theirs.find(({ stem }) => exclude(mine.stem, stem))
  if (
    theirs === undefined ||
    facts.theirs.length > 1 + source.words.length * 0.25 ||
    !facts.isNegatedAlike
  )
    return null
  if (
    !inOrder(
      statement.words.filter((word) => word !== mine),
      source.words,
    )
  )
    return null
  return {
    support: 'contradicted',
    cause: { code: 'opposite', stated: at(mine.at), given: at(theirs.at) },
  }
}

/** Words after which a thing has one name only, so that another name is another statement. */
const naming = new Set([
  'is',
  'are',
  'was',
  'were',
  'by',
  'called',
  'named',
  '=',
  ':',
  'default',
  'defaults',
  'in',
  'on',
  'at',
  'to',
])
/** “to” gives the one value only after these. */
const setting = new Set([
  'set',
  'defaults',
  'default',
  'points',
  'assigned',
  'belongs',
  'renamed',
  'changed',
  'moved',
])

/** The same words but for one name, where a thing can have only one. */
export function swapped({ statement, source }: Compared, facts: LinedUp): Judgement | null {
  const [mine, more] = facts.mine
  const [theirs, further] = facts.theirs
  if (!mine?.isName || !theirs?.isName || more !== undefined || further !== undefined) return null
  if (
    !facts.isInOrder ||
    !facts.isNegatedAlike ||
    !facts.areValuesSame ||
    facts.values.length !== source.quantities.length
  )
    return null
  if (
    facts.added.length > 0 ||
    facts.dropped.length > 0 ||
    statement.words.length < 3 ||
    areForms(mine.stem, theirs.stem)
  )
    return null
  const isNamed = [statement, source].every((reading) => {
    const own = reading === statement ? mine : theirs
    const before = reading.tokens
      .slice(0, own.at)
      .filter(({ lower }) => !/^(?:the|an?|team)$/.test(lower))
    const last = before.at(-1)?.lower ?? ''
    return (
      naming.has(last) &&
      (last !== 'to' || setting.has(before.at(-2)?.lower ?? '')) &&
      reading.words.some((word) => word.at < own.at)
    )
  })
  return isNamed
    ? {
        support: 'contradicted',
        cause: { code: 'name-differs', stated: at(mine.at), given: at(theirs.at) },
      }
    : null
}

/** “PG” and “PostgreSQL”, “prod” and “production”: what may be short for the other is no other name. */
const areForms = (one: string, other: string): boolean => {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  return longer.startsWith(shorter.slice(0, 3)) && shorter.length <= 4
    ? true
    : longer.includes(shorter)
}
