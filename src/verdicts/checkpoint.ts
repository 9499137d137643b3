import { createHash, sign, verify } from 'node:crypto'
import type { PublicKey, SigningKey } from './keys.ts'

/** What the audit log was at some moment: its first entries, up to and with number `size`. */
export interface Checkpoint {
  /** Names the log: by its first entry, so that no other log can pass for it. */
  readonly origin: string
  readonly size: number
  /** Hash of the entry `size`, in hex; through the chain it stands for every entry before it. */
  readonly root: string
}

/** Names a log by the hash of its first entry, in hex. */
export const originOf = (firstHash: string): string =>
  `plumbline.dev/audit/${firstHash.slice(0, 32)}`

/**
 * A checkpoint as a signed note: https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note (Ed25519). The log is a
 * chain and no Merkle tree, so the root is the chain's last hash, in place of that of RFC 6962.
 */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): string {
  const body = bodyOf(checkpoint)
  const signature = sign(null, Buffer.from(body), key.privateKey)
  const named = Buffer.concat([keyHash(checkpoint.origin, key.publicKey), signature])
  return `${body}\n— ${checkpoint.origin} ${named.toString('base64')}\n`
}

const bodyOf = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`

/** The first four bytes of SHA-256 over name, new line, algorithm 1 and key: a hint, as in every signed note. */
const keyHash = (name: string, key: PublicKey['key']): Buffer =>
  createHash('sha256')
    .update(`${name}\n\u0001`)
    .update(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'))
    .digest()
    .subarray(0, 4)

/** Reads a note whose signature fits one of the keys; null for anything else. */
export function checkpointIn(note: string, keys: readonly PublicKey[]): Checkpoint | null {
  const [, body = '', origin = '', size = '', root = '', signatures = ''] =
    /^((\S{1,200})\n([1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n)\n((?:— \S{1,200} [A-Za-z0-9+/=]{1,200}\n){1,16})$/.exec(
      note,
    ) ?? []
  const signed = signatures
    .split('\n')
    .map((line) => bytesOf(line.split(' ')[2] ?? '').subarray(4))
    .some((signature) =>
      keys.some(
        ({ key }) => signature.length === 64 && verify(null, Buffer.from(body), key, signature),
      ),
    )
  const checkpoint = {
    origin,
    size: Number(size),
    root: Buffer.from(root, 'base64').toString('hex'),
  }
  // What is signed has one spelling: stray bits of the base64 would make another text of the same checkpoint.
  return signed && bodyOf(checkpoint) === body ? checkpoint : null
}

/** Bytes in their one spelling; stray bits, which would decode to the same, give none. */
function bytesOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : Buffer.alloc(0)
}

/** The notes of a file, in order; what is none of them stays as a text that no key fits. */
export const notesIn = (text: string): readonly string[] =>
  text.split(/(?<=\n)(?=\S+\n[1-9]\d*\n)/).filter((note) => note.trim() !== '')
