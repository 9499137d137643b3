import type { Leaf } from '../../../syntax/leaves.ts'
import type { Stated } from '../../extractor.ts'
import type { KubernetesObject } from './objects.ts'

const containerLists = /^(?:containers|initContainers|ephemeralContainers)$/
const measured = /^(?:livenessProbe|readinessProbe|startupProbe)$/

/** Numbers and switches of an object, under its kind and name: `Deployment/payments-api.replicas`. */
export function* settingsOf(object: KubernetesObject): Iterable<Stated> {
  const { kind, name, leaves } = object
  if (name === null) return
  const containers = containerNames(leaves)
  for (const leaf of leaves) {
    const said = placeOf(leaf, containers)
    if (said === null || leaf.value === null) continue
    yield {
      kind: 'setting',
      subject: `${kind}/${name}.${said.path}`,
      owner: said.container ?? kind,
      role: 'setting',
      value: leaf.value,
      at: leaf.at,
    }
  }
}

interface Place {
  readonly path: string
  readonly container: string | null
}

/** How people name the setting: `replicas`, `limits.memory`, `containerPort`, `livenessProbe.periodSeconds`. */
function placeOf({ path }: Leaf, containers: ReadonlyMap<string, string>): Place | null {
  const keys = path.filter((key) => typeof key === 'string')
  if (keys[0] === 'metadata' && keys[1] === 'namespace' && keys.length === 2)
    return { path: 'namespace', container: null }
  const list = path.findIndex((key) => typeof key === 'string' && containerLists.test(key))
  if (keys[0] !== 'spec') return null
  if (list >= 0) {
    const container = containers.get(path.slice(0, list + 2).join('\n')) ?? null
    const inside = path.slice(list + 2).filter((key) => typeof key === 'string')
    const told = insideContainer(inside)
    return told === null ? null : { path: told, container }
  }
  const last = keys.at(-1) ?? ''
  if (last === 'port' || last === 'targetPort' || last === 'nodePort')
    return path.includes('ports') ? { path: last, container: null } : null
  if (last === 'averageUtilization') return { path: last, container: null }
  if (path.length === 2 || keys[1] === 'strategy' || keys[1] === 'updateStrategy')
    return { path: keys.slice(1).join('.'), container: null }
  return last === 'terminationGracePeriodSeconds' || last === 'automountServiceAccountToken'
    ? { path: last, container: null }
    : null
}

function insideContainer(keys: readonly string[]): string | null {
  const [first = '', second = ''] = keys
  if (first === 'resources' && keys.length === 3) return keys.slice(1).join('.')
  if (first === 'ports' && second === 'containerPort') return 'containerPort'
  if (measured.test(first) && keys.length === 2) return keys.join('.')
  return first === 'securityContext' && keys.length === 2 ? keys.join('.') : null
}

const containerNames = (leaves: readonly Leaf[]): ReadonlyMap<string, string> =>
  new Map(
    leaves.flatMap(({ path, value }) => {
      const list = path.at(-3)
      return path.at(-1) === 'name' &&
        typeof list === 'string' &&
        containerLists.test(list) &&
        value
        ? [[path.slice(0, -1).join('\n'), value] as const]
        : []
    }),
  )
