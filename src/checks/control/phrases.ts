import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'
import { sentenceAround } from '../sentence.ts'

/** What a sentence asks for, allows or wonders about is no statement of how things are. */
const wish =
  /\b(?:if|when(?:ever)?|unless|whether|should|can|could|may|might|want|consider|recommend(?:ed)?|enable|disable|turn(?:ing)? (?:on|off)|how to|make sure|ensure|e\.g|for example|switch(?:es)? (?:on|off)|temporarily|before you|remove|lift|optional(?:ly)?|supports?|allows?|you)\b|\?\s*$/i
const states =
  /\b(?:is|are|has|have|with|uses?|runs?|keeps?|kept|requires?|required|needs?|enforced?|enforces|protects?|protected|speaks?|blocks?|blocked|cannot|only|no|never|on|enabled)\b/i
const denied =
  /\b(?:not|no|never|without|isn['’]t|aren['’]t|lacks?|off|disabled|doesn['’]t|don['’]t|yet)\b/i

/** Where a phrase states a control, and of what. */
export interface Phrase {
  readonly name: string
  readonly says: RegExp
  /** The phrase is itself a denial ("not open to the internet"). */
  readonly denies?: true
  /** What the phrase says beside the name: a number, a version. */
  value?(match: RegExpExecArray): string | null
}

/** Every sentence that states a control as a matter of fact. */
export function* phrasesIn({ passage }: Reading, phrase: Phrase): Iterable<Mention> {
  for (const block of passage.blocks) {
    if (block.kind === 'code' || block.kind === 'heading' || block.text.length > 5_000) continue
    const match = phrase.says.exec(block.text)
    if (match === null) continue
    const start = block.textStart + match.index
    const sentence = sentenceAround(block, start)
    if (wish.test(sentence.text) || !states.test(sentence.text)) continue
    const value = phrase.value === undefined ? '' : phrase.value(match)
    if (value === null) continue
    yield {
      subject: namedIn(block, sentence, match[0]) ?? phrase.name,
      value: value === '' ? phrase.name : `${phrase.name}: ${value}`,
      token: match[0],
      span: [start, start + match[0].length],
      block,
      ...(phrase.denies !== true && denied.test(sentence.text) ? { mood: 'negated' as const } : {}),
      ...(phrase.denies === true ? { mood: 'asserted' as const } : {}),
    }
  }
}

/** The one name in code marks beside the phrase. */
function namedIn(
  block: Block,
  sentence: { readonly text: string; readonly start: number },
  phrase: string,
): string | null {
  const end = sentence.start + sentence.text.length
  const names = new Set(
    block.marks
      .filter(({ kind, span }) => kind === 'code' && span[0] >= sentence.start && span[1] <= end)
      .map(({ text }) => text)
      .filter((text) => /^[A-Za-z][\w.-]{1,100}$/.test(text) && !phrase.includes(text)),
  )
  return names.size === 1 ? ([...names][0] ?? null) : null
}
