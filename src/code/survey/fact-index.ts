import { type Fact, type FactKind, factKinds, wordsOf } from '../../domain/fact.ts'
import { anyName } from '../extractor.ts'
import { Column } from './column.ts'
import { FactColumns, kindNumber } from './fact-columns.ts'
import { Interned } from './interned.ts'
import { unreadLanguage } from './languages.ts'
import { Listings } from './listings.ts'
import { kindMark, stemOf } from './name-marks.ts'
import type { ReadFile } from './read-facts.ts'

/** What is known of a name, bit by bit. */
const [isTestedBit, isUnreadBit, isOwnerBit] = [1, 2, 4]

/** Facts by subject, and words by how many files they stand in. */
export interface NameIndex {
  about(subject: string, kinds: readonly FactKind[]): readonly Fact[]
  /** Every subject of a kind, once. */
  subjects(kind: FactKind): Iterable<string>
  /** Whether some fact of the kind has just this subject. */
  states(kind: FactKind, subject: string): boolean
  /** In how many files the word stands, just as it is; tests and examples are not counted. */
  count(word: string): number
  isTested(word: string): boolean
  isUnread(word: string): boolean
  hasOwner(words: string): boolean
}

/** The index of what some files of a snapshot state. */
export class FactIndex implements NameIndex {
  readonly #names = new Interned()
  readonly #facts: FactColumns
  /** Facts under the subject, and a setting under the last name of its path too; in the order of the files. */
  readonly #named = new Listings()
  readonly #subjects = new Map<FactKind, string[]>(factKinds.map((kind) => [kind, []]))
  /** Of each name, one bit for every kind of fact that it is a subject of. */
  readonly #kinds = new Column()
  readonly #occurrences = new Column()
  readonly #bits = new Column()
  readonly #owners = new Set<string>()
  readonly #asked = new Map<string, readonly Fact[]>()

  constructor(repository: string) {
    this.#facts = new FactColumns(repository, this.#names)
  }

  add({ file, weak, facts: { facts, words } }: ReadFile): void {
    const put = this.#facts.of(file.path, weak)
    for (const fact of facts) {
      if (fact.subject === anyName) continue
      const place = put(fact)
      this.#list(place, fact)
      if (!weak) this.#addOwner(this.#facts.owner(place))
    }
    if (weak) {
      for (const word of words) this.#mark(this.#names.number(word), isTestedBit)
      return
    }
    if (file.class === 'code') this.#owners.add(wordsOf(stemOf(file.path)).join(' '))
    const isUnread = unreadLanguage(file) !== null
    for (const word of words) {
      const name = this.#names.number(word)
      if (isUnread) this.#mark(name, isUnreadBit)
      this.#occurrences.set(name, this.#occurrences.get(name) + 1)
    }
  }

  /** The same question comes with every page that names a thing: it is answered once. */
  about(subject: string, kinds: readonly FactKind[]): readonly Fact[] {
    const name = this.#names.find(subject)
    if (name === 0) return nothing
    const key = `${name} ${kinds.join()}`
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    const wanted = new Set(kinds.map(kindNumber))
    const found: Fact[] = []
    for (const place of this.#named.of(name))
      if (wanted.has(this.#facts.kind(place))) found.push(this.#facts.at(place))
    this.#asked.set(key, found)
    return found
  }

  subjects(kind: FactKind): Iterable<string> {
    return this.#subjects.get(kind) ?? nothing
  }

  isTested(word: string): boolean {
    return this.#is(word, isTestedBit)
  }

  isUnread(word: string): boolean {
    return this.#is(word, isUnreadBit)
  }

  states(kind: FactKind, subject: string): boolean {
    return (this.#kinds.get(this.#names.find(subject)) & kindMark(kind)) !== 0
  }

  count(word: string): number {
    return this.#occurrences.get(this.#names.find(word))
  }

  hasOwner(words: string): boolean {
    return this.#owners.has(words)
  }

  #list(place: number, { kind, subject }: { kind: FactKind; subject: string }): void {
    const name = this.#facts.subject(place)
    this.#named.add(name, place)
    const dot = kind === 'setting' ? subject.lastIndexOf('.') : -1
    if (dot >= 0) this.#named.add(this.#names.number(subject.slice(dot + 1)), place)
    const bit = kindMark(kind)
    const kinds = this.#kinds.get(name)
    if ((kinds & bit) !== 0) return
    this.#kinds.set(name, kinds | bit)
    this.#subjects.get(kind)?.push(this.#names.text(name) ?? '')
  }

  #addOwner(owner: number): void {
    const text = this.#names.text(owner)
    if (text === null || (this.#bits.get(owner) & isOwnerBit) !== 0) return
    this.#mark(owner, isOwnerBit)
    this.#owners.add(wordsOf(text).join(' '))
  }

  #mark(name: number, bit: number): void {
    this.#bits.set(name, this.#bits.get(name) | bit)
  }

  #is(word: string, bit: number): boolean {
    return (this.#bits.get(this.#names.find(word)) & bit) !== 0
  }
}

const nothing: readonly never[] = []
