import { createHash } from 'node:crypto'
import type { Packed } from '../domain/packed.ts'

const digestLength = 20

/**
 * Packs columns so that they can be read where they lie: digest (SHA-1 of all that follows), how many columns, bytes of the header, numbers in each
 * column, header as JSON, columns, bytes. All numbers are 32 bits in this machine's order, so that what is packed is for this machine alone.
 */
export function pack({ header, columns, bytes }: Packed): Buffer {
  const told = padded(Buffer.from(JSON.stringify(header)))
  const sizes = Uint32Array.of(columns.length, told.length, ...columns.map(({ length }) => length))
  const body = Buffer.concat([bytesOf(sizes), told, ...columns.map(bytesOf), bytes])
  return Buffer.concat([digestOf(body), body])
}

/** Reads what was packed; null where the bytes are not whole. */
export function unpack(packed: Uint8Array): Packed | null {
  const { buffer, byteOffset, byteLength } =
    packed.byteOffset % 4 === 0 ? packed : Uint8Array.from(packed)
  const all = Buffer.from(buffer, byteOffset, byteLength)
  if (all.length < digestLength + 8) return null
  const body = all.subarray(digestLength)
  if (!digestOf(body).equals(all.subarray(0, digestLength))) return null
  let at = digestLength
  const take = (count: number): Uint32Array => {
    const taken = new Uint32Array(buffer, byteOffset + at, count)
    at += count * 4
    return taken
  }
  const [columnCount = 0, headerLength = 0] = take(2)
  const lengths = take(columnCount)
  const header: unknown = JSON.parse(all.toString('utf8', at, at + headerLength))
  at += headerLength
  return { header, columns: [...lengths].map(take), bytes: all.subarray(at) }
}

const digestOf = (body: Uint8Array): Buffer => createHash('sha1').update(body).digest()

/** The bytes of a column, where they lie. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

/** As many bytes as make whole words: blanks harm no JSON. */
const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, ' ')])
