import type { FolderReader } from '../sources/source.ts'

/** So many files are asked for before their turn. */
const mostAhead = 32

/** A folder whose files are read in the order of its list: what is next is read before somebody asks, so that nobody waits at each. */
export function readAhead(folder: FolderReader): FolderReader {
  let paths: readonly string[] = []
  let places: ReadonlyMap<string, number> = new Map()
  let next = 0
  const begun = new Map<string, Promise<Uint8Array | null>>()
  const begin = (path: string): void => {
    const reading = folder.read(path)
    // Whoever asks for it is told what went wrong.
    reading.catch(() => undefined)
    begun.set(path, reading)
  }
  return {
    ...folder,
    async list() {
      const listed = await folder.list()
      paths = listed.flatMap(({ path, because }) => (because === undefined ? [path] : []))
      places = new Map(paths.map((path, place) => [path, place]))
      next = 0
      begun.clear()
      return listed
    },
    async read(path) {
      const place = places.get(path)
      if (place === undefined) return folder.read(path)
      for (const passed of begun.keys()) if ((places.get(passed) ?? 0) < place) begun.delete(passed)
      const from = Math.max(next, place)
      next = Math.max(next, Math.min(place + mostAhead, paths.length))
      for (const one of paths.slice(from, next)) begin(one)
      const reading = begun.get(path) ?? folder.read(path)
      begun.delete(path)
      return reading
    },
  }
}
