import type { Instant } from '../../domain/instant.ts'
import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'
import { moodOfStatement } from '../mood/statements.ts'
import { sentenceAround } from '../sentence.ts'
import { isScreaming } from '../shape.ts'
import { datePattern, endOf } from './dates.ts'

const ends =
  '(?:removed|dropped|deleted|retired|discontinued|disabled|switched off|turned off|shut down|gone|phased out|sunset)'
const promise = String.raw`\b(?:(?:will|shall|should|is going to|are going to|scheduled to|planned to|due to|set to) be ${ends}|(?:to be ${ends})|(?:scheduled|planned|slated|due) for removal|(?:for )?removal|remove(?: it| this| them)?|goes away|go away|going away)`
const version = String.raw`(?:version |release |v)?(\d{1,4}(?:\.\d{1,4}){0,3})(?:\.x|\.0)?(?![\w%.]*[\w%]| (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|ms|times|releases?|versions?)\b)`
const inVersion = new RegExp(
  String.raw`${promise}[^.;\n]{0,20}? (?:in|with|by|after|as of|from|on) (?:the )?${version}`,
  'gi',
)
const byDate = new RegExp(
  String.raw`${promise}[^.;\n]{0,20}? (?:in|on|by|after|as of|from|at|before) (?:the )?(${datePattern})`,
  'gi',
)
const untilDate = new RegExp(
  String.raw`\b(?:temporar(?:y|ily)|until|till|valid (?:until|through)|through|not before|by)\b(?: [\w'’-]{1,20}){0,5}? (${datePattern})(?![\w-])`,
  'gi',
)
const asOf = new RegExp(
  String.raw`\bas of (?:the )?(?:start of |end of |early |late )?(${datePattern})(?![\w-])`,
  'gi',
)
const soon =
  /\b(?:next (?:week|sprint|month|quarter)|this (?:week|sprint|month|quarter)|later this (?:week|month|quarter|year)|(?:in|over) the (?:coming|next few) (?:weeks|months))\b/gi

/** What a page promises: `removal` of a named thing, or something by a day; the value is the version or the day. */
export interface Promised extends Mention {
  readonly owner: 'removal' | 'date' | 'soon'
}

const yearInDays = 365

/** Every statement that was true for a while only, and whose while is over. */
export function* promisesIn(reading: Reading): Iterable<Promised> {
  const { page, passage } = reading
  if (page.genre === 'plan' || page.genre === 'record') return
  const now = page.times.fetched?.at ?? null
  const written = (page.times.contentChanged ?? page.times.modified)?.at ?? null
  for (const block of passage.blocks) {
    if (block.kind === 'code' || block.text.length > 10_000) continue
    const taken = new Set<number>()
    for (const [pattern, what] of [
      [inVersion, 'removal'],
      [byDate, 'removal'],
      [untilDate, 'date'],
    ] as const)
      for (const match of block.text.matchAll(pattern)) {
        const value = match[1] ?? ''
        const at = match.index + match[0].lastIndexOf(value)
        if (taken.has(at)) continue
        const isDay = pattern !== inVersion || /^20\d\d$/.test(value)
        if (isDay && !isOver(value, now, 0)) continue
        const name = nameIn(block, match.index, match.index + match[0].length)
        if (name === null && what === 'removal' && !isDay) continue
        taken.add(at)
        yield mention(block, name ?? value, value, at, name === null ? 'date' : what)
      }
    for (const match of block.text.matchAll(asOf)) {
      const value = match[1] ?? ''
      if (isOver(value, now, yearInDays))
        yield mention(block, value, value, match.index + match[0].lastIndexOf(value), 'date')
    }
    if (isOver(written, now, yearInDays / 4))
      for (const match of block.text.matchAll(soon))
        yield mention(
          block,
          match[0].toLowerCase(),
          written?.slice(0, 10) ?? '',
          match.index,
          'soon',
          match[0],
        )
  }
}

/** Whether a date as the page writes it, or a moment, is over, and has been for some days. */
function isOver(date: string | null, now: Instant | null, days: number): boolean {
  if (date === null || now === null) return false
  const end = date.includes('T') ? date : endOf(date)
  return end !== null && Date.parse(end) + days * 86_400_000 <= Date.parse(now)
}

function mention(
  block: Block,
  subject: string,
  value: string,
  at: number,
  owner: Promised['owner'],
  token = value,
): Promised {
  const start = block.textStart + at
  const sentence = sentenceAround(block, start)
  const inside = start - sentence.start
  return {
    subject,
    owner,
    value,
    token,
    span: [start, start + token.length],
    block,
    // "will be removed" is what this kind is about: its words for what is planned are no reason to hold it back.
    mood:
      moodOfStatement(sentence.text.slice(0, inside), sentence.text.slice(inside + token.length)) ??
      'asserted',
  }
}

/** The one name in code marks of the sentence, the one right before the promise where there are several. */
function nameIn(block: Block, from: number, to: number): string | null {
  const sentence = sentenceAround(block, block.textStart + from)
  const names = block.marks.filter(
    ({ kind, span, text }) =>
      kind === 'code' &&
      sentence.start <= span[0] &&
      span[1] <= sentence.start + sentence.text.length &&
      (/^-{0,2}[A-Za-z_][\w.-]{2,80}(?:\(\))?$/.test(text) || isScreaming(text)),
  )
  const before = names.filter(({ span }) => span[1] <= block.textStart + from)
  const chosen = names.length === 1 ? names[0] : before.length === 1 ? before[0] : undefined
  const inside = names.some(
    ({ span }) => span[0] >= block.textStart + from && span[1] <= block.textStart + to,
  )
  return chosen && !inside ? chosen.text.replace(/\(\)$/, '') : null
}
