import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

/** Whether there can be workers of a file at all: not where only sources are, nor on a machine of one core. */
export const canStart = (file: URL): boolean =>
  existsSync(fileURLToPath(file)) && availableParallelism() > 1
