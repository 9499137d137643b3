import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compare, valid } from 'semver'
import { PlumblineError } from '../domain/errors.ts'
import type { Snapshot, SnapshotFile } from '../domain/repository.ts'
import { classify, classifyContent, headLength } from './classify.ts'
import { manifests, namesOf, versionOf } from './names.ts'
import type { ReadableSnapshot } from './snapshots.ts'

/** Largest file whose text is read: 2 MB. */
const largestFile = 2_000_000
const mostFiles = 50_000

/**
 * Published versions of one package (plain folders, each with a manifest that gives name and version) as snapshots
 * of one history, the oldest first: the last one is the one to survey.
 */
export async function versionSnapshots(
  directories: readonly string[],
  { repository }: { readonly repository?: string } = {},
): Promise<readonly ReadableSnapshot[]> {
  const versions = await Promise.all(
    directories.map((directory) => versionSnapshot(directory, repository)),
  )
  const names = new Set(versions.map(({ name }) => name))
  if (names.size > 1) {
    const list = [...names].join(', ')
    throw new PlumblineError('input.invalid', `versions of one package are asked for, not ${list}`)
  }
  const ordered = versions.sort((a, b) => compare(a.version, b.version))
  const twice = ordered.find(({ version }, index) => ordered[index - 1]?.version === version)
  if (twice !== undefined) {
    throw new PlumblineError('input.invalid', `version ${twice.version} is given twice`)
  }
  return ordered.map(({ snapshot, read }) => ({ snapshot, read }))
}

interface Version extends ReadableSnapshot {
  readonly name: string
  readonly version: string
}

async function versionSnapshot(
  directory: string,
  repository: string | undefined,
): Promise<Version> {
  const root = await realpath(directory).catch(() => null)
  if (root === null)
    throw new PlumblineError('source.unreadable', `there is no folder ${directory}`)
  const texts = new Map<string, string>()
  for (const path of manifests) {
    const text = await readFile(join(root, path), 'utf8').catch(() => null)
    if (text !== null) texts.set(path, text)
  }
  const names = namesOf('', [], texts)
  const version = valid(versionOf(texts) ?? '', { loose: true })
  const [name] = names
  if (name === undefined || version === null) {
    const message = `${directory} has no manifest with a name and a version`
    throw new PlumblineError('source.unreadable', message)
  }
  const files = await filesOf(root)
  const tracked = new Set(files.map(({ path }) => path))
  const snapshot: Snapshot = {
    repository: repository ?? name,
    commit: `version:${version}`,
    version,
    date: null,
    files,
    names: [...new Set([...names, basename(directory)])],
    historyLimit: null,
  }
  const read = async (path: string): Promise<string | null> =>
    tracked.has(path) ? textOf(join(root, path)) : null
  return { name, version, snapshot, read }
}

async function textOf(file: string): Promise<string | null> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null || bytes.length > largestFile) return null
  return bytes.includes(0) || !isUtf8(bytes) ? null : bytes.toString('utf8')
}

async function filesOf(root: string): Promise<readonly SnapshotFile[]> {
  const files: SnapshotFile[] = []
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // What a package installs is another package; links could lead out of the folder.
      if (entry.name === 'node_modules' || entry.name === '.git' || entry.isSymbolicLink()) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) await visit(path)
      else if (entry.isFile() && files.length < mostFiles) files.push(await described(root, path))
    }
  }
  await visit('')
  return files
}

async function described(root: string, path: string): Promise<SnapshotFile> {
  const file = join(root, path)
  const byPath = classify(path, { isPublished: true })
  const { size } = await stat(file)
  if (size > largestFile) {
    const blob = createHash('sha1').update(`${size} ${path}`).digest('hex')
    return { path, blob, size, class: 'binary', symlink: false }
  }
  const bytes = await readFile(file)
  // Git's own digest, so that one cache of facts serves commits and published versions.
  const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  const byContent = classifyContent(path, byPath, bytes.subarray(0, headLength))
  return { path, blob, size, class: isUtf8(bytes) ? byContent : 'binary', symlink: false }
}

export { versionHistory } from './version-history.ts'
