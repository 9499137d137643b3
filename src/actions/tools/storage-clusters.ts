import { adds, destroys, destroysAll, disrupts, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

export const storageClusters = verbs({
  about:
    'Clusters that store or fail over: Ceph and its tools, DRBD, Gluster, Pacemaker through pcs and crm.',
  programs:
    'ceph rbd rados radosgw-admin ceph-volume cephadm ceph-bluestore-tool ceph-objectstore-tool cephfs-journal-tool drbdadm drbdsetup drbdmanage linstor gluster pcs crm crm_resource crm_node stonith_admin'.split(
      ' ',
    ),
  valued:
    '-p --pool -n --name --id -c --conf -k --keyring -m --cluster --namespace -N --format -f --uid --bucket --rgw-zone --size --host -r --resource --fsid --data --data-path --op'.split(
      ' ',
    ),
  disarmedBy: ['--dry-run', '-n', '--report'],
  rules: [
    [
      /^rm-cluster\b|^cluster destroy\b|^configure erase\b|^fs (?:rm|reset)\b|^(?:osd )?pool (?:delete|rm)\b|^purge\b|^volume delete\b|^rmpool\b/,
      destroysAll('destroys a cluster, a pool or a file system: {0} {1} {2}'),
    ],
    [
      /^(?:realm|zonegroup|zone|period|bucket|user|object|subuser|key|quota|mdlog|datalog) (?:rm|remove|delete|unlink|suspend|trim|reset)\b|^bucket sync disable/,
      destroys('deletes what gateways store or who may reach it: {0} {1}', 'namespace'),
    ],
    [
      /^(?:osd (?:purge|lost|destroy|rm|force-create-pg|crush (?:remove|rm|unlink))|mon (?:remove|rm)|pg \S+ mark_unfound_lost|orch (?:device zap|osd rm|rm|host (?:rm|drain))|lvm zap|zap-osds|config-key rm|fs volume rm|fs subvolume\S* rm|mds rm\S*|trash (?:purge|rm|remove)|snap (?:purge|rollback|revert|rm|remove)|rm|remove|rmsnap|rollback|cleanup|invalidate\S*|create-md|wipe-md|outdate|volume (?:reset|remove-brick|clear-locks)|volume snapshot delete|snapshot (?:delete|restore|rollback)|journal reset|(?:image|group|mirror \S+) (?:rm|remove|demote|disable)|resource-(?:definition|group) d(?:elete)?|node (?:delete|lost|clearstate)|storage-pool delete|set-omap|set-bytes)\b/,
      destroys('destroys what is stored, or what stores it: {0} {1} {2}', 'namespace'),
    ],
    [
      /^(?:--overwrite-data-of-peer )?(?:primary|new-current-uuid|connect)\b|^--/,
      destroys('overwrites the copy of the other side', 'machine'),
      (given) =>
        given.has('--force', '--discard-my-data', '--overwrite-data-of-peer', '--clear-bitmap') ||
        given.positionals.some((word) => /^--(?:overwrite|discard|force|clear)/.test(word)),
    ],
    [
      /^resize\b/,
      destroys('cuts an image short', 'resource'),
      (given) => given.has('--allow-shrink'),
    ],
    [
      /^(?:stonith (?:disable|delete|fence|confirm)|property set .*(?:stonith-enabled|no-quorum-policy)|property set .*=(?:false|ignore))/,
      widens('takes away what keeps two nodes from writing at once', 'environment'),
    ],
    [
      /^(?:auth (?:add|caps|get-or-create\S*)|caps add|user (?:create|modify)|key create|acl (?:grant|permission))\b/,
      disrupts('changes who may reach what is stored: {0} {1} {2}', 'environment'),
    ],
    [
      /^(?:auth (?:del|rm)|config (?:rm|reset)|resource (?:delete|remove)|cluster (?:node remove|remove-node|stop)|node (?:remove|delete|kill)|peer detach|volume stop|constraint (?:delete|remove)|acl|auth revoke|osd (?:down|stop|fail|blocklist add|set full|tier (?:rm|remove))|fs fail|mds fail|down|detach|secondary all|delete-\S+)\b/,
      loses('takes something out of the cluster: {0} {1} {2}', 'environment'),
      (given) => !/^down (?!all)/.test(given.positionals.join(' ')),
    ],
    [
      /^(?:status|-s|s|health|df|du|ls\S*|list\S*|info|get\S*|show\S*|stat\S*|dump\S*|tree|version\S*|versions|quorum_status|report|features|inventory|diff|export\S*|map-object|perf|bench|watch|listomapvals|cluster-overview|dstate|cstate|role|sh-\S+|check\S*|query|(?:osd|pg|mon|mds|mgr|fs|auth|config|config-key|orch|log|crash|device|balancer|volume|peer|snapshot|resource|stonith|property|cluster|node|constraint|lvm|snap|image|trash|mirror|user|bucket|realm|zone|zonegroup|period|gc|lc|quota|usage|pool|service|telemetry|insights)(?: \S+)? (?:-s|status|ls\S*|list\S*|show|info|get\S*|stat\S*|dump\S*|tree|df|find|perf|print|cat|metadata|config|history|query|check|module ls|pool (?:ls|get|stats)|crush (?:dump|tree|rule ls)|ok-to-stop|safe-to-destroy|count-metadata|host ls|ps|device ls))\b/,
      reads('reads'),
    ],
    [
      /^(?:osd (?:set|unset|out|in|reweight\S*|primary-affinity|pool (?:set|application|rename)|crush|tier)|pg (?:repair|scrub|deep-scrub)|mgr|config|config-key|fs (?:set|new)|balancer|tell|daemon|orch (?:restart|stop|redeploy|upgrade|pause)|feature|lock|unmap|resource|node|cluster|property|standby|unstandby|secondary|disconnect|up|down|adjust|attach|volume|gc|lc|bucket|period|migration|flatten|resize|promote|demote)\b/,
      disrupts('changes how the cluster runs: {0} {1} {2}', 'environment'),
    ],
    [/^$/, reads('reads'), (given) => given.has('-s', '-w', '--status', '--version', '-v')],
  ],
  otherwise: adds('{0} {1} {2}'),
})
