import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { run } from './process.ts'

/** Whether a git repository holds this file, or anything below this folder, or is this folder itself (bare). */
export async function tracks(path: string): Promise<boolean> {
  const isFolder = (await stat(path)).isDirectory()
  const folder = isFolder ? path : dirname(path)
  const bare = await run(folder, ['rev-parse', '--is-bare-repository'])
  if (bare.code !== 0) return false
  if (bare.output.trim() === 'true') return true
  const top = await run(folder, ['rev-parse', '--show-prefix'])
  if (isFolder && top.output.trim() === '') return true
  const listed = await run(folder, ['ls-files', '--', isFolder ? '.' : path])
  return listed.code === 0 && listed.output !== ''
}

/** Whether a commit has a file or a folder at a path from the root, and not a link to one, nor another repository. */
export async function holds(root: string, revision: string, path: string): Promise<boolean> {
  if (path === '') return true
  const { code, output } = await run(root, ['ls-tree', revision, '--', path])
  return code === 0 && /^(?:100|040)\d{3} /.test(output)
}
