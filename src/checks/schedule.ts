import type { Claim } from '../domain/claim.ts'
import { type Fact, type Survey, wordsOf } from '../domain/fact.ts'
import type { Block } from '../domain/passage.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { agrees, cronFields, isCron, timesOfCode, timesOfProse } from './infrastructure/cron.ts'
import { inEnvironment } from './infrastructure/environments.ts'
import { isObjectName } from './infrastructure/kinds.ts'
import { evidenceOf } from './names.ts'
import { type Sentence, sentenceAround } from './sentence.ts'

/** What starts by itself; what people do every week is no schedule of code. */
const runs =
  /\b(?:runs?|ran|running|starts?|started|scheduled?|schedules|triggers?|triggered|executes?|executed|fires?|cron(?:job)?s?|jobs?|timer|workflow|pipeline|nightly)\b/i

const nameless = 'schedule'

/** A page says when a job runs; its one schedule in code must agree. */
export const schedule: Check = {
  statesMore: true,
  searches: true,
  saysSentences: true,
  about: 'A page says when a job runs; its one schedule in code must agree.',
  against: ['schedule'],

  *mentions(reading) {
    for (const block of reading.passage.blocks) {
      if (block.kind === 'code' || block.kind === 'heading' || block.text.length > 5_000) continue
      yield* expressions(block, reading)
      yield* frequencies(block, reading)
    }
  },

  judge(claim, surveys): Opinion {
    const all = scheduledIn(claim, surveys)
    const facts = inEnvironment(claim, all).filter(({ weak }) => !weak)
    const [only] = facts
    if (only === undefined)
      return unknown('never-existed', 'no schedule in scope is that of this job')
    if (new Set(facts.map(({ subject }) => wordsOf(subject).join(' '))).size > 1)
      return unknown('ambiguous', 'several jobs may be meant')
    const said = claim.value ?? ''
    const is = facts.map((fact) => compare(said, fact))
    const same = is.indexOf('same')
    const agreed = facts[same]
    if (agreed)
      return {
        status: 'holds',
        evidence: [evidenceOf(agreed, surveys)],
        actual: agreed.value ?? '',
      }
    if (new Set(facts.map(({ value }) => value)).size > 1)
      return unknown('ambiguous', `${only.subject} has several schedules`)
    if (is.includes('clock'))
      return unknown('ambiguous', 'the page names no time zone, and the clocks may differ')
    if (!is.every((one) => one === 'different') || only.value === null)
      return unknown('ambiguous', `the schedule of ${only.subject} cannot be compared with it`)
    return {
      status: 'differs',
      actual: only.value,
      evidence: evidenceOf(only, surveys),
      lost: { kind: 'schedule', subject: only.subject, owner: only.owner },
      correction: cronFields(said) === null ? null : only.value,
      needsPast: false,
      because: `${only.subject} runs at ${only.value}`,
    }
  },
}

/** Schedules of what the page names: by its subject, else those whose every word the sentence or the headings have. */
function scheduledIn(claim: Claim, surveys: readonly Survey[]): readonly Fact[] {
  const all = surveys.flatMap((survey) =>
    [...survey.subjects('schedule')].flatMap((subject) => survey.about(subject, ['schedule'])),
  )
  const asked = wordsOf(claim.subject).join(' ')
  const named = all.filter(({ subject }) => wordsOf(subject).join(' ') === asked)
  // A name that code does not schedule is somebody else's, whatever else the page speaks of.
  if (named.length > 0 || claim.subject !== nameless) return named
  const context = new Set(claim.context)
  const around = all.filter(({ subject }) => {
    const words = wordsOf(subject)
    return words.length > 1 && words.every((word) => context.has(word))
  })
  // `payments-sync` is not meant where `payments-sync-nightly` is.
  const longest = Math.max(0, ...around.map(({ subject }) => wordsOf(subject).length))
  return around.filter(({ subject }) => wordsOf(subject).length === longest)
}

function compare(said: string, fact: Fact): 'same' | 'different' | 'clock' | 'incomparable' {
  const actual = fact.value ?? ''
  const [left, right] = [cronFields(said), cronFields(actual)]
  if (left !== null && right !== null)
    return left.join(' ') === right.join(' ') ? 'same' : 'different'
  const page = left === null ? timesOfProse(said) : null
  const code = timesOfCode(actual)
  if (page === null || code === null) return 'incomparable'
  // What runs on working days is still called nightly.
  const nearlyDaily =
    code.weekdays !== null && code.weekdays.length >= 5 && code.weekdays.length < 7
  if (nearlyDaily && /^(?:daily|nightly)\b/i.test(said)) return 'incomparable'
  // Workflows and EventBridge run by UTC; a cluster's clock may have been set.
  const isUtc = fact.owner === 'workflow' || fact.owner?.startsWith('aws_') === true
  return agrees(page.times, code, isUtc && /^(?:UTC|GMT)$/i.test(page.zone ?? ''))
}

const mention = (block: Block, text: string, at: number, reading: Reading): Mention => ({
  subject: jobNamed(block, sentenceAround(block, at), reading) ?? nameless,
  value: text,
  token: text,
  span: [at, at + text.length],
  block,
})

function* expressions(block: Block, reading: Reading): Iterable<Mention> {
  for (const { kind, text, textSpan } of block.marks)
    if (kind === 'code' && isCron(text) && cronFields(text) !== null && !/[a-z]{4}/i.test(text))
      yield mention(block, text.trim(), textSpan[0] + text.indexOf(text.trim()), reading)
  if (block.marks.some(({ kind, text }) => kind === 'code' && isCron(text))) return
  const bare =
    /(?<=\()(?:[\d*][\d*,/-]{0,20} ){2}[\d*,/-]{1,20} [\d*,/-]{1,20} [\d*,/-]{1,20}(?=\))/.exec(
      block.text,
    )
  if (bare) yield mention(block, bare[0], block.textStart + bare.index, reading)
}

function* frequencies(block: Block, reading: Reading): Iterable<Mention> {
  // The name of a job in code marks may be a word like `nightly`.
  const found = timesOfProse(withoutCode(block))
  if (found === null || found.text.includes('\n')) return
  const sentence = sentenceAround(block, block.textStart + found.at)
  if (!runs.test(sentence.text)) return
  yield mention(block, found.text, block.textStart + found.at, reading)
}

const withoutCode = ({ text, textStart, marks }: Block): string =>
  marks
    // The words of a badge or a link are the name of what it leads to.
    .filter(({ kind }) => kind === 'code' || kind === 'link')
    .reduce((bare, { span: [from, to] }) => {
      const [start, end] = [from - textStart, to - textStart]
      return (
        bare.slice(0, start) + bare.slice(start, end).replace(/[^\n]/g, '\u00a0') + bare.slice(end)
      )
    }, text)

/** The name in code marks that the sentence has, else the heading that is one. */
function jobNamed(block: Block, sentence: Sentence, { passage, page }: Reading): string | null {
  const end = sentence.start + sentence.text.length
  const names = block.marks
    .filter(({ kind, span }) => kind === 'code' && span[0] >= sentence.start && span[1] <= end)
    .map(({ text }) => text.replace(/^\w+\//, '').replace(/\.(?:ya?ml|timer|sh)$/, ''))
    .filter(
      (text) =>
        isObjectName(text) &&
        /[a-z]/.test(text) &&
        !/^(?:schedule|cron|cronjob|timer|job|cron-?jobs)$/.test(text),
    )
  const [only, ...others] = new Set(names)
  if (only !== undefined) return others.length === 0 ? only : null
  return (
    [...passage.heading, page.title]
      .map((text) => text.replace(/[`*]/g, '').trim())
      .find((text) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text)) ?? null
  )
}
