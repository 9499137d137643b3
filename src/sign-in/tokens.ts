import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A secret of 256 random bits: a session's token, or what its forms carry. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Whether a text has the form of such a secret; the database is asked for nothing else. */
export const isTokenShaped = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** SHA-256 in hex: a fast hash of so many random bits is as hard to reverse as a slow one. */
export const digestOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex')

/** No letters that are read for others. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A one-time code of 100 random bits, in groups that can be read out: `K7QX2-9MTR4-…`. */
export const newCode = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters.charAt(randomInt(letters.length))).join(''),
  ).join('-')

/** A code as it was typed, without what people add or leave out. */
export const codeAsTyped = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 64)
