import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import type { Marks } from './marks.ts'

/** What stands beside an index's file: of what it is, and the marks of the vectors that can be found in it. */
export interface Side {
  readonly space: string
  readonly generation: string
  readonly dimensions: number
  /** The index's file, in the same folder, and the SHA-256 of its bytes. */
  readonly file: string
  readonly sha256: string
  /** How many vectors are in the file, those that are marked deleted included. */
  readonly count: number
  readonly marks: Marks
}

/** Moves with everything that makes older files unreadable, how the index is built included. */
const format = 'plumbline-vectors-1'

/** The first line is names and digests: longer than that it is not ours. */
const longestLine = 16_384

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** One line of JSON, then the keys, then the checksums: 32 bits each, in this machine's order. */
export const encodeSide = ({ marks, ...rest }: Side): Buffer => {
  const bytes = Buffer.concat([bytesOf(marks.keys), bytesOf(marks.checksums)])
  const header = { format, ...rest, byteOrder: endianness(), marks: sha256(bytes) }
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes])
}

/** Reads it back; null where it is not whole, or not ours. */
export const decodeSide = (bytes: Buffer): Side | null => {
  const end = bytes.subarray(0, longestLine).indexOf('\n')
  const header = end === -1 ? null : headerIn(bytes.toString('utf8', 0, end))
  const rest = bytes.subarray(end + 1)
  if (header === null || rest.length % 8 !== 0 || sha256(rest) !== header.digest) return null
  // Copied to where numbers of 32 bits may begin.
  const { buffer } = Uint8Array.from(rest)
  const half = rest.length / 2
  const [keys, checksums] = [new Uint32Array(buffer, 0, half / 4), new Uint32Array(buffer, half)]
  return { ...header.side, marks: { keys, checksums } }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const headerIn = (line: string) => {
  const value = parsed(line)
  if (typeof value !== 'object' || value === null) return null
  const of = (name: string): unknown => Reflect.get(value, name)
  const [space, generation, file] = [of('space'), of('generation'), of('file')]
  const [digest, marks] = [of('sha256'), of('marks')]
  const [dimensions, count] = [of('dimensions'), of('count')]
  const isOurs =
    of('format') === format &&
    of('byteOrder') === endianness() &&
    typeof space === 'string' &&
    typeof generation === 'string' &&
    typeof file === 'string' &&
    /^[\w-]+\.hnsw$/.test(file) &&
    typeof digest === 'string' &&
    typeof marks === 'string' &&
    typeof dimensions === 'number' &&
    typeof count === 'number'
  if (!isOurs) return null
  return { side: { space, generation, file, sha256: digest, dimensions, count }, digest: marks }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
