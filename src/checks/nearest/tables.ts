import type { FactKind, Survey } from '../../domain/fact.ts'

/** A survey's names of a kind, as entries under keys, and prepared once for each survey and kind. */
export function tabled<Key, Entry>(
  entriesOf: (name: string) => Iterable<readonly [Key, Entry]>,
): (survey: Survey, kind: FactKind) => ReadonlyMap<Key, readonly Entry[]> {
  const prepared = new WeakMap<Survey, Map<FactKind, ReadonlyMap<Key, readonly Entry[]>>>()
  return (survey, kind) => {
    const kinds = prepared.get(survey) ?? new Map<FactKind, ReadonlyMap<Key, readonly Entry[]>>()
    prepared.set(survey, kinds)
    const known = kinds.get(kind)
    if (known !== undefined) return known
    const found = new Map<Key, Entry[]>()
    for (const name of survey.subjects(kind))
      for (const [key, entry] of entriesOf(name)) {
        const listed = found.get(key)
        if (listed === undefined) found.set(key, [entry])
        else listed.push(entry)
      }
    kinds.set(kind, found)
    return found
  }
}
