/** What a server says of a repository before anything is fetched: where its HEAD is; null where it has no commit yet. */
export interface Advertised {
  readonly head: string | null
}

const id = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/**
 * Reads the first lines of a smart HTTP advertisement (git's gitprotocol-http and gitprotocol-pack): lines that begin with their length
 * in four hexadecimal digits. Null where it is none.
 */
export function readAdvertisement(body: Uint8Array): Advertised | null {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 65_536))
  let at = 0
  const lines: string[] = []
  while (lines.length < 3 && at + 4 <= text.length) {
    const digits = text.toString('latin1', at, at + 4)
    if (!/^[0-9a-f]{4}$/i.test(digits)) return null
    const length = Number.parseInt(digits, 16)
    // 0000 parts the announcement from the references.
    if (length > 0 && length < 4) return null
    if (length > 0) {
      const end = Math.min(at + length, text.length)
      lines.push(text.toString('latin1', at + 4, end).replace(/\n$/, ''))
    }
    at += Math.max(length, 4)
  }
  const [service, first] = lines
  if (service !== '# service=git-upload-pack' || first === undefined) return null
  const [object = '', name = ''] = (first.split('\0')[0] ?? '').split(' ')
  if (!id.test(object)) return null
  // HEAD comes first, unless it leads to a branch that nobody made.
  return { head: name === 'HEAD' ? object : null }
}
