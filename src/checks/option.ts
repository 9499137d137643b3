import type { Claim } from '../domain/claim.ts'
import type { FactKind, Survey } from '../domain/fact.ts'
import { isLabelKey } from '../values/label-keys.ts'
import { type Absent, type Check, type Mention, type Opinion, unknown } from './check.ts'
import { prefixesOf } from './infrastructure/prefixes.ts'
import { factsAbout, judgeName } from './names.ts'
import { keysBeside } from './options/beside.ts'
import { judgeLabelKey, labelKeysIn } from './options/label-keys.ts'
import { definesKind, isOfPackageManager, manifestKind } from './options/manifests.ts'
import {
  isDistinctive,
  isDotted,
  isIdentifier,
  isKebab,
  isPlaceholder,
  isScreaming,
} from './shape.ts'
import type { Token } from './tokens.ts'

const noun =
  '(?:option|parameter|param|setting|key|flag|field|property|argument|attribute|config(?:uration)?(?: (?:key|option|value))?)s?'
const nounBefore = new RegExp(
  String.raw`\b${noun}(?: (?:called|named|is|are))?[:,]? (?:[*_("']*\x60[^\x60\n]{1,60}\x60[*_)"']*(?:,| and| or|, and|, or) ){0,6}[*_("']*\x60?$`,
  'i',
)
const nounAfter = new RegExp(String.raw`^\x60?[*_)"']* ${noun}\b`, 'i')
/** "set `x` to 3 and `y` to 4". */
const setTo = /^[`*_"']{0,3} to\b/
const column =
  /\b(?:option|name|key|setting|parameter|property|field|argument|config|attribute|prop)\b/i
const pair = /^["']?([A-Za-z_$][\w$.-]*)["']?\s*(?::|=(?!=))\s*\S/

/** A page names a configuration key or a parameter; the code must take one of that name. */
export const option: Check = {
  about: 'A page names a configuration key or a parameter; the code must know one of that name.',
  against: ['option', 'setting', 'symbol'],

  *mentions(reading) {
    yield* labelKeysIn(reading)
    for (const token of reading.tokens) {
      for (const key of keysIn(token))
        if (!reading.declared.has(key.subject) && !isPlaceholder(key.subject)) yield key
      const named = optionIn(token, [reading.page.title, ...reading.passage.heading])
      if (!named || isPlaceholder(named.subject)) continue
      // A variable of a sample is the reader's own; a key of a settings file beside it is not.
      if (token.place !== 'data' && reading.declared.has(named.subject)) continue
      const kind = manifestKind(token)
      yield {
        ...named,
        ...(kind === null ? {} : { sense: `key of ${kind}` }),
        ...(isOfPackageManager(token) ? { mood: 'created-by-reader' as const } : {}),
        token: token.place === 'data' ? token.text : named.subject,
        block: token.block,
        ...(token.place === 'data' ? { beside: keysBeside(token, reading) } : {}),
      }
    }
  },

  judge(claim, surveys) {
    if (isLabelKey(claim.subject)) return judgeLabelKey(claim, surveys)
    const kind = /^key of (\w+)$/.exec(claim.sense ?? '')?.[1]
    const opinion = judgeKey(claim, surveys)
    return opinion.status !== 'absent' || kind === undefined || definesKind(kind, surveys)
      ? opinion
      : unknown('other-project', `it is a field of a manifest's ${kind}, a kind not defined here`)
  },
}

function judgeKey(claim: Claim, surveys: readonly Survey[]): Opinion {
  const dotted = claim.subject.split('.')
  const last = dotted.at(-1) ?? claim.subject
  const exact = factsAbout(claim.subject, ['setting', 'option'], surveys)
  if (dotted.length > 1 && exact.length === 0)
    return surveys.some((survey) => prefixesOf(survey).has(claim.subject))
      ? unknown('ambiguous', `${claim.subject} has keys below it`)
      : judgeDotted(claim, dotted, last, surveys)
  if (!isDistinctive(claim.subject) && exact.length === 0 && claim.owner === null)
    return unknown('ambiguous', `${claim.subject} is too common a name to be looked for`)
  return judgeName(claim, kindsFor(claim), surveys)
}

const isKey = ({ sense }: Claim): boolean => /^key\b/.test(sense ?? '')

/** A key of a sample of settings was a setting or an option before; a name in prose may have been a field as well. */
const kindsFor = (claim: Claim): readonly FactKind[] =>
  isKey(claim)
    ? ['setting', 'option', 'symbol', 'environment-variable']
    : ['option', 'setting', 'symbol', 'environment-variable']

/** A dotted path that no settings have: perhaps they once had just this one; else its last name may stand by itself. */
function judgeDotted(
  claim: Claim,
  dotted: readonly string[],
  last: string,
  surveys: readonly Survey[],
): Opinion {
  const bare = { ...claim, subject: last, owner: dotted.at(-2) ?? null }
  const opinion = judgeName(bare, kindsFor(claim), surveys)
  if (opinion.status === 'differs') return opinion
  const otherwise =
    opinion.status === 'absent'
      ? (opinion.otherwise ?? unknown('never-existed', `nothing here declares ${claim.subject}`))
      : opinion
  return {
    status: 'absent',
    lost: {
      kind: isKey(claim) ? 'setting' : 'option',
      subject: claim.subject,
      owner: null,
    },
    whole: null,
    distinctive: true,
    stillStands: standsAsText(dotted, surveys),
    near: null,
    otherwise,
    exact: true,
    ...insteadOf(claim, dotted, opinion),
  }
}

/** Names of levels that anybody's settings have. */
const anybodys =
  /^(?:configs?|configuration|options?|opts|settings?|spec|params?|parameters|properties|props|args|data|metadata|env|rules?|values|defaults?|name|items?|[a-z]{1,2})$/i

/**
 * A key of a sample by itself, if what it stands in tells whose it is. In code marks the whole path is read as a symbol of
 * its owner as well.
 */
function insteadOf(
  { token }: Claim,
  dotted: readonly string[],
  opinion: Opinion,
): { readonly instead?: Absent } {
  const parent = dotted.at(-2) ?? ''
  const isKey = token === dotted.at(-1) && !anybodys.test(parent)
  if (!isKey || opinion.status !== 'absent' || opinion.lost.kind === 'file-path') return {}
  const { status, lost, distinctive, stillStands } = opinion
  return {
    instead: {
      status,
      lost: { ...lost, owner: parent },
      whole: null,
      distinctive,
      stillStands,
      get near() {
        return opinion.near
      },
      otherwise: null,
    },
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

const inlineKey = /[{,]\s{0,4}["']?([A-Za-z_$][\w$-]{1,60})["']?\s{0,2}:(?!:)/g

/** The keys of an object that stands in code marks: `["always", { "allowParens": true }]`. */
function* keysIn(token: Token): Iterable<Mention> {
  if (token.place !== 'code' || token.text.length > 400 || !/^[[{(]/.test(token.text)) return
  for (const match of token.text.matchAll(inlineKey)) {
    const [whole, subject = ''] = match
    if (!isDistinctive(subject)) continue
    const start = token.span[0] + match.index + whole.indexOf(subject)
    const span = [start, start + subject.length] as const
    yield { subject, owner: null, token: subject, span, block: token.block }
  }
}

type Named = Pick<Mention, 'subject' | 'span' | 'sense'> & { readonly owner: string | null }

function optionIn(token: Token, headings: readonly string[]): Named | null {
  const text = token.text.trim()
  if (text.length > 80) return null
  if (token.place === 'data' || (token.place === 'sample' && token.use === 'key')) {
    const subject = token.place === 'data' && token.owner ? `${token.owner}.${text}` : text
    if (!isDistinctive(text) || isVariable(token)) return null
    return {
      subject,
      owner: null,
      span: token.span,
      ...(token.place === 'data' ? { sense: 'key' } : {}),
    }
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

/** `environment:` holds variables, which another check reads. */
const isVariable = ({ text, owner }: Token): boolean =>
  isScreaming(text.trim()) && /(?:^|\.)env(?:ironment|s|_vars|Vars)?$/i.test(owner ?? '')

function speaksOfOption(token: Token): boolean {
  const { block } = token
  if (token.lead && block.kind === 'heading')
    return block.text.replace(/[#`*_\s]/g, '').length <= token.text.length + 12
  if (token.lead && block.kind === 'table-row') return column.test(token.column ?? '')
  if (token.lead) return true
  const before = block.text.slice(0, token.span[0] - block.textStart)
  const after = block.text.slice(token.span[1] - block.textStart)
  const isSet = setTo.test(after) && /\bset(?:s|ting)?\b[^.;]{0,160}$/i.test(before)
  return isSet || nounBefore.test(before.slice(-240)) || nounAfter.test(after.slice(0, 60))
}

/** What a list of options stands under says whose they are, where it is one name. */
function softOwner(token: Token, headings: readonly string[]): string | null {
  const last = (token.block.kind === 'heading' ? headings.at(-2) : headings.at(-1)) ?? ''
  const bare = last.replace(/[`*_()]/g, '').trim()
  return /^[A-Za-z][\w.]*(?: (?:object|options?|settings?|class|interface))?$/.test(bare)
    ? (bare.split(' ')[0] ?? null)
    : null
}
