import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import {
  adds,
  destroys,
  destroysAll,
  disrupts,
  type Effect,
  hides,
  loses,
  reads,
} from '../effect.ts'
import { destructiveWord, readsByItsWords } from '../telling-words.ts'
import type { Call, Tool } from './tool.ts'

const valued =
  '-h --host -p --port -u --username -pw --password -e -f --endpoints --cert --key --cacert --user -c --config -d -n --namespace --token --http-addr --datacenter --prefix-key'.split(
    ' ',
  )

/** By program, what its words say; the first that fits decides. */
const rules: Readonly<Record<string, readonly (readonly [RegExp, Effect])[]>> = {
  etcdctl: [
    [/^(?:del|rm|rmdir)\b/, destroys('deletes keys', 'database')],
    [
      /^(?:member remove|snapshot restore|auth disable|(?:user|role) (?:delete|revoke\S*)|lease revoke|make-mirror)\b/,
      loses('changes what the cluster rests on', 'environment'),
    ],
    [
      /^(?:defrag|compact(?:ion)?|alarm disarm|move-leader)\b/,
      disrupts('tends the running cluster', 'environment'),
    ],
    [
      /^(?:get|ls|watch|endpoint|member list|alarm list|snapshot (?:status|save)|version|check|lease (?:list|timetolive)|(?:user|role) (?:list|get)|elect)\b/,
      reads('reads'),
    ],
  ],
  consul: [
    [
      /^(?:kv delete|snapshot restore|operator raft remove-peer|config delete|peering delete|namespace delete|partition delete)\b/,
      destroys('deletes keys or settings of the cluster', 'environment'),
    ],
    [
      /^(?:acl (?:token|policy|role|auth-method|binding-rule) delete|force-leave|leave|intention delete|services deregister|keyring|maint)\b/,
      loses('takes something out of the cluster', 'environment'),
    ],
    [
      /^(?:members|info|kv (?:get|export)|catalog|monitor|rtt|snapshot (?:inspect|save)|operator \S+ (?:list-peers|get-config)|acl \S+ (?:list|read)|validate|version|watch|debug|peering list)\b/,
      reads('reads'),
    ],
    [/^(?:exec|connect proxy)\b/, hides('runs something on every node')],
  ],
  nodetool: [
    [
      /^(?:removenode|decommission|assassinate|clearsnapshot|truncatehints|drain|resetlocalschema|forcecompact|garbagecollect|invalidate\S*|rebuild|cleanup|move|scrub|upgradesstables|stopdaemon|disable\S*|rollback|refresh|import)\b/,
      loses('takes data or a node out of the ring', 'environment'),
    ],
    [
      /^(?:status|ring|info|tpstats|describe\S*|get\S*|list\S*|netstats|compactionstats|cfstats|tablestats|tablehistograms|proxyhistograms|gossipinfo|version|viewbuildstatus|statusbinary|statusgossip|verify|failuredetector|profileload|toppartitions|snapshot)\b/,
      reads('reads'),
    ],
  ],
  'neo4j-admin': [
    [
      /\bload\b|\brestore\b|\bimport full\b|\bunbind\b|\bdrop\b/,
      destroys('overwrites a database', 'database'),
    ],
    [/\b(?:dump|backup|check|report|info|memory-recommendation)\b/, reads('reads')],
  ],
  patronictl: [
    [
      /^(?:remove|reinit)\b/,
      destroysAll('removes a cluster, or rebuilds a member of it', 'database'),
    ],
    [/^(?:list|history|show-config|version|topology|dsn)\b/, reads('reads')],
    [/./, disrupts('disturbs the running database', 'database')],
  ],
  zookeeper: [
    [/\b(?:deleteall|rmr|delete|delquota|removewatches)\b/, destroys('deletes nodes', 'database')],
    [/\b(?:get|ls|ls2|stat|getAcl|history)\b/, reads('reads')],
  ],
  memcached: [],
  curator: [
    [
      /\bdelete_(?:indices|snapshots)\b|\bclose\b|\bdelete\b/,
      destroys('deletes indices or snapshots', 'database'),
    ],
    [/\bshow_\S+/, reads('reads')],
  ],
  elasticsearch: [
    [
      /-reset-password|-users? userdel|-keystore remove|-node (?:unsafe-bootstrap|detach-cluster|repurpose)|-shard remove-corrupted-data|-plugin remove/,
      loses('takes data, users or keys away', 'environment'),
    ],
  ],
  vtctl: [
    [
      /\b(?:delete\S*|drop\S*|cancel\S*|emergencyreparentshard|restorefrombackup|removebackup)\b/i,
      destroys('deletes shards, keyspaces or tablets', 'database'),
    ],
    [/\b(?:get\S*|list\S*|show\S*|validate\S*)\b/i, reads('reads')],
  ],
  mosquitto_passwd: [[/./, adds('changes passwords')]],
}
const others: Readonly<Record<string, string>> = {
  zkcli: 'zookeeper',
  'zkCli.sh': 'zookeeper',
  zkCli: 'zookeeper',
  'zookeeper-shell': 'zookeeper',
  'zookeeper-shell.sh': 'zookeeper',
  vtctlclient: 'vtctl',
  vtctldclient: 'vtctl',
  'elasticsearch-reset-password': 'elasticsearch',
  'elasticsearch-users': 'elasticsearch',
  'elasticsearch-keystore': 'elasticsearch',
  'elasticsearch-node': 'elasticsearch',
  'elasticsearch-shard': 'elasticsearch',
  'elasticsearch-plugin': 'elasticsearch',
  curator_cli: 'curator',
}

/** Programs whose one deed is to destroy. */
const alone: Readonly<Record<string, Effect>> = {
  mysql_secure_installation: loses('drops users and the test database', 'database'),
  pg_archivecleanup: loses('deletes the log that a restore would need', 'database', 'no'),
  pg_dropcluster: destroysAll('drops a whole database cluster', 'database'),
  vacuumlo: loses('deletes large objects', 'database', 'no'),
  pg_rewind: destroys('overwrites a database with what another holds', 'database'),
  pg_upgrade: loses('moves a database to another version', 'database'),
  sstableloader: disrupts('loads data', 'database', 'with-effort'),
}

/** Hadoop's file system takes its verbs as options. */
function hadoop(words: Call['words']): Effect {
  const line = words.map(({ text }) => text).join(' ')
  if (/(?:^|\s)-(?:format|skipTrash|expunge|deleteSnapshot|truncate)\b/.test(line))
    return destroys('deletes files past the trash, or formats the file system', 'database')
  if (/(?:^|\s)-(?:rm|rmr|rmdir|safemode enter|decommission)\b/.test(line))
    return loses('deletes files', 'namespace')
  return /(?:^|\s)-(?:ls|cat|du|df|count|stat|tail|test|get|copyToLocal|report|getfacl|text|help)\b/.test(
    line,
  )
    ? reads('reads')
    : adds('changes files or settings')
}

const disarmed = (given: Arguments): boolean => given.has('--dry-run', '-n')

function classify({ program, words, input }: Call): Effect {
  if (/^(?:hdfs|hadoop)$/.test(program)) return hadoop(words)
  const given = readArguments(words, { valued, verbFirst: true })
  if (asksHelp(given) || given.has('-?')) return reads('prints help')
  const only = alone[program]
  if (only) return disarmed(given) ? reads('only shows what it would do') : only
  if (program === 'mosquitto_passwd' && given.has('-D')) return loses('deletes a user')
  const line =
    `${program.startsWith('elasticsearch-') ? program : ''} ${given.positionals.join(' ')}`.trim()
  if (given.positionals.length === 0 && input !== null)
    return hides('runs commands that come from elsewhere', 'database')
  if (/^vtctl/.test(program) && given.has('--dry-run', '--dry_run'))
    return reads('only shows what it would do')
  const row = (rules[others[program] ?? program] ?? []).find(([pattern]) => pattern.test(line))
  if (row) return row[1]
  const telling = destructiveWord(given.positionals, given.options)
  if (telling !== null) return loses(`does something that is called ${telling}`, 'database')
  return readsByItsWords(given.positionals) ? reads('reads') : adds('changes keys or settings')
}

export const stores: Tool = {
  about:
    'Stores of keys, documents and settings, and what tends databases: etcd, Consul, ZooKeeper, Cassandra, Neo4j, Elasticsearch, Patroni, Vitess, HDFS.',
  programs: [
    ...Object.keys(rules).filter((name) => !/^(?:zookeeper|elasticsearch|memcached)$/.test(name)),
    ...Object.keys(others),
    ...Object.keys(alone),
    'hdfs',
    'hadoop',
  ],
  classify,
}
