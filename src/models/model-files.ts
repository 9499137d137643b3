import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { PlumblineError } from '../domain/errors.ts'

const mostFiles = 200

/** A digest of a model's weights and of what it reads texts by: other weights make other vectors. SHA-256 in hex. */
export async function digestOfModel(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null)
  const files = (entries ?? [])
    .filter((entry) => entry.isFile() && /\.(?:onnx|onnx_data|json|txt|model)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  if (!files.some((file) => file.endsWith('.onnx')))
    throw new PlumblineError('model.unusable', `there is no ONNX model in ${folder}`)
  if (files.length > mostFiles)
    throw new PlumblineError('model.unusable', `${folder} holds more than ${mostFiles} files`)
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${relative(folder, file).split(sep).join('/')}\0`)
    for await (const chunk of createReadStream(file)) hash.update(chunk)
    hash.update('\0')
  }
  return hash.digest('hex')
}
