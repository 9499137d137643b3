import { lookUp } from '../../domain/lookup.ts'
import { adds, destroys, disrupts, type Effect, hides, loses, reads, widens } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const files = loses('removes files or folders', 'machine', 'no')
const disk = destroys('wipes or formats a disk', 'machine')
const down = loses('takes the whole machine down', 'machine')

const whole: Readonly<Record<string, Effect>> = {
  del: files,
  erase: files,
  rd: files,
  deltree: files,
  format: disk,
  diskpart: hides('opens a partition editor', 'machine'),
  'remove-item': files,
  'clear-content': files,
  'clear-recyclebin': files,
  'clear-disk': disk,
  'format-volume': disk,
  'initialize-disk': disk,
  'remove-partition': disk,
  'remove-vm': destroys('deletes a virtual machine', 'machine'),
  'stop-computer': down,
  'restart-computer': down,
  'clear-eventlog': loses('clears a log', 'machine', 'no'),
  'remove-aduser': loses('deletes an account', 'account'),
  'remove-localuser': loses('deletes an account', 'machine'),
  'set-executionpolicy': widens('lets any script run', 'machine'),
  'invoke-expression': hides('runs a text that is built while it runs'),
  iex: hides('runs a text that is built while it runs'),
  tscon: disrupts('moves a session', 'machine'),
}

const byWords: Readonly<Record<string, readonly (readonly [RegExp, Effect])[]>> = {
  reg: [
    [/^(?:delete|unload|restore)\b/i, loses('deletes registry keys', 'machine', 'no')],
    [/^(?:query|export|compare)\b/i, reads('reads')],
  ],
  vssadmin: [
    [/^(?:delete|resize)\b/i, destroys('deletes the copies that a restore would need', 'machine')],
    [/^list\b/i, reads('reads')],
  ],
  wbadmin: [
    [
      /^(?:delete|disable|start recovery|start systemstaterecovery)\b/i,
      destroys('deletes backups', 'machine'),
    ],
    [/^get\b/i, reads('reads')],
  ],
  wmic: [
    [
      /\b(?:delete|call (?:terminate|uninstall|shutdown|delete))\b/i,
      loses('deletes or ends what it finds', 'machine'),
    ],
    [/./, reads('reads')],
  ],
  schtasks: [
    [/\/delete\b/i, loses('deletes scheduled jobs', 'machine')],
    [/\/query\b/i, reads('reads')],
  ],
  net: [
    [/\/delete\b|\/del\b/i, loses('deletes an account, a share or a session', 'machine')],
    [/^stop\b/i, disrupts('stops a service', 'machine')],
    [/^(?:user|localgroup)\b.*\/add\b/i, widens('adds an account or gives it rights', 'machine')],
    [/./, reads('reads')],
  ],
  sc: [
    [/^(?:\\\\\S+ )?delete\b/i, loses('deletes a service', 'machine')],
    [/^(?:\\\\\S+ )?query/i, reads('reads')],
  ],
  bcdedit: [
    [
      /\/(?:delete|deletevalue|set|import|createstore)\b/i,
      loses('changes what the machine starts from', 'machine'),
    ],
    [/./, reads('reads')],
  ],
  cipher: [[/\/w/i, destroys('overwrites files beyond recovery', 'machine')]],
  wevtutil: [
    [/^(?:cl|clear-log)\b/i, loses('clears a log', 'machine', 'no')],
    [/./, reads('reads')],
  ],
  fsutil: [
    [
      /\b(?:deletejournal|setzerodata|delete)\b/i,
      loses('deletes what a file system holds', 'machine'),
    ],
    [/./, reads('reads')],
  ],
  robocopy: [
    [/\/(?:mir|purge|move|mov)\b/i, loses('deletes whatever the source lacks', 'namespace')],
    [/\/l\b/i, reads('reads')],
  ],
  taskkill: [[/./, disrupts('ends processes', 'machine')]],
  takeown: [[/./, widens('takes files over', 'machine')]],
  icacls: [
    [
      /\/(?:grant|reset|remove|setowner|inheritance)/i,
      widens('changes who may do what to files', 'machine'),
    ],
    [/./, reads('reads')],
  ],
  netsh: [
    [
      /\b(?:delete|reset)\b|\bstate off\b|\bopmode disable\b/i,
      widens('takes rules of the firewall or the network away', 'machine'),
    ],
    [/\bshow\b/i, reads('reads')],
  ],
  choco: [[/^(?:uninstall)\b/i, disrupts('removes packages', 'machine', 'with-effort')]],
  winget: [[/^(?:uninstall|remove|rm)\b/i, disrupts('removes packages', 'machine', 'with-effort')]],
  scoop: [[/^(?:uninstall)\b/i, disrupts('removes packages', 'machine', 'with-effort')]],
  certutil: [
    [/-(?:delstore|urlcache .*-f)/i, hides('fetches or deletes what nobody sees', 'machine')],
  ],
}

export const windows: Tool = {
  about: 'Programs and cmdlets of Windows.',
  programs: [...Object.keys(whole), ...Object.keys(byWords)],
  classify({ program, words }: Call): Effect {
    const line = words.map(({ text }) => text).join(' ')
    if (/(?:^|\s)(?:\/\?|-\?|-WhatIf|--help)(?:\s|$)/i.test(line))
      return reads('prints help, or shows what it would do')
    const name = program.toLowerCase()
    const known = lookUp(whole, name)
    if (known) return known
    return (
      lookUp(byWords, name)?.find(([pattern]) => pattern.test(line))?.[1] ??
      adds('changes something')
    )
  },
}
