import type { Claim } from '../../domain/claim.ts'
import { type Fact, ownerFits, type Survey, wordsOf } from '../../domain/fact.ts'
import { factsAbout } from '../names.ts'
import { isOfSibling } from '../parts.ts'
import { isForCi, isOfExamples } from '../past/conventions.ts'
import { isScreaming } from '../shape.ts'
import { otherSpellings } from '../spellings.ts'
import { isOfOtherProgram } from './programs.ts'

/** The kinds of fact that can state a default. */
export const valuedKinds = [
  'option',
  'cli-flag',
  'environment-variable',
  'setting',
  'symbol',
] as const

/** The facts that state a value of what a claim names: those whose owner the page names first. */
export function valuesOf(claim: Claim, surveys: readonly Survey[]): readonly Fact[] {
  const last = lastName(claim.subject)
  const named = factsAbout(claim.subject, valuedKinds, surveys)
  const bare = named.length > 0 ? named : factsAbout(last, valuedKinds, surveys)
  const states = (fact: Fact): boolean =>
    statesValue(fact) &&
    !isOfOtherSettings(fact, claim, surveys) &&
    !isOfOtherProgram(fact, claim, surveys)
  const valued = bare.filter(states)
  const all = valued.length > 0 ? valued : otherwiseJoined(last, surveys).filter(states)
  const whole = claim.subject.split('.').slice(0, -1).join('.')
  const fitting =
    named.length > 0 || whole === '' ? [] : all.filter((fact) => ownerFits(whole, fact))
  return fitting.length > 0 ? fitting : ofOwner(claim, all)
}

/**
 * Defaults that the bare name has anywhere, whoever owns it, in each of its spellings: `MaxWorkers` of a struct that a
 * file of settings calls `max_workers`.
 */
export function defaultsAnywhere(claim: Claim, surveys: readonly Survey[]): readonly Fact[] {
  const last = lastName(claim.subject)
  return [last, `--${wordsOf(last).join('-')}`, ...otherSpellings(last)].flatMap((name) =>
    factsAbout(name, valuedKinds, surveys).filter(
      (fact) =>
        statesValue(fact) &&
        (fact.isDefault || fact.role === 'constant' || fact.role === 'property'),
    ),
  )
}

/** What a pipeline takes is no default of what it builds. */
const statesValue = ({ value, weak, path }: Fact): boolean =>
  value !== null && !weak && !isForCi(path)

/**
 * Settings of an example that the page does not lie among, of a part of the repository beside the one that the page stands in, or of
 * another path: `metadata.name` is not `pvc.name`.
 */
function isOfOtherSettings(fact: Fact, claim: Claim, surveys: readonly Survey[]): boolean {
  if (fact.kind !== 'setting') return false
  if (isOfExamples(fact.path) && !isOfExamples(claim.page)) return true
  const [asked, stated] = [`.${claim.subject}`, `.${fact.subject}`]
  if (!asked.endsWith(stated) && !stated.endsWith(asked)) return true
  const survey = surveys.find(({ repository }) => repository === fact.repository)
  return survey !== undefined && isOfSibling(claim, fact.path, survey)
}

/** `redis_socket_timeout` as `socket_timeout` of `redis`; `max-entries` as `max_entries`. */
function otherwiseJoined(name: string, surveys: readonly Survey[]): readonly Fact[] {
  const spelt = /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(name) ? name.replaceAll('-', '_') : name
  const whole = spelt === name ? [] : factsAbout(spelt, ['option', 'setting'], surveys)
  if (whole.length > 0) return whole
  for (let at = spelt.indexOf('_'); at > 0; at = spelt.indexOf('_', at + 1)) {
    const found = factsAbout(spelt.slice(at + 1), ['option'], surveys).filter(
      ({ owner, role }) => role === 'key' && owner === spelt.slice(0, at),
    )
    if (found.length > 0) return found
  }
  return []
}

/** What holds when nobody sets another value decides; only without it what settings and constants say, or what is set in passing. */
export function strongest(claim: Claim, facts: readonly Fact[]): readonly Fact[] {
  const defaults = facts.filter((fact) => fact.isDefault && maySettle(claim, fact))
  const settled = facts.filter((fact) => isSettled(claim, fact))
  return defaults.length > 0 ? defaults : settled.length > 0 ? settled : facts
}

/** Where a program's own settings lie as it ships them: what they say holds until somebody says otherwise. */
const shipped =
  /(?:^|\/)(?:(?:[\w.-]*[._-])?(?<!by[._-])defaults?[\w.-]*(?:\/|$)|values[\w.-]*\.ya?ml$|src\/main\/resources\/|^(?:app(?:lication)?|config|settings)[\w.-]*$|(?:config|conf|settings|etc)\/[^/]+$)|(?:^|\/)roles\/[^/]+\/vars\//i

/** A file of settings that is one among many sets no default. */
const maySettle = ({ sense }: Claim, { role, path }: Fact): boolean =>
  role !== 'setting' || sense !== 'default' || shipped.test(path)

/** Whether what code says of a name settles its value. */
export const isSettled = (claim: Claim, fact: Fact): boolean =>
  (fact.isDefault || fact.role === 'constant' || fact.role === 'setting') && maySettle(claim, fact)

/** Constants of these languages are fixed when they are compiled: what has a default is rather what they stand for. */
const compiled = /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|go|rs|java|kt|cs)$/i

/**
 * A default, a setting, or a constant that is written as one: what else is called like an option may be a variable that
 * has nothing to do with it.
 */
export const speaksForItself = (
  claim: Claim,
  { isDefault, role, kind, subject, path }: Fact,
): boolean => {
  if (kind !== 'symbol') return isDefault || role === 'setting' || role === 'constant'
  const isNumbered = claim.sense === 'default' && compiled.test(path) && !/default/i.test(subject)
  return (isScreaming(subject) && !isNumbered) || (isDefault && role === 'property')
}

/** What a dotted path or a flag ends in. */
export const lastName = (subject: string): string =>
  subject.split('.').at(-1)?.replace(/^--/, '') ?? subject

/** Where several owners state the name, those that the page speaks of. */
function ofOwner(claim: Claim, facts: readonly Fact[]): readonly Fact[] {
  if (new Set(facts.map(({ owner, path }) => `${path} ${owner}`)).size < 2) return facts
  const { owner } = claim
  const asked = owner === null ? [] : facts.filter((fact) => ownerFits(owner, fact))
  if (asked.length > 0) return asked
  const around = facts.filter((fact) => {
    const words = wordsOf(fact.owner ?? '').filter((word) => word.length > 3)
    return words.length > 0 && words.every((word) => claim.context.includes(word))
  })
  return around.length > 0 ? around : facts
}
