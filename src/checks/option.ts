import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import { type Check, type Mention, type Opinion, unknown } from './check.ts'
import { factsAbout, judgeName } from './names.ts'
import { isDistinctive, isDotted, isIdentifier, isKebab, isPlaceholder } from './shape.ts'
import type { Token } from './tokens.ts'

const noun =
  '(?:option|parameter|param|setting|key|flag|field|property|argument|attribute|config(?:uration)?(?: (?:key|option|value))?)s?'
const nounBefore = new RegExp(
  String.raw`\b${noun}(?: (?:called|named|is|are))?[:,]? (?:[*_("']*\x60[^\x60\n]{1,60}\x60[*_)"']*(?:,| and| or|, and|, or) ){0,6}[*_("']*\x60?$`,
  'i',
)
const nounAfter = new RegExp(String.raw`^\x60?[*_)"']* ${noun}\b`, 'i')
const column =
  /\b(?:option|name|key|setting|parameter|property|field|argument|config|attribute|prop)\b/i
const pair = /^["']?([A-Za-z_$][\w$.-]*)["']?\s*(?::|=(?!=))\s*\S/

/** A page names a configuration key or a parameter; the code must take one of that name. */
export const option: Check = {
  about: 'A page names a configuration key or a parameter; the code must know one of that name.',
  against: ['option', 'setting', 'symbol'],

  *mentions(reading) {
    for (const token of reading.tokens) {
      const named = optionIn(token, [reading.page.title, ...reading.passage.heading])
      if (!named || isPlaceholder(named.subject)) continue
      // A variable of a sample is the reader's own; a key of a settings file beside it is not.
      if (token.place !== 'data' && reading.declared.has(named.subject)) continue
      yield {
        ...named,
        token: token.place === 'data' ? token.text : named.subject,
        block: token.block,
      }
    }
  },

  judge(claim, surveys) {
    const dotted = claim.subject.split('.')
    const last = dotted.at(-1) ?? claim.subject
    const exact = factsAbout(claim.subject, ['setting', 'option'], surveys)
    if (dotted.length > 1 && exact.length === 0) return judgeDotted(claim, dotted, last, surveys)
    if (!isDistinctive(claim.subject) && exact.length === 0 && claim.owner === null)
      return unknown('ambiguous', `${claim.subject} is too common a name to be looked for`)
    return judgeName(claim, ['option', 'setting', 'symbol', 'environment-variable'], surveys)
  },
}

/** A dotted path that no settings have: perhaps they once had just this one; else its last name may stand by itself. */
function judgeDotted(
  claim: Claim,
  dotted: readonly string[],
  last: string,
  surveys: readonly Survey[],
): Opinion {
  const bare = { ...claim, subject: last, owner: dotted.at(-2) ?? null }
  const opinion = judgeName(bare, ['option', 'setting', 'symbol', 'environment-variable'], surveys)
  if (opinion.status === 'differs') return opinion
  const otherwise =
    opinion.status === 'absent'
      ? (opinion.otherwise ?? unknown('never-existed', `nothing here declares ${claim.subject}`))
      : opinion
  return {
    status: 'absent',
    lost: { kind: 'setting', subject: claim.subject, owner: null },
    whole: null,
    distinctive: true,
    stillStands: standsAsText(dotted, surveys),
    near: null,
    otherwise,
    exact: true,
  }
}

/** In how many files the path, or the end of it, stands in one piece: code that looks a key up by its text. */
const standsAsText = (dotted: readonly string[], surveys: readonly Survey[]): number =>
  dotted
    .slice(0, -1)
    .map((_, from) => dotted.slice(from).join('.'))
    .reduce(
      (most, path) =>
        Math.max(
          most,
          surveys.reduce((sum, survey) => sum + survey.occurrences(path), 0),
        ),
      0,
    )

type Named = Pick<Mention, 'subject' | 'span'> & { readonly owner: string | null }

function optionIn(token: Token, headings: readonly string[]): Named | null {
  const text = token.text.trim()
  if (text.length > 80) return null
  if (token.place === 'data' || (token.place === 'sample' && token.use === 'key')) {
    const subject = token.place === 'data' && token.owner ? `${token.owner}.${text}` : text
    return isDistinctive(text) ? { subject, owner: null, span: token.span } : null
  }
  if (token.place !== 'code') return null
  const name = (pair.exec(text)?.[1] ?? text).replace(/^\.(?=[A-Za-z])/, '')
  if (!isIdentifier(name) && !isDotted(name) && !isKebab(name)) return null
  // Capitals begin the names of types and constants, which are no options.
  if (/^[A-Z]/.test(name)) return null
  const told = speaksOfOption(token)
  const isSetting = isDotted(name) && /^[a-z][a-z0-9_.-]*$|^[a-z]\w*(?:\.[a-z]\w*)+$/.test(name)
  if (!told && !isSetting && !(pair.test(text) && isDistinctive(name))) return null
  // `exchange.declare(…)` is called.
  if (token.block.text.startsWith('(', token.span[1] - token.block.textStart)) return null
  const start = token.span[0] + Math.max(0, token.text.indexOf(name))
  return { subject: name, owner: softOwner(token, headings), span: [start, start + name.length] }
}

function speaksOfOption(token: Token): boolean {
  const { block } = token
  if (token.lead && block.kind === 'heading')
    return block.text.replace(/[#`*_\s]/g, '').length <= token.text.length + 12
  if (token.lead && block.kind === 'table-row') return column.test(token.column ?? '')
  if (token.lead) return true
  const before = block.text.slice(0, token.span[0] - block.textStart)
  const after = block.text.slice(token.span[1] - block.textStart)
  return nounBefore.test(before.slice(-240)) || nounAfter.test(after.slice(0, 60))
}

/** What a list of options stands under says whose they are, where it is one name. */
function softOwner(token: Token, headings: readonly string[]): string | null {
  const last = (token.block.kind === 'heading' ? headings.at(-2) : headings.at(-1)) ?? ''
  const bare = last.replace(/[`*_()]/g, '').trim()
  return /^[A-Za-z][\w.]*(?: (?:object|options?|settings?|class|interface))?$/.test(bare)
    ? (bare.split(' ')[0] ?? null)
    : null
}
