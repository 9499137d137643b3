import type { Git } from '../../git/git.ts'
import type { FolderReader, ListedFile } from '../source.ts'

/** What a commit holds, as a folder; links are left alone. */
export async function treeFolder(git: Git, commit: string): Promise<FolderReader> {
  const entries = await git.tree(commit)
  const files = entries.filter(({ mode }) => mode === 'file' || mode === 'executable')
  const blobs = new Map(files.map(({ path, blob }) => [path, blob]))
  return {
    list: async () =>
      files
        .map(({ path, size }): ListedFile => ({ path, size }))
        .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    read: async (path) => {
      const blob = blobs.get(path)
      return blob === undefined ? null : ((await git.read(blob))?.bytes ?? null)
    },
  }
}
