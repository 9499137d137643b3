import type { Mood } from '../../domain/claim.ts'

const planned =
  /^(?:the )?(?:roadmap|future(?: work| plans?| ideas)?|planned(?: work| changes)?|next steps?|to ?do|open questions|proposal|what['’]s next|coming soon|not yet (?:implemented|supported))\b/i

/** Headings of what was: nothing below them is said of the code of today. */
const recorded =
  /^(?:\d[\d.]*\s+)?(?:the )?(?:change ?log|changes (?:in|since|from|between)\b|(?:revision |version |page |document |release )?history|release notes|what['’]?s new|new in v?\d|breaking(?: api)? changes|backwards?[- ]incompatible|incompatible changes|removed|prior state$|(?:prior|previous|former|earlier|old) (?:situation|design|approach|architecture|implementation|behaviou?r|conventions?)$|(?:old|former|legacy)(?: ?\/ ?| and | or )(?:deprecated|obsolete|removed)\b|(?:\w+ (?:and|or) )?removed (?:features?|options?|flags?|settings?|apis?|commands?)\b|removals?\b|scheduled (?:removals|for removal)|deprecat(?:ed|ions?)\b|obsolete|legacy (?:names|settings|options)|(?:legacy|old|deprecated|former) [^.]{1,60} and (?:their|its) (?:replacement|successor|new (?:name|form))s?\b|renamed|(?:migrat|upgrad)(?:ing|ion|e)s?(?: (?:from|to|guide|notes|path|steps|v?\d)\b|$)|(?:\w+ )?(?:before|pre|prior to|until|up to) (?:[\w.-]{1,30} ){0,2}v?\d{1,4}\.\d|known (?:issues|bugs)|acknowledge?ments?\b|summary of (?:the )?changes$|credits\b|contributors\b|contributions\b|thanks\b|(?:post-?mortem|incident timeline|timeline)\b)/i
/** The section of one release. */
const release =
  /^(?:version |release )?\[?v?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?(?:[-.][\w.]{1,20})?\]?(?: ?[(–—-].{0,40})?$/i
/** "Moving to the new engine (Acme `>=1.26` and `<=1.33`)": what is below stays true of those releases. */
const upTo = /[([][^()[\]]{0,60}[A-Za-z][^()[\]]{0,60}(?:<=|≤) ?v?\d{1,4}\.\d{1,4}[\d.]{0,9}[)\]]/
/** "Version v0.5.6 or lower" */
const orLower =
  /^(?:(?:for|in|on|with) )?(?:(?:versions?|releases?) )?v?\d{1,4}\.\d{1,4}[\d.]{0,9} (?:or|and) (?:lower|earlier|older|below|before|prior)\b/i
const recordedEnd =
  /(?:\(|\[|: |— |- )(?:pending )?(?:deprecat(?:ed|ion)|removed|obsolete|legacy|old)(?: (?:in|since|as of) v?[\d.]{1,12})?[)\]]?$/i
/** "cluster.tfvars (OBSOLETE: this section is no longer accurate)": the heading warns of what follows. */
const outdated =
  /^(?:obsolete|outdated|out[- ]of[- ]date|deprecated|historical)(?:$| ?[:!—–]| - )|[([] ?(?:now )?(?:obsolete|outdated|out[- ]of[- ]date|deprecated|historical|legacy|superseded|no longer)\b(?! (?:and|or)\b)|\b(?:is|are) (?:now |already )?(?:obsolete|outdated|out of date|superseded)\b|\b(?:is|are) no longer \w|\b(?:is|are) not (?:accurate|correct|valid|true|relevant|maintained|up[- ]to[- ]date|current)\b|^historical (?:notes?|context|background|records?|overview|reference|versions?|details?|reasons?)$/i
const oneSide = /^(?:before|old|previously|old (?:way|style|syntax|behaviou?r|api|names?)|was)$/i

/** Titles of pages that list what is going or gone. */
const aboutPast =
  /\b(?:upgrade notes|transition guide)\b|\b(?:deprecations?|deprecated|removals?|removed in)\b(?! (?:rules?|warnings?|polic(?:y|ies)|process|notices?)\b)/i

/** "Migrating to the stable names": a page on the way from what was to what is, as a section of that heading. */
const aboutChange =
  /^(?:migrat|upgrad)(?:ing|ion) (?:from\b|to (?:the )?(?:new|stable|latest|v?\d|\S{1,40} v?\d)|(?:guide|notes)\b.*\d)/i

/** "Migrating to Tide", and below it "From Harbour" or "Tide vs Harbour": what stands there has the names of other products. */
const aboutArrival = /^(?:migrat|mov|switch)(?:ing|ion) to \S{1,40}$/i
const ofOrigin = /^from\b|\b(?:vs\.?|versus)(?=\s)/i

/** How a section means everything in it, by its headings and the page's title; null when they do not tell. */
export function moodOfSection(headings: readonly string[], title: string): Mood | null {
  if (aboutPast.test(title) || aboutChange.test(title)) return 'recorded'

  if (aboutArrival.test(title) && headings.some((heading) => ofOrigin.test(heading)))
    return 'recorded'

  const plain = headings.map((heading) => heading.replace(/[*_`~:]+/g, '').trim())
  if (plain.some((heading) => planned.test(heading))) return 'planned'
  return plain.some((heading) =>
    [recorded, recordedEnd, oneSide, release, upTo, orLower].some((say) => say.test(heading)),
  ) || headings.some((heading) => outdated.test(heading.replace(/[*_`~]+/g, '').trim()))
    ? 'recorded'
    : null
}
