import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'
import type { FolderReader, ListedFile } from './source.ts'

const skipped = new Set(['node_modules', 'bower_components', '__pycache__'])

/** Reads a folder on disk. Hidden folders, installed packages and links that lead out of it are left alone. */
export const readFolder = async (root: string): Promise<FolderReader> => {
  const home = await homeOf(root)
  return {
    list: async () => {
      const files: ListedFile[] = []
      await walk(home, '', files, new Set([home]))
      return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    },
    read: async (path) => {
      try {
        const real = await realpath(join(home, path))
        return inside(home, real) ? await readFile(real) : null
      } catch (error) {
        if (isGone(error)) return null
        throw error
      }
    },
  }
}

const homeOf = async (root: string): Promise<string> => {
  try {
    const home = await realpath(root)
    if ((await stat(home)).isDirectory()) return home
  } catch (cause) {
    throw new PlumblineError('source.unreadable', `the folder ${root} cannot be opened`, { cause })
  }
  throw new PlumblineError('source.unreadable', `${root} is not a folder`)
}

const inside = (home: string, path: string): boolean =>
  path === home || path.startsWith(home.endsWith(sep) ? home : home + sep)

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/** A folder that cannot be opened is listed by itself with the reason, so that its pages are not lost in silence. */
const walk = async (
  home: string,
  path: string,
  files: ListedFile[],
  above: ReadonlySet<string>,
): Promise<void> => {
  const { names, because } = await namesIn(join(home, path))
  if (because !== null) files.push({ path, size: 0, because })
  for (const name of names) {
    if (name.startsWith('.') || skipped.has(name)) continue
    const below = path === '' ? name : `${path}/${name}`
    await visit(home, below, files, above)
  }
}

interface Names {
  readonly names: readonly string[]
  readonly because: string | null
}

const namesIn = async (folder: string): Promise<Names> => {
  try {
    return { names: await readdir(folder), because: null }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { names: [], because: `the folder cannot be opened (${code})` }
  }
}

const visit = async (
  home: string,
  path: string,
  files: ListedFile[],
  above: ReadonlySet<string>,
): Promise<void> => {
  try {
    const full = join(home, path)
    const link = (await lstat(full)).isSymbolicLink()
    const real = link ? await realpath(full) : full
    if (link && (!inside(home, real) || above.has(real))) return
    const found = await stat(real)
    if (found.isDirectory() && !link) await walk(home, path, files, new Set([...above, real]))
    else if (found.isFile()) files.push({ path, size: found.size })
  } catch {
    // A link to nothing, or a file that went while it was listed: there is no document to report.
  }
}
