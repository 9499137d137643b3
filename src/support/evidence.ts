import type { Span } from '../domain/passage.ts'
import { sentencesOf } from '../values/sentences.ts'
import { unmarked } from './marks.ts'
import { plainText } from './plain.ts'
import { type Reading, readingOf } from './reading.ts'

/** A sentence of a source, where it stands, and what it says. */
export interface SourceSentence {
  readonly span: Span
  /** Without marks, place by place. */
  readonly bare: string
  readonly plain: string
  /** In lower case. */
  readonly lower: string
  readonly reading: Reading
}

/** Texts longer than this are read as far as here. */
export const mostCharacters = 100_000

/** Read when somebody asks: most sentences of a passage have nothing to do with a statement. */
class Sentence implements SourceSentence {
  readonly span: Span
  readonly bare: string
  readonly #raw: string
  #plain: string | null = null
  #lower: string | null = null
  #reading: Reading | null = null

  constructor(raw: string, bare: string, span: Span) {
    this.#raw = raw
    this.bare = bare
    this.span = span
  }

  get reading(): Reading {
    this.#reading ??= readingOf(this.bare)
    return this.#reading
  }

  get lower(): string {
    this.#lower ??= this.bare.toLowerCase()
    return this.#lower
  }

  get plain(): string {
    this.#plain ??= plainText(this.#raw)
    return this.#plain
  }
}

const kept = new Map<string, readonly SourceSentence[]>()
/** Passages that are kept read: statements of one answer are held against the same few. */
const mostKept = 256
/** Longer texts are read anew each time. */
const longestKept = 20_000

/** A source's sentences, read. */
export function sentencesIn(text: string): readonly SourceSentence[] {
  const known = kept.get(text)
  if (known !== undefined) return known
  const bare = unmarked(text.slice(0, mostCharacters))
  const sentences = sentencesOf(text.slice(0, mostCharacters)).map(
    ({ text: raw, span }) => new Sentence(raw, bare.slice(...span), span),
  )
  if (text.length <= longestKept) {
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
    kept.set(text, sentences)
  }
  return sentences
}

/** So few sentences are read whole, whatever they hold: they may say the same in other words. */
const fewSentences = 3

/** The sentences that share most with a statement, the best first; none that shares nothing. */
export function nearest(
  statement: Reading,
  sentences: readonly SourceSentence[],
  most: number,
): readonly SourceSentence[] {
  const beginnings = [...statement.stems].map((stem) => stem.slice(0, 4))
  return sentences
    .filter(
      ({ lower }) =>
        sentences.length <= fewSentences || beginnings.some((letters) => lower.includes(letters)),
    )
    .map((sentence, place) => ({ sentence, place, shared: sharedBy(statement, sentence.reading) }))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared || a.place - b.place)
    .slice(0, most)
    .map(({ sentence }) => sentence)
}

function sharedBy(statement: Reading, { meanings, names }: Reading): number {
  let shared = 0
  for (const meaning of statement.meanings) if (meanings.has(meaning)) shared += 1
  for (const name of statement.names) if (names.has(name)) shared += 1
  return shared
}
