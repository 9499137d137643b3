import { type FactRole, type FileFact, factKinds } from '../domain/fact.ts'

/** Facts of one file as they cross from thread to thread: each text once, for most stand in several facts. */
export interface PackedFacts {
  /** Of each fact: kind, role, line, whether it is a default, and where its subject, value, owner and quote stand. */
  readonly numbers: Uint32Array
  readonly roles: readonly FactRole[]
  /** The first stands for none at all. */
  readonly texts: readonly string[]
}

const width = 8
const kindNumbers = new Map(factKinds.map((kind, number) => [kind, number]))

export function pack(facts: readonly FileFact[]): PackedFacts {
  const numbers = new Uint32Array(facts.length * width)
  const roles = new Map<FactRole, number>()
  const texts = new Map<string | null, number>([[null, 0]])
  for (const [index, fact] of facts.entries())
    numbers.set(
      [
        kindNumbers.get(fact.kind) ?? 0,
        placeOf(fact.role, roles),
        fact.line,
        fact.isDefault ? 1 : 0,
        placeOf(fact.subject, texts),
        placeOf(fact.value, texts),
        placeOf(fact.owner, texts),
        placeOf(fact.quote, texts),
      ],
      index * width,
    )
  return { numbers, roles: [...roles.keys()], texts: [...texts.keys()].map((text) => text ?? '') }
}

export function unpack({ numbers, roles, texts }: PackedFacts): FileFact[] {
  const facts: FileFact[] = []
  const text = (at: number): string => texts[numbers[at] ?? 0] ?? ''
  const textOrNull = (at: number): string | null => (numbers[at] === 0 ? null : text(at))
  for (let at = 0; at < numbers.length; at += width) {
    const kind = factKinds[numbers[at] ?? 0]
    const role = roles[numbers[at + 1] ?? 0]
    if (kind === undefined || role === undefined) throw new RangeError('facts were not packed here')
    facts.push({
      kind,
      subject: text(at + 4),
      value: textOrNull(at + 5),
      owner: textOrNull(at + 6),
      role,
      line: numbers[at + 2] ?? 0,
      quote: text(at + 7),
      isDefault: numbers[at + 3] === 1,
    })
  }
  return facts
}

function placeOf<Key>(key: Key, places: Map<Key, number>): number {
  const known = places.get(key)
  if (known !== undefined) return known
  places.set(key, places.size)
  return places.size - 1
}
