import type { Survey } from '../domain/fact.ts'

/**
 * The tracked path above a path that has nothing below it: a submodule, whose files another repository keeps, or a
 * symbolic link that leads elsewhere. Null where there is none.
 */
export const submoduleAbove = (path: string, survey: Pick<Survey, 'paths'>): string | null =>
  foldersAbove(path).find((folder) => survey.paths.has(folder) && !hasBelow(folder, survey)) ?? null

/** The folders that a path lies in, the outermost first. */
export const foldersAbove = (path: string): readonly string[] => {
  const parts = path.split('/')
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

type Paths = Survey['paths']

const prepared = new WeakMap<Paths, ReadonlySet<string>>()

/** Whether anything is tracked below a folder. */
function hasBelow(folder: string, { paths }: Pick<Survey, 'paths'>): boolean {
  const folders = prepared.get(paths) ?? foldersOf(paths)
  prepared.set(paths, folders)
  return folders.has(folder)
}

function foldersOf(paths: Paths): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const path of paths)
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  return folders
}
