import type { Block } from '../domain/passage.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { evidenceOf, factsAbout, hasAny } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { sentenceAround } from './sentence.ts'
import { isDistinctive } from './shape.ts'

const noun =
  '(?:(?:feature|release|ops|kill|experiment)[- ](?:flag|toggle|gate|switch)(?:e?s)?|feature ?flags?|killswitch(?:es)?)'
const before = new RegExp(
  String.raw`\b${noun}(?: (?:called|named|is|are))?[:,]? [*_("']{0,3}(?:\x60[^\x60\n]{1,80}\x60(?:,| and| or|, and) ){0,6}\x60?$`,
  'i',
)
const after = new RegExp(String.raw`^\x60?[*_)"']{0,3} (?:\w+ )?${noun}\b`, 'i')
const heading = /^(?:the )?(?:available |all )?feature[- ]?(?:flags?|toggles?|gates?)$/i
const on = '(?:on|enabled|true|active)'
const off = '(?:off|disabled|false|inactive)'
const stated: readonly (readonly [string, RegExp])[] = [
  [
    'true',
    new RegExp(
      String.raw`\b(?:is |are )?${on} by default\b|\bdefaults? (?:to|is|:) ?\x60?${on}\b|\bby default,? (?:it|they)? ?(?:is|are) ${on}\b`,
      'i',
    ),
  ],
  [
    'false',
    new RegExp(
      String.raw`\b(?:is |are )?${off} by default\b|\bdefaults? (?:to|is|:) ?\x60?${off}\b|\bby default,? (?:it|they)? ?(?:is|are) ${off}\b`,
      'i',
    ),
  ],
]

/** A page names a feature flag, and perhaps whether it is on; the files of flags or the code must know it so. */
export const featureFlag: Check = {
  decides: true,
  about:
    'A page names a feature flag, and perhaps its default; a file of flags or the code must know it so.',
  against: ['feature-flag'],

  *mentions({ tokens, passage }: Reading): Iterable<Mention> {
    const under = passage.heading.some((title) => heading.test(title.trim()))
    for (const token of tokens) {
      const { block, span, place } = token
      const name = token.text.trim()
      if (place !== 'code' || !/^[A-Za-z][\w.:-]{2,80}$/.test(name)) continue
      const start = span[0] - block.textStart
      const listed = under && token.lead && block.kind !== 'heading'
      const column = /^(?:feature )?(?:flag|toggle|gate)s?$/i.test((token.column ?? '').trim())
      const isNamed =
        before.test(block.text.slice(Math.max(0, start - 200), start)) ||
        after.test(block.text.slice(span[1] - block.textStart, span[1] - block.textStart + 60))
      if (!isNamed && !listed && !(column && under)) continue
      const from = span[0] + token.text.indexOf(name)
      yield {
        subject: name,
        value: valueIn(block, span[0]),
        token: name,
        span: [from, from + name.length],
        block,
      }
    }
  },

  judge(claim, surveys): Opinion {
    const facts = factsAbout(claim.subject, ['feature-flag'], surveys)
    const [first] = facts
    if (!first) {
      if (
        !surveys.some((survey) => hasAny(survey, 'feature-flag')) &&
        !isDistinctive(claim.subject)
      )
        return unknown('never-existed', 'nothing in scope states feature flags')
      return {
        status: 'absent',
        lost: { kind: 'feature-flag', subject: claim.subject, owner: null },
        whole: null,
        distinctive: isDistinctive(claim.subject),
        stillStands: surveys.reduce((sum, survey) => sum + survey.occurrences(claim.subject), 0),
        near: nearest(claim.subject, surveys, ['feature-flag']),
        otherwise: null,
      }
    }
    const known = facts.filter(({ value, weak }) => !weak && /^(?:true|false)$/.test(value ?? ''))
    const one = known.find(({ value }) => value === claim.value) ?? known[0]
    if (claim.value === null || one === undefined || one.value === claim.value)
      return { status: 'holds', evidence: [evidenceOf(one ?? first, surveys)] }
    if (new Set(known.map(({ value }) => value)).size > 1)
      return unknown('ambiguous', `${claim.subject} is on in one place and off in another`)
    return {
      status: 'differs',
      actual: one.value ?? '',
      evidence: evidenceOf(one, surveys),
      lost: { kind: 'feature-flag', subject: one.subject, owner: one.owner },
      correction: null,
      needsPast: false,
      because: `${claim.subject} is ${one.value === 'true' ? 'on' : 'off'} by default`,
    }
  },
}

/** On or off, where the sentence of the flag says so of one flag alone. */
function valueIn(block: Block, at: number): string | null {
  const { text } = sentenceAround(block, at)
  if (
    (text.match(/`[^`\n]{1,80}`/g) ?? []).filter((mark) => !/^`(?:true|false|on|off)`$/.test(mark))
      .length > 1
  )
    return null
  const found = stated.filter(([, says]) => says.test(text))
  return found.length === 1 ? (found[0]?.[0] ?? null) : null
}
