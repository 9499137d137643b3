import type { Word } from '../word.ts'

/** Names of files that hold what lets somebody in. */
const names = [
  '\\.env(?:\\.[\\w.-]+)?',
  '[\\w-]+\\.env',
  '\\.(?:netrc|pgpass|my\\.cnf|npmrc|pypirc|git-credentials|htpasswd|vault-token|dockercfg|boto|s3cfg|terraformrc)',
  'credentials(?:\\.(?:json|csv|ya?ml|xml|ini|tfrc\\.json))?',
  'application_default_credentials\\.json',
  'id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?',
  '(?:[\\w-]+[-_])?(?:secrets?|passwords?|passwd|tokens?|api-?keys?)\\.(?:json|ya?ml|txt|csv|toml|env|ini|tfvars)',
  'service[-_]account[\\w-]*\\.json',
  '(?:[\\w.-]+[-_.])?kubeconfig(?:\\.ya?ml)?',
  'wallet\\.dat|key[34]\\.db|logins\\.json|cookies\\.sqlite',
  '\\.(?:bash|zsh|sh|psql|mysql|python)_history',
  '(?:[\\w.*-]+[-_.])?(?:priv(?:ate)?(?:[-_.]?key)?\\d*|privkey\\d*|key)\\.pem',
  '[\\w.*-]+\\.(?:key|p12|pfx|jks|keystore|kdbx|ppk|ovpn|agekey|mobileconfig)',
].join('|')

/** Folders, and files in them, that hold nothing else. */
const places = [
  '\\.ssh(?:/.*)?',
  '\\.aws(?:/.*)?',
  '\\.gnupg(?:/.*)?',
  '\\.azure(?:/.*)?',
  '\\.kube(?:/config)?',
  '\\.docker/config\\.json',
  '\\.config/(?:gcloud|gh|op|doctl|hub|rclone)(?:/.*)?',
  '\\.password-store(?:/.*)?',
  'etc/(?:shadow|gshadow|passwd|master\\.passwd|sudoers(?:\\.d/.*)?|krb5\\.keytab)-?',
  'etc/(?:ssl/private|kubernetes/(?:pki|admin\\.conf)|letsencrypt/(?:live|archive|keys))(?:/.*)?',
  '(?:var/)?run/secrets(?:/.*)?',
  'proc/[^/]+/environ',
  'Library/Keychains(?:/.*)?',
].join('|')

const secret = new RegExp(`(?:^|/)(?:${names}|${places})/?$`, 'i')
/** What is public by its purpose, sealed, or only shows how such a file looks. */
const harmless =
  /\.pub$|(?:^|\/)(?:known_hosts\S*|config)$|(?:^|[._/-])(?:examples?|samples?|templates?|dist|defaults?|schema|enc|encrypted|sealed|sops|gpg|age|cert|fullchain|pub|public)(?:[._-]|$)/i

/** Whether a path, or a pattern of the shell, is a file or a folder of secrets. */
export function isSecretPath(path: string): boolean {
  if (path.length > 4_096 || /\s/.test(path)) return false
  const plain = path.replace(/^file:\/\//, '').replace(/\/(?:\*|\.)?$/, '')
  return secret.test(plain) && !harmless.test(plain.replace(/\.kube\/config$/i, '.kube'))
}

/** Files that hold a whole database, or what a machine knows. */
const bulk =
  /(?:dump|backup|export|snapshot)[\w.-]*\.(?:sql|gz|tgz|zip|bz2|xz|zst|tar|csv|json)$|\.(?:dump|rdb|sqlite3?|db|mdb|bak|sql\.(?:gz|bz2|xz|zst|zip)|tfstate|pcap)$/i

/** Whether a path names a copy of data as a whole. */
export const isBulkPath = (path: string): boolean => path.length <= 4_096 && bulk.test(path)

const printing: readonly (readonly [program: RegExp, line: RegExp])[] = [
  [/^(?:env|printenv|set)$/, /^$/],
  [/^(?:export|declare|typeset)$/, /^(?:-\w+)?$/],
  [/^history$/, /^\d*$/],
  [/^(?:kubectl|k|kc|oc)$/, /\b(?:get|describe|extract)\b.*\bsecrets?\b|\bconfig view\b.*--raw/],
  [/^(?:vault|bao)$/, /\b(?:read|kv get|print token)\b/],
  [/^aws$/, /\b(?:get-secret-value|configure (?:get|export-credentials))\b|--with-decryption/],
  [/^gcloud$/, /\bsecrets versions access\b|\bprint-access-token\b/],
  [/^az$/, /\bkeyvault secret (?:show|download)\b|\bget-access-token\b/],
  [/^op$/, /^(?:read|item get|document get)\b/],
  [/^(?:pass|gopass)$/, /^(?:show\b|(?!ls|list|find|grep|git|init|insert|generate|edit)[\w/-]+$)/],
  [/^gpg2?$/, /--export-secret|(?:^|\s)(?:-d|--decrypt)\b/],
  [/^security$/, /^(?:find-\w+-password|dump-keychain|export)\b/],
  [/^sops$/, /(?:^|\s)(?:-d|--decrypt|decrypt)\b/],
  [/^(?:heroku|fly|flyctl|vercel|railway)$/, /^(?:config(?:\s|$)|env pull|variables)/],
]

const dumping: readonly (readonly [program: RegExp, line: RegExp])[] = [
  [/^(?:pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|mongoexport|slapcat)$/, /^/],
  [/^(?:sqlite3|influx|etcdctl|redis-cli)$/, /\.dump\b|\bbackup\b|\bsnapshot save\b|--rdb\b/],
  [/^(?:psql|mysql|mariadb)$/, /\bcopy\b[\s\S]*\bto\s+stdout\b|\bselect\s+\*\s+from\b/i],
  [/^(?:dd|gdd)$/, /(?:^|\s)if=\/dev\/(?:sd|nvme|vd|xvd|disk|mapper|mem)/],
  [
    /^(?:tar|bsdtar|gtar|zip|cpio)$/,
    /(?:^|\s)(?:~|\$HOME|\/home|\/root|\/etc|\/var|\/var\/lib|\/srv|\/opt|\/)(?:\/[\w.-]+)?\/?(?=\s|$)/,
  ],
]

const said = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ')

const fits = (table: typeof printing, program: string, rest: readonly Word[]): boolean =>
  table.some(([name, line]) => name.test(program) && line.test(said(rest)))

/** Whether a command prints secrets, whatever files it reads. */
export const printsSecrets = (program: string, rest: readonly Word[]): boolean =>
  fits(printing, program, rest)

/** Whether a command prints a whole database, disk or folder of a machine. */
export const printsBulk = (program: string, rest: readonly Word[]): boolean =>
  fits(dumping, program, rest)
