import { lookUp } from '../../domain/lookup.ts'
import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, hides, loses, reads, widens } from '../effect.ts'
import { runsByItself } from '../self-running.ts'
import { isDevice } from './disks.ts'
import type { Tool } from './tool.ts'

/** Places made to be thrown away. A path that climbs out of them is not one. */
const temporary =
  /^(?:\/tmp|\/var\/tmp|\$\{?(?:TMPDIR|TMP|TEMP)\}?|\$\{(?:TMPDIR|TMP|TEMP):-\/tmp\})\/(?!\.?\/?$)/
/** What nobody can do without. */
const vital =
  /^(?:\/|~\/?|\/\*|\*|\.|\.\.|\.\/?|\$\{?HOME\}?\/?|\/(?:bin|boot|dev|etc|home|lib\w*|opt|proc|root|sbin|srv|sys|usr|var)(?:\/[^/]*)?\/?\*?)$/
const precious =
  /\.(?:db|sqlite3?|tfstate|pem|key|p12|dump|bak|backup)$|(?:^|\/)(?:backups?|\.git|\.ssh|\.env)(?:\/|$)/i

/** Folders in which a tool keeps what it fetches or computes again, by the names that it gives them. */
const madeAgain =
  /^(?!.*\.\.)(?:[\w.@~/$*-]*\/)?(?:node_modules|__pycache__|\.(?:pytest|mypy|ruff|parcel|npm|eslint|stylelint)[_-]?cache|\.(?:terraform|tox|nox|next|nuxt|turbo|svelte-kit|gradle|nyc_output|ipynb_checkpoints|sass-cache|docusaurus|angular)|\.?venv|\.cache\/[\w.-]+|[\w.-]+\.egg-info)\/?$/

/** What a build puts out, below the folder it runs in. */
const builtAgain =
  /^(?!.*\.\.)(?:\.\/)?(?:[\w@.-]+\/){0,6}(?:dist|target|coverage|\.cache|\.output|htmlcov)(?:\/\*?)?$/

/** Whether a path lies in a place for temporary files. */
export const isTemporary = (path: string): boolean =>
  temporary.test(path) && !/(?:^|\/)\.\.(?:\/|$)/.test(path)

function removal(given: Arguments): Effect {
  const paths = given.positionals
  if (paths.length === 0) return reads('removes nothing')
  if (paths.every(isTemporary)) return disrupts('removes temporary files', 'machine')
  const recursive = given.has('-r', '-R', '--recursive')
  const said = paths.join(' ')
  if (recursive && (given.has('--no-preserve-root') || paths.some((path) => vital.test(path)))) {
    return destroys(`removes ${said} and everything below`, 'machine')
  }
  if (paths.every((path) => madeAgain.test(path) || builtAgain.test(path)))
    return disrupts(`removes ${said}, which its tool makes again`, 'resource', 'with-effort')
  if (recursive) return destroys(`removes ${said} and everything below`)
  const unsure =
    given.dynamic.size > 0 ||
    paths.some((path) => /[*?[{]/.test(path) || vital.test(path) || precious.test(path))
  const elsewhere = paths.some((path) => path.startsWith('/') && !isTemporary(path))
  return unsure || elsewhere
    ? loses(`removes ${said}`, 'resource', 'no')
    : disrupts(`removes ${said}`, 'resource', 'no')
}

/** Files that decide who may do what on a machine. */
const rights = /(?:^|\/)(?:authorized_keys|sudoers(?:\.d\/.*)?|shadow|passwd)$/
const system = /^\/(?:etc|boot|usr|bin|sbin|lib\w*)\//

function placed(given: Arguments, said: string): Effect {
  const target = given.positionals.at(-1) ?? ''
  if (isDevice(target)) return destroys(`writes over ${target}`, 'machine')
  if (rights.test(target)) return widens(`writes ${target}`, 'machine')
  return system.test(target) || runsByItself(target)
    ? disrupts(`writes ${target}`, 'machine', 'with-effort')
    : adds(said)
}

function moving(given: Arguments): Effect {
  const nowhere = given.positionals.some((path) => path === '/dev/null')
  if (nowhere) return destroys('moves files into nothing')
  const [source = ''] = given.positionals
  return vital.test(source)
    ? loses(`moves ${source} away`, 'machine')
    : placed(given, 'moves files')
}

const onlyShows = (given: Arguments): boolean => given.has('-n', '--dry-run', '--list-only')

const valued: Readonly<Record<string, readonly string[]>> = {
  truncate: ['-s', '--size', '-r'],
  tar: ['-f', '--file', '-C', '--directory', '-I', '--use-compress-program'],
  rsync: ['-e', '--rsh', '--rsync-path'],
  crontab: ['-u'],
}

const byProgram: Readonly<Record<string, (given: Arguments) => Effect>> = {
  rm: removal,
  unlink: removal,
  // On Windows `/s` takes what is in them, too.
  rmdir: ({ positionals }) =>
    positionals.some((word) => /^\/s$/i.test(word))
      ? destroys('removes folders and everything below')
      : disrupts('removes empty folders'),
  srm: () => destroys('removes files beyond recovery'),
  shred: () => destroys('overwrites files beyond recovery'),
  mv: moving,
  cp: (given) =>
    given.positionals[0] === '/dev/null' ? loses('empties a file') : placed(given, 'copies files'),
  truncate: (given) =>
    /^\+/.test(given.value('-s', '--size') ?? '')
      ? adds('grows a file')
      : destroys('cuts a file short'),
  rsync: (given) =>
    /\b(?:sh|bash|rm|python\d?|perl)\b/.test(given.value('-e', '--rsh', '--rsync-path') ?? '')
      ? hides('runs a program while it copies')
      : onlyShows(given)
        ? reads('only shows what it would copy')
        : given.options.some((name) => name.startsWith('--del') || name === '--remove-source-files')
          ? loses('deletes whatever the source lacks', 'namespace')
          : adds('copies files'),
  ln: (given) =>
    given.positionals[0] === '/dev/null' && given.has('-f', '--force')
      ? loses(`replaces ${given.positionals[1] ?? 'a file'} by nothing`, 'resource', 'no')
      : given.has('-f', '--force')
        ? disrupts('replaces a link')
        : adds('makes a link'),
  mkdir: () => adds('makes folders'),
  touch: () => adds('makes empty files'),
  install: (given) => placed(given, 'copies files'),
  tar: (given) =>
    given.options.some((name) =>
      /^--(?:checkpoint-action|to-command|use-compress-program|info-script|new-volume-script|rsh-command)$/.test(
        name,
      ),
    ) &&
    !/^(?:pigz|zstd|pbzip2|lz4|xz|gzip|bzip2|pixz|lbzip2|brotli)\b/.test(
      given.value('--use-compress-program') ?? '',
    )
      ? hides('runs a program while it packs')
      : given.has('--remove-files', '--delete', '--recursive-unlink')
        ? loses('deletes files that it packs, or what it packed', 'namespace', 'no')
        : adds('packs or unpacks files'),
  unzip: () => adds('unpacks files'),
  zip: (given) =>
    given.has('-TT', '--unzip-command')
      ? hides('runs a program while it packs')
      : given.has('-m', '--move', '-d', '--delete')
        ? loses('deletes files that it packs, or what it packed', 'namespace', 'no')
        : adds('packs files'),
  rimraf: () => destroys('removes files and everything below'),
  'del-cli': () => destroys('removes files and everything below'),
  gzip: () => adds('packs files'),
  gunzip: () => adds('unpacks files'),
  rename: () => disrupts('renames files'),
  patch: () => adds('changes files'),
  tee: () => adds('writes files'),
  mktemp: () => adds('makes a temporary file'),
  split: () => adds('writes files'),
  crontab: (given) =>
    given.has('-r')
      ? loses('removes every scheduled job', 'machine')
      : given.has('-l')
        ? reads('reads')
        : given.has('-e')
          ? disrupts('changes scheduled jobs', 'machine')
          : loses('replaces every scheduled job by those of a file, unseen', 'machine'),
}

export const filesystem: Tool = {
  about: 'Files and folders: removing, moving, copying, cutting short.',
  names: true,
  programs: Object.keys(byProgram),
  classify({ program, words }) {
    const given = readArguments(words, {
      valued: lookUp(valued, program) ?? [],
    })
    if (asksHelp(given)) return reads('prints help')
    return lookUp(byProgram, program)?.(given) ?? adds('changes files')
  },
}
