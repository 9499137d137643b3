import type { Arguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, hides, loses, reads, tampers } from '../effect.ts'
import { verbs } from './tool.ts'

const forced = (given: Arguments): boolean => given.has('--force', '-f')
const dry = (given: Arguments): boolean => given.has('--dry-run', '-n')
const uncommitted = loses('throws away uncommitted changes', 'resource', 'no')
const everything = /^(?:\.\/?|\*|:\/|\/)$/

/** `git push` by its refspecs: `+ref` forces, `:ref` deletes. */
function push(given: Arguments): Effect {
  if (dry(given)) return reads('only shows what it would push')
  const refs = given.positionals.slice(2)
  if (given.has('--mirror'))
    return destroys('makes the remote a mirror: whatever is not here is deleted there')
  if (given.has('--delete', '-d') || refs.some((ref) => ref.startsWith(':')))
    return loses('deletes branches or tags at the remote')
  if (given.has('--prune')) return loses('deletes branches at the remote that are not here')
  const rewrites =
    forced(given) ||
    given.has('--force-with-lease', '--force-if-includes') ||
    refs.some((ref) => ref.startsWith('+'))
  return rewrites ? loses('overwrites the history at the remote') : adds('pushes commits')
}

/** No branch is called like this. */
const file = /^\.{1,2}\/|^~?\/|\/[^/]+\.[a-z]{2,4}$/i

function checkout(given: Arguments): Effect {
  const paths = given.words.some(({ text }) => text === '--')
  const named = given.positionals.slice(1)
  const files = named.some(
    (path) => everything.test(path) || (file.test(path) && !given.has('-b', '-B')),
  )
  if (forced(given) || paths || files) return uncommitted
  return given.has('-B') ? disrupts('moves a branch') : adds('switches to {1}')
}

function branch(given: Arguments): Effect {
  if (given.has('-D') || (given.has('-d', '--delete') && forced(given))) {
    return loses('deletes the branch {1} though its commits may be nowhere else')
  }
  if (given.has('-d', '--delete')) return disrupts('deletes the merged branch {1}')
  if (forced(given) || given.has('-M', '-C')) return loses('moves a branch off its commits')
  return given.positionals.length > 1 || given.has('-m')
    ? adds('makes or renames a branch')
    : reads('lists branches')
}

function removal(given: Arguments): Effect {
  if (dry(given)) return reads('only shows what it would remove')
  if (given.has('--cached')) return adds('stops tracking files')
  const many =
    given.has('-r', '-f', '--force') ||
    given.positionals.slice(1).some((path) => /[*?]/.test(path) || everything.test(path))
  return many ? loses('removes many files') : disrupts('removes {1}')
}

/** Settings that name a program for Git to run. */
const runs =
  /^(?:alias\.\S+ !|core\.(?:sshcommand|fsmonitor|editor|pager|gitproxy) |diff\.external |credential\.helper !|filter\.\S+ )/i

function configuration(given: Arguments): Effect {
  const line = given.positionals.join(' ')
  if (/hookspath/i.test(line) && given.positionals.length > 2)
    return tampers('changes which hooks run')
  const set = given.positionals.slice(1).join(' ')
  if (given.positionals.length > 2 && runs.test(set) && /!|\s(?:sh|bash|rm|curl|\/)/.test(set))
    return hides('makes Git run a program')
  const asks =
    given.has('--get', '--list', '-l', '--get-all', '--get-regexp') || given.positionals.length < 3
  return asks && !given.has('--unset')
    ? reads('reads the configuration')
    : adds('changes the configuration')
}

const runsSomething =
  /^(?:alias\.|core\.(?:sshcommand|fsmonitor|editor|pager|hookspath|gitproxy)|diff\.external|credential\.helper|[\w.-]+=!)/i

export const git = verbs({
  about: 'Repositories, through Git.',
  names: true,
  programs: ['git'],
  valued: [
    '-C',
    '-c',
    '--git-dir',
    '--work-tree',
    '--namespace',
    '-m',
    '--message',
    '--author',
    '--date',
  ],
  rules: [
    [
      /./,
      hides('makes Git run a program'),
      (given) =>
        runsSomething.test(given.value('-c', '--config-env') ?? '') ||
        given.has('--upload-pack', '--receive-pack', '--exec', '--extcmd') ||
        (/^(?:rebase|difftool)$/.test(given.positionals[0] ?? '') && given.has('-x')),
    ],
    [/^reset\b/, uncommitted, (given) => given.has('--hard', '--merge', '--keep')],
    [/^read-tree\b/, uncommitted, (given) => given.has('--reset', '-u', '-m')],
    [/^clean\b/, reads('only shows what it would delete'), dry],
    [
      /^clean\b/,
      destroys('deletes files that Git does not know', 'resource'),
      (given) => given.has('-f', '--force'),
    ],
    [/^push\b/, push],
    [/^checkout(?![-\w])/, checkout],
    [
      /^checkout-index\b/,
      uncommitted,
      (given) => forced(given) && !given.options.some((name) => name.startsWith('--prefix')),
    ],
    [/^checkout-index\b/, adds('writes files of the index')],
    [/^switch\b/, uncommitted, (given) => forced(given) || given.has('--discard-changes')],
    [
      /^restore\b/,
      adds('takes changes off the index'),
      (given) => given.has('--staged', '-S') && !given.has('--worktree', '-W'),
    ],
    [/^restore\b/, uncommitted],
    [/^branch\b/, branch],
    [
      /^lfs prune\b|^notes (?:remove|prune)\b|^replace\b|^annex drop\b/,
      loses('deletes what may be nowhere else: {0} {1}'),
      (given) => given.positionals[0] !== 'replace' || given.has('-d', '--delete'),
    ],
    [/^stash (?:drop|clear)\b/, loses('throws stashed changes away', 'resource', 'no')],
    [/^stash (?:list|show)\b/, reads('reads')],
    [/^rm\b/, removal],
    [/^reflog (?:expire|delete)\b/, destroys('forgets where branches were')],
    [
      /^(?:gc|prune)(?![-\w])/,
      destroys('deletes commits that nothing refers to'),
      (given) => given.value('--prune', '--expire') === 'now' || given.positionals[0] === 'prune',
    ],
    [/^(?:clear|clear-soft|clear-history|delete-\S+|obliterate|reset-file|undo)\b/, uncommitted],
    [/^(?:unpublish|force-push)\b/, loses('deletes or overwrites branches at the remote')],
    [/^filter-(?:branch|repo)\b/, destroys('rewrites the whole history')],
    [
      /^(?:update-ref|symbolic-ref)\b/,
      loses('deletes the reference {1}'),
      (given) => given.has('-d', '--delete'),
    ],
    [/^worktree remove\b/, uncommitted, forced],
    [/^tag\b/, loses('deletes the tag {1}'), (given) => given.has('-d', '--delete')],
    [/^tag\b/, disrupts('moves a tag'), (given) => forced(given)],
    [/^submodule (?:deinit|update)\b/, uncommitted, forced],
    [/^config\b/, configuration],
    [
      /^(?:log|diff|show|status|blame|grep|ls-\S+|rev-parse|rev-list|describe|shortlog|cat-file|reflog|remote(?: (?:show|get-url))?|submodule status|bisect|version|var|whatchanged|name-rev|merge-base|check-ignore|count-objects|fsck|help)\b/,
      reads('reads'),
      (given) => !/^remote (?:rm|remove|set-url|prune|rename)/.test(given.positionals.join(' ')),
    ],
    [
      /^(?:rebase|commit)\b/,
      disrupts('rewrites local commits'),
      (given) => given.positionals[0] === 'rebase' || given.has('--amend'),
    ],
    [/^remote (?:rm|remove|set-url|prune)\b/, disrupts('changes a remote')],
    [
      /^(?:add|am|apply|clone|commit|cherry-pick|fetch|gc|init|merge|mv|notes|pull|revert|reset|stash|submodule|switch|tag|worktree|lfs|bundle|archive|format-patch|sparse-checkout)\b/,
      adds('{0}'),
    ],
  ],
})
