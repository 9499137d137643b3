import type { Block } from '../domain/passage.ts'

/** What speaks of the page as a whole stands before its third heading. */
const mostBlocks = 8

const page =
  '(?:wiki |old |entire |whole |how-?to |reference )?(?:page|document|documentation|doc|docs|runbook|playbook|guide|article|wiki|tutorial|how-?to|handbook|readme|procedure|specification|policy|adr|rfc|proposal|decision)'
const thisPage = `(?:this|the following) ${page}(?: below)?`
const hedge = '(?:now |also |currently |officially |since |completely |therefore |been )*'
/** What a page says of itself when it is no longer to be followed. */
const state =
  '(?:deprecated|obsolete|outdated|out[- ]of[- ]date|superseded|replaced|retired|archived|historical|no longer (?:maintained|valid|current|accurate|up[- ]to[- ]date|relevant|used|correct|in use|updated))'
const ofItself: readonly RegExp[] = [
  new RegExp(`\\b${thisPage} (?:is|are|has|have|was|were) ${hedge}${state}\\b`, 'i'),
  new RegExp(`\\b${thisPage} (?:has|have|was|is) ${hedge}moved (?:to|into)\\b`, 'i'),
  new RegExp(`\\b(?:do not|don['’]t|please do not) (?:use|follow|rely on) ${thisPage}\\b`, 'i'),
  new RegExp(`^${thisPage}:? ${state}\\b`, 'i'),
]
/** A label: the whole line, or the words before a dash, a colon or the name of what took its place. */
const label =
  /^[^\p{L}\p{N}]{0,12}(?:status[^\p{L}\p{N}]{1,6})?(?:deprecated|obsolete|outdated|superseded|replaced|archived)(?:[^\p{L}\p{N}]{0,8}$|[^\p{L}\p{N}]{0,3}[:!.—–]|[^\p{L}\p{N}]{0,3} by\b)/iu
const inTitle =
  /^[^\p{L}\p{N}]{0,4}[([]\s?(?:deprecated|obsolete|outdated|superseded|archived|old|do not use)\s?[)\]]|[([]\s?(?:deprecated|obsolete|outdated|superseded|archived|do not use)\s?[)\]][^\p{L}\p{N}]{0,4}$|^(?:deprecated|obsolete|superseded|archived|do not use)\s?[:!—–-]\s/iu
/** Not of the page today: what may be, what is going to be, what is not. */
const unsure =
  /\b(?:may|might|could|can|will|would|should|if|when|once|unless|until|whether|soon|not|never|future)\b/i
const successor =
  /\b(?:superseded by|replaced (?:by|with)|in favou?r of|moved (?:to|into)|(?:up-to-date|current|newer|newest|latest|maintained) (?:version|page|docs?|documentation|guide)|see|use|refer to|instead|go to|now (?:lives|found|maintained) (?:in|at|on))\b/i

/**
 * What took a page's place, by the page's own words: a banner ("This page is deprecated, see …"), a label ("Superseded by …") or its title
 * ("Restart (obsolete)"). A link's address or text where one is named, else the words themselves; null where it says nothing of the sort.
 */
export const ownSuccessor = (title: string, blocks: readonly Block[]): string | null => {
  const banner = topOf(blocks).find(isOfPage)
  if (banner) return successorIn(banner) ?? quoted(banner.text)
  return inTitle.test(title) ? quoted(title) : null
}

const topOf = (blocks: readonly Block[]): readonly Block[] => {
  const top: Block[] = []
  let headings = 0
  for (const block of blocks.slice(0, mostBlocks)) {
    if (block.kind === 'heading') headings += 1
    if (headings > 2) break
    if (block.kind !== 'code' && block.kind !== 'table-row' && block.kind !== 'heading')
      top.push(block)
  }
  return top
}

const isOfPage = (block: Block): boolean => {
  const text = plain(block.text).slice(0, 600)
  // A label counts where it is set off from the text: what a list says of its items is no label of the page.
  if (label.test(text) && (block.admonition !== undefined || block.kind === 'paragraph'))
    return true
  return sentencesOf(text).some(
    (sentence) => ofItself.some((words) => words.test(sentence)) && !isUnsure(sentence),
  )
}

/** Hedges count before the statement: "is deprecated and will be removed" is sure enough. */
const isUnsure = (sentence: string): boolean => {
  const at = sentence.search(new RegExp(`\\b${state}\\b|\\bmoved\\b`, 'i'))
  const before = at < 0 ? sentence : sentence.slice(0, at)
  const lead = /\b(?:do not|don['’]t)\b/i.test(sentence) && at < 0
  return !lead && unsure.test(before.replace(/\bno longer\b/gi, ''))
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
