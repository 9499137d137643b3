import type { Arguments } from '../arguments.ts'
import {
  adds,
  destroys,
  destroysAll,
  disrupts,
  type Effect,
  hides,
  loses,
  reads,
  widens,
} from '../effect.ts'
import { type Tool, verbs } from './tool.ts'

/** What an object is told so that data goes with it: to wipe, to destroy, to delete once nobody claims it. */
const accepts =
  /(?:destroy|wipe|purge)[\w-]*"?\s*[:=]\s*"?(?:true|yes|\w*destroy)|really-\w+|(?:confirm|allow|force)[\w-]*delet\w*"?\s*[:=]\s*"?(?:true|yes)|(?:reclaim|deletion)policy"?\s*[:=]\s*"?delete/i

const isNamespace = /^(?:ns|namespaces?|projects?)$/i
const holdsData = /^(?:pvc?|persistentvolume(?:claim)?s?|volumesnapshots?)$/i
const definesKinds = /^(?:crds?|customresourcedefinitions?)$/i
const comesBack = /^(?:po|pods?|rs|replicasets?|events?|ev|endpoints?|ep)$/i

/** `kubectl delete` by kind: a namespace takes everything in it along, a pod comes back. */
function deletion(given: Arguments): Effect {
  const [, kinds = ''] = given.positionals
  if (given.dynamic.has(1) && !kinds.includes('/'))
    return hides('deletes something named by a variable')
  if (kinds === '') return loses('deletes whatever the file names', 'namespace', 'unknown')
  const names = given.positionals.slice(2).join(' ')
  // `delete pod/a pvc/b`: each word has a kind of its own.
  const slashed = given.positionals.slice(2).filter((word) => word.includes('/'))
  const listed = [...kinds.split(','), ...slashed].map(
    (kind) => kind.split('/')[0]?.split('.')[0] ?? '',
  )
  const target = names === '' ? (kinds.split('/')[1] ?? '') : names
  const said = target === '' ? '' : ` ${target}`
  if (listed.some((kind) => isNamespace.test(kind))) {
    return destroysAll(`deletes the namespace${said} and everything in it`)
  }
  if (listed.some((kind) => definesKinds.test(kind))) {
    return destroysAll(`deletes the kind${said} and every object of it`)
  }
  const everything = given.has('--all', '-A', '--all-namespaces', '-l', '--selector')
  if (given.has('-A', '--all-namespaces')) return destroysAll(`deletes ${kinds} in every namespace`)
  if (listed.some((kind) => holdsData.test(kind) || kind === 'all')) {
    return destroys(
      `deletes ${kinds}${target === '' ? '' : ` ${names}`} with the data in it`,
      'namespace',
    )
  }
  if (everything) return loses(`deletes every one of ${kinds} that fits`, 'namespace')
  if (given.has('--force', '--now') || given.value('--grace-period') === '0')
    return loses(`deletes ${kinds}${said} by force`)
  const pods = listed.every((kind) => comesBack.test(kind))
  return pods
    ? disrupts(`deletes ${listed[0]}${said}, which comes back if something controls it`)
    : loses(`deletes ${listed[0]}${said}`)
}

/** What keeps an object until it is taken care of, emptied or removed. */
const freesObject =
  /"?finalizers"?\s*[:=]\s*(?:\[\s*\]|null)|"op"\s*:\s*"remove"[^{}]{0,200}finalizers|finalizers[^{}]{0,200}"op"\s*:\s*"remove"/

const byVerb = verbs({
  about: 'Kubernetes clusters, through kubectl, oc and their short names.',
  programs: ['kubectl', 'k', 'oc', 'kubecolor', 'microk8s.kubectl'],
  valued: (
    '-n --namespace --context --cluster --kubeconfig -l --selector -f --filename -k --kustomize -o --output --user --as -c ' +
    '--container --field-selector --grace-period --timeout -p --patch --type -s --server --replicas --tail --since --image --token'
  ).split(' '),
  disarmedBy: ['--dry-run'],
  rules: [
    [/^delete\b/, deletion],
    [
      /^adm drain\b/,
      loses('empties the node {2}, with what its pods kept there', 'machine'),
      (given) => given.has('--delete-emptydir-data', '--delete-local-data', '--force'),
    ],
    [
      /^(?:get|describe|logs?|top|explain|api-resources|api-versions|version|cluster-info|diff|wait|events|options|completion)\b/,
      reads('reads'),
    ],
    [
      /^(?:auth (?:can-i|whoami)|rollout (?:status|history)|config (?:view|get-\S+|current-context)|plugin list)\b/,
      reads('reads'),
    ],
    [/^config (?:delete-\S+|unset)/, disrupts('changes the local cluster configuration')],
    [
      /^(?:apply|replace)\b/,
      loses('deletes the objects of the file and creates them anew', 'namespace'),
      (given) => given.has('--force'),
    ],
    [
      /^apply\b/,
      loses('applies files and deletes what they no longer name', 'namespace'),
      (given) => given.has('--prune'),
    ],
    [/^replace\b/, disrupts('replaces objects')],
    [/^apply\b/, adds('applies the objects of the file')],
    [
      /^create (?:cluster)?role(?:binding)?\b|^auth reconcile|^adm policy add|^certificate approve/,
      widens('gives rights in the cluster', 'environment'),
    ],
    [
      /^drain\b/,
      loses('empties the node {1}, with what its pods kept there', 'machine'),
      (given) =>
        given.has('--delete-emptydir-data', '--delete-local-data', '--force', '--disable-eviction'),
    ],
    [
      /^scale\b/,
      loses('takes every one of {1} {2} out of service', 'namespace', 'yes'),
      (given) => given.has('--all') && given.value('--replicas') === '0',
    ],
    [
      /^(?:patch|annotate|label)\b/,
      loses('says by its words that data may be destroyed'),
      (given) => given.words.some(({ text }) => accepts.test(text)),
    ],
    [/^krew (?:uninstall|remove)\b/, disrupts('takes a plug-in off this machine')],
    [
      /^patch\b/,
      loses('lets go of what guards an object from deletion'),
      (given) => given.words.some(({ text }) => freesObject.test(text)),
    ],
    [/^attach\b/, reads('shows what a container prints'), (given) => !given.has('-i', '--stdin')],
    [/^rollout undo/, disrupts('rolls back {2} {3}')],
    [
      /^(?:rollout|scale|drain|cordon|uncordon|taint|evict|patch|set|edit|debug|autoscale)\b/,
      disrupts('changes what runs: {0} {1} {2}'),
    ],
    [
      /^(?:exec|attach)\b/,
      hides('opens a shell in a container, and what is typed there cannot be seen'),
    ],
    [
      /^proxy\b/,
      widens('opens the cluster to whoever reaches this machine'),
      (given) => given.has('--address', '--accept-hosts', '--disable-filter'),
    ],
    [/^proxy\b/, adds('opens the cluster to this machine')],
    [
      /^(?:create|expose|run|label|annotate|cp|port-forward|config)\b/,
      adds('adds or changes {1} {2}'),
    ],
  ],
})

export const kubectl: Tool = {
  ...byVerb,
  classify(call) {
    const { words, input } = call
    const fed = input?.from === 'pipe' && words.some(({ text }) => text === '-')
    return fed && input.words.some(({ text }) => freesObject.test(text))
      ? loses('lets go of what guards an object from deletion')
      : byVerb.classify(call)
  },
}
