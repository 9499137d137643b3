import { type Format, type Stated, Unreadable } from '../extractor.ts'
import { dataIn, isData, keysOf, stemOf } from './data.ts'
import { chartOf } from './helm.ts'
import { isForeign } from './settings/foreign.ts'

/** The words of a manifest itself, at its top or one table down; what else it holds may be this code's own. */
const manifest = /(?:^|\/)(?:package|composer)\.json$|(?:^|\/)(?:cargo|pyproject)\.toml$/i
const ofManifests =
  /dependenc|^(?:package|project|workspace|build-system|bin|lib|features|profile|target|scripts|require|require-dev|autoload|engines|exports|files|repository)$/i

const isOfManifest = (keys: readonly string[]): boolean =>
  keys.slice(0, 3).some((key) => ofManifests.test(key))

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
    // Other formats read these, and this one tells for all of them that a file cannot be read.
    if (isForeign(file.path) && problem === null) return
    const isManifest = manifest.test(file.path)
    for (const leaf of leaves) {
      const keys = keysOf(leaf)
      if (keys.length === 0 || (isManifest && isOfManifest(keys))) continue
      const isDefault =
        leaf.value !== null &&
        (isDefaults || keys.slice(0, -1).some((key) => /^defaults?$/i.test(key)))
      yield {
        kind: 'setting',
        subject: keys.join('.'),
        role: 'setting',
        owner,
        // One of several is not the value of what holds them.
        value: typeof leaf.path.at(-1) === 'number' ? null : leaf.value,
        isDefault,
        at: leaf.at,
      }
    }
    if (problem !== null) throw new Unreadable(problem)
  },
}
