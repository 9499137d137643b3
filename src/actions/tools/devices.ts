import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, loses, reads } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

/** By program, what its words say of a device; the first that fits decides. */
const rules: Readonly<Record<string, readonly (readonly [RegExp, Effect])[]>> = {
  adb: [
    [
      /\b(?:pm clear|uninstall|wipe\S*|recovery --wipe\S*|rm)\b|--wipe/,
      destroys('deletes what an application or the device holds', 'machine'),
    ],
    [
      /\b(?:reboot|root|unroot|remount|kill-server|disconnect)\b/,
      disrupts('restarts the device or its connection', 'machine'),
    ],
    [/\b(?:devices|logcat|pull|version|get-\S+|bugreport|wait-for-device|help)\b/, reads('reads')],
  ],
  pm: [
    [
      /^(?:clear|uninstall|disable\S*|hide)\b/,
      loses('deletes what an application holds', 'machine'),
    ],
    [/^(?:list|path|dump)\b/, reads('reads')],
  ],
  fastboot: [
    [
      /\b(?:erase|format\S*|flashall|flash|update|oem unlock|flashing \S*unlock\S*|delete-\S+|resize-\S+)\b|(?:^|\s)-w\b/,
      destroys('erases or overwrites what the device runs', 'machine'),
    ],
    [/\b(?:devices|getvar|help)\b/, reads('reads')],
  ],
  nvme: [
    [
      /\b(?:format|sanitize|delete-ns|write-zeroes|write|dsm|fw-(?:commit|download)|detach-ns|reset|subsystem-reset|security-send)\b/,
      destroys('erases what a disk holds', 'machine'),
    ],
    [
      /\b(?:list\S*|id-\S+|smart-log|error-log|fw-log|show-regs|get-\S+|version|help|read)\b/,
      reads('reads'),
    ],
  ],
  ipmitool: [
    [
      /\bpower (?:off|cycle|reset|soft)\b|\bsel clear\b|\bmc reset\b|\bchassis bootdev\b|\buser (?:disable|set)\b|\blan set\b/,
      loses('takes a machine down, or clears its log', 'machine'),
    ],
    [/\b(?:status|list|info|print|sensor|sdr|fru|elist)\b/, reads('reads')],
  ],
  efibootmgr: [
    [
      /(?:^|\s)-(?:B|-delete-bootnum|O|-delete-bootorder|N|-delete-bootnext)\b/,
      loses('deletes what the machine starts from', 'machine'),
    ],
  ],
  flashrom: [[/(?:^|\s)-(?:w|E|-write|-erase)\b/, destroys('overwrites the firmware', 'machine')]],
  mokutil: [
    [
      /--(?:reset|delete|disable-validation|clear-password|revoke-\S+)/,
      loses('takes a protection of the start away', 'machine'),
    ],
  ],
  heimdall: [[/\bflash\b/, destroys('overwrites what the device runs', 'machine')]],
  esptool: [
    [
      /\berase[_-]\S+|\bwrite[_-]flash\b|\bburn/,
      destroys('erases or overwrites what the device runs', 'machine'),
    ],
  ],
  'esptool.py': [
    [
      /\berase[_-]\S+|\bwrite[_-]flash\b|\bburn/,
      destroys('erases or overwrites what the device runs', 'machine'),
    ],
  ],
  'dfu-util': [
    [/(?:^|\s)-(?:D|-download)\b/, destroys('overwrites what the device runs', 'machine')],
  ],
  'dfu-programmer': [
    [/\b(?:erase|flash)\b/, destroys('erases or overwrites what the device runs', 'machine')],
  ],
  avrdude: [[/(?:^|\s)-e\b|\bw:/, destroys('overwrites what the device runs', 'machine')]],
  modprobe: [
    [/(?:^|\s)-r\b/, disrupts('takes a module out of the kernel', 'machine')],
    [/(?:^|\s)-(?:c|n|-showconfig|D|-show-depends)\b/, reads('reads')],
  ],
  rmmod: [[/./, disrupts('takes a module out of the kernel', 'machine')]],
  insmod: [[/./, disrupts('puts a module into the kernel', 'machine')]],
  sysctl: [
    [
      /(?:^|\s)-(?:w|p|-system|-load|-write)\b|=/,
      disrupts('changes a setting of the kernel', 'machine'),
    ],
    [/./, reads('reads')],
  ],
  tegrarcm: [[/./, destroys('overwrites what the device runs', 'machine')]],
  ventoy: [[/(?:^|\s)-[iIu]\b/, destroys('overwrites a disk', 'machine')]],
  woeusb: [[/(?:^|\s)-(?:d|p|-device|-partition)\b/, destroys('overwrites a disk', 'machine')]],
  bmaptool: [[/^copy\b/, destroys('overwrites a disk', 'machine')]],
  'rpi-imager': [[/--cli/, destroys('overwrites a disk', 'machine')]],
  f3probe: [[/(?:^|\s)-(?:n|-destructive)\b/, destroys('overwrites a disk', 'machine')]],
  f3write: [[/./, loses('fills a disk', 'machine')]],
  'update-initramfs': [[/(?:^|\s)-d\b/, loses('deletes what the machine starts from', 'machine')]],
  'grub-install': [[/./, loses('overwrites what the machine starts from', 'machine')]],
  'grub2-install': [[/./, loses('overwrites what the machine starts from', 'machine')]],
  'grub-bios-setup': [[/./, loses('overwrites what the machine starts from', 'machine')]],
  bootctl: [
    [/^(?:remove|unlink|cleanup)\b/, loses('deletes what the machine starts from', 'machine')],
    [/^(?:install|update|set-\S+)\b/, disrupts('changes what the machine starts from', 'machine')],
    [/./, reads('reads')],
  ],
  e2image: [[/(?:^|\s)-\w*I/, destroys('overwrites what holds a file system together', 'machine')]],
  lpadmin: [[/(?:^|\s)-x\b/, loses('takes a printer away', 'machine')]],
  'steamos-factory-reset': [
    [/^/, destroys('sets a machine back to how it left the factory', 'machine')],
  ],
}

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {})
  if (asksHelp(given) || given.has('-h')) return reads('prints help')
  const line = words.map(({ text }) => text).join(' ')
  return (
    (rules[program] ?? []).find(([pattern]) => pattern.test(line))?.[1] ??
    adds('works with a device')
  )
}

export const devices: Tool = {
  about:
    'Firmware, kernels and devices: phones, boards, boot loaders, flash writers, management controllers.',
  programs: Object.keys(rules),
  classify,
}
