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
import { verbs } from './tool.ts'

const database = (given: Arguments): Effect =>
  given.has('--skip-final-snapshot')
    ? destroys('deletes a database without a last snapshot', 'database')
    : loses('deletes a database', 'database')

const dryRun = (given: Arguments): boolean =>
  given.has('--dryrun', '--dry-run', '--generate-cli-skeleton')
/** Options that let something be destroyed that was guarded. */
const unguards = (given: Arguments): boolean =>
  given.options.some((name) =>
    /^--no-(?:deletion-protection|enable-(?:termination|deletion)-protection|disable-api-(?:termination|stop)|protect\S*)/.test(
      name,
    ),
  )
const said = (given: Arguments, pattern: RegExp): boolean =>
  given.words.some(({ text }) => pattern.test(text))
const open = (given: Arguments): boolean =>
  given.words.some(({ text }) => /0\.0\.0\.0\/0|::\/0|public-read|"\*"/.test(text))

export const aws = verbs({
  about: 'Amazon Web Services, through the aws command.',
  programs: ['aws', 'awslocal'],
  valued: [
    '--profile',
    '--region',
    '--output',
    '--endpoint-url',
    '--query',
    '--include',
    '--exclude',
    '--cli-input-json',
    '--queue-url',
    '--cluster',
    '--service',
    '--port',
    '--backup-retention-period',
    '--name',
  ],
  deciding: 2,
  rules: [
    [/^(?:\S+ ){0,2}help$/, reads('prints help')],
    [/^s3 (?:rm|rb|sync|mv|cp)\b|^ec2 /, reads('only shows what it would do'), dryRun],
    [
      /^\S+ wait\b|^\S+ (?:describe|get|list|head|batch-get|lookup|search|query|scan|filter|test|validate|simulate|estimate|check|view|tail|ls|presign|select|preview|detect)\b/,
      reads('reads'),
    ],
    [
      /^s3 rm\b/,
      destroys('deletes every object under {2}', 'namespace'),
      (given) => given.has('--recursive'),
    ],
    [/^/, widens('takes the guard against deletion away: {1}'), unguards],
    [
      /^s3 mv\b/,
      loses('moves every object of {2}', 'namespace'),
      (given) => given.has('--recursive'),
    ],
    [
      /^s3api put-bucket-versioning\b/,
      loses('ends the keeping of older versions', 'namespace'),
      (given) => said(given, /suspended/i),
    ],
    [
      /^route53 change-\S+/,
      loses('deletes records of a domain'),
      (given) => said(given, /"Action"\s*:\s*"DELETE"/),
    ],
    [
      /^iam (?:detach|deactivate|remove|delete|update-access-key)\S*|^sns unsubscribe\b|^s3api put-bucket-lifecycle\S*/,
      loses('takes away: {0} {1}'),
    ],
    [/^s3 rb\b|^s3api delete-bucket\b/, destroys('deletes the bucket {2}', 'namespace')],
    [
      /^s3 sync\b/,
      loses('deletes whatever the source lacks', 'namespace'),
      (given) => given.has('--delete'),
    ],
    [
      /^(?:cloudformation delete-stack|eks delete-cluster|organizations (?:delete|close)-\S+|account close\S*|elasticbeanstalk terminate-environment)\b/,
      destroysAll('deletes a whole environment: {1}'),
    ],
    [
      /^\S+ (?:modify|put|update|create|add|reset)\b/,
      widens('opens to everybody: {0} {1}', 'account'),
      (given) =>
        given.has('--publicly-accessible') ||
        said(given, /^all$|Group=all|AllUsers|acl.*public-read|BlockPublic\w+=false/i),
    ],
    [
      /^\S+ (?:disable|stop|update|modify|put)\b/,
      widens('switches off what watches or guards: {0} {1}', 'account'),
      (given) =>
        /\b(?:disable|stop)-\S*(?:alarm|logging|log\b|encrypt|mfa|security|guard|metric|insight|monitor|record|protect|backup)/.test(
          given.positionals.join(' '),
        ) ||
        said(
          given,
          /PointInTimeRecoveryEnabled=false|^--no-(?:enable|is-logging|include-global\S*|storage-encrypted)$|^--backup-retention-period=0$/,
        ) ||
        given.value('--backup-retention-period') === '0',
    ],
    [/^organizations leave-\S+/, loses('takes the account out of its organisation', 'account')],
    [
      /^(?:elbv2? deregister-\S+|ec2 disassociate-(?:address|iam-\S+)|ecs deregister-task-definition)\b/,
      disrupts('takes out of service, and can be put back: {0} {1}'),
    ],
    [
      /^(?:workspaces|opsworks) rebuild-\S+|^rds restore-\S+-in-place|^elasticache flush/,
      destroys('builds anew and loses what was there: {0} {1}'),
    ],
    [/^rds delete-db-(?:instance|cluster)\b/, database],
    [
      /^(?:ec2 terminate-instances|ec2 delete-(?:volume|snapshot|vpc)|dynamodb delete-(?:table|backup)|rds delete-\S*snapshot|backup delete-\S+|kms (?:schedule-key-deletion|disable-key)|secretsmanager delete-secret|logs delete-log-group|ecs delete-cluster|efs delete-file-system|redshift delete-cluster|elasticache delete-\S+|s3api delete-objects|glacier delete-\S+|cognito-idp delete-user-pool)\b/,
      destroys('destroys for good: {0} {1}'),
    ],
    [
      /^\S+ (?:delete|remove|terminate|deregister|purge|reset|revoke|destroy|disassociate|release)\b|^s3 rm\b/,
      loses('deletes: {0} {1}'),
    ],
    [
      /^(?:iam (?:create|attach|put|add|update)-\S+|s3api put-(?:bucket-acl|bucket-policy|object-acl|public-access-block)|s3api delete-public-access-block|lambda add-permission|ec2 authorize-security-group-\S+|sts assume-role|kms (?:put-key-policy|create-grant))\b/,
      widens('widens access: {0} {1}', 'account'),
      (given) =>
        given.positionals[0] !== 'ec2' ||
        (open(given) && !/^(?:80|443)$/.test(given.value('--port') ?? '')),
    ],
    [
      /^ssm (?:send-command|start-session|create-association|start-automation-execution)\b|^ecs execute-command\b/,
      hides('runs something on machines elsewhere'),
    ],
    [
      /^(?:cloudtrail|config|guardduty) (?:stop|disable)-\S+/,
      widens('stops the record of what is done', 'account'),
    ],
    [
      /^\S+ (?:stop|cancel|reboot|disable|detach|restore|failover|modify|update|set|change|scale|deploy|invoke)\b|^\S+ (?:stop|cancel|reboot|disable|detach|modify|update|change|invoke)-\S+/,
      disrupts('changes what runs: {0} {1}'),
    ],
    [
      /^s3 (?:cp|mv|sync|mb)\b|^configure\b|^sso\b|^\S+ (?:create|put|add|run|start|register|tag|import|upload|copy|enable|associate|attach|login|send|publish)\b/,
      adds('{0} {1}'),
    ],
  ],
})
