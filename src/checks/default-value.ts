import type { Claim } from '../domain/claim.ts'
import { type Fact, ownerFits, type Survey, wordsOf } from '../domain/fact.ts'
import { sameValue, unitOfName } from '../values/values.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { isOwn } from './command-lines/programs.ts'
import { declaredDefault } from './defaults/constants.ts'
import { isNoDefault } from './defaults/no-default.ts'
import { statedDefaults } from './defaults/phrases.ts'
import {
  defaultsAnywhere,
  isSettled,
  lastName,
  speaksForItself,
  strongest,
  valuedKinds,
  valuesOf,
} from './defaults/valued.ts'
import { isMachines, isUsual } from './environment/machine.ts'
import { evidenceOf, factsAbout, judgeName } from './names.ts'
import { isDistinctive } from './shape.ts'
import { writtenLike } from './written-like.ts'

/** A page says what the default of a named option, variable, setting or constant is; the code's one literal decides. */
export const defaultValue: Check = {
  statesMore: true,
  saysSentences: true,
  about: 'A page says what a named default is; the one value that the code states must agree.',
  against: valuedKinds,

  *mentions(reading: Reading): Iterable<Mention> {
    for (const stated of statedDefaults(reading)) if (!isNoDefault(stated)) yield stated
  },

  judge(stated, surveys): Opinion {
    const [program, ...command] = isFlag(stated) ? (stated.owner?.split(' ') ?? []) : []
    if (program !== undefined && !isOwn(program, surveys))
      return unknown('other-project', `${program} is a program that is not made here`)
    if (isMachines(stated.subject) && !isUsual(stated.subject))
      return unknown('other-project', `${stated.subject} belongs to the machine, not to this code`)
    const claim = program === undefined ? stated : { ...stated, owner: command.join(' ') || null }
    if (namesAnother(claim, surveys))
      return unknown('ambiguous', `${claim.value} is the name of something, and no value`)
    const facts = valuesOf(claim, surveys)
    if (facts.length === 0) return withoutValue(claim, surveys)
    const compared = facts.map((fact) => ({ fact, is: compare(claim, fact) }))
    const same = compared.find(({ is }) => is === 'same')
    if (same)
      return {
        status: 'holds',
        evidence: [evidenceOf(same.fact, surveys)],
        actual: same.fact.value ?? '',
      }
    const different = strongest(claim, facts)
    const first = different[0]
    if (!first) return withoutValue(claim, surveys)
    if (!different.some((fact) => isSettled(claim, fact)))
      return unknown('ambiguous', `code sets ${claim.subject} only in passing`)
    if (!different.every((fact) => sameValue(fact.value ?? '', first.value ?? '') === 'same'))
      return unknown(
        'ambiguous',
        `code states ${new Set(different.map(({ value }) => value)).size} values for ${claim.subject}`,
      )
    const unread = isFlag(claim) ? flagWithoutValue(claim, first, surveys) : undefined
    if (unread !== undefined)
      return unknown('ambiguous', `${unread.path} has a ${claim.subject} of its own`)
    const elsewhere = defaultsAnywhere(claim, surveys).find(
      (fact) => compare(claim, fact) === 'same',
    )
    if (elsewhere)
      return unknown(
        'ambiguous',
        `${elsewhere.path} has ${claim.value} as a default of that name too`,
      )
    const declared = declaredDefault(first, surveys, (fact) => compare(claim, fact) === 'same')
    if (declared)
      return unknown(
        'ambiguous',
        `${declared.path} declares ${declared.subject} as ${declared.value}`,
      )
    if (isSentinel(first) || (isUnset(first) && !isUnset({ ...first, value: claim.value })))
      return unknown(
        'ambiguous',
        `${first.value || 'nothing'} may stand for a default chosen elsewhere`,
      )
    if (first.kind === 'setting' && /^(?:""|'')?$/.test(claim.value ?? ''))
      return unknown('ambiguous', `${first.path} may set what is left open without it`)
    if (alsoSays(claim, first.value ?? ''))
      return unknown('ambiguous', `the sentence gives ${first.value} too`)
    if (/\d\s*[*×+]\s*\d/.test(claim.value ?? ''))
      return unknown(
        'ambiguous',
        `${claim.value} is to be worked out, and ${first.value} may be it`,
      )
    const plain =
      compared.every(({ is }) => is === 'different') &&
      isNumber(claim.value ?? '') === isNumber(first.value ?? '') &&
      !claim.loose
    return differs(claim, first, different, surveys, plain)
  },
}

/** "Combined with the default `max_size`": what stands there is the name of another option. */
const namesAnother = ({ value }: Claim, surveys: readonly Survey[]): boolean =>
  value !== null &&
  /^[A-Za-z]\w*_\w+$/.test(value) &&
  [value, value.toUpperCase()].some(
    (name) => factsAbout(name, ['option', 'environment-variable', 'setting'], surveys).length > 0,
  )

/** Another declaration of a flag, of which nobody knows what holds when it is left out. */
const flagWithoutValue = (claim: Claim, first: Fact, surveys: readonly Survey[]) =>
  factsAbout(claim.subject, ['cli-flag'], surveys).find(
    ({ weak, value, path, owner }) =>
      !weak &&
      value === null &&
      path !== first.path &&
      !path.endsWith('.sh') &&
      (claim.owner === null || owner === null || owner === claim.owner),
  )

const isFlag = ({ subject }: Claim): boolean => subject.startsWith('--')

/** A common word, or a name that several have, of a type that the page never names: it may be any type's. */
function isOfAnother(claim: Claim, fact: Fact, surveys: readonly Survey[]): boolean {
  if (fact.owner === null) return false
  const last = lastName(claim.subject)
  // Under a heading that names one thing of the code, a parameter is that thing's.
  const about =
    claim.heading
      .at(-1)
      ?.replace(/[\x60*]|\(.*$|\s\{.*$/g, '')
      .trim() ?? ''
  // `Tides.highest`: whatever is known of it, its parameters are no other's.
  if (member.test(about)) {
    const holders = [fact.owner, ...fact.subject.split('.').slice(0, -1)]
    return !about.split(/\W+/).some((part) => holders.includes(part))
  }
  if (
    isDistinctive(about) &&
    about !== fact.owner &&
    factsAbout(about, ['symbol'], surveys).length > 0
  )
    return true
  const others = factsAbout(last, ['option', 'symbol'], surveys).filter(
    ({ weak, owner }) => !weak && owner !== null && owner !== fact.owner,
  )
  if (isDistinctive(last) && others.length === 0) return false
  const own = new Set(surveys.flatMap(({ names }) => names.flatMap(wordsOf)))
  const telling = wordsOf(fact.owner).filter(
    (word) =>
      word.length > 2 &&
      !own.has(word) &&
      !/^(?:config|configs|configuration|options?|settings?|params?|default|defaults|args|opts|props|internals?|init|new|schema)$/.test(
        word,
      ),
  )
  return telling.length > 0 && !telling.some((word) => claim.context.includes(word))
}

/** A member of a class or a module, and no file: `Tides.highest`. */
const member = /^[A-Z]\w*(?:\.|#|::)(?!(?:js|ts|py|rb|go|net|io|ya?ml|json|toml|md|xml|ini)$)\w+$/i

const canBeLeftOut = ({ kind }: Pick<Fact, 'kind'>): boolean =>
  kind === 'cli-flag' || kind === 'option'

/** Zero and nothing are what an option has that nobody set: the default may be put in its place later. */
const isUnset = (fact: Pick<Fact, 'kind' | 'value'>): boolean =>
  canBeLeftOut(fact) && /^(?:0(?:\.0+)?[a-z]{0,2}|["']{0,2})$/.test(fact.value ?? '')

/** -1 is never a value that an option works with: it only tells that nobody set it. */
const isSentinel = (fact: Fact): boolean => canBeLeftOut(fact) && fact.value === '-1'

/** A sentence with several values, one of which is the code's: which of them is meant nobody can tell. */
const alsoSays = ({ quote, value, token }: Claim, actual: string): boolean =>
  (actual.length > 1 || quote.includes(`\`${actual}\``)) &&
  actual !== value &&
  new RegExp(
    String.raw`(?<![\w.])${actual.slice(0, 80).replace(/[^\w ]/g, '\\$&')}(?![\w.]\w)`,
  ).test(quote.replace(token, ' '))

/** No value is stated. Whether the name itself is gone is the name's own claim, and no matter of its value. */
function withoutValue(claim: Claim, surveys: readonly Survey[]): Opinion {
  const last = lastName(claim.subject)
  const named = judgeName({ ...claim, subject: last, owner: null }, valuedKinds, surveys)
  return named.status === 'holds' || (named.status === 'absent' && named.stillStands > 0)
    ? unknown('ambiguous', `no code in scope states one literal value for ${claim.subject}`)
    : unknown('never-existed', `no code in scope states a value for ${claim.subject}`)
}

function differs(
  claim: Claim,
  fact: Fact,
  all: readonly Fact[],
  surveys: readonly Survey[],
  plain: boolean,
): Opinion {
  const actual = fact.value ?? ''
  // Values of different sorts (a name and a switch) differ for sure only where the past had the one claimed.
  const whole = claim.subject.split('.').slice(0, -1).join('.')
  const sure =
    plain &&
    !isOfAnother(claim, fact, surveys) &&
    (isDistinctive(lastName(claim.subject)) ||
      (fact.subject === claim.subject && (whole !== '' || fact.owner === null)) ||
      (claim.owner !== null && ownerFits(claim.owner, fact)) ||
      (whole !== '' && ownerFits(whole, fact)))
  return {
    status: 'differs',
    actual,
    evidence: evidenceOf(fact, surveys),
    lost: { kind: fact.kind, subject: fact.subject, owner: fact.owner },
    correction: writtenLike(claim.value ?? '', actual, unitOfName(fact.subject)),
    needsPast: !(sure && all.every((one) => speaksForItself(claim, one))),
    because: `the code says ${fact.subject} is ${actual}`,
  }
}

function compare(claim: Claim, fact: Fact): 'same' | 'different' | 'incomparable' {
  const unit = unitOfName(fact.subject)
  // `:latest` is the tag `latest`, and `./quays/list.json` the path without the dot.
  const [claimed, actual] = [claim.value ?? '', fact.value ?? ''].map((value) =>
    value.replace(/^:(?=\w)|^\.\/(?=[\w-]*[./])/, ''),
  )
  if (claimed === undefined || actual === undefined) return 'incomparable'
  const is = sameValue(claimed, actual, { unitOfA: unit, unitOfB: unit })
  if (is === 'different' && nameAlike(claimed, actual)) return 'incomparable'
  return is === 'incomparable' && isName(claimed) && isName(actual) ? 'different' : is
}

/** `Ledger::HashWithAccess` may be what `hash_with_access` stands for: all words of one are in the other. */
function nameAlike(a: string, b: string): boolean {
  if (/^[-+.\d]/.test(a) || /^[-+.\d]/.test(b)) return false
  const [left, right] = [new Set(wordsOf(a)), new Set(wordsOf(b))]
  const [fewer, more] = left.size <= right.size ? [left, right] : [right, left]
  return fewer.size > 1 && a !== b && [...fewer].every((word) => more.has(word))
}

/** A word may stand for a number, and a switch for one: `persistent` for 2, `off` for 0. */
const isNumber = (value: string): boolean => /^[-+]?\.?\d/.test(value)

/** `db.t3.medium`, `Europe/Berlin`: made of parts, so that two of them are the same or differ. */
const isName = (value: string): boolean => /^[A-Za-z]\w*(?:[./:_-]\w+)+$|^[^\w\s]{1,3}$/.test(value)
