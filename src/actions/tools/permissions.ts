import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import { adds, disrupts, type Effect, loses, reads, widens } from '../effect.ts'
import type { Tool } from './tool.ts'

const root = /^(?:\/|\/(?:bin|boot|etc|lib\w*|opt|root|sbin|usr|var|home)\/?|~\/?|\$\{?HOME\}?\/?)$/

function mode(given: Arguments): Effect {
  const [how = '', ...paths] = given.positionals
  const recursive = given.has('-R', '--recursive')
  // `chmod -w file` takes a right away; it is read as an option, not as a mode.
  const open =
    /^[0-7]?[0-7]?[0-7][2367]$/.test(how) ||
    /(?:^|,)[ugo]*(?:a|o)[ugo]*[+=][rxXst]*w/.test(how) ||
    /^\+[rx]*w/.test(how)
  if (open)
    return widens(`lets everybody write to ${paths.join(' ')}`, recursive ? 'machine' : 'resource')
  if (/^0*$/.test(how) && how !== '')
    return loses(`shuts everybody out of ${paths.join(' ')}`, recursive ? 'machine' : 'resource')
  if (/^[2467][0-7]{3}$/.test(how) || /[ugo]*[+=]\w*s/.test(how))
    return widens('lets a program run as its owner', 'machine')
  if (recursive && paths.some((path) => root.test(path)))
    return loses('changes the rights of a whole system', 'machine')
  return recursive
    ? disrupts('changes the rights of many files', 'machine', 'with-effort')
    : adds('changes the rights of a file')
}

function owner(given: Arguments): Effect {
  const paths = given.positionals.slice(1)
  if (!given.has('-R', '--recursive')) return disrupts('changes the owner of files')
  return paths.some((path) => root.test(path))
    ? loses('changes the owner of a whole system', 'machine')
    : disrupts('changes the owner of many files', 'machine', 'with-effort')
}

/** Programs that only switch a guard of the machine off. */
const lowering = new Set([
  'aa-disable',
  'aa-teardown',
  'aa-complain',
  'apparmor_parser',
  'semodule',
  'auditctl',
  'csrutil',
  'spctl',
])

const raising =
  /(?:^|\s)(?:-[lhsawiBRv]|--(?:list|status|add|reload|enable\S*|install|master-enable|assess|help|version)|enable|status|report)(?=[\s=]|$)|(?:^|\s)-e (?!0)/

/** SELinux: what may touch what, and which domains it leaves alone. */
function labels(given: Arguments): Effect {
  const [kind = ''] = given.positionals
  const takes = given.has('-d', '-D', '--delete', '--deleteall')
  if (kind === 'export' || given.has('-l', '--list', '-E', '--extract')) return reads('reads')
  if (kind === 'permissive')
    return takes
      ? adds('raises a protection')
      : widens('lowers a protection of the machine', 'machine')
  return takes
    ? loses('takes rules of SELinux away', 'machine')
    : disrupts('changes rules of SELinux', 'machine')
}

const accounts = (program: string, given: Arguments): Effect => {
  if (/^(?:user|group)?del|^del(?:user|group)$/.test(program))
    return loses('deletes an account', 'machine')
  if (given.has('--remove', '-r') && program === 'usermod')
    return loses('takes groups from an account', 'machine')
  if (given.has('-L', '--lock') || (program === 'passwd' && given.has('-l', '--lock')))
    return loses('shuts an account out', 'machine')
  if (program === 'chage')
    return given.has('-l', '--list')
      ? reads('reads')
      : given.value('-E', '--expiredate') === '0'
        ? loses('shuts an account out', 'machine')
        : disrupts('changes how long an account lasts', 'machine')
  if (program === 'gpasswd' && given.has('-d', '-r', '--delete'))
    return loses('takes a member from a group', 'machine')
  if (program === 'passwd' && given.has('-S', '--status')) return reads('reads')
  if (program === 'passwd' && given.has('-d', '--delete'))
    return widens('lets an account in without a password', 'machine')
  if (program === 'visudo' && given.has('-c', '--check')) return reads('reads')
  const admits =
    program === 'visudo' ||
    /\b(?:sudo|wheel|admin|root|docker)\b/.test(given.words.map(({ text }) => text).join(' '))
  return admits
    ? widens('gives an account more rights', 'machine')
    : disrupts('changes accounts', 'machine')
}

export const permissions: Tool = {
  about: 'Rights of files, and accounts of a machine.',
  names: true,
  programs: [
    'chmod',
    'chown',
    'chgrp',
    'setfacl',
    'chattr',
    'useradd',
    'usermod',
    'userdel',
    'deluser',
    'delgroup',
    'adduser',
    'groupadd',
    'groupdel',
    'passwd',
    'chpasswd',
    'gpasswd',
    'chage',
    'visudo',
    'setcap',
    'setenforce',
    'semanage',
    ...lowering,
  ],
  classify({ program, words }) {
    const given = readArguments(words, {
      valued: [
        '-G',
        '-g',
        '-s',
        '-u',
        ...(program === 'chage' ? ['-E', '--expiredate', '-M'] : []),
      ],
    })
    if (asksHelp(given)) return reads('prints help')
    if (program === 'chmod') return mode(given)
    if (program === 'semanage') return labels(given)
    if (program === 'chown' || program === 'chgrp') return owner(given)
    const line = words.map(({ text }) => text).join(' ')
    const raises = program === 'setcap' ? given.has('-v', '-r') : /^(?:1|enforcing)$/i.test(line)
    if (program === 'setcap' || program === 'setenforce')
      return raises
        ? adds('raises or checks a protection')
        : widens('lowers a protection of the machine', 'machine')
    if (program === 'apparmor_parser')
      return given.has('-R', '--remove')
        ? widens('lowers a protection of the machine', 'machine')
        : adds('raises or checks a protection')
    if (lowering.has(program) && raising.test(line)) return adds('raises or shows a protection')
    if (lowering.has(program)) return widens('lowers a protection of the machine', 'machine')
    if (
      program === 'setfacl' &&
      given.has('-b', '-x', '-k', '--remove', '--remove-all', '--remove-default')
    )
      return loses('takes rights off files')
    if (program === 'chattr' && /(?:^|\s)-\w*[ia]/.test(line))
      return widens('lets files be changed that were locked')
    if (program === 'setfacl' || program === 'chattr')
      return disrupts('changes the rights of files')
    return accounts(program, given)
  },
}
