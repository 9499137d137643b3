import { adds, destroys, destroysAll, disrupts, hides, loses, reads, widens } from '../effect.ts'
import { sqlEffect } from './sql-statements.ts'
import { verbs } from './tool.ts'

export const gcloud = verbs({
  about: 'Google Cloud, through gcloud, gsutil and bq.',
  programs: ['gcloud', 'gsutil', 'bq'],
  valued: [
    '--project',
    '--zone',
    '--region',
    '--format',
    '--filter',
    '--account',
    '--member',
    '--role',
    '--source-ranges',
    '--allow',
    '--rules',
  ],
  deciding: 2,
  disarmedBy: ['--validate-only'],
  rules: [
    [
      /^query\b/,
      ({ positionals }) => sqlEffect(positionals.slice(1).join(' ')),
      (_, program) => program === 'bq',
    ],
    [/^config (?:set|unset)\b/, disrupts('changes settings of this program')],
    [/^components remove\b/, disrupts('takes a part of this program off the machine')],
    [
      /\bsql (?:backups|instances) restore/,
      loses('puts an older state in the place of what runs', 'database', 'no'),
    ],
    [
      /\bfirewall-rules (?:create|update)\b/,
      widens('opens to everybody: {0} {1} {2}', 'account'),
      (given) =>
        /(?:^|,)(?:0\.0\.0\.0|::)\/0/.test(given.value('--source-ranges') ?? '') &&
        !/^(?:(?:tcp:)?(?:80|443),?)+$/.test(given.value('--allow', '--rules') ?? ''),
    ],
    [
      /\b(?:projects|folders|organizations) delete\b/,
      destroysAll('deletes the project {2} and everything in it', 'account'),
    ],
    [/\bcontainer clusters delete\b/, destroysAll('deletes the cluster {3} and everything in it')],
    [/\bsql (?:instances|databases) delete\b/, destroysAll('deletes the database {3}', 'database')],
    [
      /\b(?:versions destroy|secrets delete|snapshots delete|disks delete|buckets delete|backups delete|spanner \S+ delete|firestore databases delete)\b/,
      destroys('destroys for good: {0} {1} {2} {3}'),
    ],
    [
      /^(?:storage )?rm\b/,
      destroys('deletes every object under the path', 'namespace'),
      (given) => given.has('-r', '-R', '--recursive', '-a', '-f'),
    ],
    [/^rb\b/, destroys('deletes the bucket {1}', 'namespace')],
    [
      /^(?:storage )?rsync\b/,
      loses('deletes whatever the source lacks', 'namespace'),
      (given) => given.has('-d', '--delete-unmatched-destination-objects'),
    ],
    [
      /\b(?:delete|destroy|purge|remove|rm|abandon|reset-windows-password)\b/,
      loses('deletes: {0} {1} {2} {3}'),
      (given) => !/iam-policy/.test(given.positionals.join(' ')),
    ],
    [
      /\b(?:add-iam-policy-binding|set-iam-policy|acl ch|iam ch|defacl|service-accounts keys create|enable-login)\b/,
      widens('widens access: {0} {1} {2}', 'account'),
    ],
    [/^services disable\b/, loses('turns an interface off, and all that rests on it', 'account')],
    [/(?:^|\s)(?:ssh|scp)(?:\s|$)/, hides('runs something on a machine elsewhere')],
    [
      /\b(?:list|describe|ls|cat|stat|du|info|show|get-\S+|print-\S+|read|tail|help|version|hash|query)\b/,
      reads('reads'),
    ],
    [
      /\b(?:stop|reset|restart|resize|update|set|scale|failover|suspend|disable|deploy|migrate|restore|patch|promote|drain)\b/,
      disrupts('changes what runs: {0} {1} {2}'),
    ],
    [
      /\b(?:create|add\S*|enable|cp|mv|mb|rsync|submit|run|config|auth|components|import|export|deploy|start|invoke|call|push|load|mk|setmeta)\b/,
      adds('{0} {1} {2}'),
    ],
  ],
})
