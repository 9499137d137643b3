import { type Format, type Stated, Unreadable } from '../extractor.ts'
import { dataIn, isData, keysOf, stemOf } from './data.ts'
import { chartOf } from './helm.ts'

/** Every value of a YAML, JSON or TOML file, under its dotted path. */
export const settings: Format = {
  about: 'Every value of a YAML, JSON or TOML file is a setting under its dotted path.',
  states: ['setting'],
  reads: isData,

  *facts(file): Iterable<Stated> {
    const stem = stemOf(file.path)
    const isDefaults = /default/i.test(stem) || stem === 'values'
    // Every chart has a `values.yaml`: the chart says whose they are.
    const owner =
      stem === 'values' && file.path.includes('/') ? `${chartOf(file.path)} values` : stem
    const { leaves, problem } = dataIn(file)
    for (const leaf of leaves) {
      const keys = keysOf(leaf)
      if (keys.length === 0) continue
      const isDefault =
        leaf.value !== null &&
        (isDefaults || keys.slice(0, -1).some((key) => /^defaults?$/i.test(key)))
      yield {
        kind: 'setting',
        subject: keys.join('.'),
        role: 'setting',
        owner,
        value: leaf.value,
        isDefault,
        at: leaf.at,
      }
    }
    if (problem !== null) throw new Unreadable(problem)
  },
}
