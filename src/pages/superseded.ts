import type { Block } from '../domain/passage.ts'

/** What speaks of the page as a whole stands before its third heading. */
const mostBlocks = 8

const page =
  '(?:wiki |old |entire |whole |how-?to |reference )?(?:page|document|documentation|doc|docs|runbook|playbook|guide|article|wiki|tutorial|how-?to|handbook|readme|procedure|specification|policy|adr|rfc|proposal|decision)'
const thisPage = `this ${page}(?: below)?`
const opener =
  '^[^\\p{L}\\p{N}]*(?:(?:note|notice|warning|caution|attention|important|deprecated|heads[- ]up|please note)[^\\p{L}\\p{N}]+(?:that )?)?(?:the contents? of )?'
const hedge = '(?:now |also |currently |officially |since |completely |therefore |been )*'
/** What a page says of itself when it is no longer to be followed. */
const state =
  '(?:deprecated|obsolete|outdated|out[- ]of[- ]date|superseded|replaced|retired|archived|historical|incomplete and outdated|(?:not|never) (?:updated|maintained) any ?more(?! (?:by|in|with|for|than)\\b)|no longer (?:maintained|valid|current|accurate|up[- ]to[- ]date|relevant|used|correct|in use|updated))'
/** So that it is the page that is over, not a habit ("is archived nightly") or a part of it ("is obsolete for 1.x"). */
const over =
  '(?=\\s*(?:$|[^\\p{L}\\p{N}\\s]|(?:by|in|and|since|as|see|use|please|because|with|now)\\b))'
const whole = '[^\\p{L}\\p{N}]*(?:any ?more|any longer|instead)?[^\\p{L}\\p{N}]*$'
const ofItself: readonly RegExp[] = [
  new RegExp(`${opener}${thisPage} (?:is|are|has been|have been) ${hedge}${state}${over}`, 'iu'),
  new RegExp(`${opener}${thisPage} was ${hedge}(?:superseded|replaced)${over}`, 'iu'),
  new RegExp(
    `${opener}(?:do not|don['’]t|please do not) (?:use|follow|rely on) ${thisPage}${whole}`,
    'iu',
  ),
  new RegExp(`${opener}${thisPage}:? ${state}${whole}`, 'iu'),
  // "This document describes the tides of Ferry 5 that have been changed for Ferry 6."
  new RegExp(
    `${opener}${thisPage} (?:describes|documents|covers|explains) .{1,120}\\b\\d[\\w.]* .{0,100}\\b(?:has|have) been ${hedge}(?:changed|replaced|removed|superseded|reworked|redesigned) (?:for|in) [^.]{0,40}\\d`,
    'iu',
  ),
]
/** "This documentation is for an outdated version of Ferry", "You are viewing the docs of an old release". */
const ofOldVersion = new RegExp(
  `${opener}(?:${thisPage} (?:is|was|describes|covers|documents)|these (?:docs|pages) (?:are|describe|cover)|you(?: are|['’]re) (?:currently |now )?(?:viewing|reading|looking at|browsing)(?: (?:the |a )?${page}s?)?)(?: (?:for|of|about|from))?(?: the ${page}s? (?:for|of))? (?:an?|the) (?:very )?(?:old|older|outdated|out[- ]of[- ]date|obsolete|legacy|previous|former|deprecated|unmaintained|unsupported|archived|end[- ]of[- ]life) (?:major )?(?:version|release|edition)(?=\\s*(?:$|[^\\p{L}\\p{N}\\s]|of (?!(?:the|an?|its|your|our|this)\\b)))`,
  'iu',
)
const hasMoved = new RegExp(
  `${opener}${thisPage} (?:has |have |was |is |been |now )*moved (?:to|into)\\b`,
  'iu',
)
/** A label: the whole line, or the words before what took its place. */
const label =
  /^[^\p{L}\p{N}]{0,12}(?:status[^\p{L}\p{N}]{1,6})?(?:deprecated|obsolete|outdated|superseded|replaced|archived)(?:[^\p{L}\p{N}]{0,8}$|[^\p{L}\p{N}]{0,6} ?by\b|[^\p{L}\p{N}]{1,6}(?:see|use|please|moved|do not|this)\b|[^\S\n]?[—–:-][^\S\n]?historical\b| (?:since|as of|starting (?:in|with|from)) (?:version |release )?v?\d[\w.-]{0,40}[*_)\]]{0,2}(?:$|[;,!]| [-–—]))/iu
const inTitle =
  /^[^\p{L}\p{N}]{0,4}[([]\s?(?:deprecated|obsolete|outdated|superseded|archived|old|do not use)\s?[)\]]|[([]\s?(?:deprecated|obsolete|outdated|superseded|archived|do not use)\s?[)\]][^\p{L}\p{N}]{0,4}$/iu
const shouted = /^(?:DEPRECATED|OBSOLETE|SUPERSEDED|ARCHIVED|DO NOT USE)\s?[!:—–-]\s/u
const successor =
  /\b(?:superseded by|replaced (?:by|with)|in favou?r of|moved (?:to|into)|(?:up-to-date|current|newer|newest|latest|maintained) (?:version|page|docs?|documentation|guide)|see|use|refer to|instead|go to|now (?:lives|found|maintained) (?:in|at|on))\b/i

/**
 * What took a page's place, by the page's own words: a banner ("This page is deprecated, see …"), a label ("Superseded by …") or its title
 * ("Restart (obsolete)"). A link's address or text where one is named, else the words themselves; null where it says nothing of the sort.
 */
export const ownSuccessor = (title: string, blocks: readonly Block[]): string | null => {
  const banner = topOf(blocks).find(({ block, isLead }) => isOfPage(block, isLead))?.block
  if (banner) return successorIn(banner) ?? quoted(banner.text)
  return inTitle.test(title) || shouted.test(title) ? quoted(title) : null
}

interface Early {
  readonly block: Block
  /** Before the first section: what stands further down may be a word on that section alone. */
  readonly isLead: boolean
}

const topOf = (blocks: readonly Block[]): readonly Early[] => {
  const top: Early[] = []
  let headings = 0
  for (const block of blocks.slice(0, mostBlocks)) {
    if (block.kind === 'heading') headings += 1
    if (headings > 2) break
    if (block.kind !== 'code' && block.kind !== 'table-row' && block.kind !== 'heading')
      top.push({ block, isLead: headings < 2 })
  }
  return top
}

const isLabel = (line: string): boolean =>
  /deprecated|obsolete|outdated|superseded|replaced|archived/i.test(line) && label.test(line)

const isOfPage = (block: Block, isLead: boolean): boolean => {
  const text = plain(block.text).slice(0, 600)
  // A label counts where it is set off from the text: what a list says of its items is no label of the page.
  const isSetOff =
    block.admonition !== undefined || block.kind === 'paragraph' || block.kind === 'quote'
  if (isLead && isSetOff && isLabel(text.split('\n', 1)[0] ?? '')) return true
  // What is asked of letters of all scripts takes long to get ready: most pages need none of it.
  if (!/\b(?:this|these|you) /i.test(text) && !/\byou['’]re /i.test(text)) return false
  return sentencesOf(text).some(
    (sentence) =>
      !sentence.endsWith('?') &&
      (ofItself.some((words) => words.test(sentence)) ||
        ofOldVersion.test(sentence) ||
        (hasMoved.test(sentence) &&
          (/following:?$/.test(sentence) || block.marks.some(({ kind }) => kind === 'link')))),
  )
}

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?])\s+|\n{2,}/)

const successorIn = ({ marks, text, textStart }: Block): string | null => {
  const cue = successor.exec(text)
  if (!cue) return null
  const link = marks.find(({ kind, span }) => kind === 'link' && span[1] > textStart + cue.index)
  if (link) return link.target || link.text
  const named =
    /\b(?:superseded by|replaced (?:by|with)|in favou?r of|moved (?:to|into)) ([^.;\n]{2,120})/i.exec(
      plain(text),
    )
  const name = named?.[1]?.trim() ?? ''
  return /^(?:the following:?|this|it|here)?$/i.test(name) ? null : name
}

const plain = (text: string): string =>
  text
    .replace(/!?\[([^\]]{0,300})\]\([^)\n]{0,500}\)/g, '$1')
    .replace(/[*_`>]+/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()

const quoted = (text: string): string => {
  const words = plain(text).replace(/\s+/g, ' ')
  return `nothing that it names: it says “${words.length > 120 ? `${words.slice(0, 119)}…` : words}”`
}
