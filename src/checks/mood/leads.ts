import type { Mood } from '../../domain/claim.ts'
import type { Block, Passage } from '../../domain/passage.ts'
import { isDrawing } from '../tree-diagrams.ts'

const change = 'removed|renamed|deprecated|replaced|dropped|retired|discontinued|deleted|obsolete'
const recorded = new RegExp(
  String.raw`\b(?:ha(?:s|ve) been|had been|were|was|are|is|got)(?: \w{2,12}){0,2} (?:${change})\b|\b(?:${change}) (?:in|since|as of) v?\d|\bno longer (?:available|supported|exists?|used|works?|needed|accepted|recommended)\b|\b(?:deprecated|removed|obsolete|legacy) (?:\w+ ){0,2}(?:names?|settings?|options?|flags?|variables?|functions?|methods?|api|aliases|features?|behaviou?rs?)\b|^(?:before|previously|formerly|old(?: \w+)?|prior to [^:]{1,30}|instead of(?: this)?|up to v?\d[^:]{0,20}|in v?\d[\w.]* and (?:earlier|before|older))\s*:?$|\b(?:used to|would previously|previously) (?:\w+ ){0,4}(?:like this|be|as follows|look)\b|\binstead of\b[^.]{0,60}:$`,
  'i',
)
/** "Verified on 2026-07-24 from commit `9e94c09`:": what was so on that day. */
const onDay =
  /^(?:verified|measured|recorded|captured|observed|checked|tested|taken|run|audited)\b[^.]{0,30}\b(?:19|20)\d\d-\d\d-\d\d\b[^.]{0,12}\b(?:from|at) (?:the )?(?:commit|revision) /i
/** "The generator adds these files:": they are made where it is run; what it makes something from is there before. */
const made =
  /\b(?:generators?|installers?|commands?|scaffold|templates?|wizard|it|this|that|which)\b.{0,40}\b(?:adds?|creates?|generates?|produces?|writes?|scaffolds?)\b(?:(?!\bfrom\b).){0,60}\b(?:files?|folders?|director(?:y|ies)|structure)\b.{0,30}:$/i
/** "To make your own theme, follow this structure:", "Your project should look like this:": a drawing of what the reader makes. */
const readersTree =
  /\b(?:mak|creat|build|writ|develop|start|add|organi[sz])(?:e|es|ing)? (?:your own|your|a new|another)\b|\byour (?:own |new )?(?:[\w-]{1,30} ){1,3}(?:should|must|will|might|may|can|could|would|needs? to|has to)\b/i
const negated =
  /^(?:don['’]t|do not|bad|wrong|incorrect|not like this|avoid)\b[^.]{0,40}:?$|\b(?:this|the following)(?: \w+){0,3} (?:fails|does not work|will fail|is wrong|is invalid|will not work)\b/i
const other =
  /\b(?:outputs?|prints?|returns?|fails with|error|message|response)(?: \w+){0,4} (?:like|such as|similar to|looks?)\b|\b(?:generated|resulting|rendered|produced) (?:[A-Za-z]{2,12} )?(?:sql|quer(?:y|ies)|html|xml|css|markup|output|log|text)\b[^.]{0,60}\b(?:can|may|might|could|would) (?:then )?look (?:something )?like\b/i

const leads = new WeakMap<Block, string | null>()

/** The words that introduce a sample, a list or a table, when the block stands right below them. */
export function leadOf(passage: Passage, block: Block): string | null {
  const known = leads.get(block)
  if (known !== undefined) return known
  const lead = leadAbove(passage, block)
  leads.set(block, lead)
  return lead
}

function leadAbove(passage: Passage, block: Block): string | null {
  if (block.kind !== 'code' && block.kind !== 'list-item' && block.kind !== 'table-row') return null
  let above = passage.blocks.indexOf(block) - 1
  if (block.kind !== 'code' && block.group !== undefined)
    while (passage.blocks[above]?.group === block.group) above -= 1
  const lead = passage.blocks[above]
  if (lead === undefined || (lead.kind !== 'paragraph' && lead.kind !== 'list-item')) return null
  const last = lead.text.trimEnd().slice(-300)
  const sentence = last.slice(last.search(/[^.!?\n]{1,300}[.:]?[*_]{0,2}$/))
  return sentence.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim()
}

/** How words that introduce something mean it: `The following settings were removed:`; null when they do not tell. */
export function moodOfLead(lead: string | null, block: Block): Mood | null {
  if (lead === null || !(lead.endsWith(':') || lead.length < 40)) return null
  if (made.test(lead) || (isDrawing(block) && readersTree.test(lead))) return 'created-by-reader'
  if (recorded.test(lead) || (block.kind !== 'code' && onDay.test(lead))) return 'recorded'
  if (negated.test(lead)) return 'negated'
  return block.kind === 'code' && other.test(lead) ? 'example' : null
}
