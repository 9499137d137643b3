import type { Fact, FactKind } from '../../domain/fact.ts'
import type { NameIndex } from './fact-index.ts'
import { kindMark, marked, ownerName } from './name-marks.ts'
import type { NamesTable } from './names-table.ts'

/**
 * An index of files over a table that was kept: only of files that somebody asks for the facts are read. `isLeftOut` tells which files
 * of the table are not to be seen, `factsOf` all facts of one of the others.
 */
export function keptNames(
  table: NamesTable,
  isLeftOut: (file: number) => boolean,
  factsOf: (file: number) => readonly Fact[],
): NameIndex {
  const asked = new Map<string, readonly Fact[]>()
  const read = new Map<number, readonly Fact[]>()
  const factsIn = (file: number): readonly Fact[] => {
    const known = read.get(file) ?? factsOf(file)
    read.set(file, known)
    return known
  }

  /** The files with one of some marks on a name, in their order. */
  function* having(name: string, bits: number): Generator<number, void, undefined> {
    const found = table.find(name)
    if (found >= 0) yield* withMarks(found, bits)
  }
  function* withMarks(name: number, bits: number): Generator<number, void, undefined> {
    const [from, to] = table.range(name)
    for (let place = from; place < to; place += 1)
      if ((table.marks(place) & bits) !== 0 && !isLeftOut(table.file(place)))
        yield table.file(place)
  }
  const isAny = (files: Generator<number, void, undefined>): boolean => files.next().done !== true

  const listed = new Map<FactKind, readonly string[]>()
  function* subjectsOf(kind: FactKind): Generator<string, void, undefined> {
    for (let name = 0; name < table.count; name += 1)
      if (isAny(withMarks(name, kindMark(kind)))) yield table.text(name)
  }

  return {
    about(subject, kinds) {
      const key = `${kinds.join()} ${subject}`
      const known = asked.get(key)
      if (known !== undefined) return known
      const wanted = new Set(kinds)
      const bits = kinds.reduce((sum, kind) => sum | kindMark(kind), 0)
      const last = wanted.has('setting') ? marked.last : 0
      const facts = [...having(subject, bits | last)].flatMap((file) =>
        factsIn(file).filter((fact) => wanted.has(fact.kind) && isOf(fact, subject)),
      )
      asked.set(key, facts)
      return facts
    },
    subjects(kind) {
      const known = listed.get(kind) ?? [...subjectsOf(kind)]
      listed.set(kind, known)
      return known
    },
    states: (kind, subject) => isAny(having(subject, kindMark(kind))),
    count(word) {
      let files = 0
      for (const _ of having(word, marked.word)) files += 1
      return files
    },
    isTested: (word) => isAny(having(word, marked.tested)),
    isUnread: (word) => isAny(having(word, marked.unread)),
    hasOwner: (words) => isAny(having(ownerName(words), marked.owner)),
  }
}

/** Whether a fact is of a subject: a setting is found by the last name of its path, too. */
const isOf = (
  { kind, subject }: { readonly kind: FactKind; readonly subject: string },
  asked: string,
) =>
  subject === asked || (kind === 'setting' && subject.endsWith(`.${asked}`) && !asked.includes('.'))
