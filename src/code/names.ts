import { basename } from 'node:path'
import { lookUp } from '../domain/lookup.ts'

/** How a manifest at the root says what the package is called. */
const naming: Readonly<Record<string, RegExp>> = {
  'package.json': /^[\s{]{0,6}"name"\s*:\s*"([^"\n]+)"/m,
  'pyproject.toml':
    /^\[(?:project|tool\.poetry)\](?:\n(?!\[).*)*?\n\s*name\s*=\s*["']([^"'\n]+)["']/m,
  'setup.cfg': /^\[metadata\](?:\n(?!\[).*)*?\n\s*name\s*=\s*(\S+)/m,
  'Cargo.toml': /^\[package\](?:\n(?!\[).*)*?\n\s*name\s*=\s*["']([^"'\n]+)["']/m,
  'setup.py': /(?:^|[\s(,])name[ \t]{0,9}=[ \t]{0,9}["']([\w.-]+)["']/im,
  'go.mod': /^module\s+(\S+)/m,
  'composer.json': /^\s{0,4}"name"\s*:\s*"([^"\n]+)"/m,
}

/** Files at the root that name the package. */
export const manifests: readonly string[] = Object.keys(naming)

/** How a manifest says which version it publishes. */
const versioning: Readonly<Record<string, RegExp>> = {
  'package.json': /^[\s{]{0,6}"version"\s*:\s*"([^"\n]+)"/m,
  'pyproject.toml':
    /^\[(?:project|tool\.poetry)\](?:\n(?!\[).*)*?\n\s*version\s*=\s*["']([^"'\n]+)["']/m,
  'setup.cfg': /^\[metadata\](?:\n(?!\[).*)*?\n\s*version\s*=\s*(\S+)/m,
  'Cargo.toml': /^\[package\](?:\n(?!\[).*)*?\n\s*version\s*=\s*["']([^"'\n]+)["']/m,
}

/** The version that the first manifest with one gives; null when none does. */
export function versionOf(texts: ReadonlyMap<string, string>): string | null {
  for (const [path, pattern] of Object.entries(versioning)) {
    const version = pattern.exec((texts.get(path) ?? '').replaceAll('\r', ''))?.[1]
    if (version !== undefined) return version
  }
  return null
}

/** Names a repository goes by: its folder, its remotes, its packages, `owner/name` on its code host; each once, in that order. */
export function namesOf(
  root: string,
  remotes: readonly string[],
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const packages = manifests.flatMap((path) => {
    const name = lookUp(naming, path)?.exec((texts.get(path) ?? '').replaceAll('\r', ''))?.[1]
    return name === undefined ? [] : [name]
  })
  const slugs = [...remotes, ...homes(texts)].flatMap(slugOf)
  const names = [folderName(root), ...remotes.map(folderName), ...packages, ...slugs]
  return [...new Set(names.filter((name) => name !== ''))]
}

/** Where manifests say that the repository is kept. */
const homes = (texts: ReadonlyMap<string, string>): readonly string[] => {
  const json = texts.get('package.json') ?? ''
  const npm =
    /"repository"\s{0,5}:\s{0,5}(?:"([^"\n]{1,300})"|\{[^{}]{0,400}?"url"\s{0,5}:\s{0,5}"([^"\n]{1,300})")/.exec(
      json,
    )
  const cargo = /^repository\s{0,5}=\s{0,5}"([^"\n]{1,300})"/m.exec(texts.get('Cargo.toml') ?? '')
  const python =
    /^\s{0,8}["']?(?:repository|source|source code|code|github)["']?\s{0,8}=\s{0,8}["'](https?:[^"'\n]{1,300})["']/im.exec(
      texts.get('pyproject.toml') ?? '',
    )
  return [npm?.[1] ?? npm?.[2], cargo?.[1], python?.[1]].filter((one) => one !== undefined)
}

/** `owner/name` of an address on a code host; nothing for a folder on some disk. */
const slugOf = (address: string): readonly string[] => {
  const bare = address
    .replace(/^git\+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  const short = /^(?:github|gitlab|bitbucket):([\w.-]{1,100}\/[\w.-]{1,100})$/.exec(bare)?.[1]
  const plain = /^[\w.-]{1,100}\/[\w.-]{1,100}$/.exec(bare)?.[0]
  const full =
    /^(?:(?:https?|ssh|git):\/\/(?:[^@/\s]{1,100}@)?[\w.-]{1,100}(?::\d{1,5})?\/|[\w.-]{1,60}@[\w.-]{1,100}:)((?:[\w.~-]{1,100}\/){1,6}[\w.-]{1,100})/.exec(
      bare,
    )?.[1]
  const slug = short ?? full ?? plain
  return slug === undefined
    ? []
    : [slug.replace(/\/(?:tree|blob|-)\/.*$/, '').replace(/\.git$/, '')]
}

const folderName = (address: string): string =>
  basename(
    address
      .replace(/[/\\]+$/, '')
      .replace(/[/\\]?\.git$/, '')
      .replaceAll(/[\\:]/g, '/'),
  )
