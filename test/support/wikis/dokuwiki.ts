import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, removeFolder } from '../temporary-folder.ts'
import { type DokuWikiAuthor, dokuWikiAuthor } from './dokuwiki-author.ts'
import { type DokuWikiRevision, layHistory } from './dokuwiki-history.ts'
import { type RequestLog, startRequestLog } from './request-log.ts'
import { type ServedProgram, serve } from './served-program.ts'

export interface DokuWikiUser {
  /** Lower case. */
  readonly name: string
  readonly password: string
  /** Groups beside `user`. */
  readonly groups?: readonly string[]
}

export interface DokuWiki {
  /** Of the request log; the wiki believes that it lives there. `doku.php` and `lib/exe/xmlrpc.php` stand below. */
  readonly url: string
  readonly log: RequestLog
  /** The administrator, whom no access list binds. */
  readonly author: DokuWikiAuthor
  readonly admin: DokuWikiUser
  as(user: DokuWikiUser): DokuWikiAuthor
  /** Everybody there is, the administrator aside. */
  setUsers(users: readonly DokuWikiUser[]): void
  /**
   * The access list, one line each: `page-or-namespace:* user-or-@group rights`, where rights are 0 none, 1 read, 2 edit, 4 create,
   * 8 upload, 16 delete. `@ALL` is everybody, `@user` whoever is logged in. The most exact line wins, whatever it says.
   */
  setAcl(lines: readonly string[]): void
  /** Settings, `recent_days` for example. */
  configure(settings: Readonly<Record<string, string | number>>): void
  /** A page with a history of its own dates, oldest first, laid into the wiki's files as a restored backup would be. */
  importHistory(id: string, revisions: readonly DokuWikiRevision[]): void
  stop(): Promise<void>
}

const admin: DokuWikiUser = { name: 'admin', password: 'only-for-this-test', groups: ['admin'] }

/** Where Debian's package lies. */
const program = '/usr/share/dokuwiki'
const settingsOfPackage = '/etc/dokuwiki'

export interface DokuWikiOptions {
  readonly users?: readonly DokuWikiUser[]
  readonly acl?: readonly string[]
  readonly settings?: Readonly<Record<string, string | number>>
}

/** A real DokuWiki (Debian's package) on PHP's own server, without any page; everybody may read. Needs `dokuwiki`. */
export async function startDokuWiki(given: DokuWikiOptions = {}): Promise<DokuWiki> {
  const home = newFolder()
  const conf = join(home, 'conf')
  const log = await startRequestLog()
  let settings = { ...defaults(home), ...given.settings }
  const configure = (change: Readonly<Record<string, string | number>>): void => {
    settings = { ...settings, ...change }
    writeFileSync(join(home, 'settings.json'), JSON.stringify(settings))
  }
  const setUsers = (users: readonly DokuWikiUser[]): void =>
    writeFileSync(join(conf, 'users.auth.php'), [admin, ...users].map(userLine).join(''))
  const setAcl = (lines: readonly string[]): void =>
    writeFileSync(join(conf, 'acl.auth.php'), lines.map((line) => `${line}\n`).join(''))
  let served: ServedProgram | undefined
  const clean = async (): Promise<void> => {
    await served?.stop()
    await log.stop()
    removeFolder(home)
  }
  try {
    makeFolders(home)
    configure({})
    setUsers(given.users ?? [])
    setAcl(given.acl ?? ['* @ALL 1', '* @user 8'])
    served = await serve({
      name: 'DokuWiki',
      command: 'php',
      args: (port) => [
        ...['-d', `auto_prepend_file=${join(home, 'first.php')}`, '-d', 'opcache.enable=0'],
        // A warning of an old program on a new PHP would stand in the middle of an answer.
        ...['-d', 'display_errors=0', '-d', 'log_errors=0'],
        ...['-S', `127.0.0.1:${port}`, '-t', program],
      ],
      cwd: home,
      ready: '/doku.php',
    })
    const { port } = served
    log.forwardTo(port)
    const as = (user: DokuWikiUser): DokuWikiAuthor => dokuWikiAuthor(port, user)
    return {
      url: log.url,
      log,
      admin,
      author: as(admin),
      as,
      setUsers,
      setAcl,
      configure,
      importHistory: (id, revisions) => layHistory(join(home, 'data'), id, revisions),
      stop: clean,
    }
  } catch (error) {
    await clean()
    throw error
  }
}

const defaults = (home: string): Readonly<Record<string, string | number>> => ({
  title: 'Acme',
  savedir: join(home, 'data'),
  useacl: 1,
  superuser: '@admin',
  passcrypt: 'bcrypt',
  remote: 1,
  // Empty: whoever may read pages may read them by XML-RPC, too.
  remoteuser: '',
  updatecheck: 0,
  allowdebug: 0,
  userewrite: 0,
  fetchsize: 0,
})

function makeFolders(home: string): void {
  for (const name of ['attic', 'cache', 'index', 'locks', 'log', 'media', 'media_attic'])
    mkdirSync(join(home, 'data', name), { recursive: true })
  for (const name of ['media_meta', 'meta', 'pages', 'tmp']) mkdirSync(join(home, 'data', name))
  const conf = join(home, 'conf')
  mkdirSync(conf)
  for (const name of ['plugins.php', 'plugins.required.php', 'manifest.json', 'mediameta.php'])
    if (existsSync(join(settingsOfPackage, name)))
      copyFileSync(join(settingsOfPackage, name), join(conf, name))
  writeFileSync(
    join(conf, 'local.php'),
    `<?php foreach (json_decode(file_get_contents('${join(home, 'settings.json')}'), true) as $key => $value) $conf[$key] = $value;\n`,
  )
  // Read before the package's own inc/preload.php, which then leaves this folder alone.
  writeFileSync(join(home, 'first.php'), `<?php define('DOKU_CONF', '${conf}/');\n`)
}

const userLine = ({ name, password, groups = [] }: DokuWikiUser): string => {
  const mail = `${name}@example.org`
  return `${[name, salted(password), name, mail, ['user', ...groups].join()].join(':')}\n`
}

/** LDAP's SSHA (RFC 2307), one of the kinds that DokuWiki knows by their looks: quick to make and to check. */
function salted(password: string): string {
  const salt = 'acme'
  const digest = createHash('sha1').update(`${password}${salt}`).digest()
  return `{SSHA}${Buffer.concat([digest, Buffer.from(salt)]).toString('base64')}`
}
