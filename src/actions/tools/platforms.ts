import { adds, destroys, destroysAll, disrupts, hides, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

/** Platforms write their commands `noun verb`, `noun:verb` or `verb` alone. */
export const platforms = verbs({
  about:
    'Platforms that run applications: Fly, Vercel, Netlify, Heroku, Railway, Render, Cloudflare, Firebase, Supabase, Cloud Foundry and their kin.',
  programs: (
    'fly flyctl vercel vc now netlify ntl heroku railway render wrangler firebase supabase surge cf dokku eb amplify pscale neonctl turso convex ' +
    'eas expo northflank koyeb zeabur scalingo clever qovery shopify appwrite platform upsun deployctl porter okteto gitlab-ctl chef-server-ctl'
  ).split(' '),
  valued:
    '-a --app -s --site -o --org -r --remote --scope -t --token -c --config -e --env --environment --project --project-ref --region --local-config --cwd --name -n'.split(
      ' ',
    ),
  disarmedBy: ['--dry-run', '--preview'],
  rules: [
    [
      /^/,
      destroys('sends a database what destroys', 'database'),
      (given) =>
        given.words.some(({ text }) => /^\s*(?:drop|truncate|delete\s+from)\s/i.test(text)),
    ],
    [
      /^(?:db|database)[: ](?:reset|drop|wipe)\b|^(?:pg|postgres)[: ](?:reset|destroy|wipe)\b|^(?:redis|kafka)[: ](?:reset|destroy)\b|^firestore:delete\b|^database:remove\b|^d1 (?:delete|time-travel restore)\b/,
      destroysAll('destroys the database: {0} {1} {2}', 'database'),
    ],
    [
      /^(?:apps?[: ](?:destroy|delete|remove|rm)|destroy|projects?[: ](?:remove|rm|delete|destroy)|sites?[: ](?:delete|remove)|delete-(?:org|space)|environment[: ]delete|branches? delete|orgs?[: ](?:delete|destroy)|teardown|hosting:disable|down|cleanse|uninstall)\b/,
      destroysAll('deletes a whole application or environment: {0} {1} {2}'),
    ],
    [
      /^(?:volumes?|machines?|machine|m|vol|addons?|r2|kv|queues|storage|backups?|snapshots?|postgres|pg|mysql|redis|kafka)[: ](?:.*\b)?(?:destroy|delete|remove|rm|purge|reset)\b/,
      destroys('destroys for good: {0} {1} {2} {3}'),
    ],
    [
      /^(?:pg|postgres|redis)?[: ]?(?:backups?[: ]restore|copy|promote-backup)\b|^backup:restore\b/,
      loses('puts an older state in the place of what runs', 'database', 'no'),
    ],
    [/^repo:(?:reset|purge_cache)\b/, destroys('throws the repository of the platform away')],
    [
      /^sql\b.*\b(?:drop|delete|truncate)\b/i,
      destroys('destroys what a database holds', 'database'),
    ],
    [
      /^(?:d|ds|dsk|dsb|us|ur|unbind-\S+|delete-\S+) /,
      loses('deletes or unbinds: {0} {1}'),
      (_, program) => program === 'cf',
    ],
    [
      /^(?:secrets?|env|config|vars?|variables?)[: ](?:unset|remove|rm|delete|unimport)\b|^(?:unset-env|eb unset)\b/,
      loses('takes settings or secrets away: {0} {1} {2}'),
    ],
    [
      /^(?:logout|whoami|login|open|logs?|status|info|help|version|docs|dashboard|list|ls|inspect|ps(?!:)|apps|targets?|doctor|ping|tail|regions|platform|check\S*|dev|serve|show-config|service-list)\b(?!.*\b(?:delete|destroy|remove|rm|reset|purge)\b)/,
      reads('reads, or works on this machine alone'),
    ],
    [
      /(?:^|[: ])(?:delete\S*|destroy\S*|remove|rm|purge\S*|reset|unset|unlink|wipe|clear|revoke|detach|disconnect|unset-\S+|unbind-\S+|unmap-\S+|terminate)(?:[: ]|$)/,
      loses('takes away: {0} {1} {2}'),
    ],
    [
      /[: ](?:list|ls|show|status|get|info|view|logs|releases|describe|inspect|pull|diff|wait|open)(?:[: ]|$)/,
      reads('reads'),
    ],
    [
      /^(?:ssh|console|shell|run|run:detached|ps:exec|pg:psql|connect|enter)(?: |$)|[: ](?:console|exec|shell|psql|connect)(?:[: ]|$)/,
      hides('opens a shell elsewhere, and what is typed there cannot be seen'),
    ],
    [
      /[: ](?:transfer|promote|add-user|access|invite)(?:[: ]|$)|^access:add\b|^set-(?:org|space)-role\b/,
      widens('hands rights to somebody else: {0} {1}', 'account'),
    ],
    [
      /\b(?:restart\S*|stop\S*|scale\S*|suspend|rollback|maintenance|restage|deploy|promote|move|update|upgrade|import|restore|failover|pause|cancel|disable\S*|reconfigure|hup)\b/,
      disrupts('changes what runs: {0} {1} {2}'),
    ],
  ],
  otherwise: adds('{0} {1} {2}'),
})
