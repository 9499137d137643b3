import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import { fitsShape, isSampleValue } from '../values/routes.ts'
import {
  type Check,
  type Mention,
  type Opinion,
  type Reading,
  unknown,
  type Whole,
} from './check.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { inCommand, inHttp } from './routes/requests.ts'
import { inTable, methodAndPath, namedPath } from './routes/spoken.ts'

/** A page names a route of an API; the code or its API document must serve it. */
export const route: Check = {
  decides: true,
  searches: true,
  about: 'A page names a route of an HTTP API; the code or its API document must serve it.',
  against: ['route'],

  *mentions({ passage, tokens }: Reading): Iterable<Mention> {
    for (const block of passage.blocks) {
      if (block.kind === 'code') yield* inHttp(block)
      else {
        yield* methodAndPath(block)
        yield* block.kind === 'table-row' ? inTable(block) : []
        yield* namedPath(block)
      }
    }
    for (const token of tokens) if (token.place === 'shell') yield* inCommand(token)
  },

  judge(claim, surveys): Opinion {
    const found = served(claim.subject, surveys)
    if (found.facts.length > 0) return judgeMethod(claim, found.facts, found.exact, surveys)
    const subject = claim.subject
      .split('/')
      .map((segment) => (isSampleValue(segment) ? '{}' : segment))
      .join('/')
    const fixed = subject.split('/').filter((segment) => segment !== '' && segment !== '{}')
    if (fixed.length === 0) return unknown('ambiguous', `${claim.token} could be any path`)
    return {
      status: 'absent',
      lost: { kind: 'route', subject, owner: null },
      whole: wholeList(claim, subject, surveys),
      distinctive: fixed.length > 1,
      stillStands: 0,
      near: null,
      otherwise: null,
    }
  },
}

interface Served {
  readonly facts: readonly Fact[]
  /** The whole path is the same, not only its end. */
  readonly exact: boolean
}

/** The routes that a path can mean: the same shape, a shape that it fills in, or the one that ends or begins like it. */
function served(path: string, surveys: readonly Survey[]): Served {
  const same = factsAbout(path, ['route'], surveys)
  if (same.length > 0) return { facts: same, exact: true }
  const shapes = [...new Set(surveys.flatMap((survey) => [...survey.subjects('route')]))]
  const filled = shapes.filter((shape) => fitsShape(path, shape))
  const closest = filled.sort((a, b) => gaps(a) - gaps(b) || a.localeCompare(b))[0]
  if (closest !== undefined) return { facts: factsAbout(closest, ['route'], surveys), exact: true }
  const ends = shapes.filter((shape) => isEndOf(path, shape) || isEndOf(shape, path))
  return { facts: ends.flatMap((shape) => factsAbout(shape, ['route'], surveys)), exact: false }
}

const gaps = (shape: string): number => shape.split('{}').length

/** What is put before all routes of a service; a path of one word more is another path. */
const mount = /^(?:api|rest|v\d{1,2}|internal|public|\{\})$/i

/** `/api/v1/refunds/{}` ends in `/refunds/{}`: one of the two leaves out what a router or a gateway puts before. */
function isEndOf(whole: string, end: string): boolean {
  const [a, b] = [whole.split('/').slice(1), end.split('/').slice(1)]
  const fixed = b.filter((segment) => segment !== '{}' && segment !== '')
  if (b.length >= a.length || fixed.length === 0 || fixed[0] !== b[0]) return false
  const extra = a.slice(0, a.length - b.length)
  if (fixed.length < 2 && !extra.every((segment) => mount.test(segment))) return false
  const tail = `/${a.slice(a.length - b.length).join('/')}`
  return fitsShape(tail, end) || fitsShape(end, tail)
}

function judgeMethod(
  { owner, token }: Claim,
  facts: readonly Fact[],
  exact: boolean,
  surveys: readonly Survey[],
): Opinion {
  const fitting = facts.find(
    (fact) => owner === null || fact.owner === null || fact.owner === owner,
  )
  const best = fitting ?? (/^(?:HEAD|OPTIONS)$/.test(owner ?? '') ? facts[0] : undefined)
  if (best) return { status: 'holds', evidence: [evidenceOf(best, surveys)] }
  const methods = [...new Set(facts.map((fact) => fact.owner ?? ''))].sort().join(', ')
  const why = surveys.map((survey) => survey.incomplete('route')).find((reason) => reason !== null)
  const [first] = facts.filter(({ weak }) => !weak)
  if (why || !exact || !first)
    return unknown(
      'ambiguous',
      `${token} is there with ${methods}, and not every route may be known`,
    )
  return {
    status: 'contradicted',
    because: `${token} answers to ${methods} only, not to ${owner}`,
    actual: methods,
    evidence: [evidenceOf(first, surveys)],
    since: null,
    correction: null,
  }
}

/** How many routes with the same beginning make a list that a missing one should stand in. */
const enough = 4

function wholeList(claim: Claim, subject: string, surveys: readonly Survey[]): Whole | null {
  if (surveys.some((survey) => survey.incomplete('route') !== null)) return null
  const beginning = `${subject.split('/').slice(0, 2).join('/')}/`
  const siblings = surveys.flatMap((survey) =>
    [...survey.subjects('route')].filter((path) => path.startsWith(beginning)),
  )
  const first = siblings.sort().flatMap((path) => factsAbout(path, ['route'], surveys))[0]
  if (siblings.length < enough || first === undefined) return null
  return {
    because: `none of the ${siblings.length} routes below ${beginning} is ${claim.token}`,
    evidence: [evidenceOf(first, surveys)],
    isOurs: false,
  }
}
