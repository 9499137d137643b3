import { adds, destroys, destroysAll, disrupts, loses, reads } from '../effect.ts'
import { verbs } from './tool.ts'

const bucket = destroys('deletes a bucket or everything below a path', 'namespace')

export const backups = verbs({
  about:
    'Copies of files: object stores (rclone, s3cmd, mc, s5cmd, azcopy, b2) and backups (restic, borg, kopia, duplicity, pgbackrest, barman, Time Machine).',
  programs:
    'rclone s3cmd mc mcli s5cmd azcopy b2 restic rustic xtrabackup mariabackup innobackupex borg borgmatic kopia duplicity duplicacy tarsnap rsnapshot rdiff-backup bup pgbackrest wal-g barman tmutil snapper timeshift attic zbackup fpsync unison lsyncd aws-nuke cloud-nuke gcp-nuke azure-nuke'.split(
      ' ',
    ),
  valued:
    '-c --config -r --repo --repository -p --password-file --include --exclude --filter --keep-last --keep-daily --keep-weekly --keep-monthly --tag --host --stanza --transfers --bwlimit -e --endpoint-url --profile --backend --archive-prefix'.split(
      ' ',
    ),
  disarmedBy: [
    '--dry-run',
    '--dry_run',
    '--dryrun',
    '-dry-run',
    '--fake',
    '-n',
    '--simulate',
    '--list-only',
  ],
  rules: [
    [
      /^/,
      loses('puts an older state in the place of what runs', 'database', 'no'),
      (given) => given.has('--move-back', '--copy-back', '--restore'),
    ],
    [
      /^/,
      destroysAll('deletes everything of an account', 'account'),
      (given, program) =>
        program.endsWith('-nuke') && (program !== 'aws-nuke' || given.has('--no-dry-run')),
    ],
    [
      /^/,
      destroys('deletes an archive or every archive'),
      (given, program) =>
        (given.has('--nuke', '--delete', '--remove-older-than', '--delete-all') ||
          (program === 'tarsnap' && given.has('-d'))) &&
        !/^(?:sync|copy|cp|mirror|list|ls)/.test(given.positionals[0] ?? ''),
    ],
    [
      /^(?:ls\S*|list\S*|cat|check|stats?|info|about|size|tree|du|diff|version|help|find|snapshots|show\S*|verify\S*|config show|config file|listremotes|md5sum|sha1sum|ncdu|get-\S+|backup-list|status|latestbackup|listbackups|machinedirectory|calculatedrift|collection-status|key list|restore-info)\b/,
      reads('reads'),
    ],
    [
      /^(?:break-lock|compact)\b|^unlock\b/,
      loses('breaks a lock, or gives up what could still be brought back: {0}'),
      (given) => given.positionals[0] !== 'unlock' || given.has('--remove-all'),
    ],
    [/^unlock\b/, disrupts('takes locks away that nobody holds any more')],
    [
      /^(?:repair|rewrite)\b/,
      destroys('rewrites snapshots and drops what they were'),
      (given) => given.has('--forget'),
    ],
    [
      /^(?:purge|delete\S*|deletefile|rmdirs?|cleanup|dedupe|rb|del|rm|remove\S*|expire|prune|forget|recreate|key (?:remove|passwd|delete)|repo (?:delete|rm)|stanza-delete|delete-\S+|clear-account|undo|undelete|undeletenever|snapshot delete|maintenance (?:run|set)|policy (?:remove|delete)|rd|admin (?:user|policy|bucket|group) (?:remove|rm)|batch-delete|file-version delete|bucket (?:delete|remove)|bulk-delete|retention clear|version suspend|ilm (?:rm|remove)|event remove|replicate (?:rm|remove)|full|wipe-\S+)\b/,
      bucket,
    ],
    [
      /^(?:sync|bisync|mirror|move\S*|mv|copyto)\b/,
      loses('deletes or overwrites whatever the other side lacks', 'namespace'),
      (given, program) =>
        (program === 'rclone' && /^(?:sync|bisync|move\S*)$/.test(given.positionals[0] ?? '')) ||
        given.has(
          '--delete',
          '--delete-removed',
          '--delete-after',
          '--remove',
          '--delete-destination',
          '--overwrite',
        ),
    ],
    [
      /^(?:setacl|anonymous set|policy set|config create|accesspolicy)\b/,
      disrupts('changes who may read what is stored', 'namespace'),
    ],
    [
      /^(?:restore|backup-fetch)\b/,
      loses('puts an older state in the place of what runs', 'database', 'no'),
      (_, program) => /^(?:pgbackrest|timeshift|borgmatic)$/.test(program),
    ],
    [
      /^(?:restore|recover|rollback|revert|undochange|switchback|apply)\b/,
      disrupts('writes back what was kept: {0}', 'machine', 'with-effort'),
    ],
    [/^(?:disable|stopbackup|removedestination|addexclusion)\b/, loses('ends a backup', 'machine')],
  ],
  otherwise: adds('copies: {0} {1}'),
})
