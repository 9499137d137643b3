import { type Fact, type FactKind, type FileFact, factKinds, wordsOf } from '../../domain/fact.ts'
import { anyName } from '../extractor.ts'
import { unreadLanguage } from './languages.ts'
import type { ReadFile } from './read-facts.ts'

/** All facts of a snapshot by subject, and its words by how many files they stand in. */
export class FactIndex {
  /** Under the subject, and a setting under the last name of its path too; in the order of the files. */
  readonly #named = new Map<string, Fact[]>()
  readonly #asked = new Map<string, readonly Fact[]>()
  readonly #subjects = new Map<FactKind, Set<string>>(factKinds.map((kind) => [kind, new Set()]))
  readonly #occurrences = new Map<string, number>()
  readonly #tested = new Set<string>()
  readonly #unread = new Set<string>()
  readonly #owners = new Set<string>()
  readonly #strings = new Map<string, string>()
  readonly #unfolded = new Map<string, string>()

  readonly #repository: string

  constructor(repository: string) {
    this.#repository = repository
  }

  add({ file, weak, facts: { facts, words } }: ReadFile): void {
    // Several facts stand on one line: its quote is kept once.
    const quotes = new Map<string, string>()
    for (const fact of facts) {
      if (fact.subject === anyName) continue
      const quote = quotes.get(fact.quote) ?? detached(fact.quote)
      quotes.set(quote, quote)
      this.#list(this.#lean(fact, quote, file.path, weak))
      if (!weak && fact.owner !== null) this.#addOwner(fact.owner)
    }
    if (weak) {
      for (const word of words) this.#tested.add(this.#own(word))
      return
    }
    if (file.class === 'code') this.#owners.add(wordsOf(stemOf(file.path)).join(' '))
    const isUnread = unreadLanguage(file) !== null
    for (const word of words) {
      const own = this.#own(word)
      if (isUnread) this.#unread.add(own)
      this.#occurrences.set(own, (this.#occurrences.get(own) ?? 0) + 1)
    }
  }

  /** The same question comes with every page that names a thing: it is answered once. */
  about(subject: string, kinds: readonly FactKind[]): readonly Fact[] {
    const named = this.#named.get(subject)
    if (named === undefined) return nothing
    const key = `${subject}\n${kinds.join()}`
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    const found = named.filter(({ kind }) => kinds.includes(kind))
    this.#asked.set(key, found)
    return found
  }

  subjects(kind: FactKind): Iterable<string> {
    return this.#subjects.get(kind) ?? []
  }

  isTested(word: string): boolean {
    return this.#tested.has(word)
  }

  isUnread(word: string): boolean {
    return this.#unread.has(word)
  }

  /** A flag is looked for by its bare name too: strings hold `max-retries` for `--max-retries`. */
  occurrences(word: string): number {
    return this.#occurrences.get(word) ?? this.#occurrences.get(word.replace(/^[-$@#.]+/, '')) ?? 0
  }

  hasOwner(words: string): boolean {
    return this.#owners.has(words)
  }

  #list(fact: Fact): void {
    this.#subjects.get(fact.kind)?.add(fact.subject)
    add(this.#named, fact.subject, fact)
    const dot = fact.kind === 'setting' ? fact.subject.lastIndexOf('.') : -1
    if (dot >= 0) add(this.#named, this.#own(fact.subject.slice(dot + 1)), fact)
  }

  #addOwner(owner: string): void {
    if (this.#unfolded.has(owner)) return
    const words = wordsOf(owner).join(' ')
    this.#unfolded.set(owner, words)
    this.#owners.add(words)
  }

  #lean(fact: FileFact, quote: string, path: string, weak: boolean): Fact {
    return {
      kind: fact.kind,
      subject: this.#own(fact.subject),
      value: fact.value === null ? null : this.#own(fact.value),
      owner: fact.owner === null ? null : this.#own(fact.owner),
      role: fact.role,
      line: fact.line,
      quote,
      isDefault: fact.isDefault,
      repository: this.#repository,
      path,
      weak,
    }
  }

  /** One copy of each string, cut loose from the text it was read in. */
  #own(text: string): string {
    const known = this.#strings.get(text)
    if (known !== undefined) return known
    const own = detached(text)
    this.#strings.set(own, own)
    return own
  }
}

/** A copy that does not keep the file's whole text alive, as a slice of it would. */
function detached(text: string): string {
  if (text.length < 13) return text
  // As one byte a character where that is enough.
  const encoding = isLatin.test(text) ? 'latin1' : 'utf16le'
  return Buffer.from(text, encoding).toString(encoding)
}

const isLatin = /^[\u0000-\u00ff]*$/

const nothing: readonly Fact[] = []

const add = (lists: Map<string, Fact[]>, key: string, fact: Fact): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [fact])
  else list.push(fact)
}

const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '')
