import { unknown } from '../check.ts'
import { isConventional } from './conventions.ts'
import type { Doubt } from './doubts.ts'
import { speaksOfReadersProject, speaksOfThisCode, speaksToUsers } from './manner.ts'

const codeSpan = /`[^`\n]{1,200}`/g
/** What may stand between a name and what the sentence says of it: other names, and what they all are. */
const joining =
  /^(?:it|and|or|both|also|the|now|have|has|which|that|all|\w{0,20}(?:method|function|option|flag|field|setting|parameter|property|class|variable|key|command|argument|attribute|metric)s?|propert(?:y|ies)|classes)$/i
const verb = /^(?:is|are|was|were|been)$/i
const deprecated = /^(?:deprecated|obsolete|ignored|discouraged)$/i
const deprecatedBefore = /\b(?:deprecated|obsolete) (?:[\w-]{1,30} ){0,2}[*_("']{0,3}$/i

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
  return isSaidToGo(rest) || deprecatedBefore.test(before)
    ? unknown('recorded', `the page itself says that ${subject} is deprecated`)
    : null
}

/** What code used without a version was in a registry all the while, and may well be there still. */
export const inRegistry: Doubt = ({ claim, opinion, fate }) =>
  opinion.lost.kind === 'image' &&
  fate.is === 'gone' &&
  claim.value !== null &&
  !/\d/.test(claim.value)
    ? unknown(
        'other-project',
        `no code here uses ${claim.subject} any more, but a registry may have its tag ${claim.value} still`,
      )
    : null

/** "Your `.travis.yml`": of what every project has, and of ends of paths, a page speaks to users as of their own. */
export const readersOwn: Doubt = ({ fate, opinion, claim, page, ground }) =>
  claim.kind === 'file-path' &&
  opinion.lost.kind === 'file-path' &&
  (isConventional(opinion.lost.path, ground.survey.names) ||
    fate.was.path !== opinion.lost.path ||
    (!opinion.lost.path.includes('/') && speaksOfReadersProject(claim))) &&
  speaksToUsers(claim) &&
  !speaksOfThisCode(claim, page)
    ? unknown(
        'created-by-reader',
        `the sentence speaks to whoever uses the code, who may have a ${claim.subject} too`,
      )
    : null
