import type { Leaf } from '../../../syntax/leaves.ts'

/** One object of a manifest: what `kubectl get` would show under its kind and its name. */
export interface KubernetesObject {
  readonly kind: string
  /** Null when a template makes it. */
  readonly name: string | null
  readonly namespace: string | null
  /** Where the name stands. */
  readonly at: number
  /** Its leaves, by their paths inside the object. */
  readonly leaves: readonly Leaf[]
}

const keyOf = (path: readonly (string | number)[]): string => path.join('\n')

/** The objects of a manifest, those inside lists included. */
export function objectsIn(leaves: readonly Leaf[]): readonly KubernetesObject[] {
  const paths = new Map(leaves.map((leaf) => [keyOf(leaf.path), leaf]))
  const open = new Map<string, { readonly depth: number; readonly inside: Leaf[] }>()
  for (const { path, value } of leaves) {
    const prefix = path.slice(0, -1)
    const isKind = path.at(-1) === 'kind' && value !== null && /^[A-Z]\w{1,80}$/.test(value)
    if (!isKind || !paths.has(keyOf([...prefix, 'apiVersion']))) continue
    open.set(keyOf(prefix), { depth: prefix.length, inside: [] })
  }
  if (open.size === 0) return []
  for (const leaf of leaves)
    for (let length = leaf.path.length - 1; length >= 0; length--) {
      const object = open.get(keyOf(leaf.path.slice(0, length)))
      if (object === undefined) continue
      object.inside.push({ ...leaf, path: leaf.path.slice(length) })
      break
    }
  return [...open.values()].flatMap(({ inside }) => objectOf(inside))
}

function objectOf(leaves: readonly Leaf[]): KubernetesObject[] {
  const at = (...path: readonly string[]): Leaf | undefined =>
    leaves.find((leaf) => keyOf(leaf.path) === keyOf(path))
  const name = at('metadata', 'name') ?? at('metadata', 'generateName')
  const kind = at('kind')?.value
  if (name === undefined || kind === undefined || kind === null) return []
  const isMade = name.path[1] === 'generateName' || !isPlainName(name.value)
  return [
    {
      kind,
      name: isMade ? null : name.value,
      namespace: at('metadata', 'namespace')?.value ?? null,
      at: name.at,
      leaves,
    },
  ]
}

/** Names that a template or a substitution makes hold a brace or a dollar. */
export const isPlainName = (name: string | null): name is string =>
  name !== null && /^[\w.:@-]{1,253}$/.test(name)
