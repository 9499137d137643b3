import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { PlumblineError } from '../domain/errors.ts'
import type { LabelFile } from '../evaluation/json-lines.ts'

/** Bytes of one label file: its text is one string. */
const most = 256 * 1024 * 1024

/** Reads label files whole. */
export const readLabelFiles = (paths: readonly string[]): Promise<readonly LabelFile[]> =>
  Promise.all(paths.map(read))

async function read(path: string): Promise<LabelFile> {
  try {
    const { size } = await stat(path)
    if (size > most)
      throw new PlumblineError(
        'input.invalid',
        `${path} has ${size} bytes, more than the ${most} that a label file may have: split it`,
      )
    return { path, text: await readFile(path, 'utf8') }
  } catch (cause) {
    if (cause instanceof PlumblineError) throw cause
    throw new PlumblineError('input.not-found', `there is no label file ${path}`, { cause })
  }
}

/** Writes predictions, a line each. */
export async function writePredictions(path: string, lines: Iterable<string>): Promise<void> {
  try {
    const file = createWriteStream(path)
    await once(file, 'open')
    for (const line of lines) if (!file.write(`${line}\n`)) await once(file, 'drain')
    file.end()
    await once(file, 'finish')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PlumblineError('input.invalid', `predictions cannot be written to ${path}: ${why}`, {
      cause,
    })
  }
}
