import { type Effect, widens } from './effect.ts'
import type { SimpleCommand } from './shell.ts'

/** Settings that open what was closed, as configuration files write them. */
const loose = [
  // sshd
  'PermitRootLogin\\s+(?:yes|without-password)',
  'PasswordAuthentication\\s+yes',
  'PermitEmptyPasswords\\s+yes',
  'StrictHostKeyChecking\\s+(?:no|off)',
  // SELinux
  'SELINUX\\s*=\\s*(?:disabled|permissive)',
  // sudo, PAM
  'NOPASSWD\\s*:',
  '!authenticate\\b',
  'pam_permit\\.so',
  // Apache httpd
  'Require\\s+all\\s+granted',
  'Allow\\s+from\\s+all',
  // Redis, MongoDB, Elasticsearch, MySQL, Cassandra
  'protected-mode\\s+no',
  'authorization\\s*:\\s*["\']?disabled',
  'xpack\\.security\\.enabled\\s*:\\s*false',
  'skip-grant-tables',
  'AllowAllAuthenti\\w+|AllowAllAuthori\\w+',
  // TLS
  '(?:ssl|tls|verify|sslverify|insecureSkipTLSVerify|validate_certs)\\w*\\s*[:=]\\s*(?:false|no|off|0|none)\\b(?=.*(?:verif|valid|cert))',
].join('|')
const setting = new RegExp(`(?:^|[\\s/|,#"'^;])(?:${loose})`, 'i')
/** PostgreSQL and its kin: who is let in without a proof. */
const trusting = /\btrust\b/i

const says = /^(?:echo|printf|cat)$/

/** A control that a command loosens by what it writes into a file: a line that is added, or put in another's place. */
export function loosens({ words, input, redirects }: SimpleCommand, fed: string): Effect | null {
  const [first, ...rest] = words
  const program = first?.text.split('/').at(-1) ?? ''
  const texts = rest.map(({ text }) => text)
  const targets = redirects.map(({ target }) => target.text)
  const written =
    /^g?sed$/.test(program) && texts.some((text) => /^(?:-[a-zA-Z]*i|--in-place)/.test(text))
      ? { text: texts.flatMap(putIn).join('\n'), paths: texts }
      : program === 'tee'
        ? { text: fed, paths: texts }
        : says.test(program) && targets.length > 0
          ? { text: [...texts, input?.from === 'text' ? input.text : ''].join(' '), paths: targets }
          : null
  if (written === null || !isConfiguration(written.paths)) return null
  const bare = written.text.replaceAll(/^\s*#.*$/gm, '')
  const trusts = written.paths.some((path) => /pg_hba/.test(path)) && trusting.test(bare)
  return trusts || setting.test(bare)
    ? widens('loosens a control by what it writes', 'machine')
    : null
}

/** A text about a setting is no setting. */
const isConfiguration = (paths: readonly string[]): boolean =>
  !paths.every((path) => /\.(?:md|rst|adoc|html?|log)$/i.test(path) || /^\/dev\//.test(path))

/** What a script of sed puts in another's place, or adds. */
function putIn(script: string): readonly string[] {
  if (script.length > 2_000) return []
  const [, , put = ''] =
    /s([^\w\s\\])(?:\\.|(?!\1)[^\\])*\1((?:\\.|(?!\1)[^\\])*)\1/.exec(script) ?? []
  const [, added = ''] = /(?:^|[\d$/}])\s*[aic]\\?\s+(.+)$/s.exec(script) ?? []
  return [put.replaceAll(/\\(.)/g, '$1'), added].filter((text) => text !== '')
}
