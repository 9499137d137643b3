import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, Stated } from '../extractor.ts'
import { dataIn, isYaml } from './data.ts'
import { setVariable } from './environment-maps.ts'

/** Kubernetes manifests and Helm values: the variables of containers, and the entries of config maps. */
export const kubernetes: Format = {
  about:
    'A Kubernetes manifest gives containers environment variables, by `env` lists and config maps.',
  states: ['environment-variable'],
  reads: isYaml,

  *facts(file): Iterable<Stated> {
    const leaves = dataIn(file).leaves
    const values = new Map(leaves.map((leaf) => [leaf.path.join('\n'), leaf.value]))
    const maps = new Set(leaves.filter(isConfigMap).map(({ path }) => path.slice(0, -1).join('\n')))
    for (const leaf of leaves) {
      const { path, value, at } = leaf
      const [list, position, key] = path.slice(-3)
      if (
        key === 'name' &&
        typeof position === 'number' &&
        typeof list === 'string' &&
        /^(?:env|extraEnv|envVars|extraEnvVars)$/.test(list)
      )
        yield* setVariable(
          value ?? '',
          values.get([...path.slice(0, -1), 'value'].join('\n')) ?? null,
          at,
        )
      const name = path.at(-1)
      const isEntry =
        (path.at(-2) === 'data' || path.at(-2) === 'stringData') &&
        maps.has(path.slice(0, -2).join('\n'))
      if (isEntry && typeof name === 'string' && /^[A-Z][A-Z0-9_]*$/.test(name))
        yield* setVariable(name, value, at)
    }
  },
}

const isConfigMap = ({ path, value }: Leaf): boolean =>
  path.at(-1) === 'kind' && (value === 'ConfigMap' || value === 'Secret')
