import type { Arguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, hides, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

function call(given: Arguments): Effect {
  const method = given.value('-X', '--method')?.toUpperCase()
  if (method?.includes('$')) return hides('calls the API by a method named by a variable')
  if (
    given.words.some(({ text }) => /\bmutation\b[^}]{0,200}\b(?:delete|remove|destroy)/i.test(text))
  )
    return loses('deletes something through the API')
  if (method === 'DELETE') return loses('deletes {1} through the API')
  const sends = given.has('-f', '-F', '--field', '--raw-field', '--input')
  return (method ?? (sends ? 'POST' : 'GET')) === 'GET'
    ? reads('reads {1}')
    : disrupts('changes {1} through the API')
}

export const gh = verbs({
  about: 'GitHub, through the gh command.',
  programs: ['gh', 'hub', 'glab'],
  valued: [
    '-R',
    '--repo',
    '-X',
    '--method',
    '-f',
    '-F',
    '-H',
    '--org',
    '--env',
    '--json',
    '--jq',
    '-b',
    '--body',
    '-t',
    '--title',
    '--visibility',
  ],
  deciding: 2,
  rules: [
    [/^api\b/, call],
    [
      /^(?:alias|config) (?:delete|unset)\b|^extension remove\b/,
      adds('changes the settings of this machine'),
    ],
    [
      /^repo delete\b/,
      destroys('deletes the repository {2} with its issues and releases', 'account'),
    ],
    [
      /^repo edit\b/,
      widens('shows the repository to everybody'),
      (given) => given.value('--visibility') === 'public',
    ],
    [
      /^(?:codespace|release|secret|variable|cache|label|issue|gist|ssh-key|gpg-key|extension|run|project|ruleset|environment) (?:delete|delete-\S+|remove)\b/,
      loses('deletes the {0} {2}'),
    ],
    [
      /^(?:repo (?:archive|rename|sync)|run cancel|workflow disable|pr (?:close|merge)|issue (?:close|transfer|lock))\b/,
      disrupts('{0} {1} {2}'),
    ],
    [
      /^(?:repo deploy-key add|ssh-key add|auth (?:refresh|setup-git))\b/,
      widens('widens access: {0} {1}', 'account'),
    ],
    [
      /^\S+ (?:list|ls|view|status|checks|diff|watch|download|verify|browse)\b|^(?:browse|status|search|help|version)\b|^auth (?:status|token)\b/,
      reads('reads'),
    ],
    [
      /^\S+ (?:create|edit|comment|review|reopen|checkout|clone|fork|set|upload|run|rerun|enable|install|upgrade|login|set-default|ready|develop|add)\b/,
      adds('{0} {1} {2}'),
    ],
  ],
})
