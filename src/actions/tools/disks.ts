import { lookUp } from '../../domain/lookup.ts'
import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, loses, reads, widens } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const harmlessDevice = /^\/dev\/(?:null|zero|tty\w*|std\w+|fd\/\d+|shm\/.*)$/

/** Whether writing to the path would go straight to a disk. */
export const isDevice = (path: string): boolean =>
  path.startsWith('/dev/') && !harmlessDevice.test(path)

const editors = [
  'fdisk',
  'gdisk',
  'sfdisk',
  'cfdisk',
  'sgdisk',
  'parted',
  'wipefs',
  'mkswap',
  'blkdiscard',
  'hdparm',
  'badblocks',
  'cryptsetup',
  'mdadm',
  'tune2fs',
  'e2fsck',
  'fsck',
  'resize2fs',
  'xfs_repair',
  'sgdisk',
]
const volumes = [
  'lvremove',
  'vgremove',
  'pvremove',
  'lvreduce',
  'zpool',
  'zfs',
  'btrfs',
  'lvcreate',
  'vgcreate',
  'pvcreate',
  'lvextend',
  'diskutil',
  'lvconvert',
  'vgcfgrestore',
  'vgreduce',
  'dmsetup',
  'partx',
  'delpart',
  'stratis',
  'bcachefs',
]
const mounts = ['mount', 'umount', 'swapoff', 'swapon', 'losetup']

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {})
  const line = given.positionals.join(' ')
  if (asksHelp(given) || given.has('-V') || (line === '' && given.has('-h')))
    return reads('prints help')
  if (program === 'dd') return copy(words.map(({ text }) => text))
  if (mounts.includes(program))
    return line === '' && !given.has('-a', '--all', '-A')
      ? reads('lists what is mounted')
      : disrupts('changes what is mounted', 'machine')
  if (program.startsWith('mkfs') || program.startsWith('mke2fs'))
    return destroys('formats a disk', 'machine')
  if (program === 'resize2fs' && given.positionals.length === 1 && !given.has('-M', '-f'))
    return disrupts('grows what a disk holds to all of its room', 'machine')
  const known = lookUp(asking, program)
  if (known?.test(words.map(({ text }) => text).join(' ')))
    return reads('reads, or opens what is there')
  const asks =
    program !== 'blkdiscard' &&
    ((program !== 'sgdisk' &&
      given.has('-l', '--list', '-p', '--print', '-n', '--no-act', '--dry-run', '--test')) ||
      asksBy(program, given.positionals))
  if (volumes.includes(program))
    return volume(program, words.map(({ text }) => text).join(' '), asks)
  return asks || line === ''
    ? reads('lists disks and partitions')
    : destroys('changes partitions or what a disk holds', 'machine')
}

/** Whether the word where a verb stands only asks; names of disks and volumes say nothing. */
function asksBy(program: string, positionals: readonly string[]): boolean {
  if (program === 'parted')
    return (
      positionals
        .slice(1)
        .every((word) => /^(?:print|unit|[kKMGTP]?i?B|s|%|free|all)$/.test(word)) &&
      positionals.length > 1
    )
  return (
    volumes.includes(program) &&
    positionals
      .slice(0, 2)
      .some((word) => /^(?:print|list|status|get|show|dump|history|iostat)$/.test(word))
  )
}

/** What of a program's words says that it only reads, or opens what is there. */
const asking: Readonly<Record<string, RegExp>> = {
  mdadm: /(?:^|\s)(?:--(?:detail|examine|query|monitor|scan|assemble|re-add|add)|-[DEQFA])\b/,
  cryptsetup:
    /(?:^|\s)(?:open|close|luksOpen|luksClose|status|luksDump|isLuks|luksUUID|benchmark|luksHeaderBackup|resume|luksResume|repair --help)\b/,
  hdparm: /(?:^|\s)-(?:[ItTCgirdaAmM]+|B|S|W)(?:\s(?!--))/,
  wipefs:
    /^(?:\/\S+|-[JOipn]\s?\S*|--(?:no-act|json|output=\S+|parsable)|\s)+$|(?:^|\s)(?:-n|--no-act)\b/,
  sgdisk:
    /(?:^|\s)(?:-p|-i\s?\d+|-v|-b|-[DEfFL]|--(?:print|info|verify|backup|first-\S+|end-of-largest|list-types))(?=[\s=]|$)/,
  sfdisk: /(?:^|\s)(?:-[dJVFsgTl]|--(?:dump|json|verify|list\S*|show-\S+))(?=\s|$)(?!.*\s--delete)/,
  tune2fs: /(?:^|\s)-(?:l|L|U|c|i|m|o|e)\b/,
  btrfs:
    /^(?:filesystem|fi|f|inspect-internal|ins|property|quota|subvolume|su|s|device|d|scrub|sc|balance|b|check|c|qgroup)\s+(?:show|df|du|usage|sync|list|get|status|stats|start|resume|dump-\S+|snapshot|create|--|-|\/|\w*\/)(?!.*--(?:repair|init-))/,
  zfs: /^(?:list|get|snapshot|hold|send|diff|mount|userspace|holds|destroy (?:.*\s)?-\w*n)/,
  badblocks: /^(?!.*(?:^|\s)-\w*[wn])/,
  fsck: /(?:^|\s)-[nN]\b/,
  e2fsck: /(?:^|\s)-n\b/,
  xfs_repair: /(?:^|\s)-n\b/,
  diskutil: /^(?:list|info|verify\w*|mount\w*|activity|apfs list)/i,
  zpool: /^(?:list|status|iostat|history|get|scrub|events|import(?!.*\s-\w*[FX])|upgrade$)/,
}

function copy(words: readonly string[]): Effect {
  const target = words.find((word) => word.startsWith('of='))?.slice(3) ?? ''
  if (/[$`]/.test(target)) return destroys('writes over something named by a variable', 'machine')
  return isDevice(target)
    ? destroys(`writes over the disk ${target}`, 'machine')
    : adds('copies data into a file')
}

function volume(program: string, line: string, asks: boolean): Effect {
  if (program === 'vgcfgrestore' && !asks)
    return destroys('puts older metadata in the place of what is there', 'machine')
  if (program === 'pvcreate' && !asks) return destroys('writes over a disk', 'machine')
  if (
    /(?:remove|reduce)$/.test(program) ||
    program === 'delpart' ||
    (/^(?:lvconvert|pvmove|dmsetup|partx|delpart)$/.test(program) &&
      /merge|mirrors[= ]0|(?:^|\s)-m ?0|uncache|split\w+|type linear|^remove|wipe_table|(?:^|\s)-d|delete/.test(
        line,
      )) ||
    /\b(?:destroy|delete|rollback|labelclear|erase\w*|partitiondisk|remove)\b/i.test(line)
  ) {
    return destroys('destroys a volume', 'machine')
  }
  if (program === 'zpool' && /^import\b.*\s-\w*[FX]/.test(line))
    return destroys('goes back to an older state of a pool, and loses what came after', 'machine')
  if (program === 'zfs' && /^unallow\b/.test(line)) return loses('takes rights away', 'machine')
  if (program === 'zfs' && /^set\b.*\b(?:sync=disabled|checksum=off)\b/.test(line))
    return widens('turns a control off: what was written may be lost or damaged unseen', 'machine')
  if (program === 'zpool' && /^(?:detach|split)\b/.test(line))
    return loses('takes a disk out of what kept copies on it', 'machine')
  if (program === 'zpool' && /^create\b.*\s-\w*f|^(?:create|add)\s+-\w*f/.test(line))
    return destroys('writes over disks that may be in use', 'machine')
  if (program === 'zfs' && /^(?:receive|recv)\b.*\s-\w*F/.test(line))
    return loses('overwrites a volume by what it is sent', 'machine', 'no')
  return asks ? reads('reads') : disrupts('changes volumes', 'machine')
}

export const disks: Tool = {
  about: 'Disks, partitions and volumes.',
  names: true,
  programs: [
    'dd',
    'mkfs',
    'mkfs.ext2',
    'mkfs.ext3',
    'mkfs.ext4',
    'mkfs.xfs',
    'mkfs.btrfs',
    'mkfs.vfat',
    'mkfs.fat',
    'mkfs.ntfs',
    'mke2fs',
    ...new Set(editors),
    ...volumes,
    ...mounts,
  ],
  classify,
}
