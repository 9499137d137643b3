import { lookUp } from '../../domain/lookup.ts'

/** Kinds of Kubernetes objects that manifests keep, by the names that kubectl and people give them. */
const kinds: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  deploy: 'Deployment',
  statefulset: 'StatefulSet',
  sts: 'StatefulSet',
  daemonset: 'DaemonSet',
  ds: 'DaemonSet',
  cronjob: 'CronJob',
  cj: 'CronJob',
  service: 'Service',
  svc: 'Service',
  ingress: 'Ingress',
  ing: 'Ingress',
  configmap: 'ConfigMap',
  cm: 'ConfigMap',
  namespace: 'Namespace',
  ns: 'Namespace',
  serviceaccount: 'ServiceAccount',
  sa: 'ServiceAccount',
  networkpolicy: 'NetworkPolicy',
  netpol: 'NetworkPolicy',
  horizontalpodautoscaler: 'HorizontalPodAutoscaler',
  hpa: 'HorizontalPodAutoscaler',
  poddisruptionbudget: 'PodDisruptionBudget',
  pdb: 'PodDisruptionBudget',
  persistentvolumeclaim: 'PersistentVolumeClaim',
  pvc: 'PersistentVolumeClaim',
  storageclass: 'StorageClass',
  priorityclass: 'PriorityClass',
  clusterrole: 'ClusterRole',
  clusterrolebinding: 'ClusterRoleBinding',
  prometheusrule: 'PrometheusRule',
  servicemonitor: 'ServiceMonitor',
}

/** The kind that a word names: `deploy`, `deployments`, `Deployment.apps`; null for others, jobs, pods and secrets. */
export function kindCalled(word: string): string | null {
  const bare = word.toLowerCase().replace(/\..*$/, '').replace(/-/g, '')
  return (
    lookUp(kinds, bare) ??
    lookUp(kinds, bare.replace(/s$/, '')) ??
    lookUp(kinds, bare.replace(/ies$/, 'y')) ??
    lookUp(kinds, bare.replace(/es$/, '')) ??
    null
  )
}

/** A name as the cluster takes it. */
export const isObjectName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{0,250}[a-z0-9]$/.test(name) && !/\.(?:ya?ml|json|md|go|py|ts|sh)$/.test(name)
