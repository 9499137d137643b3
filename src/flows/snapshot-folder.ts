import { pathsOf, type ReadText } from '../code/survey.ts'
import type { Dated } from '../domain/instant.ts'
import { isPage, isTranslation } from '../sources/repository-documents.ts'
import type { FolderReader } from '../sources/source.ts'
import type { OpenedRepository } from './survey-code.ts'

const largest = 2_000_000

/** The documents of a repository as a folder, at the commit of its snapshot. */
export const snapshotFolder = (
  { snapshot, read, history }: Pick<OpenedRepository, 'snapshot' | 'read' | 'history'>,
  wanted: (path: string) => boolean = () => true,
): FolderReader => {
  const paths = pathsOf(snapshot)
  const ahead = readAhead(read)
  const blobs = new Map(snapshot.files.map(({ path, blob }) => [path, blob]))
  return {
    list: async () => {
      const listed = snapshot.files
        .filter(({ path, symlink }) => !symlink && isPage(path) && wanted(path))
        .filter(({ path }) => !isTranslation(path, paths))
        .filter(
          (file) =>
            file.class === 'document' || (file.class === 'binary' && /\.mdx?$/i.test(file.path)),
        )
        .map(({ path, size, class: kind }) => ({
          path,
          size,
          ...(kind === 'binary' ? { because: 'it is not text' } : {}),
          ...(size > largest ? { because: `it is larger than ${largest / 1_000_000} MB` } : {}),
        }))
      ahead.expect(listed.flatMap(({ path, because }) => (because === undefined ? [path] : [])))
      return listed
    },
    read: async (path) => {
      const text = await ahead.read(path)
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

/** So many files are asked of git before their turn. */
const mostAhead = 32

/** Reads files that are likely to be asked for next, so that nobody waits for git at each. */
function readAhead(read: ReadText) {
  let places: ReadonlyMap<string, number> = new Map()
  let paths: readonly string[] = []
  let next = 0
  const begun = new Map<string, Promise<string | null>>()
  return {
    expect(expected: readonly string[]): void {
      paths = expected
      places = new Map(expected.map((path, place) => [path, place]))
      next = 0
      begun.clear()
    },
    read(path: string): Promise<string | null> {
      const upTo = (places.get(path) ?? -1) + mostAhead
      for (const one of paths.slice(next, upTo)) {
        const reading = read(one)
        // Whoever asks for it is told what went wrong.
        reading.catch(() => undefined)
        begun.set(one, reading)
      }
      next = Math.max(next, Math.min(upTo, paths.length))
      const reading = begun.get(path) ?? read(path)
      begun.delete(path)
      return reading
    },
  }
}
