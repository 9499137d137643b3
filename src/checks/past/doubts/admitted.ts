import { unknown } from '../../check.ts'
import { isDistinctive } from '../../shape.ts'
import type { Doubt } from '../loss.ts'

const codeSpan = /`[^`\n]{1,200}`/g
/** What may stand between a name and what the sentence says of it: other names, and what they all are. */
const joining =
  /^(?:it|and|or|both|also|the|now|have|has|which|that|all|\w{0,20}(?:method|function|option|flag|field|setting|parameter|property|class|variable|key|command|argument|attribute|metric|interface|type|struct|trait|module|package|macro|decorator|annotation|hook|component)s?|propert(?:y|ies)|classes)$/i
const verb = /^(?:is|are|was|were|been)$/i
const deprecated = /^(?:deprecated|obsolete|ignored|discouraged)$/i
const deprecatedBefore = /\b(?:deprecated|obsolete) (?:[\w-]{1,30} ){0,2}[*_("']{0,3}$/i

/** The row or the item says it of what it is about. */
const itself =
  /(?:^|[|.:] {0,3})this (?:option|setting|flag|parameter|property|field|variable|method|function|key) is (?:\w+ and )?(?:deprecated|obsolete|unused|ignored)\b/i

/** ", and it are now deprecated": the first word that does not join names is the verb. */
function isSaidToGo(rest: string): boolean {
  const words = (/^[^.;:!?]{0,200}/.exec(rest)?.[0] ?? '').match(/[\w'’-]{1,60}/g) ?? []
  const at = words.findIndex((word) => !joining.test(word))
  const said = words.slice(at + 1).find((word) => !/^(?:now|also|both|all|since)$/i.test(word))
  return at >= 0 && verb.test(words[at] ?? '') && deprecated.test(said ?? '')
}

/** A page that itself calls a name deprecated sends nobody to it: that it is gone by now makes it late by a word. */
export const saidDeprecated: Doubt = ({ claim: { quote, token, subject }, opinion }) => {
  if (opinion.lost.kind === 'file-path') return null
  const at = quote.indexOf(token)
  if (at < 0) return null
  const after = quote.slice(at + token.length)
  // The token may be but a part of what stands in code marks: `module.name(options)`.
  const isMarked = (quote.slice(0, at).split('`').length - 1) % 2 === 1
  const rest = (isMarked ? after.replace(/^[^`\n]{0,200}`/, '') : after).replace(codeSpan, 'it')
  const before = quote.slice(0, at).replace(/`[^`\n]{0,200}$/, '')
  return isSaidToGo(rest) || deprecatedBefore.test(before) || itself.test(rest)
    ? unknown('recorded', `the page itself says that ${subject} is deprecated`)
    : null
}

const goneBefore =
  /\bno longer (?:supports?|has|have|reads?|accepts?|exists?|provides?|takes?) (?:[\w-]{1,20} ){0,3}[*_("'`]{0,4}$/i
const goneAfter =
  /^[`*_)"']{0,4} (?:[a-z]{3,20} )?(?:(?:is|are|was|were) (?:now )?(?:no longer (?:supported|available|read|there|used|accepted)\b|not (?:supported|available|there|used|accepted) any ?(?:more|longer)\b|gone\b|retired\b)|(?:has|have) been (?:removed|dropped|retired)\b(?! (?:after|by|when|if|on|once|from)\b))/i

/** "Starting from v0.47.0, the flag `x` is removed": by a release, and not by who runs a step. */
const removedAfter =
  /^[`*_)"']{0,4} (?:is|are|was|were|has been|have been) (?:now )?(?:\w{2,12}ly )?(?:removed|dropped|deleted)\b(?! (?:after|by|when|if|on|once|from)\b)/i
const fromRelease =
  /\b(?:from|since|as of|starting (?:from|with|in)) `?(?:version `?)?v?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?`?(?![\w.])/i
const inRelease = /\b(?:removed|dropped|deleted) (?:in|as of|since) `?(?:version )?v?\d{1,4}\.\d/i

/** What stands right below an entry: "This method was deprecated in 4.2 and was removed in 4.6." */
const noticeBelow =
  /^[^\n]{0,160}\n\s{0,80}(?:>\s?|\.\. \w{1,20}::\s?|[!:]{3}\s?\w{1,20}\s{1,20}|[*_]{1,3}\w{1,20}:?[*_]{1,3}:?\s?)?This \w{1,20} [^\n]{0,120}\bremoved (?:in|since|as of) (?:version |release )?v?\d/

/** "The old engine is completely removed together with the `x` variable": it goes with what the sentence is about. */
const removedWith =
  /\b(?:is|are|was|were|has been|have been) (?:now )?(?:\w{2,12}ly )?(?:removed|dropped) (?:together|along) with (?:the |its |their )?[`*_("']{0,4}$/i

const isRemovedByRelease = (before: string, after: string): boolean =>
  fromRelease.test(before)
    ? removedAfter.test(after) || removedWith.test(before)
    : removedAfter.test(after) && inRelease.test(after)

/** "The `x` in the separate tidelog project" */
const ofSeparate =
  /^`{0,2}_{0,2}\s{1,3}(?:in|from|of|by) (?:the |a |an |our )?(?:separate|external|third-party|standalone|companion)\s[^.;:]{0,60}\b(?:project|package|library|repository|module|plug-?in|gem|crate)\b/i

/** Where a name stands on a page, whole. */
function* placesOf(token: string, text: string): Iterable<readonly [start: number, end: number]> {
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + token.length)) {
    const end = at + token.length
    if (!/[\w-]/.test(`${text[at - 1] ?? ''}${text[end] ?? ''}`)) yield [at, end]
  }
}

/** A page that says in one place that a name is in another project means that one in the others. */
export const saidOfSeparate: Doubt = ({ claim: { token, subject }, page: { text }, opinion }) =>
  opinion.lost.kind !== 'file-path' &&
  isDistinctive(token) &&
  [...placesOf(token, text)].some(([, end]) => ofSeparate.test(text.slice(end, end + 160)))
    ? unknown('other-project', `the page itself says that ${subject} is in a separate project`)
    : null

/** "The following commands are currently disabled, they need …", "… are no longer available:"; not "… disabled by default". */
const followingGone =
  /\bthe following (?:[\w-]{1,20}\s{1,4}){1,4}(?:is|are|was|were) (?:(?:currently |now |temporarily |all )?(?:disabled|unavailable|unsupported|removed|gone|obsolete)|(?:no longer|not) (?:currently |yet |any longer )?(?:available|supported|implemented))(?=[:.]|,? (?:they|as|because|since|until)\b)/gi
/** "Previous versions had some more functions." */
const ofPrevious =
  /\b(?:previous|earlier|older|former) versions (?:of (?:[\w-]{1,20} ){1,3})?(?:had|offered|provided|exported) (?:some|a few|several|many|other|more|additional|different) (?:[\w-]{1,20} ){0,2}(?:functions?|methods?|options?|commands?|flags?|settings?|parameters?|names?)\b/gi
/** So far below, what follows may be something else. */
const following = 600
const heading = /^(?:#{1,6} |\s{0,4}\d{1,2}(?:\.\d{1,2}){1,4}\.?\s)/
const underline = /^(?:=|-){3,}\s*$/
const item = /^\s{0,12}(?:[-*+•]|\d{1,3}[.)])\s/

/** What the page says behind the last place above a name where it says something, line by line, as far as the line of the name. */
function linesSince(said: RegExp, text: string, at: number): readonly string[] | null {
  const from = Math.max(0, at - following)
  const above = text.slice(from, at)
  const last = [...above.replace(/\n/g, ' ').matchAll(said)].at(-1)
  if (last === undefined) return null
  const [rest = ''] = /^[^\n]*/.exec(text.slice(at)) ?? []
  return `${above.slice(last.index + last[0].length)}${rest}`.split('\n')
}

const markerOf = (line: string): string =>
  /\d/.test(item.exec(line)?.[0] ?? '') ? '1' : (item.exec(line)?.[0].trim() ?? '')

/** A list right below, or the first heading: they are what follows. A statement may go on until its first blank line. */
function isWhatFollows(lines: readonly string[]): boolean {
  const own = lines.at(-1) ?? ''
  const end = lines.findIndex((line) => line.trim() === '' || item.test(line) || heading.test(line))
  const told = lines.slice(Math.max(0, end)).filter((line) => line.trim() !== '')
  if (heading.test(own)) return told.length === 1
  const [first = ''] = told
  return (
    item.test(own) &&
    told.every((line) => markerOf(line) === markerOf(first) || /^\s/.test(line)) &&
    item.test(first)
  )
}

/** A page that says of what follows that it is not to be had does not send anybody to it. */
export const saidOfFollowing: Doubt = ({ claim: { span, subject }, page: { text }, opinion }) => {
  if (opinion.lost.kind === 'file-path') return null
  const lines = linesSince(followingGone, text, span[0])
  return lines !== null && isWhatFollows(lines.slice(1))
    ? unknown(
        'recorded',
        `the page says of what follows, ${subject} among it, that it is not to be had`,
      )
    : null
}

/** What previous versions had is named so that readers find what took its place. */
export const saidOfPrevious: Doubt = ({ claim: { span, subject }, page: { text }, opinion }) => {
  if (opinion.lost.kind === 'file-path') return null
  const lines = linesSince(ofPrevious, text, span[0])
  const isIntroduced = lines?.slice(0, -1).some((line) => line.trimEnd().endsWith(':')) === true
  return lines === null ||
    !isIntroduced ||
    lines.some((line) => heading.test(line) || underline.test(line))
    ? null
    : unknown('recorded', `the page names ${subject} below what it says of previous versions`)
}

/** A page that says in one place that a name is gone speaks in the others of what was. */
export const saidGone: Doubt = ({ claim: { token, subject }, page: { text }, opinion, isSeen }) => {
  // A common word may go from one thing and stay with another, and a file be taken away by who runs a step.
  if (isSeen || opinion.lost.kind === 'file-path' || !isDistinctive(token)) return null
  for (const [at, end] of placesOf(token, text)) {
    const [before = ''] = /[^\n]*$/.exec(text.slice(Math.max(0, at - 200), at)) ?? []
    const after = text.slice(end, end + 60)
    if (
      goneBefore.test(before) ||
      goneAfter.test(after) ||
      isRemovedByRelease(before, after) ||
      noticeBelow.test(text.slice(end, end + 480))
    )
      return unknown('recorded', `the page itself says that ${subject} is gone`)
  }
  return null
}

/** "`src/simple/` → `src/impl/`": the page itself says what it became. */
export const saidToBecome: Doubt = ({ claim: { quote, token, subject }, fate }) => {
  const at = quote.indexOf(token)
  if (fate.is !== 'moved' || at < 0) return null
  const rest =
    /^[`'"*_)}\]]{0,4}\s{0,3}(?:-{1,2}>|={1,2}>|→|⇒|⟶)\s{0,3}[`'"*_({[]{0,4}(\S{1,200})/.exec(
      quote.slice(at + token.length),
    )?.[1]
  const to = fate.to.replace(/\/$/, '')
  return rest?.startsWith(to)
    ? unknown('recorded', `the page itself says that ${subject} became ${to}`)
    : null
}

/** "`docs/names.json` is generated by `npm run names`" */
const generated =
  /^\x60?[*_"')]* (?:(?:file|folder|directory) )?(?:is|are|gets?|will be) (?:auto-?|automatically )?(?:generated|produced) (?:by|from|with|using|during|when|at)\b/i

/** What the sentence says that a program writes need not be kept. */
export const saidToBeGenerated: Doubt = ({ opinion: { lost }, claim: { quote, token }, fate }) => {
  const at = quote.indexOf(token)
  return lost.kind === 'file-path' &&
    fate.is === 'gone' &&
    at >= 0 &&
    generated.test(quote.slice(at + token.length))
    ? unknown('created-by-reader', `the sentence says that ${token} is generated`)
    : null
}
