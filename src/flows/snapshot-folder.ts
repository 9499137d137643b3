import type { Dated } from '../domain/instant.ts'
import type { FolderReader } from '../sources/source.ts'
import type { SurveyedRepository } from './survey-code.ts'

/** Legal texts and lists of names state nothing about code. */
const nothingToCheck =
  /(?:^|\/)(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|CODE_OF_CONDUCT|THIRD[-_]?PARTY\w*)(?:[.-]\w+)*$/i

const largest = 2_000_000

/** The documents of a repository as a folder, at the commit that was surveyed. */
export const snapshotFolder = (
  { snapshot, read, history }: SurveyedRepository,
  wanted: (path: string) => boolean = () => true,
): FolderReader => {
  const blobs = new Map(snapshot.files.map(({ path, blob }) => [path, blob]))
  return {
    list: async () =>
      snapshot.files
        .filter(({ path, symlink }) => !symlink && !nothingToCheck.test(path) && wanted(path))
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
