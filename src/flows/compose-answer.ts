import type { Part } from '../answers/extract.ts'
import type { Support } from '../domain/answer.ts'
import { type Composer, noGround } from '../domain/composer.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Span } from '../domain/passage.ts'
import type { Candidate } from '../domain/search.ts'
import { firmly, type Supported, supportOf } from '../support/support.ts'
import { sentencesOf } from '../values/sentences.ts'

/** A model that may put answers together. */
export interface Composing {
  readonly composer: Composer
  /** What becomes of statements that their source does not bear out, or only in part: left out, or shown and judged as such. */
  readonly unsupported: 'drop' | 'mark'
}

/** A statement of a model: `text` is the model's, everything else says where the evidence for it stands. */
export interface Composed {
  readonly part: Part
  readonly held: Held
}

/** What the passage that it names is worth to a statement, and which words of it decided. */
export interface Held extends Pick<Supported, 'reasons'> {
  readonly support: Support
}

/** What a model made of passages, or why they are quoted instead. */
export type Attempt =
  | { readonly is: 'composed'; readonly statements: readonly Composed[]; readonly dropped: number }
  | { readonly is: 'quoted'; readonly because: string }

type Sources = ReadonlyMap<string, Candidate>

/** So many passages are shown to a model. */
const mostPassages = 8

/**
 * passages -> statements of a model, each held to the passage that it names. What a passage contradicts is never shown, and a
 * fault of the model is no fault of the answer: pages are quoted then.
 */
export async function composeAnswer(
  question: string,
  usable: readonly Candidate[],
  { composer, unsupported }: Composing,
): Promise<Attempt> {
  const shown = usable.filter(isProse).slice(0, mostPassages)
  if (shown.length === 0) return quoted('no passage is prose alone that nothing speaks against')
  const sources = new Map(shown.map((candidate, index) => [`c${index + 1}`, candidate] as const))
  const written = await writtenBy(composer, question, sources)
  if ('fault' in written) return quoted(`the model failed (${written.fault})`)
  if (written.text.includes(noGround)) return quoted('the model found no answer in the passages')
  const sentences = sentencesOf(withMarksInside(written.text))
  const statements = sentences.flatMap(({ text }) => {
    const statement = statementOf(text, sources)
    return statement && mayShow(statement.held.support, unsupported) ? [statement] : []
  })
  if (statements.length === 0) return quoted('nothing that the model wrote is borne out')
  return { is: 'composed', statements, dropped: sentences.length - statements.length }
}

const quoted = (because: string): Attempt => ({ is: 'quoted', because })

/**
 * Neither steps nor commands, of which a model could leave one out or turn two round, nor words that speak to agents or that
 * nobody sees.
 */
const isProse = ({ page, passage }: Candidate): boolean =>
  passage.blocks.every(({ kind, ordered }) => kind !== 'code' && ordered !== true) &&
  !page.flags.some(({ line }) => passage.line <= line && line <= passage.endLine)

async function writtenBy(
  composer: Composer,
  question: string,
  sources: Sources,
): Promise<{ readonly text: string } | { readonly fault: string }> {
  const passages = [...sources].map(([mark, { page, passage }]) => ({
    mark,
    title: page.title,
    heading: passage.heading,
    text: passage.text,
  }))
  try {
    let text = ''
    for await (const piece of composer.compose({ question, passages })) text += piece
    return { text }
  } catch (fault) {
    if (fault instanceof PlumblineError) return { fault: fault.code }
    throw fault
  }
}

/** Greetings, questions and lead-ins are nothing that a source could bear out: nobody needs them. */
const mayShow = (support: Support, unsupported: Composing['unsupported']): boolean =>
  support === 'supported' ||
  (unsupported === 'mark' && (support === 'partially-supported' || support === 'not-enough-info'))

const mark = /\s*\[\s*(c\d{1,3}(?:\s*,\s*c\d{1,3})*)\s*\]/g

/** A mark after a full stop belongs to the sentence before it. */
const withMarksInside = (text: string): string =>
  text.replace(/([.!?])((?:[ \t]*\[[c\d, ]{2,40}\])+)/g, '$2$1')

/** A sentence with its support; null where it names no passage that was shown. */
function statementOf(sentence: string, sources: Sources): Composed | null {
  const marks = [...sentence.matchAll(mark)].flatMap(([, names = '']) => names.split(/\s*,\s*/))
  const cited = marks.flatMap((name) => sources.get(name) ?? [])
  const text = sentence.replace(mark, '').trim()
  const held = cited.map((candidate) => {
    const found = supportOf(text, candidate.passage.text)
    return { candidate, found, support: firmly(found) }
  })
  const best =
    held.find(({ support }) => support === 'supported') ??
    held.find(({ support }) => support === 'partially-supported') ??
    held[0]
  if (!best) return null
  // Whichever passage says otherwise, cited or not; of one that is cited it is enough that it likely does.
  const isDenied =
    held.some(({ found }) => found.support === 'contradicted') ||
    [...sources.values()].some(
      ({ passage }) => firmly(supportOf(text, passage.text)) === 'contradicted',
    )
  const { page, passage } = best.candidate
  const span = evidenceFor(text, best.candidate)
  const part: Part = {
    ...{ page: page.id, passage: passage.id, heading: passage.heading },
    ...{ text, span, kind: 'sentence' },
  }
  const { reasons } = best.found
  return { part, held: { reasons, support: isDenied ? 'contradicted' : best.support } }
}

/** The sentence that bears a statement out, else the whole passage. */
function evidenceFor(text: string, { passage }: Candidate): Span {
  const sentence = sentencesOf(passage.text).find(
    (one) => firmly(supportOf(text, one.text)) === 'supported',
  )
  const start = passage.span[0]
  return sentence ? [start + sentence.span[0], start + sentence.span[1]] : passage.span
}
