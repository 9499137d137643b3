import type { Stated } from '../../extractor.ts'
import type { KubernetesObject } from './objects.ts'

/** What a network policy lets through: one that selects every pod and lists no rule denies by default. */
export function* policiesOf({
  kind,
  name,
  namespace,
  at,
  leaves,
}: KubernetesObject): Iterable<Stated> {
  if (kind !== 'NetworkPolicy' || name === null) return
  const selects = leaves.some(
    ({ path }) => path[0] === 'spec' && path[1] === 'podSelector' && path.length > 2,
  )
  if (selects) return
  const named = leaves.flatMap(({ path, value }) =>
    path[1] === 'policyTypes' && value ? [value] : [],
  )
  const types = named.length > 0 ? named : ['Ingress']
  const denied = types.filter(
    (type) => !leaves.some(({ path }) => path[0] === 'spec' && path[1] === type.toLowerCase()),
  )
  yield {
    kind: 'control',
    subject: namespace ?? name,
    owner: 'default-deny',
    role: 'policy',
    value: denied.length > 0 ? denied.join(',') : 'open',
    at,
  }
}
