import type { Leaf } from '../../syntax/leaves.ts'
import type { Format, SourceFile, Stated } from '../extractor.ts'
import { anyName } from '../extractor.ts'
import { dataIn, isYaml } from './data.ts'
import { setVariable } from './environment-maps.ts'
import { policiesOf } from './kubernetes/controls.ts'
import { imageFact } from './kubernetes/images.ts'
import { isPlainName, type KubernetesObject, objectsIn } from './kubernetes/objects.ts'
import { settingsOf } from './kubernetes/workload.ts'
import { pageLink } from './links/page-links.ts'

/** Kubernetes manifests: objects and their namespaces, numbers, images, schedules, variables and links to pages. */
export const kubernetes: Format = {
  about:
    'A Kubernetes manifest states objects, their namespaces, numbers, images and schedules, and the variables of containers.',
  states: [
    'environment-variable',
    'resource',
    'setting',
    'image',
    'schedule',
    'page-link',
    'control',
  ],
  reads: isYaml,

  *facts(file): Iterable<Stated> {
    const { leaves } = dataIn(file)
    yield* variables(leaves)
    for (const object of objectsIn(leaves)) yield* objectFacts(object, file)
    if (/(?:^|\/)kustomization\.ya?ml$/.test(file.path)) yield* kustomized(leaves, file)
  },
}

function* objectFacts(object: KubernetesObject, file: SourceFile): Iterable<Stated> {
  const { kind, name, namespace, at, leaves } = object
  yield { kind: 'resource', subject: name ?? anyName, owner: kind, role: 'object', at }
  if (isPlainName(namespace)) {
    const stands = leaves.find(({ path }) => path[0] === 'metadata' && path[1] === 'namespace')
    yield {
      kind: 'resource',
      subject: namespace,
      owner: 'Namespace',
      role: 'read',
      at: stands?.at ?? at,
    }
  }
  yield* settingsOf(object)
  yield* policiesOf(object)
  for (const { path, value, at: place } of leaves) {
    const key = path.at(-1)
    if (key === 'image') yield* imageFact(value, file.path, place)
    if (name !== null && path[0] === 'spec' && (path[1] === 'schedule' || path[1] === 'schedules'))
      if (typeof path.at(-1) !== 'number' || path.length === 3)
        yield { kind: 'schedule', subject: name, owner: kind, role: 'schedule', value, at: place }
    if (path[1] === 'annotations' && typeof key === 'string')
      yield* pageLink(key, value, `${kind}/${name ?? ''}`, place)
    if (kind === 'CustomResourceDefinition' && path[1] === 'names' && key === 'kind' && value)
      yield {
        kind: 'resource',
        subject: value,
        owner: `CustomResourceDefinition ${groupOf(leaves)}`.trim(),
        role: 'object',
        at: place,
      }
  }
}

const groupOf = (leaves: readonly Leaf[]): string =>
  leaves.find(({ path }) => path.join('.') === 'spec.group')?.value ?? ''

/** What a kustomization puts in place of what its bases say. */
function* kustomized(leaves: readonly Leaf[], file: SourceFile): Iterable<Stated> {
  const beside = (leaf: Leaf, key: string): string | null =>
    leaves.find(({ path }) => path.join('\n') === [...leaf.path.slice(0, -1), key].join('\n'))
      ?.value ?? null
  for (const leaf of leaves) {
    const { path, value, at } = leaf
    const list = path.at(-3)
    if (path.at(-1) === 'namespace' && path.length <= 2 && isPlainName(value))
      yield { kind: 'resource', subject: value, owner: 'Namespace', role: 'read', at }
    if (
      path.at(-1) !== 'name' ||
      typeof path.at(-2) !== 'number' ||
      !isPlainName(value?.replaceAll('/', '.') ?? null)
    )
      continue
    if (list === 'images') {
      const image = beside(leaf, 'newName') ?? value ?? ''
      yield* imageFact(`${image}:${beside(leaf, 'newTag') ?? ''}`.replace(/:$/, ''), file.path, at)
    }
    const count = list === 'replicas' ? beside(leaf, 'count') : null
    if (count !== null)
      yield {
        kind: 'setting',
        subject: `Deployment/${value}.replicas`,
        owner: 'Deployment',
        role: 'setting',
        value: count,
        at,
      }
  }
}

function* variables(leaves: readonly Leaf[]): Iterable<Stated> {
  const values = new Map(leaves.map((leaf) => [leaf.path.join('\n'), leaf.value]))
  const maps = new Set(leaves.filter(isConfigMap).map(({ path }) => path.slice(0, -1).join('\n')))
  for (const { path, value, at } of leaves) {
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
}

const isConfigMap = ({ path, value }: Leaf): boolean =>
  path.at(-1) === 'kind' && (value === 'ConfigMap' || value === 'Secret')
