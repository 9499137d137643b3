import { adds, destroys, destroysAll, disrupts, hides, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

export const azure = verbs({
  about: 'Azure, through the az command.',
  programs: ['az'],
  valued: [
    '--name',
    '-n',
    '--resource-group',
    '-g',
    '--subscription',
    '-o',
    '--output',
    '--query',
    '--ids',
    '--mode',
    '--allow-blob-public-access',
    '--public-access',
    '--start-ip-address',
    '--end-ip-address',
  ],
  deciding: 2,
  rules: [
    [
      /^(?:deployment(?: \S+)?|group deployment) create\b/,
      loses('deletes what the template does not name', 'environment'),
      (given) => /^complete$/i.test(given.value('--mode') ?? ''),
    ],
    [/^extension remove\b/, disrupts('takes a plug-in off this machine')],
    [
      /^/,
      widens('opens to everybody: {0} {1} {2}', 'account'),
      (given) =>
        given.value('--allow-blob-public-access') === 'true' ||
        (given.value('--public-access') ?? 'off') !== 'off' ||
        (given.value('--end-ip-address') ?? '').startsWith('255.'),
    ],
    [
      /^(?:group|aks|account|managementgroup|account management-group) delete\b/,
      destroysAll('deletes a whole environment: {0}'),
    ],
    [
      /\bpurge\b|^(?:sql (?:db|server)|cosmosdb|storage account|keyvault(?: key| secret)?|disk|snapshot|postgres \S+|mysql \S+|backup \S+) delete\b/,
      destroys('destroys for good: {0} {1}'),
    ],
    [
      /\b(?:delete|delete-batch|remove|deallocate-all|destroy|reset)\b/,
      loses('deletes: {0} {1} {2}'),
    ],
    [
      /^(?:role assignment create|ad \S+ (?:create|credential reset)|keyvault set-policy|network nsg rule create)\b/,
      widens('widens access: {0} {1} {2}', 'account'),
    ],
    [/\b(?:run-command|ssh|exec)\b/, hides('runs something on a machine elsewhere')],
    [
      /\b(?:list|list-\S+|show|show-\S+|get-\S+|exists|check-\S+|wait|version|logs?|query)\b/,
      reads('reads'),
    ],
    [
      /\b(?:stop|restart|deallocate|update|set|scale|failover|disable|swap|redeploy|regenerate|renew)\b/,
      disrupts('changes what runs: {0} {1} {2}'),
    ],
    [
      /\b(?:create|add|start|enable|upload|upload-batch|login|copy|import|deploy|up|configure)\b/,
      adds('{0} {1} {2}'),
    ],
  ],
})
