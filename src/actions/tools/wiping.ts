import { lookUp } from '../../domain/lookup.ts'
import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, loses, reads } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const beyond = (given: Arguments): Effect =>
  given.has('-V', '-h', '-v') && given.positionals.length === 0
    ? reads('prints help')
    : destroys('overwrites files or disks beyond recovery', 'machine')
const found = loses('deletes every file it finds', 'namespace', 'no')
const emptied = loses('empties the trash', 'machine', 'no')

const byProgram: Readonly<Record<string, (given: Arguments) => Effect>> = {
  wipe: beyond,
  scrub: (given) =>
    given.has('-L', '--no-link') || given.positionals.length === 0
      ? reads('lists methods')
      : beyond(given),
  nwipe: beyond,
  sfill: beyond,
  sswap: beyond,
  sdmem: beyond,
  dban: beyond,
  dcfldd: (given) =>
    given.words.some(({ text }) => /^of=\/dev\//.test(text))
      ? beyond(given)
      : adds('copies data into a file'),
  ddrescue: (given) =>
    given.positionals[1]?.startsWith('/dev/') ? beyond(given) : adds('copies data into a file'),
  fdupes: (given) =>
    given.has('-d', '--delete', '-N', '-I', '--immediate') ? found : reads('finds equal files'),
  jdupes: (given) => (given.has('-d', '--delete', '-N') ? found : reads('finds equal files')),
  rdfind: (given) =>
    given.value('-deleteduplicates', '--deleteduplicates') === 'true' ||
    given.words.some(
      ({ text }, place) => text === 'true' && given.words[place - 1]?.text === '-deleteduplicates',
    )
      ? found
      : reads('finds equal files'),
  fclones: (given) =>
    given.positionals[0] === 'remove' || given.positionals[0] === 'dedupe'
      ? found
      : reads('finds equal files'),
  czkawka_cli: (given) =>
    given.has('-D', '--delete-method', '--delete-files', '--delete-folders')
      ? found
      : reads('finds files'),
  rmlint: () => adds('writes a script that would delete'),
  bleachbit: (given) =>
    given.has('-c', '--clean', '-s', '--shred', '-w', '--wipe-free-space')
      ? found
      : reads('lists what could be cleaned'),
  tmpreaper: (given) =>
    given.has('-t', '--test') ? reads('only shows what it would delete') : found,
  tmpwatch: (given) =>
    given.has('-t', '--test') ? reads('only shows what it would delete') : found,
  'systemd-tmpfiles': (given) =>
    given.has('--remove', '--clean', '--purge') ? found : adds('makes temporary files'),
  'trash-empty': () => emptied,
  'trash-rm': () => emptied,
  rip: (given) =>
    given.has('-d', '--decompose')
      ? emptied
      : disrupts('moves files to where they can be had again'),
  trash: (given) =>
    given.positionals[0] === 'empty' || given.has('--empty')
      ? emptied
      : disrupts('moves files to the trash'),
  'trash-put': () => disrupts('moves files to the trash'),
  gio: (given) =>
    given.has('--empty')
      ? emptied
      : given.positionals[0] === 'remove'
        ? found
        : adds('works with files'),
  kioclient: (given) =>
    /^(?:remove|rm)$/.test(given.positionals[0] ?? '') ? found : adds('works with files'),
  fallocate: (given) =>
    given.has('-p', '--punch-hole', '-c', '--collapse-range', '-z', '--zero-range')
      ? loses('cuts holes into a file', 'resource', 'no')
      : adds('grows a file'),
  '7z': (given) =>
    given.positionals[0] === 'd' || given.has('-sdel')
      ? loses('deletes from an archive')
      : adds('packs or unpacks files'),
  '7za': (given) =>
    given.positionals[0] === 'd' || given.has('-sdel')
      ? loses('deletes from an archive')
      : adds('packs or unpacks files'),
  logrotate: (given) =>
    given.has('-d', '--debug')
      ? reads('only shows what it would do')
      : disrupts('turns logs over', 'machine'),
  atrm: () => loses('takes back what waits to be run', 'machine'),
  ipcrm: () => loses('deletes what running programs share', 'machine'),
  'nix-collect-garbage': (given) =>
    given.has('-d', '--delete-old', '--delete-older-than')
      ? loses('deletes older generations', 'machine', 'no')
      : disrupts('deletes what nothing refers to', 'machine'),
  'docker-gc': () => loses('deletes containers and images', 'machine'),
  'cloud-init': (given) =>
    given.positionals[0] === 'clean'
      ? loses('makes the machine set itself up anew', 'machine')
      : reads('reads'),
}

export const wiping: Tool = {
  about:
    'What deletes or overwrites files by the many: wipers, finders of equal files, trash cans, sweepers.',
  names: true,
  programs: Object.keys(byProgram),
  classify({ program, words }: Call): Effect {
    const given = readArguments(words, {})
    if (asksHelp(given)) return reads('prints help')
    return lookUp(byProgram, program)?.(given) ?? adds('works with files')
  },
}
