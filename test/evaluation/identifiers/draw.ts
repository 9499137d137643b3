import type { ReadPage } from '../../../src/pages/read-page.ts'
import { lot } from './passages.ts'

/** Whether and how an identifier is asked for. */
export interface IdentifierQuery {
  readonly kind: string
  readonly identifier: string
  /** The identifier alone, in a question, or its parts as words. */
  readonly form: 'whole' | 'question' | 'parts'
  readonly query: string
  /** The only passage that holds it. */
  readonly passage: string
}

const shape = (name: string): RegExp =>
  new RegExp(String.raw`(?<![\w$.@/:#-])(?:${name})(?![\w$/-]|\.\w)`, 'g')

/** How names look, by kind: written down anew here, so that retrieval is not measured by its own idea of a name. */
const shapes: Readonly<Record<string, RegExp>> = {
  'camel case': shape('[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+'),
  'pascal case': shape('(?:[A-Z][a-z0-9]+){2,}'),
  'snake case': shape('[a-z][a-z0-9]*(?:_[a-z0-9]+)+'),
  'kebab case': shape('[a-z][a-z0-9]*(?:-[a-z0-9]+){2,}'),
  flag: shape('--[a-z][a-z0-9]*(?:-[a-z0-9]+)*'),
  'environment variable': shape('[A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)+'),
  'error code': shape('[A-Z]{1,8}(?:_[A-Z]+)*_?[0-9]{2,5}'),
  dotted: shape(String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+`),
  path: shape(String.raw`(?:\.{0,2}/)?[\w@-]+(?:/[\w@-]+)+(?:\.[a-z]{1,4})*`),
}
const length = { least: 5, most: 60 }

/** All that is shown of a passage, as a reader sees it. */
interface Shown {
  readonly id: string
  readonly text: string
}

const shownOf = ({ page, passages }: ReadPage): readonly Shown[] =>
  passages.map(({ id, heading, text }) => ({
    id,
    text: [page.title, ...heading, text].join('\n'),
  }))

/** Queries for names that stand in exactly one passage: so many of each kind, drawn by lot, in each form in which they are unique. */
export function drawQueries(
  pages: readonly ReadPage[],
  ofEachKind: number,
): readonly IdentifierQuery[] {
  const shown = pages.flatMap(shownOf)
  const words = wordIndex(shown)
  return Object.entries(shapes).flatMap(([kind, shape]) =>
    candidates(shown, shape)
      .filter((name) => length.least <= name.length && name.length <= length.most)
      .map((name) => ({ name, order: lot(`${kind} ${name}`) }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ name }) => ({ name, holding: holding(name, words) }))
      .filter(({ holding: { length } }) => length === 1)
      .slice(0, ofEachKind)
      .flatMap(({ name, holding: [passage = ''] }) => formsOf(kind, name, passage, words)),
  )
}

function candidates(shown: readonly Shown[], shape: RegExp): readonly string[] {
  const found = new Set<string>()
  for (const { text } of shown) for (const [name] of text.matchAll(shape)) found.add(name)
  return [...found]
}

interface WordIndex {
  readonly texts: ReadonlyMap<string, string>
  /** The passages in which a word stands, whether alone or as a part of a name; lower case. */
  readonly holding: ReadonlyMap<string, ReadonlySet<string>>
}

/** The pieces of names, and the words between them, lower case. */
export const partsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

function wordIndex(shown: readonly Shown[]): WordIndex {
  const index = new Map<string, Set<string>>()
  for (const { id, text } of shown)
    for (const word of partsOf(text)) index.set(word, (index.get(word) ?? new Set()).add(id))
  return { texts: new Map(shown.map(({ id, text }) => [id, text])), holding: index }
}

/** The passages that hold all of some words. */
function together(words: readonly string[], { holding }: WordIndex): readonly string[] {
  const [rarest, ...others] = words
    .map((word) => holding.get(word) ?? new Set<string>())
    .sort((a, b) => a.size - b.size)
  return [...(rarest ?? [])].filter((id) => others.every((other) => other.has(id)))
}

/** The passages in whose text a name stands, not as a part of a longer word. */
const holding = (name: string, index: WordIndex): readonly string[] =>
  together(partsOf(name), index).filter((id) => standsIn(name, index.texts.get(id) ?? ''))

function standsIn(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length))) return true
  return false
}

function formsOf(
  kind: string,
  identifier: string,
  passage: string,
  index: WordIndex,
): readonly IdentifierQuery[] {
  const parts = partsOf(identifier)
  const isUniqueInParts = parts.length > 1 && together(parts, index).length === 1
  const asked = { kind, identifier, passage }
  return [
    { ...asked, form: 'whole', query: identifier },
    { ...asked, form: 'question', query: `What does ${identifier} do?` },
    ...(isUniqueInParts ? [{ ...asked, form: 'parts' as const, query: parts.join(' ') }] : []),
  ]
}
