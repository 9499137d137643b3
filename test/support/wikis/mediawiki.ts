import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, removeFolder } from '../temporary-folder.ts'
import { type MediaWikiAuthor, mediaWikiAuthor } from './mediawiki-author.ts'
import { copyPage } from './mediawiki-copies.ts'
import {
  addBotPassword,
  addUser,
  install,
  localSettings,
  mediaWikiFolder,
} from './mediawiki-install.ts'
import { type RequestLog, startRequestLog } from './request-log.ts'
import { type ServedProgram, serve } from './served-program.ts'

/** Who may read what. Core MediaWiki has rights for the whole wiki only: no page and no namespace has readers of its own. */
export interface MediaWikiReading {
  /** Groups that read everything: `*` is everybody, `user` whoever is logged in. */
  readonly readers: readonly string[]
  /** Pages that everybody reads all the same (`$wgWhitelistRead`), by their full titles. */
  readonly open: readonly string[]
  /**
   * Namespace number to the groups that read it, by the hook on which extensions such as Lockdown do the same. MediaWiki warns
   * that such locks leak: titles, links and summaries of a locked page still stand in lists.
   */
  readonly locked: Readonly<Record<number, readonly string[]>>
}

export interface MediaWikiUser {
  /** Begins with a capital. */
  readonly name: string
  /** At least ten characters. */
  readonly password: string
  /** Groups beside `user`: `sysop`, `bot`, or invented ones. */
  readonly groups?: readonly string[]
}

export interface MediaWiki {
  /** Of the request log; the wiki believes that it lives there. `api.php` and `index.php` stand right below. */
  readonly url: string
  readonly log: RequestLog
  /** The administrator, logged in. */
  readonly author: MediaWikiAuthor
  readonly admin: MediaWikiUser
  addUser(user: MediaWikiUser): Promise<MediaWikiAuthor>
  /** A further password of a user for a program; it logs in as `User@name`. */
  addBotPassword(user: string, bot: MediaWikiUser): Promise<void>
  /** Many pages with the text of one that has a single revision. */
  copyPage(title: string, titles: readonly string[]): void
  /** Applies from the next request on. */
  setReading(change: Partial<MediaWikiReading>): void
  stop(): Promise<void>
}

const admin: MediaWikiUser = {
  name: 'Admin',
  password: 'only-for-this-test',
  groups: ['sysop', 'bureaucrat', 'interface-admin'],
}

/** A real MediaWiki (Debian's package) over SQLite on PHP's own server, with a Main Page and nothing else. Needs `mediawiki`. */
export async function startMediaWiki(
  given: { readonly reading?: Partial<MediaWikiReading>; readonly name?: string } = {},
): Promise<MediaWiki> {
  let reading: MediaWikiReading = { readers: ['*'], open: [], locked: {}, ...given.reading }
  const home = newFolder()
  const log = await startRequestLog()
  // MediaWiki forgets memberships in groups of which its settings do not speak.
  const groups = new Set<string>()
  const tellReading = (): void => {
    const settings = JSON.stringify({ ...reading, groups: [...groups] })
    writeFileSync(join(home, 'reading.json'), settings)
  }
  let served: ServedProgram | undefined
  const clean = async (): Promise<void> => {
    await served?.stop()
    await log.stop()
    removeFolder(home)
  }
  try {
    await install(home, admin)
    mkdirSync(join(home, 'cache'))
    tellReading()
    const settings = localSettings({ home, url: log.url, name: given.name ?? 'Acme' })
    writeFileSync(join(home, 'LocalSettings.php'), settings)
    served = await serve({
      name: 'MediaWiki',
      command: 'php',
      // One request after the other: what a request of `index.php` leaves to be done is done before the next one is heard.
      args: (port) => ['-S', `127.0.0.1:${port}`, '-t', mediaWikiFolder],
      cwd: home,
      env: { MW_CONFIG_FILE: join(home, 'LocalSettings.php') },
      ready: '/api.php?action=query&meta=siteinfo&format=json',
    })
    const { port } = served
    log.forwardTo(port)
    return {
      url: log.url,
      log,
      admin,
      author: await mediaWikiAuthor(port, admin),
      addUser: async (user) => {
        for (const group of user.groups ?? []) groups.add(group)
        tellReading()
        await addUser(home, user)
        return await mediaWikiAuthor(port, user)
      },
      addBotPassword: (user, bot) => addBotPassword(home, user, bot),
      copyPage: (title, titles) => copyPage(home, title, titles),
      setReading: (change) => {
        reading = { ...reading, ...change }
        tellReading()
      },
      stop: clean,
    }
  } catch (error) {
    await clean()
    throw error
  }
}
