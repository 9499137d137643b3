import { basename } from 'node:path'

/** How a manifest at the root says what the package is called. */
const naming: Readonly<Record<string, RegExp>> = {
  'package.json': /^[\s{]{0,6}"name"\s*:\s*"([^"\n]+)"/m,
  'pyproject.toml':
    /^\[(?:project|tool\.poetry)\](?:\n(?!\[).*)*?\n\s*name\s*=\s*["']([^"'\n]+)["']/m,
  'setup.cfg': /^\[metadata\](?:\n(?!\[).*)*?\n\s*name\s*=\s*(\S+)/m,
  'Cargo.toml': /^\[package\](?:\n(?!\[).*)*?\n\s*name\s*=\s*["']([^"'\n]+)["']/m,
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

/** Names a repository goes by: its folder, its remotes, its packages; each once, in that order. */
export function namesOf(
  root: string,
  remotes: readonly string[],
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const packages = manifests.flatMap((path) => {
    const name = naming[path]?.exec((texts.get(path) ?? '').replaceAll('\r', ''))?.[1]
    return name === undefined ? [] : [name]
  })
  const names = [folderName(root), ...remotes.map(folderName), ...packages]
  return [...new Set(names.filter((name) => name !== ''))]
}

const folderName = (address: string): string =>
  basename(
    address
      .replace(/[/\\]+$/, '')
      .replace(/[/\\]?\.git$/, '')
      .replaceAll(/[\\:]/g, '/'),
  )
