import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A digest of the extractors' own code: facts cached under another version are never used. */
export const extractorVersion: string = digestOf(
  ['languages', 'formats', '../syntax'],
  ['extract', 'extractor', 'programs', 'words', 'comments'],
)

/** A digest of the code of some folders and files beside this one: what is kept was made by that code. */
export function digestOf(folders: readonly string[], files: readonly string[]): string {
  const hash = createHash('sha256')
  const here = fileURLToPath(new URL('.', import.meta.url))
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(here, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending) && !name.endsWith('.d.ts'))
      .map((name) => join(folder, name)),
  )
  for (const name of [...inFolders, ...files.map((file) => `${file}${ending}`)].sort())
    hash.update(name).update(readFileSync(join(here, name)))
  return hash.digest('hex').slice(0, 16)
}
