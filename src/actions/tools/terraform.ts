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
} from '../effect.ts'
import { verbs } from './tool.ts'

const destruction = (given: Arguments): Effect => {
  const target = given.value('-target', '--target')
  return target === null
    ? destroysAll('destroys every resource of the configuration')
    : destroys(`destroys ${target} and what depends on it`)
}

export const terraform = verbs({
  about: 'Infrastructure as code, through Terraform, OpenTofu and Terragrunt.',
  programs: ['terraform', 'tofu', 'opentofu', 'terragrunt'],
  singleDash: true,
  valued: ['-target', '-var', '-var-file', '-state', '-out', '-backup'],
  deciding: 1,
  rules: [
    [/./, reads('prints help'), (given) => given.has('-help', '-h')],
    [
      /^apply\b/,
      loses('destroys resources and creates them anew', 'environment'),
      (given) => given.has('-replace', '--replace'),
    ],
    [/^plan\b/, reads('plans and changes nothing')],
    [/^(?:apply|run-all apply)\b/, destruction, (given) => given.has('-destroy')],
    [/^(?:(?:run-all |run |stack run )?(?:--all )?destroy(?:-all)?|apply destroy)\b/, destruction],
    [/^apply-all\b/, hides('applies plans nobody has seen, which may destroy', 'environment')],
    [
      /^apply\b/,
      hides('applies a plan nobody has seen, which may destroy', 'environment'),
      (given) => given.has('-auto-approve', '--auto-approve'),
    ],
    [/^(?:apply|run-all apply)\b/, disrupts('applies a plan', 'environment', 'with-effort')],
    [/^state (?:list|show|pull)\b/, reads('reads the state')],
    [
      /^state (?:mv|rm|replace-provider)\b/,
      reads('only shows what it would do'),
      (given) => given.has('-dry-run'),
    ],
    [/^state push\b/, destroys('overwrites the state', 'environment')],
    [/^state\b/, loses('edits the state: what is taken out is no longer managed')],
    [/^force-unlock\b/, loses('breaks a lock that another run may hold', 'environment')],
    [/^workspace delete\b/, loses('deletes the workspace {2}', 'environment')],
    [/^workspace (?:list|show)\b/, reads('reads')],
    [
      /^init\b/,
      loses('moves the state without asking', 'environment'),
      (given) => given.has('-force-copy', '-migrate-state'),
    ],
    [
      /^(?:validate|fmt|version|output|show|graph|providers|console|metadata|modules)\b/,
      reads('reads'),
    ],
    [/^(?:refresh|taint|untaint|test)\b/, disrupts('changes the state: {0} {1}')],
    [/^(?:init|import|get|login|workspace (?:new|select))\b/, adds('prepares: {0} {1}')],
  ],
})
