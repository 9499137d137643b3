import { jsonLeaves } from '../../syntax/json.ts'
import { type Format, type Stated, Unreadable } from '../extractor.ts'

/** Avro schemas: records with their fields and defaults, and enums. */
export const avro: Format = {
  about: 'An Avro schema states records, fields with their defaults, and the symbols of enums.',
  states: ['symbol', 'option', 'member'],
  reads: (path) => /\.(?:avsc|avpr)$/i.test(path),

  *facts({ text }): Iterable<Stated> {
    const { leaves, problem } = jsonLeaves(text)
    const values = new Map(leaves.map((leaf) => [leaf.path.join('\n'), leaf.value]))
    const nameAt = (path: readonly (string | number)[]): string | null =>
      values.get([...path, 'name'].join('\n')) ?? null
    for (const { path, value, at } of leaves) {
      const last = path.at(-1)
      const list = path.at(-3)
      if (last === 'name' && list === 'fields' && value !== null) {
        const fallback = values.get([...path.slice(0, -1), 'default'].join('\n')) ?? null
        const owner = nameAt(path.slice(0, -3))
        const isDefault = fallback !== null
        yield {
          kind: 'option',
          subject: value,
          role: 'field',
          owner,
          value: fallback,
          isDefault,
          at,
        }
      } else if (last === 'name' && value !== null) {
        const type = values.get([...path.slice(0, -1), 'type'].join('\n'))
        if (type === 'record' || type === 'enum' || type === 'error')
          yield { kind: 'symbol', subject: value, role: type === 'enum' ? 'class' : 'type', at }
      } else if (path.at(-2) === 'symbols' && typeof last === 'number' && value !== null)
        yield {
          kind: 'member',
          subject: value,
          role: 'constant',
          owner: nameAt(path.slice(0, -2)),
          at,
        }
    }
    if (problem !== null) throw new Unreadable(problem)
  },
}
