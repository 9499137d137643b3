import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A git repository on this disk, told by its files alone: no program is started for it. */
export interface GitFolder {
  readonly path: string
  readonly hasCommits: boolean
  /** Where `origin` is; null where there is none. */
  readonly origin: string | null
}

/** The repository whose top or bare folder this is; null for any other folder. */
export function gitFolderAt(path: string): GitFolder | null {
  const inner = innerFolderOf(path)
  if (inner === null) return null
  const shared = commonFolderOf(inner)
  const [, origin = null] =
    /^\[remote "origin"\][^[]*?^\s*url\s*=\s*(\S+)\s*$/m.exec(textOf(join(shared, 'config'))) ?? []
  return { path, origin, hasCommits: hasCommits(inner, shared) }
}

/** The repository that a folder lies in, at its top or below. */
export function gitFolderAround(path: string): GitFolder | null {
  const found = gitFolderAt(path)
  const above = dirname(path)
  return found ?? (above === path ? null : gitFolderAround(above))
}

function innerFolderOf(path: string): string | null {
  const entry = join(path, '.git')
  if (isFolder(entry)) return entry
  const [, elsewhere] = /^gitdir: (.+)$/m.exec(textOf(entry)) ?? []
  if (elsewhere !== undefined) return resolve(path, elsewhere)
  const isBare =
    existsSync(join(path, 'HEAD')) &&
    ['objects', 'refs'].every((name) => isFolder(join(path, name)))
  return isBare ? path : null
}

/** A further work tree keeps its own HEAD, and shares the rest. */
function commonFolderOf(inner: string): string {
  const named = textOf(join(inner, 'commondir')).trim()
  return named === '' ? inner : resolve(inner, named)
}

function hasCommits(inner: string, shared: string): boolean {
  const head = textOf(join(inner, 'HEAD')).trim()
  const [, branch] = /^ref: (\S+)$/.exec(head) ?? []
  if (branch === undefined) return /^[0-9a-f]{40,64}$/.test(head)
  return (
    existsSync(join(shared, branch)) ||
    textOf(join(shared, 'packed-refs')).includes(` ${branch}\n`) ||
    existsSync(join(shared, 'reftable'))
  )
}

/** A text file, or nothing where there is none that can be read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
