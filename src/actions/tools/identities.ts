import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, disrupts, type Effect, loses, reads, widens } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const always: Readonly<Record<string, Effect>> = {
  ldapdelete: destroys('deletes entries of the directory', 'account'),
  dsrm: destroys('deletes entries of the directory', 'account'),
  ldapmodify: disrupts('changes entries of the directory', 'account', 'with-effort'),
  ldapadd: adds('adds entries to the directory'),
  ldapsearch: reads('reads'),
  ldapwhoami: reads('reads'),
  getent: reads('reads'),
  kdestroy: disrupts('throws tickets away'),
  klist: reads('reads'),
  kinit: adds('gets a ticket'),
}

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {
    valued: ['-D', '-w', '-H', '-b', '-U', '-p', '-r', '-s', '-q'],
  })
  if (asksHelp(given)) return reads('prints help')
  const known = always[program]
  if (known) return known
  const line = `${given.positionals.join(' ')} ${given.value('-q') ?? ''}`
  const removes =
    (/^(?:smbpasswd|pdbedit)$/.test(program) && given.has('-x', '-d', '--delete')) ||
    (program === 'htpasswd' && words.some(({ text }) => /^-[bcimBdpsv]*D/.test(text))) ||
    (program === 'secret-tool' && given.positionals[0] === 'clear')
  if (
    removes ||
    given.options.some((name) =>
      /^-{1,2}(?:delete|deleteuser|disableuser|deleteUser)$/i.test(name),
    ) ||
    /\b(?:del\w*|delete\S*|remove\S*|\S+-del|purge|delprinc\S*|delpol|ktremove|disable\S*|demote|revoke\S*|unprovision|uninstall)\b/.test(
      line,
    )
  )
    return loses('deletes or disables an account or a rule of access', 'account')
  if (words.some(({ text }) => /^enabled=false$/i.test(text)))
    return loses('deletes or disables an account or a rule of access', 'account')
  if (
    words.some(({ text }) =>
      /^(?:sslRequired=none|bruteForceProtected=false|verifyEmail=false)$/i.test(text),
    )
  )
    return widens('loosens how people sign in', 'account')
  if (
    /\b(?:list|show|find|get|lookup|search|status|\S+-(?:find|show)|ping|listprincs|getprinc)\b/.test(
      line,
    ) ||
    given.has('-L', '--list')
  )
    return reads('reads')
  if (given.has('--test', '-gethashtypes')) return reads('reads')
  if (program === 'htpasswd')
    return given.has('-n')
      ? reads('prints a password for a list')
      : disrupts('changes accounts', 'account')
  return /\b(?:admin\S*|sudo\S*|root|superuser|\S*-add-member|\S*-add-privilege|setrole|set-roles|permit)\b/.test(
    line,
  )
    ? widens('gives rights to accounts', 'account')
    : disrupts('changes accounts', 'account')
}

export const identities: Tool = {
  about: 'Directories of accounts: LDAP, Kerberos, FreeIPA, Samba, Keycloak.',
  programs: [
    ...Object.keys(always).filter((name) => name !== 'getent'),
    'kadmin',
    'kadmin.local',
    'ipa',
    'samba-tool',
    'smbpasswd',
    'htpasswd',
    'secret-tool',
    'pdbedit',
    'kcadm.sh',
    'kcadm',
    'realm',
    'authconfig',
    'authselect',
    'pwpolicy',
    'dscl',
    'sysadminctl',
  ],
  classify,
}
