import { widens } from '../effect.ts'
import type { ChangedFile } from './changed-file.ts'
import { around, holders, nearby, type Spot, spots } from './enclosure.ts'
import type { ChangeKind, Found } from './kind.ts'
import { predecessors, settingIn, settingOf } from './settings.ts'

interface Right {
  readonly says: RegExp
  readonly gives: string
}

const rights: readonly Right[] = [
  {
    says: /^\s*(?:-\s+)?["']?privileged["']?\s*:\s*["']?true\b/,
    gives: 'runs a container with all rights of its machine',
  },
  {
    says: /^\s*(?:-\s+)?["']?(?:hostNetwork|hostPID|hostIPC)["']?\s*:\s*true\b/,
    gives: 'lets a container into the network or the processes of its machine',
  },
  { says: /^\s*(?:-\s+)?["']?hostPath["']?\s*:/, gives: 'mounts a folder of the machine' },
  {
    says: /^\s*(?:-\s+)?["']?allowPrivilegeEscalation["']?\s*:\s*true\b/,
    gives: 'lets a process gain rights',
  },
  { says: /^\s*(?:-\s+)?["']?runAsUser["']?\s*:\s*["']?0\b/, gives: 'runs as root' },
  { says: /^\s*(?:-\s+)?["']?runAsNonRoot["']?\s*:\s*false\b/, gives: 'lets it run as root' },
  {
    says: /^\s*-\s+["']?(?:CAP_)?(?:SYS_ADMIN|SYS_PTRACE|SYS_MODULE|NET_ADMIN|DAC_OVERRIDE|ALL)["']?\s*$/,
    gives: 'gives a container rights of the kernel',
  },
  {
    says: /^\s*(?:network_mode|pid|ipc)\s*:\s*["']?host\b/,
    gives: 'lets a container into the network or the processes of its machine',
  },
  { says: /\/var\/run\/docker\.sock/, gives: 'hands the container runtime to a container' },
  {
    says: /^\s*(?:-\s+)?name\s*:\s*["']?cluster-admin["']?\s*$/,
    gives: 'binds somebody to all rights of the cluster',
  },
  { says: /^\s*(?:-\s+)?["']?verbs["']?\s*:\s*\[\s*["']\*["']/, gives: 'allows every verb' },
  {
    says: /pod-security\.kubernetes\.io\/enforce["']?\s*:\s*["']?privileged/,
    gives: 'lets every pod of the namespace do everything',
  },
  {
    says: /^\s*(?:seccompProfile\s*:\s*\{\s*)?type\s*:\s*["']?Unconfined/,
    gives: 'lets a container make every system call',
  },
]

/** Workloads that may do more than before. */
export const workloadRights: ChangeKind = {
  about:
    'What containers and roles of a cluster may do: privileges, mounts of the machine, root, wildcards, network policies.',
  found(file) {
    if (file.place !== 'applied') return []
    const container = /(?:^|\/|\.)(?:Dockerfile|Containerfile)(?:[.\w-]*)$/.test(file.path)
    if (container) return imageUser(file)
    if (!/\.(?:ya?ml|json|tpl|jsonnet|libsonnet)$/i.test(file.path)) return []
    return spots(file, 'added').flatMap((spot) => given(spot))
  },
}

function given(spot: Spot): readonly Found[] {
  const { hunk, line } = spot
  const right = rights.find(({ says }) => says.test(line.text))
  const words = right ? rightIn(right, spot) : (wildcardVerb(spot) ?? openedPolicy(spot))
  if (words === null) return []
  const before =
    right !== undefined &&
    nearby(hunk, line).some((one) => one.kind === 'removed' && right.says.test(one.text))
  return before ? [] : [{ line, effect: widens(words) }]
}

function rightIn({ gives }: Right, spot: Spot): string | null {
  const { line } = spot
  const held = holders(spot).map(({ text }) => text)
  // Policies and schemas speak of these settings without using them.
  if (
    held.some((text) =>
      /^\s*(?:-\s+)?(?:properties|validate|anyPattern|pattern|match|exclude|description)\s*:/.test(
        text,
      ),
    )
  )
    return null
  if (/^\s*-\s+["']?(?:CAP_)?[A-Z_]+["']?\s*$/.test(line.text))
    return held.some((text) => /^\s*(?:add|cap_add)\s*:/.test(text)) ? gives : null
  if (/cluster-admin/.test(line.text))
    return held.some((text) => /roleRef/.test(text)) ||
      around(spot, 6).some(({ text }) => /roleRef|ClusterRoleBinding/.test(text))
      ? gives
      : null
  if (/hostPath/.test(line.text)) {
    const [next] = around(spot, 0, 1).slice(1)
    const path =
      settingOf(next?.text ?? '')?.name === 'path'
        ? (settingOf(next?.text ?? '')?.value ?? '')
        : (settingIn(line)?.value ?? '')
    if (/^(?:\/usr\/share\/zoneinfo|\/etc\/localtime|\/etc\/timezone)/.test(path)) return null
  }
  return gives
}

/** `verbs:` with `- "*"` below it. */
function wildcardVerb(spot: Spot): string | null {
  if (!/^\s*-\s+["']\*["']\s*$/.test(spot.line.text)) return null
  const list = around(spot, 12, 0)
    .slice(0, -1)
    .findLast(({ text }) => /^\s*(?:-\s+)?\w+:\s*$/.test(text))
  return list && /^\s*(?:-\s+)?verbs:/.test(list.text) ? 'allows every verb' : null
}

/** An ingress rule from everywhere in a network policy. */
function openedPolicy(spot: Spot): string | null {
  const { line } = spot
  if (!/^\s*-\s*\{\s*\}\s*$/.test(line.text)) return null
  const held = holders(spot).map(({ text }) => text)
  if (predecessors(spot, { key: '', name: 'ingress', value: '' }).length > 0) return null
  return held.some((text) => /^\s*ingress:/.test(text)) ? 'lets everything in' : null
}

/** The last `USER` of an image is who it runs as. */
function imageUser(file: ChangedFile): readonly Found[] {
  if (file.before === null || file.after === null) return []
  const users = file.hunks.flatMap(({ lines }) => lines.filter(({ text }) => /^USER\s/i.test(text)))
  const root = /^USER\s+(?:root|0)(?::\S+)?\s*$/i
  const last = users.filter(({ after }) => after !== null).at(-1)
  const wasLast = users.filter(({ before }) => before !== null).at(-1)
  if (last?.kind === 'added' && root.test(last.text) && !(wasLast && root.test(wasLast.text)))
    return [{ line: last, effect: widens('runs the image as root') }]
  if (
    wasLast?.kind === 'removed' &&
    !root.test(wasLast.text) &&
    (last === undefined || root.test(last.text))
  )
    return [{ line: wasLast, effect: widens('runs the image as root, for no other user is named') }]
  return []
}
