import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, loses, reads, widens } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const rules: Readonly<Record<string, readonly (readonly [RegExp, Effect])[]>> = {
  defaults: [
    [/^(?:delete|remove)\b/, loses('deletes settings', 'machine')],
    [/^(?:read|domains|find|export)\b/, reads('reads')],
  ],
  security: [
    [/^(?:delete-\S+|remove-\S+)/, destroys('deletes keys or certificates', 'machine')],
    [/^(?:authorizationdb write|add-trusted-cert)/, widens('changes what is trusted', 'machine')],
    [/^(?:find-\S+|list-\S+|show-\S+|dump-\S+|verify-\S+|cms)/, reads('reads')],
  ],
  nvram: [
    [/(?:^|\s)-[cd]\b/, loses('deletes what the machine starts from', 'machine')],
    [/(?:^|\s)-[px]\b/, reads('reads')],
  ],
  pkgutil: [
    [/--(?:forget|unlink)/, loses('forgets a package', 'machine')],
    [/./, reads('reads')],
  ],
  profiles: [
    [/^(?:remove|-[RD])/, loses('removes a profile', 'machine')],
    [/^(?:list|show|status)/, reads('reads')],
  ],
  mdutil: [[/(?:^|\s)-\w*E/, loses('deletes the index of a volume', 'machine')]],
  hdiutil: [
    [/^(?:erasekeys|compact|resize)\b/, destroys('changes what an image holds', 'machine')],
    [/^(?:info|verify|imageinfo)\b/, reads('reads')],
  ],
  asr: [[/\b(?:restore|--erase)\b|--erase/, destroys('overwrites a volume', 'machine')]],
  systemsetup: [
    [/-(?:set\S+)/, disrupts('changes settings of the machine', 'machine')],
    [/-get/, reads('reads')],
  ],
  pmset: [
    [
      /^(?:sleepnow|displaysleepnow|schedule|relative)\b/,
      disrupts('puts the machine to sleep', 'machine'),
    ],
    [/-g/, reads('reads')],
  ],
}

export const macos: Tool = {
  about: 'Programs of macOS for settings, keys, packages and volumes.',
  programs: Object.keys(rules),
  classify({ program, words }: Call): Effect {
    const given = readArguments(words, {})
    if (asksHelp(given)) return reads('prints help')
    const line = words.map(({ text }) => text).join(' ')
    return (
      (rules[program] ?? []).find(([pattern]) => pattern.test(line))?.[1] ??
      adds('changes settings')
    )
  },
}
