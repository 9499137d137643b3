import { type Arguments, readArguments } from '../arguments.ts'
import { disrupts, type Effect, loses, reads, widens } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const cut = loses('deletes routes, addresses or links', 'machine')

function tables(given: Arguments): Effect {
  if (given.has('-L', '-S', '--list', '--list-rules', '-C')) return reads('lists rules')
  const open =
    given.has('-F', '--flush', '-X', '-D', '--delete') ||
    (given.has('-P', '--policy') && /\bACCEPT\b/.test(given.positionals.join(' ')))
  if (open) return widens('takes firewall rules away', 'machine')
  return disrupts('changes firewall rules', 'machine')
}

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, { valued: ['-t', '-P', '-p', '-s', '-d', '-j'] })
  const line = given.positionals.join(' ')
  if (given.has('--help', '--version')) return reads('prints help')
  if (/^ip6?tables(?:-legacy|-nft)?$/.test(program)) return tables(given)
  if (program === 'iptables-restore') return widens('replaces every firewall rule', 'machine')
  if (/\b(?:flush|del|delete|reset)\b/.test(line))
    return /^(?:nft|ufw|firewall-cmd|pfctl)$/.test(program)
      ? widens('takes firewall rules away', 'machine')
      : cut
  if (program === 'ufw' && /^disable\b/.test(line))
    return widens('turns the firewall off', 'machine')
  if (program === 'pfctl' && given.has('-d', '-F'))
    return widens('turns the firewall off', 'machine')
  if (/\bdown\b/.test(line) || program === 'ifdown') return disrupts('takes a link down', 'machine')
  const changes =
    /\b(?:add|set|change|replace|append|insert|create|up|allow|deny|enable|reload|mod|modify|connect|disconnect)\b/.test(
      line,
    )
  const flags = given.options.some((name) =>
    /^--(?:add|remove|set|new|zone|permanent|reload)/.test(name),
  )
  return changes || flags ? disrupts('changes the network', 'machine') : reads('reads')
}

export const network: Tool = {
  about: 'Routes, links and firewalls of a machine.',
  programs: [
    'ip',
    'route',
    'ifconfig',
    'ifdown',
    'ifup',
    'iptables',
    'ip6tables',
    'iptables-restore',
    'nft',
    'ufw',
    'firewall-cmd',
    'pfctl',
    'tc',
    'nmcli',
    'bridge',
    'brctl',
  ],
  classify,
}
