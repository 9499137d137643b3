import { adds, destroys, destroysAll, disrupts, type Effect, loses, widens } from '../effect.ts'
import type { ChangedFile, ChangedLine, ChangeSet } from './changed-file.ts'
import { isWhole, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'
import { predecessors, settingIn, settingOf } from './settings.ts'

const holdsAll = /^(?:Namespace|CustomResourceDefinition)$/
const holdsData =
  /^(?:PersistentVolumeClaim|PersistentVolume|Postgresql|PostgresCluster|PostgreSQL|Cluster|Kafka|KafkaTopic|MongoDBCommunity|RedisCluster|Elasticsearch|MariaDB|MySQLCluster|CassandraDatacenter|Tenant|ObjectBucketClaim|VolumeSnapshot|Bucket)$/
const guards =
  /^(?:NetworkPolicy|CiliumNetworkPolicy|CiliumClusterwideNetworkPolicy|PodDisruptionBudget|ResourceQuota|LimitRange|ValidatingWebhookConfiguration|ValidatingAdmissionPolicy|ValidatingAdmissionPolicyBinding|PodSecurityPolicy|ClusterPolicy|Policy|AuthorizationPolicy|PeerAuthentication|RequestAuthentication|Backup|ScheduledBackup|Schedule|ReplicationSource|ConstraintTemplate)$/
const stops =
  /^(?:Deployment|DaemonSet|Service|Ingress|HTTPRoute|Gateway|CronJob|Job|ReplicaSet|Pod|HorizontalPodAutoscaler)$/
const keeps =
  /^(?:StatefulSet|Secret|SealedSecret|HelmRelease|Application|ApplicationSet|Kustomization)$/

interface KubernetesObject {
  readonly kind: string
  readonly name: string
  readonly line: ChangedLine
}

/** Objects of a cluster that go with their description, and what is scaled to nothing. */
export const workloads: ChangeKind = {
  about:
    'Kubernetes objects whose description goes, in manifests, charts and overlays; what is scaled to nothing or pruned.',
  found(file, { whole }) {
    if (file.place !== 'applied' || !/\.(?:ya?ml|json|tpl)$/i.test(file.path)) return []
    return [
      ...objectsIn(file, 'removed').flatMap((object) => gone(object, whole)),
      ...spots(file, 'added').flatMap((spot) => scaled(file, spot)),
    ]
  },
}

const counted = /^(?:replicas|minreplicas|replicacount|prune)$/

function scaled(file: ChangedFile, spot: Spot): readonly Found[] {
  const { line } = spot
  const setting = settingIn(line)
  if (!setting || !counted.test(setting.name) || isWhole(file, spot)) return []
  const [before] = predecessors(spot, setting).map((each) => settingIn(each)?.value)
  if (before === undefined || before === setting.value) return []
  if (setting.name === 'prune') return setting.value === 'true' ? [{ line, effect: pruned }] : []
  return setting.value === '0'
    ? [{ line, effect: disrupts(`scales from ${before} to nothing`) }]
    : []
}

const pruned = disrupts(
  'lets what disappears from the repository be deleted from the cluster',
  'namespace',
  'with-effort',
)

function gone(object: KubernetesObject, { files }: ChangeSet): readonly Found[] {
  const { kind, name, line } = object
  const stays = files.some((file) => comingIn(file).has(`${kind}/${name}`))
  const effect = stays ? null : lossOf(kind, name === '' ? kind : `${kind} ${name}`)
  return effect ? [{ line, effect, resource: `${kind}/${name}` }] : []
}

const coming = new WeakMap<ChangedFile, ReadonlySet<string>>()

function comingIn(file: ChangedFile): ReadonlySet<string> {
  const known = coming.get(file)
  if (known) return known
  const names = new Set(objectsIn(file, 'added').map(({ kind, name }) => `${kind}/${name}`))
  coming.set(file, names)
  return names
}

/** What is lost with an object of this kind. */
export function lossOf(kind: string, said: string): Effect | null {
  if (holdsAll.test(kind)) return destroysAll(`removes ${said} and everything in it`)
  if (holdsData.test(kind)) return destroys(`removes ${said} with what it holds`)
  if (guards.test(kind)) return widens(`removes ${said}, which guards others`)
  if (keeps.test(kind)) return loses(`removes ${said}`)
  return stops.test(kind) ? disrupts(`removes ${said}`) : adds(`removes ${said}`)
}

const kindOf = /^(?:\s*"kind":\s*"|kind:\s*["']?)([A-Z]\w+)/

/** Objects whose `kind:` line in the first column is added or removed, with the name that follows it. */
function objectsIn(file: ChangedFile, change: 'added' | 'removed'): readonly KubernetesObject[] {
  return file.hunks.flatMap(({ lines }) =>
    documentsOf(lines.filter(({ kind }) => kind === change || kind === 'context')).flatMap(
      (own) => {
        const line = own.find(
          ({ kind, comment, text }) => kind === change && !comment && kindOf.test(text),
        )
        const [, kind] = kindOf.exec(line?.text ?? '') ?? []
        if (line === undefined || kind === undefined) return []
        if (change === 'removed' && line.moved) return []
        // Without its group a kind of that name could be anybody's.
        if (!own.some(({ text }) => /apiVersion(?!\S*\s*\S*kustomize\.config)/.test(text)))
          return []
        return [{ kind, name: nameIn(own), line }]
      },
    ),
  )
}

function documentsOf(lines: readonly ChangedLine[]): readonly (readonly ChangedLine[])[] {
  const documents: ChangedLine[][] = [[]]
  for (const line of lines) {
    if (/^---/.test(line.text)) documents.push([])
    else documents.at(-1)?.push(line)
  }
  return documents
}

function nameIn(document: readonly ChangedLine[]): string {
  const metadata = document.findIndex(({ text }) => /^metadata:|"metadata"/.test(text))
  const named =
    metadata < 0
      ? undefined
      : document.slice(metadata).find(({ text }) => /^\s+"?name"?:/.test(text))
  return (settingOf(named?.text ?? '')?.value ?? '').replace(/^&\w+\s+/, '')
}
