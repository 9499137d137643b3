import type { Genre } from '../domain/page.ts'
import { subjectsToo, words } from './genre-words.ts'
import { isProposal } from './proposals.ts'

const stated: Readonly<Record<string, Genre>> = {
  reference: 'reference',
  concept: 'reference',
  conceptual: 'reference',
  explanation: 'reference',
  overview: 'reference',
  procedure: 'runbook',
  task: 'how-to',
}

const named = new Map(words.flatMap(([genre, list]) => list.map((word) => [word, genre] as const)))

const plainWords = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim()

/** The genre that a field of metadata names ("postmortem", "How-to"); null when it names none. */
export const genreNamed = (value: string): Genre | null => {
  const word = plainWords(value)
  return named.get(word) ?? (Object.hasOwn(stated, word) ? (stated[word] ?? null) : null)
}

/** Whether words hold others, which a name may have run together: `releasenotes`. */
const has = (text: string, word: string): boolean =>
  (text.includes(word) && ` ${text} `.includes(` ${word} `)) ||
  (word.includes(' ') && ` ${text} `.includes(` ${word.replaceAll(' ', '')} `))

const datedRecord =
  /(?:^|[-_ /])(?:incident|outage|report|review|retro|minutes|notes|findings|assessment)[-_ ](?:.*[-_ ])?20\d{2}(?!\d)|(?:^|[/_ -])20\d{2}-?\d{2}(?:-?\d{2})?[-_ ].*(?:incident|outage|report|review|retro|minutes|notes|meeting)/i

/** A folder of one release's documentation, and posts named by their day: both stay as they were written. */
const frozen =
  /(?:^|\/)(?:versioned_docs|version-\d[^/]*|(?:[a-z][a-z_]{1,30}[-_])?v?\d{1,3}\.(?:\d{1,3}|x)(?:\.(?:\d{1,3}|x))?)\/|(?:^|\/)(?:_posts|blogs?)\/|(?:^|\/)(?:posts|news|articles)\/(?:[^/]+\/){0,3}\d{4}-\d{2}-\d{2}[^/]*/i
/** `notes/ledger-1.2.0.md`, `changelogs/v3.md`, `release/0.61.0-notes.rst`: notes of one release each, in a folder of such notes. */
const notesOfRelease =
  /(?:^|\/)(?:notes|rel[-_]?notes|change[-_]?logs?|release[-_]?notes|releases?|(?:release[-_]?)?announcements?)\/(?:[^/]+\/){0,2}(?:[a-z][a-z_-]{0,40}[_-])?(?:v(?:er(?:sion)?)?(?=\d))?\d[\d._x-]{0,16}(?:[-.](?:alpha|beta|c?rc?|dev|pre|m|final|ga|snapshot)[\d.]{0,4})?(?:[-_](?:release[-_])?(?:notes?|changes|changelog))?\.\w{1,9}$/i
/** Folders of proposals by their state: `proposals-accepted`, `rfcs_done`. */
const proposals =
  /(?:^|\/)(?:design[-_ ])?(?:proposals?|rfcs?|enhancements?|adrs?|keps?|design-?docs?)(?:[-_ ][a-z]+)?\//i

/** `modernization-plan.md`, `storage-triage.md`: the last word of a file's name is what it is. */
const workingPaper =
  /\w (?:plans?|triage|proposal|roadmap|backlog|audit|redesign|rewrite|refactor(?:ing)?)$/
/** `PLAN-new-storage.md`; `plan-your-storage.md` tells readers to. */
const planOf = /^PLANS?[-_](?!(?:FORMAT|FILE|TYPE|SCHEMA|LIMIT|API|REFERENCE)S?\b)/

/** `UPGRADE-2.0.md`, `migrating_to_v4`, `migration-guide`: what a release asked of those who came to it. */
const toRelease = (stem: string): boolean =>
  /^(?:(?:the )?(?:migration|upgrade) (?:guides?|notes|instructions)|migration|migrating|upgrading)$/.test(
    plainWords(stem),
  ) || toNumbered(stem)
const toNumbered = (written: string): boolean => {
  // `upgradingtov6`, `v6Migration`
  const name = plainWords(
    written.replace(/(\d)([A-Z])/g, '$1 $2').replace(/ing(?=to)|to(?=v?\d)/gi, '$& '),
  )
  // `v0_v1_difference`
  if (/\b(?:differences?|diff|versus|vs)\b/.test(name) && /\bv\d{1,3}\b.*\bv\d{1,3}\b/.test(name))
    return true
  // `What's-different-in-2.0`
  if (/\bwhat ?s (?:different|new|changed)\b.* in v? ?\d/.test(name)) return true
  return (
    /\b(?:announcements?|upgrad(?:e|es|ing)|migrat(?:e|ing|ion|ions))\b/.test(name) &&
    /(?<![a-z\d])v?\d{1,4}(?:x|(?![a-z]))/.test(name)
  )
}

/** What a path tells of a page that stays as it was written. */
const records: readonly RegExp[] = [
  /[_-](?:legacy|deprecated|obsolete|outdated)(?:\.\w{1,9}$|\/)|(?:^|\/)(?:deprecated|obsolete|outdated)\//i,
  // A manual that is kept beside the one of today, as `docs/legacy/`; a folder of code may be called so and be in use.
  /(?:^|\/)(?:legacy[-_]docs?|docs?[-_]legacy)\/|(?:^|\/)(?:docs?|documentation|guides?|manuals?)\/(?:(?!(?:src|lib|app|packages)\/)[^/]+\/){0,2}(?:legacy|old|attic)\//i,
  frozen,
  notesOfRelease,
  // A day or a release is the file's name.
  /(?:^|\/)\d{4}-\d{2}-\d{2}[-_][^/]*(?:\/[^/]*)?$/,
  /(?:^|\/)v?\d+\.\d+\.\d+\.\w{1,9}$/,
  /(?:^|[/_-])(?:old|past)[_-](?:news|posts|docs)\b/i,
  // What was done on a day, or in a piece of work, told at its end: `optimized-2025-02-07/`, `CODE_CHANGES_SUMMARY.md`.
  /[a-z][_-]20\d{2}-[01]\d-[0-3]\d\//i,
  /(?:^|[/_-])(?:changes?|implementation|migration|refactor(?:ing)?|(?:bug)?fix(?:es)?|optimi[sz]ations?|clean-?up)[-_ ]summary(?:[-_ ][\w-]{1,30})?\.\w{1,9}$/i,
  /(?:^|[/_-])(?:implementation|migration|refactor(?:ing)?|optimi[sz]ation|(?:bug)?fix(?:es)?|integration|phase[-_]?\d{1,2}|clean-?up|review)[-_](?:[\w-]{1,40}[-_])?completed?\.\w{1,9}$/i,
  // What was dealt with, kept as a list.
  /(?:^|[/_-])(?:issues?|bugs?|tickets?|pull[-_]?requests?)[-_](?:closed|fixed|resolved)(?![a-z])/i,
  // What a release will tell, one change a file.
  /(?:^|\/)(?:\.changesets?|\.changes|\.sampo|changelog\.d|changes\.d|newsfragments|releasenotes\/notes)\/(?!readme|contributing)/i,
  // What a program wrote once, kept to show how that looks.
  /(?:^|\/)(?:(?:sample|example)s?[-_](?:reports?|outputs?)|(?:report|output)s?[-_](?:sample|example)s?)\//i,
]

const genreInPath = (path: string): Genre | null => {
  if (datedRecord.test(path.split('/').slice(-2).join('/'))) return 'record'
  if (records.some((pattern) => pattern.test(path))) return 'record'
  if (proposals.test(path)) return 'plan'
  const segments = path.replace(/\.[^./]+$/, '').split('/')
  const stem = segments.at(-1) ?? ''
  if (workingPaper.test(plainWords(stem)) || planOf.test(stem)) return 'plan'
  if (toRelease(stem) || segments.some(toNumbered)) return 'record'
  for (const segment of segments.reverse()) {
    const text = plainWords(segment.replace(/([a-z])(\d)/g, '$1 $2'))
    const whole = genreNamed(text)
    if (whole) return whole
    for (const [genre, list] of words)
      if (list.some((word) => !subjectsToo.has(word) && has(text, word))) return genre
  }
  return null
}

const numbered = /^\s*(?:\[?(?:ADR|RFC|KEP|PEP)[\s:#-]*\d{1,5}\b)/i
const recordTitle =
  /\b(?:incident|outage)\b.*\b(?:\d{4}-\d{2}|report|review|INC-?\d+)|\b\d{4}-\d{2}-\d{2}\b.*\b(?:minutes|notes|incident|outage|meeting|sync)\b|^(?:issue|bug|ticket) #?\d+\b|^\d{4}[-/]\d{2}[-/]\d{2}\s{1,3}[-–—:]\s|^v?\d+(?:\.\d+)+\b.{0,20}$|^(?:user[- ]visible |visible |notable )?changes (?:in|from|since|between) .{0,40}\d\.\d/i

/** The genre that a title names; words that also name subjects count only when they are the whole title. */
const genreInTitle = (title: string): Genre | null => {
  if (numbered.test(title)) return 'plan'
  if (recordTitle.test(title)) return 'record'
  const text = plainWords(title)
  const whole = named.get(text)
  if (whole) return whole
  for (const [genre, list] of words)
    if (list.some((word) => !subjectsToo.has(word) && has(text, word))) return genre
  return null
}

const things =
  'rule|plugin|plug-in|package|module|project|repository|service|page|document|guide|extension|tool|library|integration|component|app|application|product'
const tombstone = new RegExp(
  String.raw`^(?:(?:this|the)\s+(?:[\w'\x60-]+\s+){0,3}(?:${things})\s+(?:has been|was|is)\s+(?:removed|retired|withdrawn|decommissioned|shut down|sunset)\b|this page (?:is kept|remains) (?:only )?for historical)`,
  'i',
)

/** "This document now serves as a record of the move": kept for what it tells of that day. */
const keptAsRecord =
  /\bthis (?:document|page|guide|article) (?:now |only |merely |is ){0,2}(?:serves|remains|stays|stands|kept|retained|preserved) (?:here |only |now |purely |solely ){0,2}(?:as an? |for )(?:historical|archival|(?:permanent |written )?record of\b)/i

/** "This document tracks which changes are to be made": a list that is worked off, and says what was done. */
const workedOff =
  /\bthis (?:document|page|file|list) (?:tracks|keeps track of|serves (?:the purpose )?to track) (?:which|what|the (?:progress|status|state|design)|(?:all |the |our )?(?:changes|remaining|outstanding|open|pending|completed))\b/i

/** "2018-02-21 - Layering in the core": what was thought on that day. */
const datedOpening = /^\s*\d{4}[-/]\d{2}[-/]\d{2}(?:\s{1,3}[-–—]\s|\s{0,3}:\s)/

const day = String.raw`\d{4}-\d{2}|(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6} (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}`
const edition = String.raw`(?:(?:commit|revision|version|release|tag)s? )?[\x60[(]{0,2}(?:[0-9a-f]{7,40}\b|v?\d{1,4}\.\d{1,4}|${day})`
/** "This guide describes the state as of the 2024-01-01 release": what came since it does not tell of. "As of" can mean "since", too. */
const ofItsDay = new RegExp(
  String.raw`\b(?:this|the) (?:[\w-]{1,20} )?(?:guide|document(?:ation)?|page|article|overview|chapter|write-?up)s? (?:(?:describes?|documents?|reflects?|covers?|represents?) the (?:current |present |actual )?(?:state|status|situation)\b(?: (?:of|in) [^.,;:]{1,80})?|(?:is|was|are|were) (?:accurate|correct|current|up[- ]to[- ]date|written))(?: and [\w -]{1,30})?,? as of (?:the )?${edition}(?![\\w.]*(?:\\+|,? (?:and|or) (?:later|newer|above|up)| onwards?\\b))`,
  'i',
)

/** A post that says on which day it was written, in a folder of such. */
const isPost = (path: string, head: string): boolean =>
  /(?:^|\/)(?:posts|news|articles)\/[^/]+$/i.test(path) &&
  /^---\r?\n(?:(?!---)[^\n]{0,300}\n){0,20}?date: {0,4}["']?\d{4}-\d\d/.test(head)

/** What a page is for: by its own word, else by its path, its title, or an opener that says it is gone. */
export const genreOf = (
  given: Genre | null,
  path: string,
  title: string,
  opener: string,
  head = opener,
): Genre => {
  if (given) return given
  if (tombstone.test(opener.replace(/^[>*_\s]+/, ''))) return 'record'
  if (isProposal(head) || datedOpening.test(head)) return 'record'
  const told = head.replace(/\s+/g, ' ')
  if (ofItsDay.test(told) || keptAsRecord.test(told) || workedOff.test(told)) return 'record'
  if (isPost(path, head)) return 'record'
  return genreInPath(path) ?? genreInTitle(title) ?? 'reference'
}

const recordHeading =
  /^(?:changelog|change log|change history|changes in .+|history|release history|release notes|revision history|version history|document history|what(?: i)?s new|version changes|updates|breaking changes(?: in .+)?|migration(?: guide| notes)?|upgrading from .+|migrating from .+|past incidents|post mortems?|postmortems?|removed(?: in .+)?|archived?)$/
const planHeading =
  /^(?:roadmap|future(?: work| plans| ideas)?|planned(?: work| changes| features)?|plans?|proposal|proposals|todos?|to do|backlog|next steps|open questions|ideas|upcoming(?: changes| features)?|coming soon|not yet implemented|wish ?list|milestones)$/

/** The genre of a section by its heading, where it differs from its page: claims in a roadmap or a history are held back. */
export const genreOfHeading = (heading: string): Genre | null => {
  const text = plainWords(heading)
  if (recordHeading.test(text)) return 'record'
  if (planHeading.test(text)) return 'plan'
  return null
}
