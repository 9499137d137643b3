import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of Plumbline's own package.json: the same from sources and from the build. */
export const packageRoot = rootFrom(dirname(fileURLToPath(import.meta.url)))

function rootFrom(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const above = dirname(folder)
  if (above === folder)
    throw new Error('Plumbline is not installed as a package: no package.json above it')
  return rootFrom(above)
}
