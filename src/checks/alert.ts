import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import { type Comparison, sameValue } from '../values/values.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { conditionsIn } from './infrastructure/alert-conditions.ts'
import { alertOfHeading } from './infrastructure/alert-names.ts'
import { evidenceOf, factsAbout, hasAny } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { sentenceAround } from './sentence.ts'
import { isPlaceholder } from './shape.ts'
import type { Token } from './tokens.ts'

const speaksOfAlerts =
  /\b(?:alerts?|alerting|pages? (?:you|us|the)|fires?|firing|runbooks?|silence)\b/i
const alertName = /^[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*$/

/** A page names an alert, its threshold or how long it waits; a rule must say so. */
export const alert: Check = {
  about: 'A page names an alert, its threshold or how long it waits; a rule must say so.',
  against: ['alert'],

  *mentions(reading) {
    for (const block of reading.passage.blocks) {
      const heading = block.level === 1 ? null : alertOfHeading(block)
      if (heading !== null && isOfAlerts(reading))
        yield {
          subject: heading.name,
          token: heading.name,
          span: heading.span,
          block,
        } satisfies Mention
    }
    for (const token of reading.tokens) {
      const name = alertIn(token, reading)
      if (name === null) continue
      const start = token.span[0] + token.text.indexOf(name)
      yield {
        subject: name,
        token: name,
        span: [start, start + name.length],
        block: token.block,
      } satisfies Mention
      yield* conditionsIn(token.block, name, start)
    }
  },

  judge(claim, surveys): Opinion {
    const facts = factsAbout(claim.subject, ['alert'], surveys)
    if (claim.value !== null) return judgeCondition(claim, facts, surveys)
    const [fact] = facts
    if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
    if (!surveys.some((survey) => hasAny(survey, 'alert')))
      return unknown('incomplete-survey', 'no rules are in scope')
    return {
      status: 'absent',
      lost: { kind: 'alert', subject: claim.subject, owner: null },
      whole: null,
      distinctive: true,
      stillStands: 0,
      near: nearest(claim.subject, surveys, ['alert']),
      otherwise: null,
    }
  },
}

/** Names in CamelCase, where the sentence or the headings speak of alerts. */
function alertIn({ text, place, block, span }: Token, reading: Reading): string | null {
  const name = text.trim().replace(/^alertname="?|"$/g, '')
  if (place !== 'code' || block.kind === 'heading' || !alertName.test(name) || isPlaceholder(name))
    return null
  const sentence = sentenceAround(block, span[0]).text
  return isOfAlerts(reading) || speaksOfAlerts.test(sentence) ? name : null
}

/** The page, its path or the headings speak of alerts. */
const isOfAlerts = ({ passage, page }: Reading): boolean =>
  page.genre === 'runbook' ||
  [page.title, page.path.replaceAll(/[/_-]/g, ' '), ...passage.heading].some((words) =>
    speaksOfAlerts.test(words),
  )

function judgeCondition(claim: Claim, facts: readonly Fact[], surveys: readonly Survey[]): Opinion {
  const strong = facts.filter(({ weak, value }) => !weak && value !== null)
  const [only, ...others] = strong
  if (only === undefined)
    return unknown('never-existed', `no rule states what ${claim.subject} waits for`)
  if (others.some(({ value }) => value !== only.value))
    return unknown('ambiguous', `several rules are called ${claim.subject}`)
  const actual =
    claim.owner === 'for'
      ? /for (\S+)$/.exec(only.value ?? '')?.[1]
      : /^([<>=!]+) (\S+)/.exec(only.value ?? '')?.[2]
  if (actual === undefined)
    return unknown('ambiguous', `the rule of ${claim.subject} has no such number`)
  const said = claim.value ?? ''
  const is = compare(claim, actual)
  if (is === 'same') return { status: 'holds', evidence: [evidenceOf(only, surveys)], actual }
  if (is !== 'different') return unknown('ambiguous', `${said} and ${actual} cannot be compared`)
  if (otherwiseSaid(said, only.value ?? ''))
    return unknown('ambiguous', `${only.value} may be another way to say ${said}`)
  return {
    status: 'contradicted',
    because: `the rule of ${claim.subject} says ${only.value}, not ${said}`,
    actual,
    evidence: [evidenceOf(only, surveys)],
    since: null,
    correction: null,
  }
}

function compare({ owner, value }: Claim, actual: string): Comparison {
  const said = value ?? ''
  if (owner === 'for') return sameValue(said, actual)
  const percent = /^([\d.]+) ?(?:%|percent)$/.exec(said)?.[1]
  if (percent !== undefined && Math.abs(Number(actual)) <= 100)
    return shares(Number(percent), Number(actual))
  return sameValue(said, actual) === 'same' ? 'same' : 'incomparable'
}

/** A rule may count seconds itself (`> 900`), and ask for what is left of a share (`< 0.95` for "5 % fail"). */
function otherwiseSaid(said: string, condition: string): boolean {
  const [, sign = '', limit = ''] = /^([<>=!]+) ([\d.]+)/.exec(condition) ?? []
  if (limit === '') return false
  if (['s', 'ms'].some((unit) => sameValue(said, `${limit}${unit}`) === 'same')) return true
  const percent = /^([\d.]+) ?(?:%|percent)$/.exec(said)?.[1]
  const rest = Math.round((1 - Number(limit)) * 1e6) / 1e6
  return sign.startsWith('<') && percent !== undefined && shares(Number(percent), rest) === 'same'
}

/** A share may be written of one or of a hundred; of other numbers nobody knows the unit. */
const shares = (said: number, actual: number): 'same' | 'different' =>
  [said, said / 100].some((share) => sameValue(String(share), String(actual)) === 'same')
    ? 'same'
    : 'different'
