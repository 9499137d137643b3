/** A blob as git has it; `bytes` is null when the blob is larger than the limit and was not read. */
export interface Blob {
  readonly id: string
  readonly size: number
  readonly bytes: Buffer | null
}

interface Open {
  readonly id: string
  readonly size: number
  readonly isBlob: boolean
  readonly parts: Buffer[]
  /** Bytes still to come, with the newline that ends the object. */
  left: number
}

const newline = 10

/** Reads the output of `cat-file --batch`: delivers each answer in turn, null for what is missing or no blob. */
export function batchParser(
  limit: number,
  deliver: (blob: Blob | null) => void,
): (chunk: Buffer) => void {
  let header = ''
  let open: Open | null = null

  const readHeader = (chunk: Buffer): Buffer => {
    const end = chunk.indexOf(newline)
    header += chunk.toString('utf8', 0, end < 0 ? chunk.length : end)
    if (end < 0) return chunk.subarray(chunk.length)
    const match = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header)
    header = ''
    if (match === null) deliver(null)
    else {
      const size = Number(match[3])
      open = { id: match[1] ?? '', size, isBlob: match[2] === 'blob', parts: [], left: size + 1 }
    }
    return chunk.subarray(end + 1)
  }

  const readBody = (chunk: Buffer, body: Open): Buffer => {
    const part = chunk.subarray(0, body.left)
    const wanted = body.isBlob && body.size <= limit
    if (wanted) body.parts.push(part)
    body.left -= part.length
    if (body.left === 0) {
      open = null
      const bytes = wanted ? Buffer.concat(body.parts).subarray(0, body.size) : null
      deliver(body.isBlob ? { id: body.id, size: body.size, bytes } : null)
    }
    return chunk.subarray(part.length)
  }

  return (chunk) => {
    let rest = chunk
    while (rest.length > 0) rest = open === null ? readHeader(rest) : readBody(rest, open)
  }
}
