import { adds, disrupts, loses, reads } from '../effect.ts'
import { verbs } from './tool.ts'

export const helm = verbs({
  about: 'Releases in a Kubernetes cluster, through Helm.',
  programs: ['helm', 'helm3', 'helmfile'],
  valued: [
    '-n',
    '--namespace',
    '--kube-context',
    '-f',
    '--values',
    '--set',
    '--version',
    '--timeout',
    '-o',
    '--output',
  ],
  disarmedBy: ['--dry-run'],
  rules: [
    [
      /^(?:uninstall|delete|del|un|destroy)\b/,
      loses('uninstalls the release {1} and what it created', 'namespace'),
    ],
    [
      /^(?:upgrade|rollback)\b/,
      loses('deletes and recreates what the release {1} runs', 'namespace'),
      (given) => given.has('--force', '--recreate-pods'),
    ],
    [/^(?:sync|apply)\b/, disrupts('changes what the releases run', 'namespace')],
    [/^upgrade\b/, disrupts('changes what the release {1} runs', 'namespace')],
    [/^rollback\b/, disrupts('rolls the release {1} back', 'namespace')],
    [
      /^(?:list|ls|history|hist|get|status|show|inspect|search|template|lint|version|env|diff|verify|repo list|plugin list|dependency list)\b/,
      reads('reads'),
    ],
    [/^plugin (?:install|update)\b/, disrupts('installs code that helm will run', 'machine')],
    [
      /^(?:install|repo|pull|push|package|create|test|dependency|dep|registry|plugin)\b/,
      adds('{0} {1} {2}'),
    ],
  ],
})
