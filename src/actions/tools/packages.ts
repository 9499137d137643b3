import { adds, destroys, disrupts, loses, reads, widens } from '../effect.ts'
import { destructiveName } from '../telling-words.ts'
import { verbs } from './tool.ts'

const reading =
  /^(?:list|ls|ll|la|info|show|view|search|outdated|audit|why|explain|ping|whoami|root|bin|prefix|doctor|docs|freeze|check|help|version|policy|config get|config list|cache dir|cache list|cache verify|depends|rdepends|madison|index|query|licenses)\b/

export const packages = verbs({
  about: 'Packages of a system or a language: apt, dnf, brew, pip, npm, yarn, pnpm and their kin.',
  names: true,
  programs: [
    ...'apt apt-get aptitude dpkg yum dnf rpm zypper pacman apk brew port snap flatpak'.split(' '),
    ...'pip pip3 pipx uv poetry conda mamba gem bundle composer npm npx yarn pnpm pnpx bun bunx deno'.split(
      ' ',
    ),
  ],
  valued: [
    '-C',
    '--prefix',
    '--cwd',
    '-w',
    '--workspace',
    '--filter',
    '--registry',
    '--tag',
    '-r',
    '--requirement',
    '--index-url',
    '-i',
  ],
  disarmedBy: ['--dry-run', '--simulate', '--just-print'],
  rules: [
    [reading, reads('reads')],
    [
      /^/,
      loses('removes packages with their settings', 'machine'),
      (given, program) => program === 'dpkg' && given.has('-P', '--purge'),
    ],
    [
      /^/,
      disrupts('removes packages', 'machine', 'with-effort'),
      (given, program) =>
        (program === 'dpkg' && given.has('-r', '--remove')) ||
        (program === 'rpm' && given.has('-e', '--erase')) ||
        (program === 'pacman' && given.has('-R', '--remove')),
    ],
    [/^unpublish\b/, destroys('withdraws {1} from everybody who depends on it', 'account')],
    [/^yank\b/, loses('withdraws {1}', 'account')],
    [
      /^(?:deprecate|unyank)\b/,
      disrupts('marks {1} as not to be used, or takes that back', 'account'),
    ],
    [
      /^bundle cleanup\b/,
      loses('removes every package that is not listed', 'machine'),
      (given) => given.has('--force', '-f'),
    ],
    [/^(?:adduser|login|logout)\b/, adds('signs in or out')],
    [/^(?:dist-tag|tag) (?:rm|remove|del)\b/, loses('takes a tag off {2}', 'account')],
    [/^publish\b/, disrupts('publishes a package', 'account', 'no')],
    [
      /^(?:profile enable-2fa|access (?:set|edit) mfa=(?:publish|automation)|access 2fa-required)\b/,
      adds('asks for more of who publishes'),
    ],
    [
      /^(?:owner|access|token|team|org|hook|profile) (?:add|rm|remove|delete|create|set|grant|revoke|public|restricted|edit\S*|destroy|2fa-\S+|enable-2fa|disable-2fa)\b/,
      widens('changes who may publish', 'account'),
    ],
    [/^(?:owner|access|token|team|org|hook|profile)\b/, reads('reads')],
    [
      /^(?:(?:run|run-script|rum|urn|script|task) )(\S+)/,
      (_, match) =>
        destructiveName(match[1] ?? '')
          ? loses('runs the script {1}, which by its name destroys')
          : { ...adds('runs the script {1}'), unknownProgram: true },
    ],
    [/^(?:exec|dlx|x|run)\b/, { ...adds('runs the program {1}'), unknownProgram: true }],
    [
      /^(?:purge|remove|uninstall|autoremove|autopurge|del|rm|zap|env remove|zap)\b/,
      loses('removes packages with their settings: {1} {2}', 'machine'),
      (given) =>
        /^(?:purge|autopurge)$/.test(given.positionals[0] ?? '') ||
        given.has('--purge', '--zap', '--all', '--delete-data', '-P'),
    ],
    [
      /^(?:cache (?:clean|purge|clear|delete|rm|prune)|env remove)\b/,
      disrupts('removes what can be fetched again', 'machine', 'with-effort'),
    ],
    [
      /^(?:remove|uninstall|rm|un|unlink|erase|autoremove|autoclean|clean|prune|cleanup|downgrade|dist-upgrade|full-upgrade|upgrade|update|up)\b/,
      disrupts('{0} {1} {2}', 'machine', 'with-effort'),
    ],
    [
      /./,
      loses('runs the script {0}, which by its name destroys'),
      ({ positionals: [first = ''] }, program) =>
        /^(?:yarn|pnpm|bun)$/.test(program) && destructiveName(first),
    ],
  ],
  otherwise: adds('{0} {1} {2}'),
})
