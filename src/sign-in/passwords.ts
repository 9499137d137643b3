import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * One of the settings that OWASP's Password Storage Cheat Sheet calls equal in strength (N = 2^15, r = 8, p = 3): 32 MiB a hash,
 * so that a few at once do not take the memory that answers need.
 */
const strength = { N: 2 ** 15, r: 8, p: 3 } as const
const keyLength = 32
const saltLength = 16

/** The shortest password, in characters; the longest keeps hashing cheap. */
export const passwordLength = { least: 12, most: 256 } as const

/** Why a password will not do, in words; null when it will. */
export function whyWeak(password: string, name: string): string | null {
  const { least, most } = passwordLength
  const characters = [...normal(password)].length
  if (characters < least) return `a password has at least ${least} characters`
  if (characters > most) return `a password has at most ${most} characters`
  if (new Set(normal(password).toLowerCase()).size < 5)
    return 'a password repeats no more than a few characters'
  if (name.length > 2 && normal(password).toLowerCase().includes(name.toLowerCase()))
    return 'a password does not hold your name'
  return null
}

/** A password as it is stored: `scrypt$N$r$p$salt$key`, in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength)
  const key = await derive(password, salt, strength)
  const { N, r, p } = strength
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/**
 * Whether a password is the one that was stored. Where nothing is stored it takes just as long and says no, so that the time
 * taken does not tell who has an account.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const read = stored === null ? null : readStored(stored)
  const { salt, key, options } = read ?? nobody
  const derived = await derive(password, salt, options)
  const equal = derived.length === key.length && timingSafeEqual(derived, key)
  return equal && read !== null
}

interface Stored {
  readonly salt: Buffer
  readonly key: Buffer
  readonly options: Readonly<Record<'N' | 'r' | 'p', number>>
}

const nobody: Stored = {
  salt: randomBytes(saltLength),
  key: randomBytes(keyLength),
  options: strength,
}

const shape = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{20,64})\$([\w-]{40,64})$/

/** Null for a text that is no hash of ours, or a weaker one than any we make. */
function readStored(text: string): Stored | null {
  const [, N, r, p, salt = '', key = ''] = shape.exec(text) ?? []
  const options = { N: Number(N), r: Number(r), p: Number(p) }
  const bytes = Buffer.from(key, 'base64url')
  const sound = options.N * options.r * options.p >= 2 ** 15 * 8 * 3 && bytes.length === keyLength
  return sound ? { salt: Buffer.from(salt, 'base64url'), key: bytes, options } : null
}

/** Hashes at once: more would take the threads that files are read by. */
const mostAtOnce = 2
let running = 0
const queue: (() => void)[] = []

async function derive(password: string, salt: Buffer, options: Stored['options']): Promise<Buffer> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => queue.push(resolve))
  else running += 1
  try {
    return await scryptKey(normal(password), salt, { ...options, maxmem: 2 ** 27 })
  } finally {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }
}

const scryptKey = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** The same characters typed on another keyboard are the same password (NIST SP 800-63B, 3.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC')
