import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, hides, loses, reads } from '../effect.ts'
import { destructiveName } from '../telling-words.ts'
import type { Call, Tool } from './tool.ts'

const valued =
  '-i --inventory -m --module-name -a --args -l --limit -e --extra-vars -t --tags --skip-tags -u --user -f --forks -b -c -s --server -z -E --environment -x'.split(
    ' ',
  )
/** What says that the run only shows what it would change. */
const checking = (given: Arguments, line: string): boolean =>
  given.has(
    '--check',
    '-C',
    '--syntax-check',
    '--list-hosts',
    '--list-tasks',
    '--list-tags',
    '--noop',
    '--why-run',
    '-W',
  ) || /\btest=True\b/i.test(line)

/** A module by its arguments: `ansible all -m file -a 'path=/srv state=absent'`. */
function module(given: Arguments): Effect {
  const name = given.value('-m', '--module-name') ?? 'command'
  const said = given.value('-a', '--args') ?? ''
  if (/^(?:ping|setup|debug|stat|gather_facts|ansible\.builtin\.(?:ping|setup|debug))$/.test(name))
    return reads('reads')
  if (/\bstate=(?:absent|removed|purged)\b/.test(said))
    return loses('removes something on every machine named', 'environment')
  if (/^(?:reboot|win_reboot)$/.test(name))
    return loses('restarts every machine named', 'environment')
  if (/(?:^|\.)(?:shell|command|raw|script)$/.test(name))
    return hides('runs something on machines elsewhere')
  return disrupts('changes machines elsewhere', 'environment', 'with-effort')
}

const node =
  /^(?:(?:node|client|user|environment|role|cookbook|data bag|acl|group|vault|ssl certificate|bootstrap)(?: \w+)? (?:delete|bulk delete|remove|purge|clean|deactivate|destroy)|\S+ server delete)\b/

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, { valued })
  const line = given.positionals.join(' ')
  if (asksHelp(given)) return reads('prints help')
  if (checking(given, line)) return reads('only shows what it would change')
  if (program === 'ansible') return module(given)
  if (program === 'ansible-pull' && given.has('-U', '--url'))
    return hides('runs a playbook that is fetched from elsewhere, unseen')
  if (program === 'ansible-playbook' || program === 'ansible-pull') {
    const tagged = (given.value('-t', '--tags') ?? '').split(',').find(destructiveName)
    if (tagged !== undefined) return loses(`runs what a playbook calls ${tagged}`, 'environment')
    if (given.dynamic.size > 0) return hides('runs a playbook named by a variable')
    const telling = given.positionals.find((path) =>
      destructiveName(path.split('/').at(-1) ?? path),
    )
    return telling === undefined
      ? { ...adds(`runs the playbook ${line}`), unknownProgram: true }
      : loses(`runs the playbook ${telling}, which by its name destroys`, 'environment')
  }
  if (/^(?:ansible-(?:doc|inventory|lint|config)|facter|ohai|hiera)$/.test(program))
    return reads('reads')
  if (program === 'salt-key')
    return given.has('-d', '-D', '--delete', '--delete-all', '-r', '-R', '--reject')
      ? loses('shuts machines out of Salt', 'environment')
      : given.has('-L', '-l', '--list-all', '-F', '-f', '--finger')
        ? reads('reads')
        : disrupts('admits machines to Salt', 'environment')
  if (program.startsWith('salt'))
    return /\b(?:cmd\.\w+|state\.(?:orchestrate|single)|test\.ping|grains\.\w+|pillar\.\w+)\b/.test(
      line,
    ) && /test\.ping|grains\.(?:items?|get|ls)|pillar\.(?:items?|get)/.test(line)
      ? reads('reads')
      : /\.(?:remove|purge|delete|absent|kill|flush\w*|wipe|reboot|shutdown|poweroff|halt|rm\w*|unlink|rmdir|drop\w*|db_remove|user_remove)\b|\bcmd\./.test(
            line,
          )
        ? loses('removes or ends something on every machine named', 'environment')
        : disrupts('changes machines elsewhere', 'environment', 'with-effort')
  if (/\bensure=(?:absent|purged|stopped)\b/.test(line)) return loses(`removes: ${line}`, 'machine')
  if (node.test(line)) return loses(`forgets ${line}`, 'environment')
  if (/\b(?:destroy|purge|delete|clean|deactivate|revoke|remove)\b/.test(line))
    return destroys(`removes: ${line}`, 'environment')
  if (
    /\b(?:list|show|search|status|diff|lookup|facts|resource|validate|parser|module list)\b/.test(
      line,
    )
  )
    return reads('reads')
  return disrupts('changes machines as their configuration says', 'environment', 'with-effort')
}

export const configuration: Tool = {
  about: 'Configuration of many machines: Ansible, Salt, Chef, Puppet, Bolt.',
  programs:
    'ansible ansible-playbook ansible-pull ansible-doc ansible-inventory ansible-lint ansible-config salt salt-call salt-ssh salt-run salt-cloud salt-key knife chef chef-client puppet puppetserver bolt facter ohai hiera mco cf-agent'.split(
      ' ',
    ),
  classify,
}
