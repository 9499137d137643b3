import type { Claim } from '../domain/claim.ts'
import { type Fact, ownerFits, type Survey } from '../domain/fact.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { isOwnModule } from './imports/modules.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { isEveryday } from './shape.ts'
import { calledIn } from './signatures/calls.ts'
import { headingsIn } from './signatures/headings.ts'
import { countOf, namesOf, type Parameters, parametersIn } from './signatures/parameters.ts'

/** A page writes out what a function takes; its one definition must take that. */
export const signature: Check = {
  statesMore: true,
  about: 'A page writes out what a function takes; its one definition must take that.',
  against: ['signature'],

  *mentions(reading: Reading): Iterable<Mention> {
    yield* headingsIn(reading)
    yield* calledIn(reading)
  },

  judge(claim, surveys): Opinion {
    if (isEveryday(claim.subject))
      return unknown('ambiguous', `${claim.subject} is too common a name`)
    const all = factsAbout(claim.subject, ['signature'], surveys).filter(({ weak }) => !weak)
    const isCall = (claim.value ?? '').startsWith('#')
    if (isCall && !isOwnModule(claim.owner ?? '', surveys))
      return unknown('other-project', `${claim.subject} comes from ${claim.owner}`)
    const owner = isCall ? null : claim.owner
    const owned = owner === null ? [] : all.filter((fact) => ownerFits(owner, fact))
    const facts = owned.length > 0 ? owned : owner === null ? all : []
    const [fact] = facts
    if (!fact) return unknown('never-existed', `nothing here states what ${claim.subject} takes`)
    if (new Set(facts.map(({ value }) => value)).size > 1)
      return unknown('ambiguous', `${claim.subject} is defined more than once`)
    const taken = fact.value === null ? null : parametersIn(fact.value)
    if (taken === null)
      return unknown('incomplete-survey', `what ${claim.subject} takes is put together at run time`)
    return isCall
      ? judgeCount(claim, fact, taken, surveys)
      : judgeNames(claim, fact, taken, surveys)
  },
}

function judgeNames(
  claim: Claim,
  fact: Fact,
  taken: Parameters,
  surveys: readonly Survey[],
): Opinion {
  const said = namesOf(claim.value ?? '')
  if (said === null) return unknown('example', 'the page writes a call, not parameters')
  const missing = said.filter((name) => !taken.names.includes(name))
  if (missing.length === 0) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
  if (taken.isOpen)
    return unknown('incomplete-survey', `${claim.subject} also takes what it does not name`)
  // Where most of the names are others, the page writes an example, or another function.
  if (said.length - missing.length < missing.length || fact.role === 'class')
    return unknown('ambiguous', `few of the names are those that ${claim.subject} takes`)
  const isLonger = said.length > taken.names.length
  if (!isLonger && !isCalledByName(fact))
    return unknown('ambiguous', `callers of ${claim.subject} never write its parameters' names`)
  if (!isLonger && missing.some((name) => taken.names.some((other) => isVariant(name, other))))
    return unknown(
      'ambiguous',
      `${missing.join(', ')} may be another word for what ${claim.subject} takes`,
    )
  return contradicted(
    claim,
    fact,
    `${claim.subject} takes ${fact.value}, and no ${missing.join(', ')}`,
    surveys,
  )
}

/** Languages whose callers may name what they hand over: there a parameter's name is part of what a function promises. */
const isCalledByName = ({ path }: Fact): boolean => /\.(?:pyi?|rb|php|cs)$/.test(path)

/** `opts` for `options`, `cb` for `callback`. */
const isVariant = (a: string, b: string): boolean =>
  a.length > 1 && b.length > 1 && (a[0] ?? '').toLowerCase() === (b[0] ?? '').toLowerCase()

function judgeCount(
  claim: Claim,
  fact: Fact,
  taken: Parameters,
  surveys: readonly Survey[],
): Opinion {
  const given = Number((claim.value ?? '').slice(1))
  if (taken.isOpen)
    return unknown('incomplete-survey', `${claim.subject} takes any number of arguments`)
  const most = countOf(taken)
  if (given <= most) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
  return contradicted(
    claim,
    fact,
    `${claim.subject} takes ${most === 0 ? 'nothing' : fact.value}, not ${given} arguments`,
    surveys,
  )
}

const contradicted = (
  claim: Claim,
  fact: Fact,
  because: string,
  surveys: readonly Survey[],
): Opinion => ({
  status: 'contradicted',
  because,
  actual: `${claim.subject}(${fact.value})`,
  evidence: [evidenceOf(fact, surveys)],
  since: null,
  correction: null,
})
