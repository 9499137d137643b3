import type { Format, Stated } from '../extractor.ts'
import { dataIn } from './data.ts'
import { dependency, version } from './manifests/stating.ts'

/** Helm charts. */
export const helmChart: Format = {
  about:
    'A Chart.yaml states the chart’s version, the version of the program it installs, and its dependencies.',
  states: ['version', 'dependency'],
  reads: (path) => /(?:^|\/)Chart\.ya?ml$/.test(path),

  *facts(file): Iterable<Stated> {
    const owner = file.path
    const { leaves } = dataIn(file)
    const at = (key: string) => leaves.find(({ path }) => path.join('.') === key)
    const name = at('name')?.value ?? null
    if (name === null) return
    const release = at('version')
    if (release) yield* version(`${name} chart`, 'release', release.value, owner, release.at)
    const program = at('appVersion')
    if (program) yield* version(name, 'release', program.value, owner, program.at)
    const cluster = at('kubeVersion')
    if (cluster) yield* version('kubernetes', 'minimum', cluster.value, owner, cluster.at)
    for (const { path, value, at: place } of leaves)
      if (path[0] === 'dependencies' && path[2] === 'name' && value !== null)
        yield dependency(value, at(`dependencies.${path[1]}.version`)?.value ?? null, owner, place)
  },
}
