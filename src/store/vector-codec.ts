import { endianness } from 'node:os'
import { crc32 } from 'node:zlib'
import { PlumblineError } from '../domain/errors.ts'

/** A vector as a row holds it; both are null where it is all zeros. */
export interface VectorColumns {
  readonly checksum: number | null
  readonly bytes: Uint8Array | null
}

const isBigEndian = endianness() === 'BE'

/** How far from 1 the length of a vector may be: what 32-bit floats of thousands of dimensions lose is far less. */
const tolerance = 1e-3

/** Makes a vector ready to be stored; one that is neither of length 1 nor all zeros is refused. */
export const encodeVector = (vector: Float32Array): VectorColumns => {
  let squares = 0
  for (const part of vector) squares += part * part
  if (squares === 0) return { checksum: null, bytes: null }
  // Written so that what is not a number is refused, too.
  if (!(Math.abs(Math.sqrt(squares) - 1) <= tolerance)) {
    const message = `a vector of length ${Math.sqrt(squares)} was to be stored: vectors have length 1, or are all zeros`
    throw new PlumblineError('internal', message)
  }
  const bytes = Buffer.from(Uint8Array.from(bytesOf(vector)).buffer)
  if (isBigEndian) bytes.swap32()
  return { checksum: crc32(bytes), bytes }
}

/** Reads a stored vector back; one of another length makes the store untrustworthy. */
export const decodeVector = (bytes: Uint8Array, dimensions: number, what: string): Float32Array => {
  if (bytes.length !== dimensions * 4) {
    const message = `${what} in the store has ${bytes.length} bytes instead of ${dimensions * 4}`
    throw new PlumblineError('store.corrupt', message)
  }
  const vector = new Float32Array(dimensions)
  const copy = bytesOf(vector)
  copy.set(bytes)
  if (isBigEndian) Buffer.from(vector.buffer).swap32()
  return vector
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)
