import type { FactKind, FileFact, FileFacts } from '../domain/fact.ts'
import { grammar } from '../syntax/grammar.ts'
import { type Lines, linesOf } from '../syntax/lines.ts'
import {
  type Format,
  type Language,
  type SourceFile,
  type Stated,
  Unreadable,
} from './extractor.ts'
import { formats } from './formats/index.ts'
import { languages } from './languages/index.ts'
import { languageNamed, languagesAt } from './programs.ts'
import { wordsInText, wordsInTree } from './words.ts'

export { extractorVersion } from './extractor-version.ts'

const largest = 1_000_000
const largestForWords = 4_000_000
const mostFacts = 20_000

const listedLanguages: readonly (readonly [name: string, Language])[] = Object.entries(languages)
const listedFormats: readonly (readonly [name: string, Format])[] = Object.entries(formats)

/** The names of the extractors that read a file, by its path. */
export const extractorsOf = (path: string): readonly string[] => [
  ...listedLanguages.filter(([, { files }]) => files.test(path)).map(([name]) => name),
  ...languagesAt(path),
  ...listedFormats.filter(([, format]) => format.reads(path)).map(([name]) => name),
]

/** The kinds of fact that a file's extractors can state, by its path. */
export const kindsStatedBy = (path: string): ReadonlySet<FactKind> =>
  new Set([
    ...listedLanguages.flatMap(([, { files, states }]) => (files.test(path) ? states : [])),
    ...languagesAt(path).flatMap((name) => languages[name].states),
    ...listedFormats.flatMap(([, { reads, states }]) => (reads(path) ? states : [])),
  ])

type IsAsked = (extractor: string) => boolean

/** What of a file is not wanted. */
export interface Reading {
  readonly words?: false
}

/**
 * Reads one file: what it states by all its extractors (or those that are asked), which words stand in it, and, if it
 * could not be read, why. Never throws.
 */
export const factsIn = async (
  path: string,
  text: string,
  isAsked: IsAsked = () => true,
  wanted: Reading = {},
): Promise<FileFacts> => {
  if (text.includes('\0')) return { facts: [], words: [], unread: 'it is not text' }
  if (text.length > largest) {
    const words = text.length > largestForWords ? [] : wordsInText(path, text)
    return { facts: [], words, unread: `it is larger than ${largest / 1_000_000} MB` }
  }
  const named = languageNamed(path, text)
  const language = listedLanguages.find(
    ([name, { files }]) => (files.test(path) || name === named) && isAsked(name),
  )
  const file = { path, text }
  const only = { isAsked, words: wanted.words ?? true }
  return language === undefined ? formatted(file, only) : written(file, language[1], only)
}

interface Only {
  readonly isAsked: IsAsked
  readonly words: boolean
}

async function written(file: SourceFile, language: Language, only: Only): Promise<FileFacts> {
  const { path, text } = file
  const tree = (await grammar(language.grammar(path))).parse(text, { withoutPunctuation: true })
  if (tree === null) {
    const unread = 'it is nested too deeply or takes too long to parse'
    return { facts: [], words: wordsInText(path, text), unread }
  }
  const words = only.words
    ? wordsInTree(tree.root, (node) => language.isDocumentation?.(node) ?? false)
    : []
  const { facts, unread } = collected(language.facts(tree.root, path), linesOf(text))
  // A program can be a manifest too: `setup.py`, `version.rb`, `magefile.go`.
  const other = ofFormats(file, only.isAsked)
  return { facts: [...facts, ...other.facts], words, unread: unread ?? other.unread }
}

const formatted = (file: SourceFile, only: Only): FileFacts => ({
  ...ofFormats(file, only.isAsked),
  words: only.words ? wordsInText(file.path, file.text) : [],
})

function ofFormats(file: SourceFile, isAsked: IsAsked): Collected {
  const formatsOfFile = listedFormats.filter(
    ([name, format]) => format.reads(file.path) && isAsked(name),
  )
  if (formatsOfFile.length === 0) return { facts: [], unread: null }
  const lines = linesOf(file.text)
  const readings = formatsOfFile.map(([, format]) => collected(format.facts(file), lines))
  return {
    facts: readings.flatMap(({ facts }) => facts),
    unread: readings.find(({ unread }) => unread !== null)?.unread ?? null,
  }
}

interface Collected {
  readonly facts: readonly FileFact[]
  readonly unread: string | null
}

function collected(stated: Iterable<Stated>, lines: Lines): Collected {
  const facts = new Map<string, FileFact>()
  try {
    for (const one of stated) {
      const fact = factOf(one, lines)
      if (fact.subject === '' || fact.subject.length > 300) continue
      const key = [fact.kind, fact.subject, fact.owner, fact.value, fact.role, fact.line].join('\n')
      if (!facts.has(key)) facts.set(key, fact)
      if (facts.size > mostFacts) throw new Unreadable(`it states more than ${mostFacts} facts`)
    }
  } catch (error) {
    // What was read before stays true; a list that broke off is only not whole.
    const unread = error instanceof Unreadable ? error.message : 'its extractor failed'
    return { facts: [...facts.values()], unread }
  }
  const inOrder = [...facts.values()].sort((a, b) => a.line - b.line)
  return { facts: inOrder, unread: null }
}

// `None` and the like stand in for a default that is chosen elsewhere.
const standsIn = /^(?:null|None|nil|undefined)?$/

function factOf(stated: Stated, lines: Lines): FileFact {
  const line = lines.at(stated.at)
  const value = stated.value ?? null
  return {
    kind: stated.kind,
    subject: stated.subject,
    value: value !== null && (value.length > 1_000 || value.includes('\n')) ? null : value,
    owner: stated.owner ?? null,
    role: stated.role,
    line,
    quote: lines.quote(line),
    isDefault: (stated.isDefault ?? false) && !standsIn.test(value ?? ''),
  }
}
