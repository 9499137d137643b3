import { type FactKind, wordsOf } from '../../domain/fact.ts'
import { anyName } from '../extractor.ts'
import { kindNumber } from './fact-columns.ts'
import type { Outline } from './outline.ts'
import type { ReadFile } from './read-facts.ts'

/** What a file has to do with a name: one bit for each kind of fact that it states of it, then these. */
export const marked = {
  /** The word stands in it. */
  word: 1 << 24,
  /** The same in a test or an example. */
  tested: 1 << 25,
  /** The word stands in a program of a language that no extractor reads. */
  unread: 1 << 26,
  /** Something belongs to what has these words; such names are kept apart from others. */
  owner: 1 << 27,
  /** It is the last name of a setting's path. */
  last: 1 << 28,
} as const

export const kindMark = (kind: FactKind): number => 1 << kindNumber(kind)

/** Owners by their words are no names that anybody could ask for by accident. */
export const ownerName = (words: string): string => `\u0001${words}`

/** Every name that a file has to do with, once, with all its marks. */
export function marksOf(
  { file, weak, facts: { facts, words } }: ReadFile,
  { language }: Outline,
): ReadonlyMap<string, number> {
  const marks = new Map<string, number>()
  const mark = (name: string, bit: number) => marks.set(name, (marks.get(name) ?? 0) | bit)
  for (const { kind, subject, owner } of facts) {
    if (subject === anyName) continue
    mark(subject, kindMark(kind))
    const dot = kind === 'setting' ? subject.lastIndexOf('.') : -1
    if (dot >= 0) mark(subject.slice(dot + 1), marked.last)
    if (!weak && owner !== null) mark(ownerName(wordsOf(owner).join(' ')), marked.owner)
  }
  if (!weak && file.class === 'code')
    mark(ownerName(wordsOf(stemOf(file.path)).join(' ')), marked.owner)
  const bits = weak ? marked.tested : language === null ? marked.word : marked.word | marked.unread
  for (const word of words) mark(word, bits)
  return marks
}

/** A file's name without its endings. */
export const stemOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '')
