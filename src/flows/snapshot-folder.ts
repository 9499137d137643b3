import { pathsOf } from '../code/survey.ts'
import type { Dated } from '../domain/instant.ts'
import { isBuilt, isPage, isTranslation } from '../sources/repository-documents.ts'
import type { FolderReader } from '../sources/source.ts'
import type { OpenedRepository } from './survey-code.ts'

const largest = 2_000_000

/** The documents of a repository as a folder, at the commit of its snapshot. */
export const snapshotFolder = (
  { snapshot, read, history }: Pick<OpenedRepository, 'snapshot' | 'read' | 'history'>,
  wanted: (path: string) => boolean = () => true,
): FolderReader => {
  const paths = pathsOf(snapshot)
  const blobs = new Map(snapshot.files.map(({ path, blob }) => [path, blob]))
  return {
    list: async () =>
      snapshot.files
        .filter(({ path, symlink }) => !symlink && isPage(path) && wanted(path))
        .filter(({ path }) => !isTranslation(path, paths) && !isBuilt(path, paths))
        .filter(
          (file) =>
            file.class === 'document' || (file.class === 'binary' && /\.mdx?$/i.test(file.path)),
        )
        .map(({ path, size, class: kind }) => ({
          path,
          size,
          ...(kind === 'binary' ? { because: 'it is not text' } : {}),
          ...(size > largest ? { because: `it is larger than ${largest / 1_000_000} MB` } : {}),
        })),
    read: async (path) => {
      const text = await read(path)
      return text === null ? null : Buffer.from(text)
    },
    history: async (path) => {
      const dates = await history.datesOf(path)
      const dated = (at: string | undefined): Dated | null =>
        at === undefined ? null : { at, basis: 'git' }
      return {
        created: dated(dates?.created),
        modified: dated(dates?.modified),
        revision: blobs.get(path) ?? null,
      }
    },
  }
}
