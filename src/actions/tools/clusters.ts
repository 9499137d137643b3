import type { Arguments } from '../arguments.ts'
import { adds, destroys, destroysAll, disrupts, hides, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

/** kops only previews without `--yes`. */
const carriedOut = (given: Arguments): boolean => given.has('--yes', '-y')

export const clusters = verbs({
  about:
    'What makes and runs clusters: eksctl, kops, kubeadm, k3d, kind, minikube, Argo CD, Flux, Istio, Linkerd, Cilium, Nomad, Talos, Rancher.',
  programs: (
    'eksctl kops kubeadm k3d kind minikube k3s k0s microk8s argocd argo flux istioctl linkerd cilium nomad talosctl rancher rke rke2 kubespray clusterctl tkn ' +
    'kubefed kn kubeone skaffold tilt devspace werf kompose kapp ytt vcluster velero stern popeye kubeseal kubeconform kustomize kubectx kubens k9s'
  ).split(' '),
  valued:
    '-n --namespace --context --kubeconfig -f --filename --name --region --cluster --profile -p --state --app -l --selector --server -r --revision --output -o --address --token --talosconfig --nodes -e --endpoints'.split(
      ' ',
    ),
  disarmedBy: ['--dry-run', '--preview'],
  rules: [
    [
      /^(?:delete|destroy) (?:cluster|ig|instancegroup|nodegroup|instance)\b/,
      reads('only shows what it would delete'),
      (given, program) => program === 'kops' && !carriedOut(given),
    ],
    [
      /^(?:delete|destroy|rm) (?:cluster|all|clusters|project|vcluster)\b|^(?:cluster (?:delete|rm|destroy|remove)|reset|purge|down|uninstall|remove|undeploy|x uninstall|operator remove|delete)\b(?! (?:pod|job|secret|sa|user))/,
      destroysAll('takes a whole cluster or installation down: {0} {1} {2}'),
    ],
    [/^admin import\b/, loses('overwrites what is managed by what was saved', 'environment')],
    [
      /^app(?:s|lication)? (?:delete|rm)\b|^(?:proj|repo|cluster|account|appset|context) (?:delete|rm|delete-token|remove-\S+)\b|^(?:job|system|namespace|acl|var|volume|node) (?:purge|gc|delete|deregister|force-leave|bootstrap)\b/,
      loses('removes: {0} {1} {2}', 'namespace'),
    ],
    [
      /^stop\b|^job stop\b/,
      destroys('stops the job {1} and forgets it'),
      (given) => given.has('-purge', '--purge'),
    ],
    [
      /^(?:app )?sync\b/,
      loses('deletes what the sources no longer name', 'namespace'),
      (given) => given.has('--prune', '--force', '--replace'),
    ],
    [/^app (?:rollback|terminate-op)\b/, disrupts('rolls back {2}', 'namespace')],
    [
      /^(?:etcd|operator) (?:member-remove|snapshot restore|raft remove-peer)\b|^certificates? \S*(?:delete|rotate)/,
      loses('changes what the cluster rests on: {0} {1}', 'environment'),
    ],
    [
      /^(?:alloc (?:exec|restart)|ssh|exec|shell|node-shell|remote)\b/,
      hides('opens a shell in a cluster, and what is typed there cannot be seen'),
    ],
    [
      /^(?:get|list|ls|describe|status|version|info|logs?|dashboard|diff|validate|check|analy[sz]e|proxy-\S+|tap|top|stat|viz|trace|events|inspect|template|build|render|export|profile list|plan|api-resources|help|completion|tree|stats|history|ping|ip|health|config (?:view|current-context|get-\S+|contexts|info)|(?:app|proj|repo|cluster|job|node|alloc|account|server|image|addons?|service|namespace|snapshot) (?:get|list|ls|status|history|logs?|diff|manifests|resources|info|inspect|images|members|wait))\b/,
      reads('reads'),
    ],
    [
      /\b(?:delete\S*|destroy|remove|rm|purge|prune|reset|uninstall|terminate|abandon|evict|wipe)\b/,
      loses('removes: {0} {1} {2}', 'namespace'),
    ],
    [
      /^(?:account|proj|acl) (?:update-password|create|add-\S+|set|allow-\S+|token create|policy apply)\b/,
      widens('changes who may do what in the cluster', 'environment'),
    ],
    [
      /\b(?:stop|restart|suspend|resume|drain|cordon|scale|update|upgrade|rolling-update|set|patch|edit|apply|replace|rollback|reconcile|pause|promote|abort|migrate|disable)\b/,
      disrupts('changes what runs: {0} {1} {2}', 'namespace'),
    ],
  ],
  otherwise: adds('{0} {1} {2}'),
})
