import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import { adds, disrupts, type Effect, loses, reads, widens } from '../effect.ts'
import { readsByItsWords } from '../telling-words.ts'
import type { Call, Tool } from './tool.ts'

const cut = loses('deletes routes, addresses or links', 'machine')

function tables(given: Arguments): Effect {
  if (given.has('-L', '-S', '--list', '--list-rules', '-C')) return reads('lists rules')
  if (given.has('-Z', '--zero')) return adds('sets counters to nothing')
  if (given.has('-P', '--policy') && /\b(?:DROP|REJECT)\b/.test(given.positionals.join(' ')))
    return loses('shuts out everything that no rule lets in', 'machine')
  const open =
    given.has('-F', '--flush', '-X', '-D', '--delete') ||
    (given.has('-P', '--policy') && /\bACCEPT\b/.test(given.positionals.join(' ')))
  if (open) return widens('takes firewall rules away', 'machine')
  return disrupts('changes firewall rules', 'machine')
}

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, { valued: ['-t', '-P', '-p', '-s', '-d', '-j'] })
  const line = given.positionals.join(' ')
  if (asksHelp(given)) return reads('prints help')
  if (/^(?:(?:ip6?|arp|eb)tables)(?:-legacy|-nft)?$/.test(program)) return tables(given)
  if (program === 'iptables-restore') return widens('replaces every firewall rule', 'machine')
  if (given.has('--dry-run')) return reads('only shows what it would do')
  const short =
    /^(?:ip|tc|bridge)$/.test(program) && /^(?!mo)\w+ (?:d|de|f|fl|flu|flus)\b/.test(line)
  if (
    short ||
    /\b(?:flush|del|delete|reset|destroy|delbr|del-br|del-port|delif|remove)\b/.test(line) ||
    (/^(?:ipset|conntrack|ipvsadm)$/.test(program) &&
      given.has('-F', '-X', '-D', '-C', 'flush', 'destroy', '--flush', '--delete'))
  )
    return /^(?:nft|ufw|firewall-cmd|pfctl|ipset)$/.test(program)
      ? widens('takes firewall rules away', 'machine')
      : cut
  if (program === 'ufw' && /^disable\b/.test(line))
    return widens('turns the firewall off', 'machine')
  if (program === 'pfctl' && given.has('-d', '-F'))
    return widens('turns the firewall off', 'machine')
  if (
    /\bdown\b/.test(line) ||
    program === 'ifdown' ||
    /^(?:n\w*|networking|r\w*|radio \w+) off\b/.test(line)
  )
    return loses('takes a link down, which may cut the machine off', 'machine')
  if (
    given.options.some((name) => /^--(?:remove-|panic-on|delete-)/.test(name)) ||
    /^--set-default-zone=trusted/.test(given.words[0]?.text ?? '')
  )
    return widens('takes firewall rules away, or shuts everything out', 'machine')
  const changes =
    /\b(?:add|set|change|replace|append|insert|create|up|allow|deny|enable|reload|mod|modify|connect|disconnect)\b/.test(
      line,
    )
  const flags = given.options.some((name) =>
    /^--(?:add|remove|set|new|zone|permanent|reload)/.test(name),
  )
  if (changes || flags) return disrupts('changes the network', 'machine')
  return /^(?:tailscale|netplan|nmcli|ovs-vsctl)$/.test(program) &&
    given.positionals.length > 0 &&
    !readsByItsWords(given.positionals)
    ? adds('does something on the network')
    : reads('reads')
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
    'arptables',
    'ebtables',
    'iptables-legacy',
    'iptables-nft',
    'ipset',
    'conntrack',
    'wg-quick',
    'ovs-vsctl',
    'netplan',
    'tailscale',
    'iptables-restore',
    'nft',
    'ufw',
    'firewall-cmd',
    'pfctl',
    'tc',
    'nmcli',
    'bridge',
    'brctl',
    'ipvsadm',
  ],
  classify,
}
