/** A sentence, verbatim, and where it stands in the text, in UTF-16 units. */
export interface Sentence {
  readonly text: string
  readonly span: readonly [start: number, end: number]
}

// A run of marks is tried from its beginning alone: from within, it comes to the same, and takes its time.
const ending = /(?<![.!?])[.!?]+["'”’)\]]*(?=\s|$)|\n\s*(?:\n|(?=[-*+>#|]|\d+[.)]\s))/g
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|approx|no|cf|mr|mrs|dr|st|fig)|\b[A-Z])\.$/i

/** Cuts a text into sentences; list items and blank lines end a sentence, wrapped lines do not. */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  for (const match of text.matchAll(ending)) {
    const end = match.index + match[0].length
    if (match[0] === '.' && abbreviation.test(text.slice(start, end))) continue
    add(sentences, text, start, end)
    start = end
  }
  add(sentences, text, start, text.length)
  return sentences
}

function add(sentences: Sentence[], text: string, from: number, to: number): void {
  const raw = text.slice(from, to)
  const start = from + raw.length - raw.trimStart().length
  const end = from + raw.trimEnd().length
  if (end > start) sentences.push({ text: text.slice(start, end), span: [start, end] })
}
