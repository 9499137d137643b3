import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import { adds, disrupts, type Effect, loses, reads, widens } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const down = loses('takes the whole machine down', 'machine')
const reading = /\b(?:status|show|cat|is-\w+|list-\S+|get-default|help|version|--status-all)\b/
const starting =
  /\b(?:start|enable|reenable|daemon-reload|daemon-reexec|preset|unmask|reset-failed|set-property|link|edit)\b/

const ends = /\b(?:stop|disable|mask|kill)\b/

/** `now`: what is disabled is stopped as well. */
function service(line: string, now: boolean): Effect {
  if (
    /^(?:poweroff|halt|reboot|kexec|rescue|emergency|isolate|exit|soft-reboot|suspend|hibernate)\b/.test(
      line,
    )
  )
    return down
  if (ends.test(line) && /\b(?:sshd?|network\w*|systemd-networkd)\b/i.test(line))
    return loses('takes away how the machine is reached', 'machine')
  if (
    ends.test(line) &&
    /(?:^|[\s-])(?:[\w-]{1,40}-)?(?:firewall|audit|antivirus)(?:[-.\s]|$)|\b(?:firewalld|ufw|iptables|nftables|auditd|apparmor|fail2ban|falco\w*|crowdstrike|falcon-sensor|clamav\w*|osqueryd)\b/i.test(
      line,
    )
  )
    return widens('switches a guard of the machine off', 'machine')
  if (/^(?:disable|mask)\b/.test(line) && now)
    return loses(`takes out of service beyond the next start: ${line}`, 'machine', 'yes')
  if (/^(?:delete|remove)\b/.test(line)) return loses(`removes services: ${line}`, 'machine')
  if (reading.test(line) || line === '') return reads('reads')
  if (
    /\b(?:stop|restart|reload|try-restart|reload-or-restart|kill|disable|mask|set-default|revert)\b/.test(
      line,
    )
  ) {
    return disrupts(`stops or restarts: ${line}`, 'machine')
  }
  return starting.test(line)
    ? adds(`starts: ${line}`)
    : disrupts(`changes services: ${line}`, 'machine')
}

const warden = (line: string, given: Arguments): Effect =>
  /^stop\b(?! \S)/.test(line) || given.has('--all')
    ? widens('switches a guard of the machine off', 'machine')
    : /^(?:status|ping|version|get|banned)\b|^$/.test(line)
      ? reads('reads')
      : disrupts(`changes whom the guard lets in: ${line}`, 'machine')

/** `kill -9 -1` and `kill 1` hit every process, or the first one, which is the machine. */
function processes(program: string, given: Arguments, words: Call['words']): Effect {
  if (given.has('-l', '-L') || given.has('--list')) return reads('lists signals')
  const texts = words.map(({ text }) => text)
  const all =
    texts.slice(program === 'kill' ? 1 : 0).some((text) => text === '-1') ||
    given.positionals.includes('1') ||
    given.positionals.includes('-1')
  const nameless =
    program !== 'kill' &&
    given.positionals.some((name) => /^(?:\.\*?|\.\+|init|systemd)$/.test(name))
  return all || nameless
    ? down
    : disrupts(`ends processes: ${given.positionals.join(' ')}`, 'machine')
}

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {
    valued: ['-t', '--type', '-n', '--lines', '-u', '--unit', '-s', '--signal', '-g', '-f'].filter(
      (name) => program !== 'pkill' || name !== '-f',
    ),
  })
  if (asksHelp(given)) return reads('prints help')
  const line = given.positionals.join(' ')
  const warns =
    /^(?:shutdown|reboot|halt|poweroff|systemctl)$/.test(program) &&
    given.has('--dry-run', '--show', '--wtmp-only', ...(program === 'shutdown' ? ['-k'] : []))
  if (warns) return reads('takes nothing down')
  if (['poweroff', 'halt', 'reboot'].includes(program)) return down
  if (program === 'shutdown') return given.has('-c') ? adds('calls a shutdown off') : down
  if (program === 'init' || program === 'telinit')
    return /^[016sS]$/.test(line) ? down : disrupts('changes the run level', 'machine')
  if (['kill', 'pkill', 'killall', 'xkill', 'fuser'].includes(program))
    return processes(program, given, words)
  if (program === 'fail2ban-client') return warden(line, given)
  if (program === 'journalctl')
    return given.options.some((name) => name.startsWith('--vacuum'))
      ? loses('deletes logs', 'machine')
      : reads('reads logs')
  return service(line, given.has('--now'))
}

export const services: Tool = {
  about: 'Services and processes of a machine, and the machine itself.',
  programs: [
    'systemctl',
    'service',
    'rc-service',
    'initctl',
    'supervisorctl',
    'launchctl',
    'poweroff',
    'halt',
    'reboot',
    'shutdown',
    'init',
    'telinit',
    'kill',
    'pkill',
    'killall',
    'xkill',
    'fuser',
    'journalctl',
    'fail2ban-client',
    'sv',
    'monit',
    'pm2',
  ],
  classify,
}
