import type { Block, Mark } from '../../domain/passage.ts'
import { sentenceAround } from '../sentence.ts'

/** What says by itself that the code is made with what it names. */
const strong =
  /\b(?:(?<verb>(?:in turn )?(?:uses|is using|(?:relies|depends) (?:up)?on))|(?:rely|relying|depend|depending) (?:up)?on|(?:handled|powered|backed|provided|parsed|rendered|validated|driven) by|(?:based|built|implemented) (?:up)?on|built on top of|(?:built|implemented|written|parsed|rendered|validated|serialized|bundled) (?:with|using|in terms of)|(?:we|internally) use|thanks to|libraries,? (?:such as|like))(?: (?:a combination of|a fork of|the|a|an))?(?: (?:popular|excellent|great|awesome|fast|underlying|third-party|external))? $/i
/** What says it only of something that is called a library. */
const weak =
  /\b(?:using|via|through|by|on)(?: (?:the|a|an))?(?: (?:popular|excellent|great|awesome|external|third-party))? $/i
const noun = /^ (?:\w+ )?(?:crate|module|package|library|gem|framework|dependency)\b/i
const doesForUs = /^,? (?:crate|package|library|gem|module),? which [^.]{1,80}\bfor us\b/i
const ours = /^, (?:which is )?our\b/i

/** What is said to or of the reader, or of things that only go together with this code, is no claim of its use. */
const advice =
  /\b(?:you|your|yours|yourself|install|npm i|choose|recommend(?:ed|s)?|prefer|consider|try|for example|example|alternatives?|alternatively|instead of|rather than|similar to|inspired by|unlike|compar(?:ed|able|ison)|compatib(?:le|ility)|integrat(?:es?|ions?)|works? with|working with|plugins? (?:for|that|which)|supports?|supported by|if|when|whether|can|could|may|might|should|must|let['’]?s|please|not|never|no longer|(?:doesn|don|isn|won|can)['’]?t|(?:many|most|some|other) (?:people|users|projects|libraries|tools|frameworks|applications|apps|packages)|someone|projects?|applications?|apps?)\b/i
const adviceAfter = /\b(?:you|your|instead|plugins?|if|optional(?:ly)?)\b/i
const seen = /\blets? say\b/gi
const otherThing =
  /^ (?:(?:configuration|config|command[- ]line) )?(?:options?|flags?|functions?|methods?|commands?|subcommands?|parameters?|params?|settings?|fields?|propert(?:y|ies)|keys?|files?|folders?|director(?:y|ies)|hooks?|classe?s?|types?|traits?|structs?|interfaces?|variables?|environment|env|rules?|scripts?|formats?|syntax|attributes?|arguments?|tags?|modes?|macros?|features?|headers?|endpoints?|objects?|instances?|patterns?|conditions?|types?|values?|strings?|api|protocol|backend|transport|plugins?|presets?|role|branch|label|profile|target|task|workflow|action|image|container|table|column|decorator|keyword|operator|statement|event|queue|pool|selector|strategy|algorithm|binary|executable|program|shell|tool)\b/i
const headed =
  /\b(?:integrations?|alternatives?|plugins?|ecosystem|related|comparisons?|examples?|migrat)/i

/** Who uses it, where the sentence says so by a name: `Cargo` in "Cargo uses"; null where it is this code or anything in it. */
export interface Use {
  readonly user: string | null
}

/** Whether the sentence around a name says that code uses it; null where it does not. */
export function useOf(block: Block, mark: Mark, headings: readonly string[]): Use | null {
  const { from, to, rest } = outermost(block, mark)
  if (headings.some((heading) => headed.test(heading)) || isEntryOfAnother(block, from)) return null
  const sentence = sentenceAround(block, from)
  const before = plain(block.text.slice(sentence.start - block.textStart, from - block.textStart))
  const end = sentence.start + sentence.text.length - block.textStart
  const behind = to - block.textStart
  const after = plain(rest + block.text.slice(behind, Math.max(end, behind)))
  const told = ours.test(after) ? before.replace(seen, '') : before
  if (advice.test(told) || adviceAfter.test(after.slice(0, 60)) || otherThing.test(after))
    return null
  const found = strong.exec(before)
  const said =
    found !== null ||
    doesForUs.test(after) ||
    (weak.test(before) && (noun.test(after) || ours.test(after)))
  if (!said) return null
  if (!found?.groups?.verb) return { user: null }
  const subject = before.slice(0, found.index)
  return { user: userIn(subject) ?? (pronoun.test(subject) ? (headings.at(-1) ?? null) : null) }
}

/** "It uses `x`": what the section is about does. */
const pronoun = /^\s*(?:it|they)\s+(?:\w+\s+){0,2}$/i

const userIn = (before: string): string | null => {
  const words =
    /(?:^|[\s(])(`?)([A-Za-z][\w.-]{1,40})`?(?: (?:library|package|crate|module|gem|project|tool))?(?: (?:currently|internally|also|now|itself|still|already))? $/.exec(
      before,
    )
  const [, tick = '', word = ''] = words ?? []
  const isName = tick !== '' || (/^[A-Z]/.test(word) && !everyone.test(word))
  return isName ? word : null
}

const everyone =
  /^(?:The|An?|Our|It|This|That|Which|We|Everything|Everyone|Each|Everybody|Internally|\w+ing)$/

/** A list of other projects begins each entry with a link to one, and goes on to speak of that. */
const isEntryOfAnother = (block: Block, from: number): boolean =>
  block.kind !== 'paragraph' &&
  firstMarks(block).some(
    ({ kind, span, target }) =>
      kind === 'link' &&
      span[1] <= from &&
      /^https?:/.test(target ?? '') &&
      /^[\s*_|-]*$/.test(block.text.slice(0, span[0] - block.textStart)),
  )

const plain = (text: string): string =>
  text.replace(/[\s*_[\]("']+/g, (run) => (/\s/.test(run) ? ' ' : ''))

/** The whole of what a reader sees as one, a link around code, and what else that link says behind the name. */
function outermost(
  block: Block,
  mark: Mark,
): { readonly from: number; readonly to: number; readonly rest: string } {
  const link = firstMarks(block).find(
    ({ kind, span }) => kind === 'link' && span[0] <= mark.span[0] && mark.span[1] <= span[1],
  )
  const [from, to] = link?.span ?? mark.span
  const inner = link && link !== mark ? link.textSpan[1] - block.textStart : 0
  return { from, to, rest: block.text.slice(mark.span[1] - block.textStart, Math.max(0, inner)) }
}

/** A paragraph with more marks than this was not written for people. */
const mostMarks = 1_000
export const firstMarks = ({ marks }: Block): readonly Mark[] =>
  marks.length > mostMarks ? marks.slice(0, mostMarks) : marks
