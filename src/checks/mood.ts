import type { Mood } from '../domain/claim.ts'
import type { Genre } from '../domain/page.ts'
import type { Block } from '../domain/passage.ts'
import { isBecoming } from './mood/arrows.ts'
import { isInBothForms, isShownAsWrong } from './mood/counter-examples.ts'
import { isMade, isMadeAnew } from './mood/creations.ts'
import { isEntry } from './mood/entries.ts'
import { isImagined } from './mood/examples.ts'
import { moodOfLead } from './mood/leads.ts'
import { isTakenAway, isTakenOut, isToGo } from './mood/removals.ts'
import { moodOfSection } from './mood/sections.ts'
import { moodOfStatement } from './mood/statements.ts'
import {
  isFormerCell,
  isFormerTable,
  isOfOneCommit,
  isReleaseRow,
  isWithoutEffect,
} from './mood/tables.ts'
import { unbroken } from './sentence.ts'
import { isPlaceholder } from './shape.ts'

export interface MoodQuestion {
  readonly token: string
  /** The sentence the token stands in, and where the token starts and ends in it. */
  readonly sentence: string
  readonly at: number
  readonly end: number
  readonly genre: Genre
  readonly headings: readonly string[]
  readonly title: string
  readonly canBeCreated: boolean
  /** The claim is what the sentence states, not a name in it. */
  readonly isStatement: boolean
  readonly block: Block
  /** Where the token starts in the page's text. */
  readonly offset: number
  /** What introduces the sample, the list or the table that it stands in. */
  readonly lead: string | null
}

/** How a sentence means a token. First the page, then the section, then the words nearest the token. */
export function moodOf(question: MoodQuestion): Mood {
  if (question.genre === 'plan') return 'planned'
  if (question.genre === 'record') return 'recorded'
  const section = moodOfSection(question.headings, question.title)
  if (section !== null) return section
  if (isPlaceholder(question.token)) return 'example'
  if (isShownAsWrong(question.block, question.offset)) return 'example'
  const before = inOneLine(question.sentence.slice(0, question.at))
  const after = inOneLine(question.sentence.slice(question.end))
  if (showsHow.test(before) || likeThis.test(before) || isImagined(before)) return 'example'
  if (
    isOfStyle(question) &&
    (isListedName(question) || isInBothForms(question.block, question.offset))
  )
    return 'example'
  if (opensExample.test(before) && canLook.test(after) && isMarkedAlone(before, after))
    return 'example'
  if (/\b[A-Z][\w.]+ itself\b/.test(question.sentence)) return 'other-project'
  if (anotherLibrary.test(before)) return 'other-project'
  if (struckOut(before, after)) return 'negated'
  if (isFormerCell(question.block, question.offset) || isFormerTable(question.block))
    return 'recorded'
  if (isReleaseRow(question.block, question.offset)) return 'recorded'
  if (isWithoutEffect(question.block, question.offset)) return 'negated'
  if (isOfOneCommit(question.block, after)) return 'recorded'
  if (isTakenOut(question.block, question.offset)) return 'recorded'
  if (isBecoming(before, question.token, after) || isEntry(question.block)) return 'recorded'
  const lead = moodOfLead(question.lead, question.block)
  if (lead !== null) return lead
  const stated = question.isStatement ? moodOfStatement(before, after) : null
  if (stated !== null) return stated
  for (const [mood, cue] of cues) if (cue(before, after, question)) return mood
  if (afterOld.test(before) && whatTheyAre.test(after)) return 'recorded'
  return moodOfEarlier(question, before) ?? 'asserted'
}

/** reStructuredText doubles the marks of code, and lines are broken wherever they are full. */
const inOneLine = (text: string): string => unbroken(text).replaceAll('``', '`')

/** "If `x` exists, run `x`", "add a script `x` and run it by `npm run x`": what held for its first mention lasts. */
function moodOfEarlier(question: MoodQuestion, before: string): Mood | null {
  const { token } = question
  const sentence = inOneLine(question.sentence)
  const first = before.indexOf(token)
  const isWord =
    /`[^`\s]{0,80}$/.test(before.slice(0, Math.max(0, first))) &&
    !/[\w-]/.test(`${before[first - 1]}${sentence[first + token.length]}`)
  if (!isWord) return null
  const earlier = [before.slice(0, first), sentence.slice(first + token.length)] as const
  return (
    lasting.find((mood) => cues.some(([is, cue]) => is === mood && cue(...earlier, question))) ??
    null
  )
}

const lasting: readonly Mood[] = ['conditional', 'created-by-reader']

/** "The `requests` library exposes …" */
const anotherLibrary =
  /\bthe [*_`]{0,2}[\w.-]{2,40}[*_`]{0,2} (?:library|package|module|crate|gem) (?:exposes|has|provides|offers|uses|calls|defines|returns)\b[^.]{0,120}$/i

/** "The old `x`/`y` hooks": each of them is old. */
const afterOld = /\b(?:the|its|our) (?:old|former) `[^`\n]{1,80}`(?:\/|,? and |,? or )`$/i
const whatTheyAre =
  /^`? (?:hooks|functions|methods|options|flags|classes|commands|names|files|folders|properties|props|settings|events|types)\b/i

type Cue = (before: string, after: string, question: MoodQuestion) => boolean

/** Clauses end where another statement begins; a cue reaches no further. */
const clauseBefore = (before: string): string => before.slice(before.search(/[^;:]*$/)).slice(-120)
const clauseAfter = (after: string): string =>
  after.slice(0, 140).split(/;|(?<!\be\.g|\bi\.e)\.\s/)[0] ?? ''

const struckOut = (before: string, after: string): boolean =>
  before.lastIndexOf('~~') >= 0 && (before.split('~~').length - 1) % 2 === 1 && after.includes('~~')

const nounAhead = String.raw`(?:the |a |an |any |our |its |this |that |old |former |legacy |now-defunct |obsolete )*(?:[\w'’]+ ){0,2}[*_("']*\x60?$`
const negatedBefore = new RegExp(
  String.raw`(?:(?:(?:^|[.*!?)—])\s{0,3}no(?! (?:more|less|fewer|later|sooner|matter|need|other|longer) )|\b(?:there (?:is|are|was|were) (?:[a-z]+ly |by design )?no(?: longer)?|no such|no longer (?:any|has|have|uses?|reads?|supports?|exports?|needs?|requires?|accepts?|takes?)|(?:does|do|did) not (?:exist|have|use|read|publish|export|support|provide|contain|include|accept|take|need|require)|(?:doesn|don|didn)['’]t (?:exist|have|use|read|publish|export|support|provide|contain|include|accept|take|need|require)|never (?:existed|had|use|call|set)|has no|have no|(?:removed|deleted|dropped|retired)\)?|without|instead of|in place of|rather than|replac(?:es|ed|ing)|supersed(?:es|ed|ing)|renamed(?: from)?|not))\s+(?!(?:to|by|with|into|in|at|as|only)\b))` +
    nounAhead,
  'i',
)
const negatedAfter =
  /^\x60?[)\]*_"']*(?:,? (?:which|that))?(?: [\x60\w-]+){0,7}? (?:no longer|does not exist|doesn['’]t exist|never existed|(?:was|were|is|are|has been|have been|had been|got|being) (?:since )?(?:completely |now |also |entirely |respectively )?(?:removed|deleted|dropped|gone|retired|renamed|replaced|superseded|obsolete|discontinued)|(?:is|are)(?: currently| still| yet)? (?:not|never)(?: currently| yet)? (?:a|an|the|used|read|supported|available|exported|needed|required|set|part)|(?:is|are) gone)\b|^\x60?[)*_"']*,? \(?(?:which |that )?(?:(?:is|are) )?not (?:an? )?(?:real|actual|existing)\b/i
const recordedBefore =
  /\b(?:used to (?:be|live|call|use|read|have)|formerly|previously|(?:was|were) (?:once )?(?:called|named|known as|at|in)|once (?:called|named|lived)|originally|in the past|before v?\d|until v?\d|back (?:in|then)|historical(?:ly)?|old name|the old|(?:the|its|our) former|was:?|ex-)\s+(?:\w+ ){0,3}[*_("']*\x60?$/i
/** "An earlier `x` called a service" */
const anEarlier = /\ban? (?:earlier|previous|prior) [*_("']*\x60?$/i
const didSo = /^\x60? (?:(?:that|which) )?(?:was|were|had|did|used to|called|(?!need)\w{2,20}ed)\b/i
/** "Created: `x`" in a list of what was done; what is done again and again is there. */
const doneBefore =
  /^\W*(?:created|added|updated|modified|changed|deleted|removed|renamed|new files?):[*_]{0,2} [*_("']*\x60{0,2}$/i
const again = /^\x60?[\W_]{0,4}(?:by|each|every|when(?:ever)?|never|daily|nightly|on)\b/i
/** 'The guidance says "Acme 5 and later …"': the words of somebody else, about what was when they were said. */
const quotedBefore =
  /\b(?:guidance|documentation|docs|manual|vendor|article|post|spec(?:ification)?|standard|rfc|policy|authors?|maintainers?|upstream) (?:says?|said|stat(?:es|ed)|wrote|writes)\b[^"“”.]{0,40}(?:"[^"]{0,200}|“[^”]{0,200})$/i
/** "Removals are rare. (This has happened to `x`, for example.)" */
const hasHappened =
  /(?<!\b(?:if|when|whenever|once|in case|unless) )\b(?:this|that|it|which) (?:has|had) (?:already |only |once )?happened (?:to|with|for) (?:\w+ ){0,2}[*_("']*\x60{0,2}$/i
const recordedAfter =
  /^\x60?[)\]*_"']*,? (?:\((?:now )?(?:removed|deprecated|renamed|gone|dropped|obsolete|legacy|until|before|prior to|no longer)\b|used to|was (?:the |our )?(?:old|former|previous)|was an? (?!valid\b)|in (?:v|version )?\d[\w.]* (?:and )?(?:earlier|before|older)|before (?:v|version )\d)/i
/** "`x` in `y` (the code has since been refactored)": who says so tells of what was. */
const changedSince =
  /^[^()]{0,160}\((?:the|this|that|its) (?:[\w-]{1,20} )?(?:code|class|module|file|function|method|implementation|api|interface|code ?base)s? ha(?:s|ve) since been (?:refactored|renamed|moved|removed|rewritten|restructured|replaced|reworked)\b/i
/** "Prior to 2.0", "up to version 4": what follows was so then. */
const beforeVersion =
  /\b(?:prior to|before|until|up to|earlier than|older than|in versions? (?:before|below|prior to|older than))\s+(?:the )?(?:version |release |[A-Z]\w{1,20} )?v?\d{1,4}(?:\.[\dx]{1,4}){0,3}\b(?! (?:\w+ )?(?:seconds?|minutes?|hours?|days?|ms|times))[^.]{0,80}$/i
/** "In previous versions of Harbour, a property `" */
const inFormer =
  /(?<!\b(?:unlike|as|than|like|not) )\bin (?:\S{1,40},? and (?:in )?)?(?:previous|earlier|older|prior|past|former) (?:versions|releases)\b[^.;:]{0,80}$/i
/** What was, not what is since. */
const wasThere =
  /^[^.;\x60]{0,24}\x60?(?: (?!that\b|which\b|what\b|who\b)\w+){0,3} (?:was|were|had|used to)\b/i
const conditionalBefore =
  /\b(?:if|when|where|unless|whether|in case)\s+(?!you(?:['’]ve| have) (?:already )?(?:downloaded|read|seen|followed|used)\b)(?:(?:there (?:is|are)|you (?:still )?have|the|a|an|your|its|it has|they have)\s+)*(?:\w+ ){0,2}[*_("']*\x60?$/i
const conditionalAfter =
  /^\x60?[)*_"']*(?: (?:file|directory|folder|variable|script|option|page|key))? ?(?:,? ?\(?(?:if|when|where) (?:present|available|it exists|they exist|any|applicable|one exists|defined there)|exists?\b(?=[^.]*(?:,|then))|is present\b|are present\b)/i
/** "In snake case (e.g., `x`)": a name that shows how names are written. */
const showsHow =
  /\b(?:case|cased|format|naming|named|convention|style)\b[^.;]{0,80}\(?(?:e\.g\.|for example|such as),? [*_("'\x60]{0,4}$/i
/** What a sentence lists behind "for example", as far as a full stop. */
const exampleList = /\b(?:e\.g\.|for example|for instance|such as),? ([^;:]{1,400})$/i
/** A name and nothing else: no call, and no command. */
const bareName = /^\W{0,6}[A-Za-z]\w{2,60}\W{0,6}$/

/** "For example, `x`, `y` and `z`" in a section on how code is written: names that show how names look. */
function isListedName({ sentence, token }: MoodQuestion): boolean {
  const list = exampleList.exec(inOneLine(sentence).replace(/\.\s*$/, ''))?.[1]
  const names = list?.split(/,? (?:and|or) |, /) ?? []
  return (
    names.length >= 2 &&
    names.every((name) => bareName.test(name)) &&
    list?.includes(token) === true
  )
}
/** "For example, what the action `x` logs can look like this:" */
const opensExample = /^\W{0,6}(?:for (?:example|instance)|e\.g\.)/i
const isMarkedAlone = (before: string, after: string): boolean =>
  before.endsWith('`') && after.startsWith('`')
const canLook = /\b(?:can|may|might|could) look (?:something )?like (?:this|so)\b/i
/** A section on how code is written names things of code that show how. */
const isOfStyle = ({ headings, title }: MoodQuestion): boolean =>
  [title, ...headings].some((heading) =>
    /^style$|\b(?:cod(?:e|ing)|naming|programming)[- ](?:style|conventions?|standards?|guidelines?|rules)\b|\bstyle ?guide/i.test(
      heading.slice(0, 200),
    ),
  )
/** "The name will be like `ProductController`" */
const likeThis =
  /\b(?:will|would|may|might) (?:be|look) (?:something )?like:? [*_("'\x60]{0,4}$|\b(?:an?|any) (?:[\w-]+ ){0,3}(?:file|path|folder|directory|module|script|package|project) like [*_("'\x60]{0,4}$/i
/** "From v0.43.0 to v0.46.0 `x` can be set": so it was then. */
const betweenVersions =
  /(?:^|[.;:] |\bstarting )(?:from|between) `?(?:v\d{1,4}\.\d|\d{1,4}\.\d{1,4}\.\d)[\w.]{0,12}`? (?:to|and|through|until|till) `?(?:v\d{1,4}\.\d|\d{1,4}\.\d{1,4}\.\d)[\w.]{0,12}`?,? [^.;]{0,200}$/i
/** "Fall back to `x` for those who come from older installations." */
const fallBack = /\b(?:fall(?:s|ing)? ?back|fallback) (?:to|on) (?:\w+ ){0,3}[*_("']*\x60?$/i
/** "Skills of this installation, if any, are listed under `x`." */
const ifAny = /,? if (?:any|present|there are any),? (?:\w+ ){1,6}[*_("'[]*\x60?$/i
const plannedBefore =
  /\b(?:(?:we|they|team|it)?\s*(?<!\byou (?:\w+ ){0,2})(?:plan(?:s|ned|ning)?|intend(?:s|ed)?|propos(?:e|es|ed|ing)|want(?:s)?|hope(?:s)?|going) to (?:\w+ ){1,4}|will (?:be )?(?:add(?:ed)?|introduc(?:e|ed)|creat(?:e|ed)|mov(?:e|ed)(?: to)?|renam(?:e|ed)(?: to)?|replac(?:e|ed)(?: (?:by|with))?|becom(?:e)|ship|land|get|gain|live in)|will (?:\w+ )?default to|proposed|planned|upcoming|future|to be (?:added|created|introduced|named)|TODO:?|not yet)\s*(?:\w+ ){0,4}[*_("']*\x60?$/i
const plannedAfter =
  /^\x60?[)*_"']*(?: \w+){0,2} (?:is|are|will be|has yet to be|(?:is|are) (?:to be|going to be|yet to be)) (?:planned|proposed|added (?:later|soon|in)|introduced (?:later|in a)|coming|not (?:yet )?(?:implemented|built|available|there yet))/i
/** "The previous tests (`a.sh`, `b.sh`) were retired": what is said of the words before the brackets. */
const isInBrackets = (before: string, after: string): boolean =>
  /\([^()]{0,300}$/.test(before) &&
  /^[^()]{0,300}\)[*_\x60]{0,3} (?:was|were|is|are|has been|have been) (?:since |now |completely |all )?(?:removed|deleted|dropped|gone|retired|replaced|superseded|obsolete|discontinued)\b/i.test(
    after,
  )
const cues: readonly (readonly [Mood, Cue])[] = [
  [
    'recorded',
    (before, after) =>
      recordedBefore.test(clauseBefore(before)) ||
      hasHappened.test(clauseBefore(before)) ||
      (anEarlier.test(before) && didSo.test(after)) ||
      (doneBefore.test(before.slice(-60)) && !again.test(after)) ||
      beforeVersion.test(clauseBefore(before)) ||
      (inFormer.test(clauseBefore(before)) && wasThere.test(after)) ||
      betweenVersions.test(before.slice(-300)) ||
      quotedBefore.test(before.slice(-300)) ||
      changedSince.test(after.slice(0, 300)) ||
      recordedAfter.test(after),
  ],
  [
    'negated',
    (before, after, { block, headings, title }) =>
      negatedBefore.test(clauseBefore(before)) ||
      negatedAfter.test(clauseAfter(after)) ||
      isInBrackets(before, after) ||
      isTakenAway(after) ||
      isToGo(before, block, [...headings, title]),
  ],
  [
    'conditional',
    (before, after) =>
      (conditionalBefore.test(clauseBefore(before)) &&
        /exist|present|have|has|find|see/i.test(`${clauseBefore(before)} ${clauseAfter(after)}`)) ||
      conditionalAfter.test(after) ||
      ifAny.test(clauseBefore(before)) ||
      fallBack.test(clauseBefore(before)),
  ],
  [
    'planned',
    (before, after) =>
      plannedBefore.test(clauseBefore(before)) || plannedAfter.test(clauseAfter(after)),
  ],
  [
    'created-by-reader',
    (before, after, { canBeCreated, token }) =>
      (canBeCreated && isMade(clauseBefore(before), token.includes('/'))) ||
      isMadeAnew(clauseBefore(before), after),
  ],
]
