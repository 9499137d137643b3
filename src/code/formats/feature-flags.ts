import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, Stated } from '../extractor.ts'
import { dataIn, isData } from './data.ts'

/** Files of feature flags: flagd, Unleash, GrowthBook, LaunchDarkly, and plain lists of names and switches. */
export const featureFlags: Format = {
  about:
    'A file of feature flags (flagd, Unleash, GrowthBook, LaunchDarkly, a plain list) states each flag.',
  states: ['feature-flag'],
  reads: (path) =>
    isData(path) &&
    /(?:^|\/)[^/]{0,60}(?:feature-?_?(?:flag|toggle|gate)s?|flags?|toggles?|unleash|flagd|launchdarkly|growthbook|features)[^/]{0,60}\.\w+$/i.test(
      path,
    ),

  *facts(file): Iterable<Stated> {
    const { leaves } = dataIn(file)
    const stated = new Map<string, Stated>()
    const values = new Map(leaves.map((leaf) => [leaf.path.join('\n'), leaf.value]))
    for (const leaf of leaves) {
      const name = flagIn(leaf, values)
      if (name === null) continue
      const known = stated.get(name)
      const value = switchOf(leaf, values)
      if (known === undefined || (value !== null && known.value === null))
        stated.set(name, {
          kind: 'feature-flag',
          subject: name,
          role: 'flag',
          value,
          isDefault: value !== null,
          at: known?.at ?? leaf.at,
        })
    }
    yield* stated.values()
  },
}

const lists =
  /^(?:flags|features|toggles|feature_?-?(?:flags|toggles|gates)|featureFlags|flagValues)$/i
const isFlagName = (name: string): boolean => /^[A-Za-z][\w.:/-]{1,100}$/.test(name)

type Values = ReadonlyMap<string, string | null>

/** A flag's name: a key below `flags`, the `name` or `key` of an entry of such a list, or a key at the root that is a switch. */
function flagIn({ path, value }: Leaf, values: Values): string | null {
  const place = path.findIndex((key) => typeof key === 'string' && lists.test(key))
  const next = path[place + 1]
  if (place >= 0 && typeof next === 'string') return isFlagName(next) ? next : null
  if (place >= 0 && typeof next === 'number') {
    if (path.length === place + 2) return value !== null && isFlagName(value) ? value : null
    const entry = path.slice(0, place + 2)
    const name =
      values.get([...entry, 'name'].join('\n')) ?? values.get([...entry, 'key'].join('\n'))
    return name && isFlagName(name) ? name : null
  }
  const [root, last] = path
  if (place >= 0 || typeof root !== 'string' || !isFlagName(root)) return null
  const isSwitch = path.length === 1 && /^(?:true|false|on|off)$/i.test(value ?? '')
  const isEntry = path.length === 2 && /^(?:default|enabled|default_enabled)$/i.test(String(last))
  return isSwitch || isEntry ? root : null
}

const asSwitch = (value: string | null | undefined): string | null =>
  /^(?:true|on|enabled)$/i.test(value ?? '')
    ? 'true'
    : /^(?:false|off|disabled)$/i.test(value ?? '')
      ? 'false'
      : null

/** On or off by default. flagd names a variant, whose value decides; a flag that is disabled is off. */
function switchOf({ path, value }: Leaf, values: Values): string | null {
  const last = String(path.at(-1))
  if (path.includes('variants') || path.includes('variations')) return null
  if (
    /^(?:default|enabled|default_?enabled|defaultValue|on)$/i.test(last) ||
    lists.test(String(path.at(-2)))
  )
    return asSwitch(value)
  if (path.length === 1) return asSwitch(value)
  if (last !== 'defaultVariant' || value === null) return null
  return (
    asSwitch(values.get([...path.slice(0, -1), 'variants', value].join('\n'))) ?? asSwitch(value)
  )
}
