import { type Fact, type FactKind, type FileFact, factKinds, wordsOf } from '../../domain/fact.ts'
import { anyName } from '../extractor.ts'
import type { ReadFile } from './read-facts.ts'

interface IndexedFile {
  readonly path: string
  readonly weak: boolean
  readonly facts: readonly FileFact[]
}

// Positions are packed into one number: a million facts a file are more than any file states.
const mostFactsAFile = 2 ** 20

/** All facts of a snapshot by subject, and its words by how many files they stand in. */
export class FactIndex {
  readonly #files: IndexedFile[] = []
  readonly #bySubject = new Map<string, number[]>()
  readonly #byLastName = new Map<string, number[]>()
  readonly #subjects = new Map<FactKind, Set<string>>(factKinds.map((kind) => [kind, new Set()]))
  readonly #occurrences = new Map<string, number>()
  readonly #owners = new Set<string>()
  readonly #strings = new Map<string, string>()
  readonly #unfolded = new Map<string, string>()

  add({ file, weak, facts: { facts, words } }: ReadFile): void {
    const kept: FileFact[] = []
    for (const fact of facts) {
      if (fact.subject === anyName) continue
      this.#list(fact, this.#files.length * mostFactsAFile + kept.length)
      kept.push(this.#lean(fact))
      if (!weak && fact.owner !== null) this.#addOwner(fact.owner)
    }
    this.#files.push({ path: file.path, weak, facts: kept })
    if (weak) return
    if (file.class === 'code') this.#owners.add(wordsOf(stemOf(file.path)).join(' '))
    for (const word of words) {
      const own = this.#own(word)
      this.#occurrences.set(own, (this.#occurrences.get(own) ?? 0) + 1)
    }
  }

  about(repository: string, subject: string, kinds: readonly FactKind[]): readonly Fact[] {
    const positions = this.#bySubject.get(subject) ?? []
    const settings = kinds.includes('setting') ? (this.#byLastName.get(subject) ?? []) : []
    const all =
      settings.length === 0 ? positions : [...positions, ...settings].sort((a, b) => a - b)
    return all.flatMap((position) => {
      const file = this.#files[Math.floor(position / mostFactsAFile)]
      const fact = file?.facts[position % mostFactsAFile]
      if (file === undefined || fact === undefined || !kinds.includes(fact.kind)) return []
      return [{ ...fact, repository, path: file.path, weak: file.weak }]
    })
  }

  subjects(kind: FactKind): Iterable<string> {
    return this.#subjects.get(kind) ?? []
  }

  /** A flag is looked for by its bare name too: strings hold `max-retries` for `--max-retries`. */
  occurrences(word: string): number {
    return this.#occurrences.get(word) ?? this.#occurrences.get(word.replace(/^[-$@#.]+/, '')) ?? 0
  }

  hasOwner(words: string): boolean {
    return this.#owners.has(words)
  }

  #list(fact: FileFact, position: number): void {
    const subject = this.#own(fact.subject)
    this.#subjects.get(fact.kind)?.add(subject)
    add(this.#bySubject, subject, position)
    const dot = fact.kind === 'setting' ? subject.lastIndexOf('.') : -1
    if (dot >= 0) add(this.#byLastName, this.#own(subject.slice(dot + 1)), position)
  }

  #addOwner(owner: string): void {
    if (this.#unfolded.has(owner)) return
    const words = wordsOf(owner).join(' ')
    this.#unfolded.set(owner, words)
    this.#owners.add(words)
  }

  #lean(fact: FileFact): FileFact {
    return {
      ...fact,
      subject: this.#own(fact.subject),
      owner: fact.owner === null ? null : this.#own(fact.owner),
      value: fact.value === null ? null : this.#own(fact.value),
      quote: detached(fact.quote),
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
const detached = (text: string): string =>
  text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le')

const add = (lists: Map<string, number[]>, key: string, position: number): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [position])
  else list.push(position)
}

const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '')
