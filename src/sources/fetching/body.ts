import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
import { fault, megabytes } from './faults.ts'

/** The encodings that are asked for. */
export const acceptEncoding = 'gzip, deflate, br'

type Unpack = (packed: Buffer, options: ZlibOptions) => Promise<Buffer>

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  // Some servers send what RFC 1950 wraps, as they should, and some what it wraps.
  deflate: (packed, options) =>
    promisify(((packed[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(packed, options),
  br: (packed, { maxOutputLength = 0 }) => promisify(brotliDecompress)(packed, { maxOutputLength }),
}

/** The body as it was before it was packed; at most `maxBytes` of it are ever unpacked. `from` is for sentences. */
export const unpack = async (
  packed: Buffer,
  contentEncoding: string,
  maxBytes: number,
  from: string,
): Promise<Buffer> => {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  const [encoding] = encodings
  if (encoding === undefined || packed.length === 0) return packed
  if (encodings.length > 1) throw fault('source.malformed', `${from} comes packed more than once`)
  const unpacker = Object.hasOwn(unpackers, encoding) ? unpackers[encoding] : undefined
  if (!unpacker)
    throw fault('source.malformed', `${from} comes packed in a way that nobody asked for`)
  try {
    return await unpacker(packed, { maxOutputLength: maxBytes })
  } catch (cause) {
    if (codeOf(cause) === 'ERR_BUFFER_TOO_LARGE')
      throw fault(
        'source.too-large',
        `${from} unpacks to more than the ${megabytes(maxBytes)} (maxBytes) that one page may have`,
      )
    throw fault('source.malformed', `${from} is not the ${encoding} that it says it is`, cause)
  }
}

/** The code of an error of node's. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
