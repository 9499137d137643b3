import { adds, destroys, disrupts, type Effect, loses, reads } from '../effect.ts'
import { verbs } from './tool.ts'

const uncommitted = loses('throws away uncommitted changes', 'resource', 'no')
const history: Effect = destroys('rewrites the whole history')

export const versions = verbs({
  about:
    'Versions besides Git: Subversion, Mercurial, Perforce, Jujutsu, Fossil, DVC, Dolt, and what rewrites Git histories.',
  names: true,
  programs:
    'svn svnadmin svndumpfilter hg p4 jj fossil bzr cvs darcs pijul sl gt dvc dolt lakefs lakectl repo bfg git-filter-repo git-lfs yadm quilt stg rcs etckeeper'.split(
      ' ',
    ),
  valued:
    '-m --message -r --rev --revision -R --repository --cwd -u -p -c -d -b --branch -l --username --password --path -t --remote'.split(
      ' ',
    ),
  disarmedBy: ['--dry-run', '-n', '--preview', '--analyze'],
  rules: [
    [/^/, history, (_, program) => program === 'bfg' || program === 'git-filter-repo'],
    [
      /^/,
      destroys('deletes a revision for good'),
      (given, program) => program === 'rcs' && given.options.some((name) => name.startsWith('-o')),
    ],
    [
      /^(?:obliterate|strip|histedit|debugstrip|convert|purge|rmhooks|uncommit|prune|amend --force|setrevprop|verify --fix|unlock --force|scrub|wipe|uninit|expunge|shun)\b/,
      destroys('deletes files or history: {0} {1}'),
    ],
    [
      /^(?:revert|update|up|checkout|co|clean|goto|sync|sw|switch|pop|undo|restore|reset|abandon|op(?:eration)? (?:undo|restore|abandon)|rollback|unedit|hide)\b/,
      uncommitted,
      (given, program) =>
        (program !== 'hg' &&
          program !== 'svn' &&
          /^(?:p4|fossil|dolt|sl|repo|yadm|lakectl)$/.test(program) &&
          !/^(?:update|up|checkout|co|sync|sw|switch)\b/.test(given.positionals[0] ?? '')) ||
        given.has(
          '-C',
          '--clean',
          '--all',
          '-a',
          '-f',
          '--force',
          '--hard',
          '--discard',
          '--force-sync',
        ),
    ],
    [
      /^(?:op(?:eration)? (?:restore|abandon)|restore|abandon)\b/,
      uncommitted,
      (_, program) => program === 'jj',
    ],
    [/^(?:revert|cleanup|clean)\b/, uncommitted, (_, program) => program !== 'jj'],
    [
      /^(?:delete|rm|remove|del|forget|destroy|drop|branch (?:delete|d|-D|-d)|bookmark (?:delete|d|forget)|b (?:delete|d)|tag (?:d|delete)|remote rm|gc|workspace forget|abandon|table rm|stream delete|client -d|label -d)\b/,
      loses('deletes: {0} {1} {2}'),
    ],
    [
      /^(?:client|branch|label|change|user|group|job|depot|stream|workspace)\b/,
      loses('deletes a {0}'),
      (given) => given.has('-d', '-D', '--delete'),
    ],
    [
      /^push\b/,
      loses('overwrites the history at the remote'),
      (given) => given.has('-f', '--force', '--delete', '--deleted') && true,
    ],
    [
      /^(?:rebase|graft|amend|fold|split|describe|metaedit|evolve|backout|undo)\b/,
      disrupts('rewrites local commits'),
    ],
    [
      /^(?:log|diff|status|st|info|list|ls|blame|annotate|cat|heads|tip|identify|id|summary|branches|tags|bookmarks|paths|showconfig|incoming|outgoing|in|out|files|fstat|opened|filelog|changes|describe|show|verify|youngest|dump|lslocks|proplist|propget|have|where|print|clients|users|depots|obslog|evolog|timeline|version|help|root|config(?: list)?$)\b/,
      reads('reads'),
    ],
  ],
  otherwise: adds('{0} {1}'),
})
