import { adds, destroys, destroysAll, disrupts, hides, loses, reads } from '../effect.ts'
import { verbs } from './tool.ts'

export const infrastructure = verbs({
  about:
    'Infrastructure as code besides Terraform: Pulumi, CDK, SAM, Serverless, Packer, Cloud Deployment, Crossplane.',
  programs: [
    'pulumi',
    'cdk',
    'cdktf',
    'sam',
    'serverless',
    'sls',
    'sst',
    'packer',
    'copilot',
    'cfn',
    'bicep',
    'crossplane',
    'terramate',
    'atmos',
  ],
  valued:
    '-s --stack -C --cwd --config -c --stage -r --region --profile --env-config -e --target -t --require-approval --app -a --name -n --stack-name'.split(
      ' ',
    ),
  disarmedBy: ['--dry-run', '--preview-only', '--help'],
  rules: [
    [
      /^(?:preview|plan|diff|synth|ls|list|doctor|whoami|about|logs?|info|metadata|print|validate|inspect|fmt|version|context|docs|status|console|stack (?:ls|output|history|graph|export)?$|state (?:ls|list)|config(?: get)?$)/,
      reads('reads or plans'),
    ],
    [
      /^(?:destroy|down|dn|remove|delete|app delete|env delete|svc delete|stack delete)\b/,
      destroysAll('destroys every resource of a stack'),
    ],
    [
      /^stack rm\b|^stack (?:remove|import)\b|^state (?:delete|unprotect|edit|rename|move|repair)\b/,
      loses('edits or forgets the state: what is taken out is no longer managed', 'environment'),
    ],
    [
      /^(?:cancel|gc|migrate)\b/,
      loses('breaks what another run or another stack relies on: {0}', 'environment'),
    ],
    [
      /^(?:config rm|org rm|policy rm|plugin rm|plugins remove|schedule rm|env rm|deployment settings)\b/,
      loses('takes away: {0} {1} {2}'),
    ],
    [
      /^(?:up|update|deploy|refresh|watch|import|apply|rollback|restore)\b/,
      hides('applies a plan nobody has seen, which may destroy', 'environment'),
      (given) =>
        given.has('-y', '--yes', '-f', '--force', '--auto-approve', '--no-confirm-changeset') ||
        given.value('--require-approval') === 'never' ||
        given.has('--skip-preview'),
    ],
    [
      /^(?:up|update|deploy|refresh|watch|import|apply|rollback|restore)\b/,
      disrupts('applies a plan', 'environment', 'with-effort'),
    ],
    [
      /^build\b/,
      destroys('replaces images of the same name'),
      (given) => given.has('-force', '--force'),
    ],
    [
      /^(?:build|init|new|bootstrap|login|logout|package|publish|local|generate|config|stack|install|plugin)\b/,
      adds('{0} {1}'),
    ],
  ],
})
