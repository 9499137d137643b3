import { differenceInSeconds } from 'date-fns/differenceInSeconds'
import type { Age, Freshness, FreshnessState } from '../domain/freshness.ts'
import type { Basis, Dated, Instant } from '../domain/instant.ts'
import type { Genre, Times, Visits } from '../domain/page.ts'
import { copyOutdatedProbability } from './change-rate.ts'
import { type AgeLimits, defaultAgeLimits, defaultCopyLimitSeconds } from './limits.ts'

export interface FreshnessQuestion {
  readonly times: Times
  readonly visits: Visits
  readonly genre: Genre
  readonly sectionChanged: Dated | null
  readonly supersededBy: string | null
  readonly contradicted: number
  readonly commitsBehind: number | null
  /** When the survey that judged the page was taken; null when no repository is in scope. */
  readonly surveyedAt: Instant | null
  /** Nobody has judged this text yet: it was stored a moment ago, or the judging was cut off. */
  readonly neverJudged?: boolean
  readonly limits?: AgeLimits
  readonly copyLimitSeconds?: number
}

const day = 86_400

/** Seconds by which the clocks of two machines may differ. */
const mostSkew = 300

/** Whole days between two moments; null for a moment that is unknown or unreadable. */
const daysSince = (dated: Dated | null, now: Instant): number | null => {
  const seconds = dated ? differenceInSeconds(now, dated.at) : Number.NaN
  return Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds / day)) : null
}

/** How old a passage is, in every sense that can be told. */
export function ageOf(question: FreshnessQuestion, now: Instant): Age {
  const { times } = question
  const copy = times.confirmed ? differenceInSeconds(now, times.confirmed.at) : Number.NaN
  return {
    contentDays: daysSince(times.contentChanged ?? times.modified, now),
    sectionDays: daysSince(question.sectionChanged, now),
    reviewedDays: daysSince(times.reviewed, now),
    copySeconds: Number.isFinite(copy) ? Math.max(0, copy) : null,
    copyOutdated: rounded(
      copyOutdatedProbability(
        {
          visits: question.visits,
          firstSeen: times.firstSeen?.at ?? null,
          confirmed: times.confirmed?.at ?? null,
        },
        now,
      ),
    ),
    commitsBehind: question.commitsBehind,
  }
}

/** To a thousandth: what is estimated from a few visits is no better known. */
const rounded = (probability: number | null): number | null =>
  probability === null ? null : Math.round(probability * 1_000) / 1_000

/** The state of a passage at a moment, with the reasons in words; the most severe wins. Never stored. */
export function freshnessOf(question: FreshnessQuestion, now: Instant): Freshness {
  const age = ageOf(question, now)
  const found = statesOf(question, age, now)
  const first = found[0] ?? (['fresh', 'changed or reviewed recently'] as const)
  return {
    state: first[0],
    because: found.length > 0 ? found.map(([, because]) => because) : [first[1]],
    basis: basisOf(question.times),
  }
}

/** Whether a passage is old for what it is, as far as that alone goes; null where it is not, or nobody knows. */
export function wearOf(
  question: Pick<FreshnessQuestion, 'times' | 'visits' | 'genre' | 'sectionChanged' | 'limits'>,
  now: Instant,
): 'aging' | 'stale' | null {
  const whole = {
    ...question,
    supersededBy: null,
    contradicted: 0,
    commitsBehind: null,
    surveyedAt: null,
  }
  const [state] = byAge(whole, ageOf(whole, now))[0] ?? []
  return state === 'aging' || state === 'stale' ? state : null
}

type Told = readonly [FreshnessState, string]

function statesOf(question: FreshnessQuestion, age: Age, now: Instant): Told[] {
  const { times } = question
  const found: Told[] = []
  if (times.gone) found.push(['gone', `the page is gone since ${times.gone.at.slice(0, 10)}`])
  if (question.contradicted > 0)
    found.push(['contradicted', `code contradicts ${count(question.contradicted, 'claim')}`])
  if (question.supersededBy) found.push(['superseded', `superseded by ${question.supersededBy}`])
  if (times.reviewBy && !(now <= times.reviewBy.at))
    found.push(['expired', expiredWords(times.reviewBy, age)])
  found.push(...unreachable(question, age, now), ...byAge(question, age))
  return found
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

const expiredWords = (reviewBy: Dated, { commitsBehind }: Age): string =>
  `its review was due on ${reviewBy.at.slice(0, 10)}${commitsBehind ? `, and ${count(commitsBehind, 'commit')} touched what it speaks of since` : ''}`

function unreachable(question: FreshnessQuestion, age: Age, now: Instant): Told[] {
  const limit = question.copyLimitSeconds ?? defaultCopyLimitSeconds
  const found: Told[] = []
  if (age.copySeconds !== null && !(age.copySeconds <= limit))
    found.push([
      'unreachable',
      `our copy was last confirmed ${count(Math.floor(age.copySeconds / 3600), 'hour')} ago`,
    ])
  const fromTheFuture = [question.times.confirmed?.at ?? null, question.surveyedAt].some(
    (at) => at !== null && !(differenceInSeconds(at, now) <= mostSkew),
  )
  if (fromTheFuture)
    found.push(['unreachable', 'our copy is of a moment that has not come: a clock is wrong'])
  if (question.neverJudged) found.push(['unreachable', 'it was not held to any code yet'])
  const surveyed = question.surveyedAt === null ? 0 : differenceInSeconds(now, question.surveyedAt)
  if (!(surveyed <= limit))
    found.push([
      'unreachable',
      `the code was last surveyed ${count(Math.floor(surveyed / 3600), 'hour')} ago`,
    ])
  return found
}

/** Undated is not "rather new": it is unknown. A review counts as much as an edit. */
function byAge(question: FreshnessQuestion, age: Age): Told[] {
  const limit = (question.limits ?? defaultAgeLimits)[question.genre]
  const known = [age.sectionDays ?? age.contentDays, age.reviewedDays].filter(
    (days) => days !== null,
  )
  if (known.length === 0) return [['unknown', 'nobody knows when it was written']]
  const days = Math.min(...known)
  if (limit === null || (limit.onlyWhenBehind && age.commitsBehind === 0)) return []
  const words = `neither changed nor reviewed for ${count(days, 'day')}`
  if (days > limit.stale)
    return [['stale', `${words}; a ${question.genre} is stale after ${limit.stale}`]]
  return days > limit.aging
    ? [['aging', `${words}; a ${question.genre} ages after ${limit.aging}`]]
    : []
}

const basisOf = (times: Times): Record<string, Basis> =>
  Object.fromEntries(
    Object.entries(times).flatMap(([name, dated]: [string, Dated | null]) =>
      dated ? [[name, dated.basis]] : [],
    ),
  )
