import { toolOf } from './tools.ts'

/** How a statement on a tool's version is meant. */
export type Meant = 'minimum' | 'needed' | 'pin'

/** Where a statement stands on its page. */
export interface Place {
  /** Below a heading that speaks of what is needed. */
  readonly underNeeds: boolean
  /** Where a project's front page says what the project is: `it` is the project there. */
  readonly introduces: boolean
  /** At the top of a page on installing: "this package" is the project there. */
  readonly atInstall: boolean
}

const requirement =
  /\b(?:requires?d?|requirements?|prerequisites?|needs?|needed|must (?:have|be)|compiles? (?:with|on)|builds? (?:with|on)|works? (?:with|on)|runs? (?:with|on)|supports?|supported|minimum|at least|depends? on|make sure|ensure|(?:compatible|used) with)\b|≥/i
/** Words by which a sentence speaks of a time, a case or a part rather than of the project as it is. */
const elsewhere =
  /\b(?:since|as of|start(?:ing|s) (?:with|from|in|at)|introduced|added|dropp(?:ed|ing|s)|deprecat\w*|no longer|removed|before|until|prior|earlier|older|previous(?:ly)?|used to|formerly|if|when|unless|whether|depending|only (?:available|work)\w*|upgrad\w+|migrat\w+|\w+n['’]t|cannot|can only|any ?more|EOL|will|next|future|upcoming|e\.g|for example|example|otherwise|in case|not|syntax|target(?:s|ed|ing)?|feature)\b/i

/** "You will need Node 18": what is needed now. */
const willNeed = /\byou(?:['’]ll| will)(?: also| at least)? need\b/gi

/** "PHP 7.4 is required in order to use TLS 1.3": what one feature asks for, not the project. */
const forFeature =
  /^[^.;]{0,30}\b(?:required|needed|necessary) (?:in order )?to (?:use(?! (?:this|it\b|the (?:library|package|project|tool)))|specify|enable|access|connect|take advantage|benefit)\b/i

/** "Go 1.23+ has changed how sums are rounded": what a language is from then on, not what is needed. */
const ofItself =
  /^,? (?:has|have|had|adds?|added|brings?|brought|changes?|changed|introduces?|introduced|comes? with|ships?|shipped|provides?|includes?|allows?|makes?)\b/i

/** "Like the dataclasses of the Python 3.7+ standard library": since when a language has something. */
const ofStandard = /^ (?:standard library|stdlib)\b/i

/** "At least Python 3.11 (older versions should be fine)" */
const orOlder =
  /^[^.;]{0,40}\b(?:older|earlier|lower)(?: (?:and|or) newer)?(?: (?:versions?|releases?|ones))? (?:should|may|might|will|can|do)\b(?! not)[^.;]{0,20}\b(?:fine|work|ok(?:ay)?|do|suffice)\b/i

/** "Endless ranges are also supported with Acme >= 6": what is possible from then on, not what is needed. */
const isPossible =
  /\b(?:is|are|was|were)(?: (?:also|only|now|fully))? (?:supported|available|allowed|possible|enabled)(?: only)? (?:with|in|on|since|from|as of|for) [^.]{0,30}$/i

/** "Use this function with Ruby 2.4 or newer": what one part of the whole asks for. */
const ofFeature =
  /\bth(?:is|ese) (?:\w{1,20} )?(?:function|method|feature|option|type|filter|flag|setting|macro|helper|field)s?\b[^.]{0,60}$/i

/** "For PHP >= 7.3, short syntax is used", "On macOS with Go 1.21+, …": what is so under some version, not what is needed. */
const inCase = /^\W{0,4}(?:on [\w.]{1,20}(?: [\w.]{1,20})? )?(?:for|on|under|with|using) $/i
/** "There is a bug in the debugger for at least Python 3.8" */
const ofTrouble =
  /\b(?:bugs?|issues?|problems?|errors?|fails?|crash(?:es)?|broken|affects?)\b[^.;]{0,120}$/i
/** "Links need to be switched on by hand for Python 3.8 or higher": what is to be done under some version, not what is needed. */
const ofDeed =
  /\b(?:needs? to|must|has to|have to|should) (?:be (?:activated|enabled|allowed|granted|disabled|switched (?:on|off)|turned (?:on|off))|activate|enable|allow|grant|disable|switch (?:on|off)|turn (?:on|off))\b[^.;]{0,80}\bfor $/i
/** "Version 4.x runs on PHP >= 7.0": a line of releases by itself, which need not be the one that code is. */
const ofLine =
  /\b(?:versions?|releases?) v?\d{1,4}(?:\.\d{1,4})?\.x\b|\b\d{1,4}\.x (?:branch|series|line|releases?)\b|^\W{0,6}v?\d{1,4}(?:\.\d{1,4})?\.x\b/i

/** "On Python 3.9+, and from `typing` on older versions": what one does with each, not what is needed. */
const forOthers =
  /^,? (?:and|but) [^.;(\n]{0,80}\b(?:on|in|for|under|with) (?:older|earlier|lower|previous|other) (?:\w+ )?versions?\b(?! (?:is|are|will|would|do|does|can|may|must)\b)/i

/** "Requires Node.js >= 18; on older versions the channels are not there": one runs on those, too, without one feature. */
const lacksOnOlder =
  /^[\w.+]{0,12};? (?:on|in|for|under|with) (?:older|earlier|lower|previous) (?:\w+ )?versions?,? [^.;\n]{1,80}\b(?:unavailable|disabled|ignored|missing|skipped|not (?:available|there|emitted)|no-?ops?|fall(?:s|ing)? back)\b/i

const ofWhole =
  /^[\s"'(*_]*this (?:package|library|project|gem|crate|bundle|program|tool|sdk|app|application)\b/i

/** "It" is the project where no sentence before names anything else. */
const isOfProject = (text: string, start: number, sentence: string): boolean =>
  /^\s*it\b/i.test(sentence) &&
  [...text.slice(0, start).matchAll(/(?<=\w,? )[A-Z][\w.+-]*/g)].every(
    ([word]) => toolOf(word) !== null,
  )

const pointing = /^[\s"'(*_]*(?:that|it|which|this)\b/i

/** Whether a sentence that names a tool and a version says what the project itself needs. */
export function counts(
  text: string,
  at: number,
  whole: string,
  meant: Meant,
  { underNeeds, introduces, atInstall }: Place,
): boolean {
  const start = Math.max(text.lastIndexOf('. ', at) + 1, 0)
  const stop = text.indexOf('. ', at + whole.length)
  const sentence = text.slice(start, stop < 0 ? undefined : stop)
  const before = text.slice(start, at)
  const after = text.slice(at + whole.length)
  const clause = /^[^,;(]{0,80}/.exec(after.split(/\.\s/, 1)[0] ?? '')?.[0] ?? ''
  if (elsewhere.test((before + whole + clause).replace(willNeed, 'you need'))) return false
  if (forFeature.test(after) || orOlder.test(after) || ofItself.test(after)) return false
  if (ofLine.test(before) || ofTrouble.test(before) || ofDeed.test(before)) return false
  if (ofStandard.test(after) && /\b(?:in|of|from|like|by|with) the $/i.test(before)) return false
  if (forOthers.test(after) || lacksOnOlder.test(after)) return false
  // "(Python 3.6+)" behind a thing says since when there is such a thing.
  const inBrackets = /\(\s?$/.test(text.slice(0, at)) && /^\s?\)/.test(after)
  if (inBrackets && !underNeeds) return false
  if (meant === 'minimum' && (isPossible.test(before) || ofFeature.test(before))) return false
  // "This requires Python 3.5" speaks of what stands before it.
  if (ofWhole.test(sentence)) return introduces || underNeeds || atInstall
  if (pointing.test(sentence) && !(introduces && isOfProject(text, start, sentence)))
    return underNeeds
  if (meant !== 'minimum') return true
  // "For Python" may have been taken for a name of two words.
  const opener = /^(?:For|On|Under|With|Using) /.exec(whole)?.[0] ?? ''
  if (!underNeeds && inCase.test(before + opener) && clause === '') return false
  const leads = /^[\s:–-]*(?:an? )?(?:installed |working )?$/.test(before)
  return requirement.test(sentence) || (underNeeds && leads)
}
