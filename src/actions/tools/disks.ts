import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, reads } from '../effect.ts'
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
]
const mounts = ['mount', 'umount', 'swapoff', 'swapon', 'losetup']

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {})
  const line = given.positionals.join(' ')
  if (asksHelp(given) || given.has('-V')) return reads('prints help')
  if (program === 'dd') return copy(words.map(({ text }) => text))
  if (mounts.includes(program))
    return line === ''
      ? reads('lists what is mounted')
      : disrupts('changes what is mounted', 'machine')
  if (program.startsWith('mkfs') || program.startsWith('mke2fs'))
    return destroys('formats a disk', 'machine')
  const asks =
    given.has('-l', '--list', '-p', '--print', '-n', '--no-act') ||
    /\b(?:print|list|status|get|show|luksDump|luksOpen)\b/.test(line)
  if (volumes.includes(program)) return volume(program, line, asks)
  return asks || line === ''
    ? reads('lists disks and partitions')
    : destroys('changes partitions or what a disk holds', 'machine')
}

function copy(words: readonly string[]): Effect {
  const target = words.find((word) => word.startsWith('of='))?.slice(3) ?? ''
  if (/[$`]/.test(target)) return destroys('writes over something named by a variable', 'machine')
  return isDevice(target)
    ? destroys(`writes over the disk ${target}`, 'machine')
    : adds('copies data into a file')
}

function volume(program: string, line: string, asks: boolean): Effect {
  if (
    /(?:remove|reduce)$/.test(program) ||
    /\b(?:destroy|delete|rollback|labelclear|erase\w*|partition\w*|remove)\b/i.test(line)
  ) {
    return destroys('destroys a volume', 'machine')
  }
  return asks ? reads('reads') : disrupts('changes volumes', 'machine')
}

export const disks: Tool = {
  about: 'Disks, partitions and volumes.',
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
