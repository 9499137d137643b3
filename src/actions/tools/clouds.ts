import { adds, destroys, destroysAll, disrupts, hides, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

/** These write `noun… verb`; some shorten both. */
const deleting =
  '(?:delete\\S*|destroy|remove|rm|del|purge|terminate\\S*|erase|rebuild|reset\\S*|unset|revoke|release|batch-delete|\\S+-(?:delete|rm|remove|destroy))'

export const clouds = verbs({
  about:
    'Clouds besides the three largest: DigitalOcean, Linode, Hetzner, Scaleway, Vultr, Exoscale, IBM, Oracle, Alibaba, Tencent, OpenStack, Civo, UpCloud.',
  programs:
    'doctl linode-cli hcloud scw vultr-cli exo ibmcloud oci aliyun tccli openstack nova cinder neutron glance civo upctl ovhcloud gridscale ionosctl stackit cloudflared cloudctl nhost'.split(
      ' ',
    ),
  valued:
    '--context -t --access-token --config -c -o --output --format --region -r --profile -p --project --zone -z -g --resource-group --compartment-id --os-cloud --text'.split(
      ' ',
    ),
  deciding: 2,
  disarmedBy: ['--dry-run', '--dryrun'],
  rules: [
    [/\benable-protection\b/, adds('guards something against deletion: {0} {1} {2}')],
    [
      // The first verb tells: `volume delete show-logs` deletes, `volume show delete-me` shows.
      new RegExp(
        `^(?:(?!(?:${deleting}|revert|restore|rollback|d|(?:Delete|Terminate|Release|Purge|Remove)[A-Z]\\S*) )\\S+ )*(?!${deleting}(?: |$))\\S*\\b(?:list\\S*|ls|get\\S*|show|describe\\S*|view|info|help|version|whoami|search|history|logs?|usage|regions|check\\S*)\\b(?!.* (?:delete|destroy|remove|rm|purge|terminate)(?: |$))`,
      ),
      reads('reads'),
    ],
    [
      new RegExp(
        `^(?:project|k8s|kubernetes|ks|cluster|oke|cs|lke|sks|compartment|iam compartment|ce|kapsule|stack)\\b.*\\b${deleting}\\b|\\bcluster ${deleting}\\b`,
      ),
      destroysAll('deletes a whole environment: {0} {1} {2}'),
    ],
    [
      new RegExp(
        `\\b(?:volumes?|snapshots?|images?|buckets?|object-storage|objects?|os|databases?|dbs?|db|rdb|redis|vpcs?|backups?|keys?|secrets?|kms|vault|block-storage|disk|share|container|storage)\\b.*\\b${deleting}\\b`,
      ),
      destroys('destroys for good: {0} {1} {2} {3}'),
    ],
    [
      new RegExp(`(?:^|\\s)${deleting}(?:\\s|$)|\\s(?:d|rm)(?:\\s|$)`),
      loses('deletes: {0} {1} {2}'),
    ],
    [
      /^(?:Delete|Terminate|Release|Purge|Remove)[A-Z]|\s(?:Delete|Terminate|Release|Purge|Remove)[A-Z]/,
      loses('deletes: {0} {1}'),
    ],
    [
      /\b(?:ssh|console|exec|cloud-shell|run-command)\b(?!-)/,
      hides('opens a shell elsewhere, and what is typed there cannot be seen'),
    ],
    [
      /\b(?:set|add) (?:rule|policy)|\brole add\b|\bfirewall\S* (?:add-rules|update|detach\S*|remove-\S+)\b|\bpolic(?:y|ies) (?:create|update)\b/,
      widens('changes who may do or reach what', 'account'),
    ],
    [
      /\b(?:stop|shutdown|poweroff|power-off|power-cycle|reboot|reset|resize|scale|detach\S*|unassign|update\S*|modify\S*|set|restore|rollback|migrate|failover|disable\S*|evict|replace|suspend|lock|pause|change-\S+)\b/,
      disrupts('changes what runs: {0} {1} {2}'),
    ],
  ],
  otherwise: adds('{0} {1} {2}'),
})
