import type { Claim } from '../../domain/claim.ts'
import { type Fact, type Survey, wordsOf } from '../../domain/fact.ts'
import { environmentsOf, inEnvironment } from '../infrastructure/environments.ts'
import { factsAbout } from '../names.ts'

/** An attribute of a resource, as every file that sets it says. */
export interface Setting {
  readonly fact: Fact
  /** What it comes to: its literal, or those of the variable that it takes; empty where only a run can tell. */
  readonly values: readonly Fact[]
}

/** The attributes of those names that the claim can mean, by what it names, else all of them. */
export function settingsCalled(
  names: readonly string[],
  claim: Claim,
  surveys: readonly Survey[],
): readonly Setting[] {
  const facts = names
    .flatMap((name) => factsAbout(name, ['setting'], surveys))
    .filter((fact) => !fact.weak && isOfResource(fact))
  return inEnvironment(claim, meant(facts, claim)).map((fact) => ({
    fact,
    values: fact.value === null ? variableValues(fact, claim, surveys) : [fact],
  }))
}

const isOfResource = ({ subject, owner }: Fact): boolean =>
  owner === 'module'
    ? subject.startsWith('module.')
    : owner !== null && subject.startsWith(`${owner}.`)

/** The label of the resource that an attribute belongs to: `payments` of `aws_db_instance.payments.port`. */
export const labelOf = ({ subject }: Fact): string => subject.split('.')[1] ?? ''

/** Those whose label the claim names; else those whose label's words all stand around it; else all. */
export function meant(facts: readonly Fact[], claim: Claim): readonly Fact[] {
  const asked = wordsOf(claim.subject.replace(/^.*\./, '')).join(' ')
  const named = facts.filter((fact) => wordsOf(labelOf(fact)).join(' ') === asked)
  if (named.length > 0) return named
  const context = new Set(claim.context)
  const around = facts.filter((fact) => {
    const words = wordsOf(labelOf(fact)).filter((word) => word.length > 3)
    return words.length > 0 && words.every((word) => context.has(word))
  })
  return around.length > 0 ? around : facts
}

/** `deletion_protection = var.deletion_protection`: what the variable's default and its files say. */
function variableValues(fact: Fact, claim: Claim, surveys: readonly Survey[]): readonly Fact[] {
  const name = /=\s*var\.(\w+)\s*(?:#.*|\/\/.*)?$/.exec(fact.quote)?.[1]
  if (name === undefined) return []
  const stated = factsAbout(name, ['option', 'setting'], surveys).filter(
    ({ value, weak, path, subject, owner }) =>
      value !== null &&
      !weak &&
      /\.tf(?:vars)?$/.test(path) &&
      (owner === 'variable' ||
        owner === null ||
        (owner === 'module' && subject.endsWith(`.${name}`))),
  )
  const chosen = inEnvironment(claim, stated)
  // What a module or an environment's file passes takes the place of the default.
  const passed = chosen.filter(({ owner }) => owner !== 'variable')
  return passed.length > 0 ? passed : chosen
}

/** Files for production count where a page names no environment. */
export const isProduction = (fact: Fact): boolean => environmentsOf(fact).includes('production')

/** Resources of a type, as facts whose subjects are their addresses. */
export const resourcesOf = (
  types: ReadonlySet<string>,
  surveys: readonly Survey[],
): readonly Fact[] =>
  surveys.flatMap((survey) =>
    [...survey.subjects('resource')]
      .filter((subject) => types.has(subject.split('.')[0] ?? '') && subject.includes('.'))
      .flatMap((subject) => survey.about(subject, ['resource']))
      .filter(({ weak }) => !weak),
  )
