import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newFolder, removeFolder } from '../temporary-folder.ts'
import type { MediaWikiUser } from './mediawiki.ts'

/** Where Debian's package lies. */
export const mediaWikiFolder = '/usr/share/mediawiki'

let prepared: Promise<string> | undefined

/** Puts a freshly installed database into `home`/data. It is made once a process, which takes a second, and copied from then on. */
export async function install(home: string, admin: MediaWikiUser): Promise<void> {
  prepared ??= prepare(admin)
  const from = await prepared
  const data = join(home, 'data')
  mkdirSync(data)
  for (const file of readdirSync(from).filter((name) => name.endsWith('.sqlite')))
    copyFileSync(join(from, file), join(data, file))
}

async function prepare({ name, password }: MediaWikiUser): Promise<string> {
  const folder = newFolder()
  process.once('exit', () => removeFolder(folder))
  const data = join(folder, 'data')
  mkdirSync(data)
  const database = ['--dbtype', 'sqlite', '--dbname', 'wiki', '--dbpath', data]
  const place = ['--confpath', folder, '--server', 'http://127.0.0.1', '--scriptpath', '']
  // A configuration of the machine's own wiki, if there is one, is none of our business.
  await maintain('install', join(folder, 'none.php'), [
    ...[...database, ...place, '--pass', password],
    ...['--skins', 'Vector', 'Acme', name],
  ])
  if (!existsSync(join(data, 'wiki.sqlite'))) throw new Error(`MediaWiki left nothing in ${data}`)
  return data
}

export async function addUser(home: string, user: MediaWikiUser): Promise<void> {
  const groups = (user.groups ?? []).join()
  await maintain('createAndPromote', join(home, 'LocalSettings.php'), [
    ...(groups === '' ? [] : ['--custom-groups', groups]),
    ...[user.name, user.password],
  ])
}

/** A bot password is 32 characters long; it may read. */
export async function addBotPassword(
  home: string,
  user: string,
  bot: MediaWikiUser,
): Promise<void> {
  await maintain('createBotPassword', join(home, 'LocalSettings.php'), [
    ...['--appid', bot.name, '--grants', 'basic'],
    ...[user, bot.password],
  ])
}

async function maintain(script: string, settings: string, args: readonly string[]): Promise<void> {
  const path = join(mediaWikiFolder, 'maintenance', `${script}.php`)
  const env = { PATH: process.env.PATH, MW_CONFIG_FILE: settings }
  try {
    await promisify(execFile)('php', [path, ...args], { env, timeout: 120_000 })
  } catch (error) {
    const { stdout = '', stderr = '' } = Object(error)
    throw new Error(
      `MediaWiki's ${script}.php failed (is php-sqlite3 installed?)\n${stdout}${stderr}`,
    )
  }
}

/** Texts that stand between single quotes of PHP. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`

interface Settings {
  readonly home: string
  readonly url: string
  readonly name: string
}

/** Settings under which nothing is stale and nothing is slow: what an edit changes stands in every list when it is answered. */
export const localSettings = ({ home, url, name }: Settings): string => `<?php
if ( !defined( 'MEDIAWIKI' ) ) { exit; }
$wgSitename = ${quoted(name)};
$wgServer = ${quoted(url)};
$wgCanonicalServer = $wgServer;
$wgScriptPath = '';
$wgUsePathInfo = true;
$wgDBtype = 'sqlite';
$wgDBname = 'wiki';
$wgSQLiteDataDir = ${quoted(join(home, 'data'))};
$wgCacheDirectory = ${quoted(join(home, 'cache'))};
$wgUploadDirectory = ${quoted(join(home, 'images'))};
$wgTmpDirectory = ${quoted(home)};
$wgMainCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_NONE;
$wgSessionCacheType = CACHE_DB;
$wgMainStash = CACHE_DB;
$wgLocalisationCacheConf['store'] = 'array';
$wgEnableUploads = false;
$wgUseInstantCommons = false;
$wgPingback = false;
$wgEnableEmail = false;
$wgRateLimits = [];
$wgLanguageCode = 'en';
$wgLocaltimezone = 'UTC';
$wgSecretKey = 'only-for-this-test';
$wgJobRunRate = 1000;
$wgRunJobsAsync = false;
$wgForceDeferredUpdatesPreSend = true;
$wgShowExceptionDetails = true;
$wgGroupPermissions['sysop']['deleterevision'] = true;
$wgGroupPermissions['sysop']['deletelogentry'] = true;
wfLoadSkin( 'Vector' );
$wgDefaultSkin = 'vector';
$reading = json_decode( file_get_contents( ${quoted(join(home, 'reading.json'))} ), true );
foreach ( $reading['groups'] as $group ) { $wgGroupPermissions[$group]['read'] ??= false; }
$wgGroupPermissions['*']['read'] = false;
foreach ( $reading['readers'] as $group ) { $wgGroupPermissions[$group]['read'] = true; }
$wgWhitelistRead = $reading['open'];
$wgHooks['getUserPermissionsErrors'][] = static function ( $title, $user, $action, &$result ) use ( $reading ) {
  $allowed = $reading['locked'][$title->getNamespace()] ?? null;
  if ( $action !== 'read' || $allowed === null ) { return true; }
  $groups = MediaWiki\\MediaWikiServices::getInstance()->getUserGroupManager()->getUserEffectiveGroups( $user );
  if ( array_intersect( $allowed, $groups ) ) { return true; }
  $result = [ 'badaccess-group0' ];
  return false;
};
`
